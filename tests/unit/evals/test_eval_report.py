"""What a person reads of a run: the comparison, the table, the page."""

import io
import re
from typing import Any

import pytest
from rich.console import Console

from evals.baseline import Baseline, baseline_of
from evals.comparison import compare, show_comparison
from evals.gate import regressions
from evals.report import to_html
from evals.report_chart import bars, dimension_bars, line
from evals.result import CaseResult, ClaimResult, DimensionResult, Minutes, Run, Tokens, WeekResult
from evals.run_table import show_run

EVIL = "<script>alert('x')</script> & http"


def result(name: str, total: float | None = 90.0, **fields: Any) -> CaseResult:
    dimensions = fields.pop("dimensions", {"volume": 0.9, "fatigue": 0.95})
    weeks = tuple(
        WeekResult(
            number=number,
            phase="Build",
            is_easier=number == 4,
            sets=20 if number == 4 else 40,
            hard_sets=38.0,
            intensity=70.0 + number,
            fatigue=50.0,
        )
        for number in range(1, 5)
    )
    values: dict[str, Any] = {
        "id": name,
        "title": EVIL,
        "why": EVIL,
        "digest": "0",
        "outcome": "program",
        "total": total,
        "dimensions": {key: DimensionResult(score=value, reason=EVIL) for key, value in dimensions.items()},
        "sets_a_week": 40.0,
        "minutes": Minutes(shortest=40, mean=50, longest=60, asked=75),
        "tokens": Tokens(prompt=4000, answer=600),
        "expected_usd": 0.02,
        "weeks": weeks,
        "fingerprint": "aaa",
    }
    return CaseResult(**(values | fields))


def run_of(*cases: CaseResult) -> Run:
    return Run(name="test", source="offline", cases=cases)


@pytest.fixture
def before() -> Baseline:
    return baseline_of(run_of(result("one"), result("two"), result("gone")))


def text_of(show: Any, *arguments: Any, **options: Any) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=200), *arguments, **options)
    return stream.getvalue()


def test_a_comparison_lists_what_changed_the_biggest_fall_first(before: Baseline) -> None:
    unmet = (ClaimResult(label="weeks_are 12", message="8"),)
    after = baseline_of(
        run_of(
            result("one", 91.0, fingerprint="bbb"),
            result("two", 80.0, dimensions={"volume": 0.6, "fatigue": 0.95}, claims=unmet),
            result("new"),
        )
    )
    found = compare(before, after)
    assert [one.id for one in found.changes] == ["two", "one"]
    assert found.changes[0].dimensions == {"volume": -0.3}
    assert found.changes[0].lost == ("weeks_are 12",)
    assert found.changes[1].is_other_design
    assert (found.only_before, found.only_after) == (("gone",), ("new",))
    assert (found.before, found.after) == (90.0, 85.5)
    text = text_of(show_comparison, found)
    assert "volume -0.30; no longer: weeks_are 12" in text
    assert "mean 90.00 -> 85.50 (-4.50)" in text


def test_runs_that_are_alike_have_no_changes(before: Baseline) -> None:
    assert compare(before, before).changes == ()


def test_repeats_of_a_case_are_compared_by_their_means() -> None:
    run = run_of(result("one", 80.0), result("one", 90.0, repeat=2))
    assert baseline_of(run).cases["one"].total == 85.0


def test_the_table_shows_the_worst_and_says_how_many_are_better(before: Baseline) -> None:
    cases = (result("fine", 95.0), result("two", 70.0), result("one", 85.0))
    text = text_of(show_run, run_of(*cases), before, rows=2)
    lines = [row.split()[0] for row in text.splitlines() if row.startswith(("fine", "one", "two"))]
    assert lines == ["two", "one"]
    assert "-20.0" in text
    assert "and 1 better ones" in text
    assert "3 cases, 0 refused; mean score 83.33 (-6.67 against the baseline)" in text


def test_an_unknown_cost_is_not_nothing() -> None:
    text = text_of(show_run, run_of(result("one", expected_usd=None, spent_usd=None)), None)
    assert "price unknown" in text
    assert "paid for this run: unknown" in text


def test_a_known_failure_that_holds_now_is_pointed_out() -> None:
    mended = ClaimResult(label="weeks_are 12", known="not yet")
    still = ClaimResult(label="weeks_are 12", message="8", known="not yet")
    text = text_of(show_run, run_of(result("one", claims=(mended,)), result("two", claims=(still,))), None)
    assert "known failures that hold now, take `known` out: one\n" in text


def test_the_page_needs_nothing_else_and_runs_nothing(before: Baseline) -> None:
    run = run_of(result("one"), result("two", 70.0, refusal=EVIL, warnings=(EVIL,), repairs=(EVIL,)))
    page = to_html(run, before, regressions(run, before))
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=|https?://|url\(""", page)
    assert page.count("<svg") == 4 * 2
    assert page.index('id="two"') < page.index('id="one"')
    assert "two: total fell from 90 to 70" in page


def test_the_page_says_when_there_is_no_regression_or_no_baseline(before: Baseline) -> None:
    run = run_of(result("one"))
    assert "No regression." in to_html(run, before)
    assert "No baseline was given." in to_html(run, None)


def test_a_bar_is_as_high_as_its_value_and_pale_in_easier_weeks() -> None:
    chart = bars("Volume", [40, 20], light=[False, True], unit="sets")
    heights = [float(height) for height in re.findall(r'<rect class="\w+"[^>]* height="([\d.]+)"', chart)]
    assert heights[0] == pytest.approx(2 * heights[1], rel=0.01)
    assert re.findall(r'<rect class="(\w+)"', chart) == ["bar", "easy"]
    assert "Volume by week, in sets: 40, 20" in chart


def test_a_line_rises_with_its_values() -> None:
    points = re.search(r'<polyline class="line" points="([^"]+)"', line("Load", [60, 70, 80], unit="%"))
    assert points is not None
    heights = [float(point.split(",")[1]) for point in points.group(1).split()]
    assert heights == sorted(heights, reverse=True)
    assert "polygon" in line("Fatigue", [1, 2], unit="sets", is_filled=True)


def test_charts_of_nothing_are_charts() -> None:
    assert "<svg" in bars("Volume", [], light=[], unit="sets")
    assert "<svg" in line("Load", [], unit="%", is_filled=True)
    assert "<svg" in line("Load", [0.0], unit="%")


def test_a_dimension_bar_has_the_mark_of_the_baseline() -> None:
    chart = dimension_bars({"volume": 0.5, "fatigue": 1.0}, {"volume": 0.75})
    assert chart.count('class="mark"') == 1
    assert "Score by dimension: volume 0.50, fatigue 1.00" in chart
