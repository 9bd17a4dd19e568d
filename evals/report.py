"""A run as one HTML file that needs nothing else: worst cases first, charts, and the difference to the baseline."""

from collections.abc import Iterable, Iterator
from html import escape

from evals.baseline import Baseline
from evals.figures import CaseFigures, Figures, figures_of, mean_of
from evals.gate import Regression
from evals.report_chart import bars, dimension_bars, line
from evals.result import CaseResult, Run
from evals.run_table import summary, worst_first

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--soft:#777;--ink:#2f6fb5;--pale:#9dbfe3;--bad:#c0392b;--good:#2e8b57}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .5rem;border-bottom:1px solid var(--line)}
.n{text-align:right;white-space:nowrap}.soft{color:var(--soft)}.bad{color:var(--bad)}.good{color:var(--good)}
.wrap{overflow-x:auto}details{border-bottom:1px solid var(--line);padding:.35rem 0}
summary{cursor:pointer;display:flex;gap:.8rem;flex-wrap:wrap;align-items:baseline}summary b{min-width:16rem}
summary::before{content:"+"}details[open]>summary::before{content:"-"}
.charts{display:flex;flex-wrap:wrap;gap:1rem;margin:.6rem 0}figure{margin:0}figcaption{font-size:.85rem;color:var(--soft)}
svg{max-width:100%;height:auto}svg text{font:10px system-ui,sans-serif;fill:currentColor}
.bar,.dot{fill:var(--ink)}.easy{fill:var(--pale)}.track{fill:var(--line)}.area{fill:var(--pale);opacity:.5}
.line{fill:none;stroke:var(--ink);stroke-width:1.5}.axis{stroke:var(--line)}.mark{stroke:var(--bad);stroke-width:2}
ul{margin:.3rem 0;padding-left:1.2rem}
"""


def to_html(run: Run, baseline: Baseline | None, found: Iterable[Regression] = ()) -> str:
    """The page. Every text is escaped; there is no script and no outside address.

    Args:
        run: what was found.
        baseline: what it is compared with, or None.
        found: regressions against it.
    """
    before = baseline.cases if baseline else {}
    lines = "".join(f"<p>{escape(text)}</p>" for text in summary(run, baseline))
    cases = "".join(_case(one, before.get(one.id)) for one in worst_first(run.cases))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Evals: {escape(run.name)}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>Evals: {escape(run.name)}</h1><p class="soft">Designed by {escape(run.source)}.</p>{lines}'
        f"{_regressions(tuple(found), has_baseline=baseline is not None)}{_means(figures_of(run), before)}"
        f'<h2>Cases, the worst first</h2><p class="soft">Charts show each week: working sets (pale: an easier week), mean load in percent '
        "of the one-rep maximum, and fatigue as hard sets with half of the week before. Red marks are the baseline."
        f"</p>{cases}</main></body></html>\n"
    )


def _regressions(found: tuple[Regression, ...], *, has_baseline: bool) -> str:
    if not has_baseline:
        return '<h2>Against the baseline</h2><p class="soft">No baseline was given.</p>'
    if not found:
        return '<h2>Against the baseline</h2><p class="good">No regression.</p>'
    return f'<h2>Against the baseline</h2><ul class="bad">{_items(one.message for one in found)}</ul>'


def _means(figures: Figures, before: Figures) -> str:
    names = dict.fromkeys(name for one in figures.values() for name in one.dimensions)
    rows: list[str] = []
    shared = [one for name, one in before.items() if name in figures]
    for name in names:
        now = mean_of(figures.values(), lambda one, name=name: one.dimensions.get(name)) or 0.0
        then = mean_of(shared, lambda one, name=name: one.dimensions.get(name))
        change = "" if then is None else _change(now - then, digits=3)
        rows.append(
            f'<tr><th scope="row">{escape(name)}</th><td class="n">{now:.3f}</td><td class="n">{change}</td></tr>'
        )
    return (
        '<h2>Dimensions, mean of all cases</h2><div class="wrap"><table><thead><tr><th scope="col">Dimension</th>'
        '<th scope="col" class="n">Mean</th><th scope="col" class="n">Change</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _case(result: CaseResult, before: CaseFigures | None) -> str:
    is_bad = bool(result.hard or [one for one in result.unmet if not one.known])
    total = "no program" if result.total is None else f"{result.total:.1f}"
    has_change = before is not None and before.total is not None and result.total is not None
    change = _change((result.total or 0.0) - (before.total or 0.0), digits=1) if has_change and before else ""
    repeat = f" #{result.repeat}" if result.repeat > 1 else ""
    return (
        f'<details id="{escape(result.id)}{escape(repeat)}"{" open" if is_bad else ""}><summary><b>{escape(result.id)}{repeat}</b>'
        f'<span class="n">{total} {change}</span><span class="soft">{escape(result.title)}</span></summary>'
        f"<p>{escape(result.why)}</p>{''.join(_details(result, before))}</details>"
    )


def _details(result: CaseResult, before: CaseFigures | None) -> Iterator[str]:
    if result.refusal:
        yield f"<p>Refused: {escape(result.refusal)}</p>"
    if result.model:
        stood_in = ", the rule-based coach stood in" if result.is_degraded else ""
        yield f'<p class="soft">By {escape(result.model)}{stood_in}.</p>'
    if result.hard:
        yield f'<ul class="bad">{_items(f"{one.code}: {one.message}" for one in result.hard)}</ul>'
    if result.unmet:
        yield f'<ul class="bad">{_items(_claim(one.label, one.message, one.known) for one in result.unmet)}</ul>'
    if result.weeks:
        yield _charts(result, before)
    facts = [
        f"{len(result.claims) - len(result.unmet)} of {len(result.claims)} expectations hold",
        *(f"rule {one.id} ({one.severity}): {one.message}" for one in result.assertions),
        *(f"mended: {text}" for text in result.repairs),
        *(f"warning: {text}" for text in result.warnings),
    ]
    if result.minutes:
        at = result.minutes
        facts.insert(
            1, f"{at.shortest}-{at.longest} minutes of {at.asked} asked for, {result.sets_a_week:g} sets a week"
        )
    if result.tokens:
        price = "price unknown" if result.expected_usd is None else f"${result.expected_usd:.4f}"
        facts.insert(2, f"{result.tokens.prompt} tokens in, {result.tokens.answer} out, {price} with a model")
    yield f'<ul class="soft">{_items(facts)}</ul>'
    if result.dimensions:
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td class="n">{one.score:.2f}</td><td>{escape(one.reason)}</td></tr>'
            for name, one in sorted(result.dimensions.items(), key=lambda item: item[1].score)
        )
        yield f'<div class="wrap"><table><tbody>{rows}</tbody></table></div>'


def _charts(result: CaseResult, before: CaseFigures | None) -> str:
    weeks = result.weeks
    easier = [week.is_easier for week in weeks]
    scores = {name: one.score for name, one in result.dimensions.items()}
    return (
        f'<div class="charts">{bars("Volume", [week.sets for week in weeks], light=easier, unit="sets")}'
        f"{line('Intensity', [week.intensity for week in weeks], unit='% of 1RM')}"
        f"{line('Fatigue', [week.fatigue for week in weeks], unit='hard sets', is_filled=True)}"
        f"<figure><figcaption>Score by dimension</figcaption>{dimension_bars(scores, before.dimensions if before else {})}"
        "</figure></div>"
    )


def _claim(label: str, message: str, known: str) -> str:
    return f"{label}: {message}" + (f" (known: {known})" if known else "")


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _change(difference: float, *, digits: int) -> str:
    if abs(difference) < 0.5 * 10**-digits:
        return '<span class="soft">=</span>'
    return f'<span class="{"good" if difference > 0 else "bad"}">{difference:+.{digits}f}</span>'
