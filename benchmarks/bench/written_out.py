"""(g) Tokens, cost and time of a program that a model designs, against one whose twelve weeks it writes out itself."""

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from agents.brief import brief_of
from agents.models import default_chain
from agents.periodization.designer import prompt
from agents.prices import price_usd
from agents.token_count import TokenCount
from benchmarks.bench.ground import Ground
from benchmarks.bench.paced import TOKENS_PER_S, paced
from benchmarks.bench.row import Row
from evals.prompt_size import tokens
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import Experience, Goal, ProgramRequest

_WEEKS = 12
_OUTPUT, _WORST, _COST, _TIME = 1 / 40, 1 / 20, 1 / 15, 1 / 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One request, both ways. Tokens are cl100k's, because no provider publishes Claude's.

    Attributes:
        designed: output of the design.
        written_out: output of the twelve weeks as minified JSON, without a space.
        characters: of the weeks.
        shared: input that is the same for every job of the pool.
        own: input of this job.
    """

    designed: int
    written_out: int
    characters: int
    shared: int
    own: int


def written_out(ground: Ground) -> Iterator[Row]:
    """Medians over goals, levels and frequencies."""
    model = default_chain(has_anthropic_key=True, has_openai_key=False)[0]
    frequencies = (4, 6) if ground.is_quick else (3, 4, 5, 6)
    pairs = [_pair(*each) for each in product(Goal, Experience, frequencies)]
    designed = statistics.median(pair.designed for pair in pairs)
    whole = statistics.median(pair.written_out for pair in pairs)
    share = statistics.median(pair.designed / pair.written_out for pair in pairs)
    yield Row(
        section="g", name="output tokens of a program", figure=designed, unit="tokens", samples=len(pairs),
        baseline=whole, against="the twelve weeks written out", target="<= 1/40", holds=share <= _OUTPUT,
        limit="one line for each exercise of the week, and the reasons", floor="the choice of exercises itself",
        notes={"written_out_characters": round(statistics.median(pair.characters for pair in pairs))},
    )  # fmt: skip
    worst = max(pairs, key=lambda pair: pair.designed / pair.written_out)
    yield Row(
        section="g", name="output tokens of a program, worst ratio", figure=worst.designed, unit="tokens",
        samples=len(pairs), baseline=worst.written_out, against="the same twelve weeks written out", target="<= 1/20",
        holds=worst.designed <= _WORST * worst.written_out, limit="few sets for each exercise written",
        floor="the choice of exercises itself",
    )  # fmt: skip
    for name, is_warm in (("the provider's cache cold", False), ("the provider's cache warm", True)):
        ours = statistics.median(_price(model, pair, pair.designed, is_warm) for pair in pairs)
        theirs = statistics.median(_price(model, pair, pair.written_out, is_warm) for pair in pairs)
        yield Row(
            section="g", name=f"cost of a program, {name}", figure=100 * ours, unit="US cent", samples=len(pairs),
            baseline=100 * theirs, against="the twelve weeks written out, same brief", target="<= 1/15",
            holds=ours <= _COST * theirs, limit="the brief: instructions and the table of exercises",
            floor="input at the cache's price", notes={
                "model": model, "input_tokens": round(statistics.median(pair.shared + pair.own for pair in pairs)),
            },
        )  # fmt: skip
    yield Row(
        section="g", name="seconds a model writes", figure=designed / TOKENS_PER_S, unit="s", samples=len(pairs),
        baseline=whole / TOKENS_PER_S, against="the twelve weeks written out", target="<= 1/30", holds=share <= _TIME,
        limit="output tokens", floor="the time to the first token, which is not in it",
        notes={"tokens_per_s": TOKENS_PER_S},
    )  # fmt: skip
    yield from paced(ground, whole)


def _pair(goal: Goal, level: Experience, frequency: int) -> Pair:
    request = ProgramRequest(
        goal=goal, frequency=frequency, experience=level, equipment=("full_gym",), weeks=_WEEKS, session_minutes=75
    )
    pool = catalog_pool(request, load_catalog().exercises)
    blueprint = plan(request, pool)
    weeks = expand(blueprint, request, pool).model_dump_json(by_alias=True)
    table, own = brief_of(request, pool).parts
    return Pair(
        designed=tokens(json.dumps(to_wire(blueprint), ensure_ascii=False, separators=(",", ":"))),
        written_out=tokens(weeks),
        characters=len(weeks),
        shared=tokens(prompt()) + tokens(table),
        own=tokens(own),
    )


def _price(model: str, pair: Pair, output: int, is_warm: bool) -> float:
    """In US dollars, with the shared input read from the provider's cache or not."""
    cached, plain = (pair.shared, pair.own) if is_warm else (0, pair.shared + pair.own)
    price = price_usd(model, TokenCount(uncached=plain, cache_read=cached, output=output))
    if price is None:
        raise ValueError(f"there is no price for {model!r}; it should be one of the default chain")
    return price
