"""The baseline: the figures of the run that every later one is held against. It moves in a commit of its own."""

import json
from pathlib import Path

from evals.errors import RunUnreadable
from evals.figures import CaseFigures, figures_of
from evals.result import Figure, Run, read_run

BASELINE = Path(__file__).with_name("baselines") / "offline.json"


class Baseline(Figure):
    """The figures of a run.

    Attributes:
        source: who designed.
        cases: by case.
    """

    source: str
    cases: dict[str, CaseFigures]

    def to_json(self) -> str:
        """The file's text: a line for each case, so that a change of the baseline reads as a list of cases."""
        fields = self.model_dump(mode="json", by_alias=True)
        rows = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(figures, ensure_ascii=False, separators=(',', ':'))}"
            for name, figures in fields["cases"].items()
        )
        return f'{{\n "source": {json.dumps(self.source)},\n "cases": {{\n{rows}\n }}\n}}\n'


def baseline_of(run: Run) -> Baseline:
    """The baseline that a run makes."""
    return Baseline(source=run.source, cases=figures_of(run))


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The baseline in a file; a run's own file serves as well.

    Raises:
        RunUnreadable: it cannot be read or holds neither.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        msg = f"cannot read {str(path)!r} ({error.strerror}); `evals run --update-baseline` writes a baseline"
        raise RunUnreadable(msg) from error
    try:
        return Baseline.model_validate_json(text)
    except ValueError:
        return baseline_of(read_run(path))


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Write the baseline; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(baseline.to_json(), encoding="utf-8")
