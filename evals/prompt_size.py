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
from strength.exercise import Lift
from strength.expansion import expand
from strength.muscle import Muscle
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.recent_training import MOST_FAMILIAR, MOST_LIFTS, MOST_SETS, RecentTraining
from strength.request import ONE_REP_MAX_RANGE, Experience, Goal, ProgramRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSize:
    """Sizes in tokens, prices in US dollars for one program.

    Attributes:
        system: the instructions.
        table: the exercise table.
        request: the part of one job.
        shared: share of the input that is the same for every job of the pool.
        largest_input: all three parts for an advanced lifter.
        largest_input_logged: the same after a log with every muscle and as many lifts, with the longest ids, as it may hold.
        shared_logged: share of that input that is the same for every job of the pool.
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
    largest_input_logged: int
    shared_logged: float
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
    pool = catalog_pool(advanced, exercises)
    largest = system_tokens + sum(tokens(part) for part in brief_of(advanced, pool).parts)
    lifted, recent = longest_log(advanced, pool)
    shared_logged, own_logged = (tokens(part) for part in brief_of(lifted, pool, recent=recent).parts)
    logged = system_tokens + shared_logged + own_logged
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
        largest_input_logged=logged,
        shared_logged=(system_tokens + shared_logged) / logged,
        worst_output=output,
        worst_case=f"{request.goal.value} {request.experience.value}",
        written_out=written_out,
        prices={model: price_usd(model, TokenCount(uncached=total, output=output)) for model in chain},
        prices_written_out={model: price_usd(model, TokenCount(uncached=total, output=written_out)) for model in chain},
    )


def longest_log(request: ProgramRequest, pool: Pool) -> tuple[ProgramRequest, RecentTraining]:
    """A request with every maximum that a log can give, and the longest that a log comes to."""
    maxima = dict.fromkeys(Lift, ONE_REP_MAX_RANGE[1] - 0.1)
    ids = sorted(pool.entries, key=lambda slug: (-tokens(f'"{slug}",'), slug))
    rising, stalled = ids[:MOST_LIFTS], ids[MOST_LIFTS : 2 * MOST_LIFTS]
    recent = RecentTraining(
        weeks=8,
        break_weeks=7,
        weekly_sets=dict.fromkeys(Muscle, MOST_SETS),
        rising=tuple(rising),
        stalled=tuple(stalled),
        familiar=tuple(ids[2 * MOST_LIFTS : 2 * MOST_LIFTS + MOST_FAMILIAR]),
    )
    return request.model_copy(update={"one_rep_maxes": maxima}), recent


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
