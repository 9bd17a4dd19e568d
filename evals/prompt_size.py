"""How long the design prompt and its answers are: `python -m evals.prompt_size [--json]`.

Tokens are counted by litellm's bundled cl100k_base (tiktoken, packaged with litellm, no network). No provider's own count:
Claude's tokenizer is not public, so real figures differ. Counted are the instructions and the two parts of the brief; not
what ADK (29 tokens: the agent's name and description) and the provider wrap around them. `input` is that of the lifter
with the longest blueprint; `largest_input` that of an advanced lifter, whose table is the longest.
"""

import json
import sys
from dataclasses import asdict, dataclass
from itertools import product

from agents.brief import brief_of
from agents.models import default_chain
from agents.periodization.designer import prompt
from agents.prices import price_usd
from agents.provider_client import litellm
from agents.token_count import TokenCount
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import Experience, Goal, ProgramRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSize:
    """Sizes in tokens, prices in US dollars for one program.

    Attributes:
        system: the instructions.
        table: the exercise table.
        request: the part of one job.
        shared: share of the input that is the same for every job of the pool.
        largest_input: all three parts for an advanced lifter.
        worst_output: the longest blueprint of the search.
        worst_case: whose it is.
        written_out: the twelve weeks of that lifter's program as minified JSON.
        prices: by model, with a cold cache.
        prices_written_out: by model, when the model wrote the weeks itself.
    """

    system: int
    table: int
    request: int
    shared: float
    largest_input: int
    worst_output: int
    worst_case: str
    written_out: int
    prices: dict[str, float | None]
    prices_written_out: dict[str, float | None]

    @property
    def input(self) -> int:
        """All that is sent."""
        return self.system + self.table + self.request


def tokens(text: str) -> int:
    """Tokens of a text by cl100k_base."""
    return len(litellm().encode(model="gpt-4", text=text))


def measure() -> PromptSize:
    """Everything, from the code that builds prompts and programs."""
    exercises = load_catalog().exercises
    worst = max((_blueprint(_request(goal, level)) for goal, level in product(Goal, Experience)), key=_length)
    request = _request(Goal(worst.goal or "strength"), Experience(worst.level or "intermediate"))
    table, own = brief_of(request, catalog_pool(request, exercises)).parts
    system_tokens, table_tokens, own_tokens = tokens(prompt()), tokens(table), tokens(own)
    total = system_tokens + table_tokens + own_tokens
    advanced = _request(Goal.HYPERTROPHY, Experience.ADVANCED)
    largest = system_tokens + sum(tokens(part) for part in brief_of(advanced, catalog_pool(advanced, exercises)).parts)
    twelve = request.model_copy(update={"weeks": 12})
    program = expand(_blueprint(twelve), twelve, catalog_pool(twelve, exercises))
    written_out, output = tokens(program.model_dump_json(by_alias=True)), _length(worst)
    chain = default_chain(has_anthropic_key=True, has_openai_key=True)
    return PromptSize(
        system=system_tokens,
        table=table_tokens,
        request=own_tokens,
        shared=(system_tokens + table_tokens) / total,
        largest_input=largest,
        worst_output=output,
        worst_case=f"{request.goal.value} {request.experience.value}",
        written_out=written_out,
        prices={model: price_usd(model, TokenCount(uncached=total, output=output)) for model in chain},
        prices_written_out={model: price_usd(model, TokenCount(uncached=total, output=written_out)) for model in chain},
    )


def _request(goal: Goal, level: Experience) -> ProgramRequest:
    return ProgramRequest(
        goal=goal, frequency=6, experience=level, equipment=("full_gym",), weeks=16, session_minutes=90
    )


def _blueprint(request: ProgramRequest) -> Blueprint:
    blueprint = plan(request, catalog_pool(request, load_catalog().exercises))
    return blueprint.model_copy(update={"goal": request.goal.value, "level": request.experience.value})


def _length(blueprint: Blueprint) -> int:
    return tokens(json.dumps(to_wire(blueprint), ensure_ascii=False, separators=(",", ":")))


def main() -> None:
    """Print the figures."""
    size = measure()
    figures = {"input": size.input, **asdict(size)}
    if "--json" in sys.argv[1:]:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:20} {value}\n")


if __name__ == "__main__":
    main()
