"""A program as one HTML file that needs nothing else: readable on a phone, on paper, in light and dark."""

from html import escape

from strength.program import Program, Week, Workout
from strength.rendering.chart import week_figure
from strength.rendering.lines import workout_lines, workout_title
from strength.scorecard import Scorecard

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#888}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2rem;border-bottom:1px solid var(--line)}h3{margin:1.2rem 0 .3rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--line)}
td.n,th.n{white-space:nowrap}.soft{color:var(--soft)}.warn{border-left:4px solid #c60;padding:.2rem .8rem}
.bar{display:inline-block;height:.8em;background:#47a;vertical-align:baseline}.easy{background:#9bc}
.wrap{overflow-x:auto}@media print{h2{break-before:page}body{max-width:none}}
"""


def _workout_html(workout: Workout) -> str:
    rows = "".join(
        f"<tr><td>{escape(f'{line.group}) ' if line.group else '')}{escape(line.exercise)}</td>"
        f'<td class="n">{escape(line.sets)}</td><td class="n">{escape(line.load)}</td>'
        f'<td class="n">{escape(line.effort)}</td><td class="n">{escape(line.rest)}</td>'
        f'<td class="soft">{escape(line.note)}</td></tr>'
        for line in workout_lines(workout)
    )
    note = f'<p class="soft">{escape(workout.notes)}</p>' if workout.notes else ""
    return (
        f"<h3>{escape(workout_title(workout))}</h3>{note}"
        '<div class="wrap"><table><thead><tr><th scope="col">Exercise</th><th scope="col">Sets</th>'
        '<th scope="col">Load</th><th scope="col">Effort</th><th scope="col">Rest</th><th scope="col">Note</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _week_html(week: Week) -> str:
    phase = f" - {escape(week.phase)}" if week.phase else ""
    return f'<h2 id="week-{week.week_number}">Week {week.week_number}{phase}</h2>' + "".join(
        _workout_html(workout) for workout in week.workouts
    )


def _overview_html(program: Program) -> str:
    figures = [week_figure(week) for week in program.weeks]
    most = max((figure.sets for figure in figures), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row"><a href="#week-{figure.week_number}">{figure.week_number}</a></th><td>{escape(figure.phase)}</td>'
        f'<td><span class="bar{" easy" if week.is_deload else ""}" style="width:{14 * figure.sets / most:.1f}rem"></span>'
        f' {figure.sets} sets</td><td class="n">{f"{figure.rpe:.1f}" if figure.rpe is not None else ""}</td>'
        f'<td class="n">{f"{figure.percent:.0f} %" if figure.percent is not None else "by effort"}</td></tr>'
        for figure, week in zip(figures, program.weeks, strict=True)
    )
    return (
        '<div class="wrap"><table><caption class="soft">Working sets, mean effort (RPE) and mean load of the sets that name one, week by week'
        '</caption><thead><tr><th scope="col">Week</th><th scope="col">Phase</th><th scope="col">Work</th>'
        f'<th scope="col">Effort</th><th scope="col">Load</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _score_html(scorecard: Scorecard) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="n">{dimension.score:.2f}</td><td>{escape(dimension.reason)}</td></tr>'
        for name, dimension in scorecard.dimensions.items()
    )
    return f'<h2>Score {scorecard.total:.0f} of 100</h2><div class="wrap"><table><tbody>{rows}</tbody></table></div>'


def to_html(program: Program, scorecard: Scorecard | None = None) -> str:
    """The whole program as a page. Every text is escaped; there is no script and no outside address."""
    warnings = "".join(f'<p class="warn">{escape(warning)}</p>' for warning in program.warnings)
    rationale = f"<p>{escape(program.rationale)}</p>" if program.rationale else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(program.name)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(program.name)}</h1>{rationale}{warnings}{_overview_html(program)}"
        f"{''.join(_week_html(week) for week in program.weeks)}"
        f"{_score_html(scorecard) if scorecard else ''}</main></body></html>\n"
    )
