"""How long a review's prompt and answer are, and what it costs: `python -m evals.review_size [--json]`.

Counted like the design prompt (`evals.prompt_size`): by cl100k_base, without what ADK and the provider wrap around it and
without a model's thinking, which the limit of 4,000 output tokens bounds. `input` is that of the longest summary of the
search. A weak finding costs a second design on top: as much as the first one.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import product

from agents.models import REVIEW_DEFAULTS, REVIEW_MAX_TOKENS
from agents.prices import most_usd, price_usd
from agents.token_count import TokenCount
from agents.validator.review import PREAMBLE, prompt
from agents.validator.review_finding import (
    LONGEST_MESSAGE,
    MOST_FINDINGS,
    Review,
    ReviewCode,
    ReviewFinding,
    ReviewSeverity,
)
from agents.validator.review_summary import summary_of
from evals.prompt_size import tokens
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import Experience, Goal, ProgramRequest
from tools.program_check import check_program

CASES = tuple(product(Goal, Experience, (3, 4, 6)))
"""The search: goal, experience, workouts a week."""

_SENTENCE = "The heavy row tires the grip before the deadlift; put it after, and keep the sets as they are now. "


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSize:
    """Sizes in tokens, prices in US dollars for one review with a cold cache.

    Attributes:
        system: the instructions.
        shared: share of the input that is the same for every job.
        usual_summary: middle of the search.
        longest_summary: longest of the search.
        worst_output: five findings of 160 characters.
        prices: by model, for the longest summary and the longest answer.
        ceilings: by model, what is reserved: every output token that is allowed is used.
    """

    system: int
    shared: float
    usual_summary: int
    longest_summary: int
    worst_output: int
    prices: dict[str, float | None]
    ceilings: dict[str, float | None]


def measure(cases: Sequence[tuple[Goal, Experience, int]] = CASES) -> ReviewSize:
    """Everything, from the code that builds prompts and programs."""
    summaries = sorted(_summary_tokens(*case) for case in cases)
    fixed, longest = tokens(prompt()) + tokens(PREAMBLE), summaries[-1]
    total, output = fixed + longest, tokens(_longest_answer())
    models = REVIEW_DEFAULTS.values()
    return ReviewSize(
        system=tokens(prompt()),
        shared=fixed / total,
        usual_summary=summaries[len(summaries) // 2],
        longest_summary=longest,
        worst_output=output,
        prices={model: price_usd(model, TokenCount(uncached=total, output=output)) for model in models},
        ceilings={model: most_usd(model, input_tokens=total, output_tokens=REVIEW_MAX_TOKENS) for model in models},
    )


def _summary_tokens(goal: Goal, level: Experience, days: int) -> int:
    request = ProgramRequest(
        goal=goal, frequency=days, experience=level, equipment=("full_gym",), weeks=12, session_minutes=20 * days
    )
    pool = catalog_pool(request, load_catalog().exercises)
    report = check_program(plan(request, pool), request, pool, load_catalog())
    if report.program is None or report.scorecard is None:
        raise ValueError(f"the planner's program for {request!r} cannot be expanded")
    return tokens(summary_of(report.blueprint, report.program, report.scorecard, request, pool).text)


def _longest_answer() -> str:
    message = (_SENTENCE * 2)[:LONGEST_MESSAGE]
    finding = ReviewFinding(code=ReviewCode.FIT_TO_REQUEST, severity=ReviewSeverity.ADVICE, at="6.10", message=message)
    return Review(findings=(finding,) * MOST_FINDINGS).model_dump_json()


def main() -> None:
    """Print the figures."""
    figures = asdict(measure())
    if "--json" in sys.argv[1:]:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:20} {value}\n")


if __name__ == "__main__":
    main()
