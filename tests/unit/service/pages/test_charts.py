"""Charts: what is drawn is what the table says, and what the table says is what the program says."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from service.pages.blocks import blocks_of
from service.pages.charts.axis import full_tick
from service.pages.charts.calendar import calendar
from service.pages.charts.heaviest_set import heaviest_set
from service.pages.charts.muscle_sets import SHOWN, findings_of, muscle_sets
from service.pages.charts.session_length import session_length
from service.pages.charts.svg import element
from service.pages.charts.week_figures import week_figures
from service.pages.charts.work_per_week import work_per_week
from strength.catalog import load_catalog
from strength.landmarks import landmark
from strength.muscle import Muscle
from strength.request import Goal
from strength.volume import fractional_sets, hard_sets

EVERY = pytest.mark.parametrize("name", ["powerlifting", "size", "bodyweight"])
CATALOG = load_catalog()


def _marks(svg: str, tag: str, kind: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(svg).iter(tag) if kind in one.get("class", "").split()]


def _titles(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter("title")]


@EVERY
def test_the_bars_of_work_are_the_sets_of_the_table_and_of_the_program(program, name) -> None:
    made = program(name)
    figures = week_figures(made, CATALOG)
    chart = work_per_week(figures, blocks_of(made, figures))
    bars = _marks(chart.panels[0].svg, "rect", "bar")
    sets = [hard_sets(week) for week in made.weeks]
    assert [int(row[1]) for row in chart.numbers.rows] == sets
    heights = [float(bar.get("height", 0)) for bar in bars]
    assert heights == pytest.approx([count * heights[0] / sets[0] for count in sets], abs=0.15)
    assert [int(text.split(": ")[1].split()[0]) for text in _titles(chart.panels[0].svg) if text.startswith("Week ")][
        -len(sets) :
    ] == sets
    light = [index for index, week in enumerate(made.weeks) if week.is_deload or week.phase in ("Taper", "Test")]
    assert [index for index, bar in enumerate(bars) if "easy" in bar.get("class", "")] == light
    assert len([bar for bar in bars if "hi" in bar.get("class", "").split()]) == 1


def test_the_title_of_the_work_chart_is_proved_by_its_bars(program) -> None:
    made = program("powerlifting")
    figures = week_figures(made, CATALOG)
    message = work_per_week(figures, blocks_of(made, figures)).message
    peak, drop = (int(number) for number in re.findall(r"\d+", message))
    sets = [one.sets for one in figures]
    assert sets[peak - 1] == max(sets)
    assert drop == round(100 * (max(sets) - sets[-1]) / max(sets))
    light = tuple(
        replace(one, sets=10 if one.number % 4 == 0 else 20 + 2 * one.number, note="" if one.number % 4 else "light")
        for one in figures
    )
    assert work_per_week(light, ()).message == "Work rises 91% and drops every 4th week."
    assert work_per_week(light[:7], ()).message == "Work rises 55% and drops in week 4."


@pytest.mark.parametrize(
    ("most", "step", "high"), [(51, 20, 60), (60, 20, 80), (96, 20, 100), (118, 40, 120), (0, 20, 20)]
)
def test_the_axis_ends_at_the_next_full_tick_above_the_highest_bar(most, step, high) -> None:
    assert full_tick(most, step) == high


def test_the_points_of_the_heaviest_sets_are_the_percentages_of_the_program(program) -> None:
    made = program("powerlifting")
    chart = heaviest_set(week_figures(made, CATALOG), made.goal)
    assert [panel.message for panel in chart.panels] == ["Squat", "Bench", "Deadlift"]
    tops = [
        max(
            one.percent1rm or 0
            for workout in week.workouts
            for item in workout.exercises
            if item.slug == "back_squat"
            for one in item.sets
        )
        for week in made.weeks
    ]
    assert [float(row[1].rstrip("%")) for row in chart.numbers.rows] == tops
    points = _marks(chart.panels[0].svg, "circle", "point")
    ys = [float(point.get("cy", 0)) for point in points]
    # a higher set is drawn higher
    assert sorted(range(len(ys)), key=lambda index: (-ys[index], index)) == sorted(
        range(len(tops)), key=lambda index: (tops[index], index)
    )
    firsts = [float(cell.rstrip("%")) for cell in chart.numbers.rows[0][1:]]
    every = [float(cell.rstrip("%")) for row in chart.numbers.rows for cell in row[1:] if cell != "–"]
    assert chart.message == f"Your heaviest set climbs from {min(firsts):g}% to {max(every):g}% of your max."


def test_the_zone_is_the_goals(program) -> None:
    figures = week_figures(program("powerlifting"), CATALOG)
    assert "73–84%" in heaviest_set(figures, Goal.POWERLIFTING).drawn
    assert "60–80%" in heaviest_set(figures, Goal.HYPERTROPHY).drawn


def test_without_a_known_maximum_effort_is_drawn_and_without_effort_repetitions(program) -> None:
    figures = week_figures(program("size"), CATALOG)
    chart = heaviest_set(figures, Goal.HYPERTROPHY)
    assert chart.message.startswith("Average effort rises from RPE ")
    assert [float(row[1]) for row in chart.numbers.rows] == [round(one.effort or 0, 1) for one in figures]
    bare = tuple(replace(one, effort=None) for one in figures)
    assert heaviest_set(bare, Goal.HYPERTROPHY).numbers.head == ("Week", "Reps")


def test_sessions_over_the_limit_are_counted_and_marked(program) -> None:
    made = program("powerlifting")
    figures = week_figures(made, CATALOG)
    every = [workout.minutes for week in made.weeks for workout in week.workouts]
    chart = session_length(figures, 60)
    assert chart is not None
    over = sum(minutes > 60 for minutes in every)
    assert chart.message == f"{over} of {len(every)} sessions run longer than 60 minutes."
    marked = [bar for bar in _marks(chart.panels[0].svg, "rect", "bar") if "hi" in bar.get("class", "").split()]
    assert len(marked) == sum(int(row[2]) > 60 for row in chart.numbers.rows)
    assert "your limit 60 min" in chart.panels[0].svg
    fitting = session_length(figures, 180)
    assert fitting is not None
    assert fitting.message == "Every session fits your 180 minutes."
    assert session_length(tuple(replace(one, minutes=()) for one in figures), 60) is None


@EVERY
def test_the_bars_of_a_muscle_are_the_table_and_no_more_than_its_sets(program, name) -> None:
    made = program(name)
    figures = week_figures(made, CATALOG)
    chart = muscle_sets(made, figures)
    exercises = {exercise.slug: exercise for exercise in CATALOG.exercises}
    for muscle, panel, row in zip(SHOWN, chart.panels, chart.numbers.rows, strict=False):
        assert [float(text.split(": ")[1].split()[0]) for text in _titles(panel.svg)] == [
            float(cell) for cell in row[2:]
        ]
        for week, cell in zip(made.weeks, row[2:], strict=True):
            # effort weighs a set, never above one
            assert float(cell) <= fractional_sets(week, exercises).get(muscle, 0.0) + 0.05
        mark = landmark(muscle, made.experience.level, made.goal)
        assert row[1] == f"{round(mark.mav_low, 1):g}–{round(mark.mav_high, 1):g}"
        inside = [bar for bar in _marks(panel.svg, "rect", "bar") if "in" in bar.get("class", "").split()]
        low, high = (float(part) for part in row[1].split("–"))
        assert len(inside) == sum(low <= float(cell) <= high for cell in row[2:])
    assert len(chart.numbers.rows) == len(Muscle)


def test_a_crossed_ceiling_turns_red_and_says_so(program) -> None:
    made = program("powerlifting")
    figures = tuple(replace(one, muscles={**one.muscles, Muscle.CHEST: 23.0}) for one in week_figures(made, CATALOG))
    chart = muscle_sets(made, figures)
    panel = chart.panels[SHOWN.index(Muscle.CHEST)]
    judged = sum(not one.note for one in figures)
    assert panel.kind == "over"
    assert f"▲ over the ceiling in {judged}" in panel.note
    assert "mrv over" in panel.svg
    assert chart.message.startswith("Chest goes over the ceiling")


def test_light_weeks_are_drawn_and_not_judged(program) -> None:
    figures = week_figures(program("powerlifting"), CATALOG)
    found = findings_of(program("powerlifting"), figures)
    assert {one.judged for one in found.values()} == {8}
    assert found[Muscle.CALVES].verdict == "– no direct work"
    assert found[Muscle.BACK].verdict == "✓ in range 8 of 8"


@EVERY
def test_the_calendar_links_every_session_once(program, name) -> None:
    made = program(name)
    shown = calendar(made, blocks_of(made, week_figures(made, CATALOG)))
    cells = [cell for row in shown.rows for cell in row.cells if cell.anchor]
    sessions = [(week.week_number, workout) for week in made.weeks for workout in week.workouts]
    assert [cell.anchor for cell in cells] == [f"w{number}d{one.day_number}" for number, one in sessions]
    assert [cell.sets for cell in cells] == [sum(len(item.sets) for item in one.exercises) for _, one in sessions]


def test_blocks_end_after_their_light_week(program) -> None:
    made = program("powerlifting")
    blocks = blocks_of(made, week_figures(made, CATALOG))
    assert [(one.name, one.first, one.last) for one in blocks] == [
        ("Build", 1, 4), ("Strengthen", 5, 8), ("Peak", 9, 10), ("Taper", 11, 12),
    ]  # fmt: skip
    assert [one.tone for one in blocks] == [0, 1, 2, 3]


def test_what_a_program_says_cannot_become_markup() -> None:
    drawn = element("text", "<script>alert(1)</script>", x=1.26, class_='a" onload="x')
    assert "<script>" not in drawn
    assert 'onload="x"' not in drawn
    assert 'x="1.3"' in drawn
