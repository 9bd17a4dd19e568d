"""`python -m evals.adk.run [AGENT...]`: `adk eval` over our eval sets, offline, in a database that is gone afterwards.

`adk eval` ends in 1 when a case fails, but counts only the cases that it got to. So its summary is read as well: the
exit code is 1 where a case failed or is missing, and where there is no summary.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from google.adk.evaluation.eval_set import EvalSet

from evals.adk.eval_sets import AGENTS, FOLDER, path_of
from storage.embedded import EmbeddedPostgres

_SUMMARY = "Eval Run Summary"
_PASSED = re.compile(r"Tests passed: (\d+)\s+Tests failed: (\d+)")
_MODEL_SETTINGS = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MODEL_CHAIN", "MODEL_BASE_URLS", "REVIEW_MODEL")
"""What would make an agent ask a model (agents/dev.py)."""


def complaint(printed: str, case_count: int) -> str | None:
    """What is wrong with a run of `adk eval`, or None.

    Args:
        printed: what it wrote to standard output.
        case_count: how many cases the eval set has.
    """
    found = _PASSED.search(summary_of(printed))
    if found is None:
        return "adk eval printed no summary"
    passed, failed = int(found[1]), int(found[2])
    if failed:
        return f"{failed} of {case_count} cases failed"
    return None if passed == case_count else f"{passed} of {case_count} cases were evaluated"


def summary_of(printed: str) -> str:
    """The part that `adk eval` ends with; empty where it did not come to its end."""
    _, heading, rest = printed.partition(_SUMMARY)
    return heading + rest


def run_set(agent: str, eval_set: Path, database_url: str) -> str | None:
    """Run one eval set, print ADK's summary, and say what is wrong.

    Args:
        agent: whose folder `adk eval` loads.
        eval_set: the file.
        database_url: where the agent's jobs go.
    """
    case_count = len(EvalSet.model_validate_json(eval_set.read_text(encoding="utf-8")).eval_cases)
    # the agents read this environment themselves: `adk eval` takes no settings
    environment = {name: value for name, value in os.environ.items() if name not in _MODEL_SETTINGS}  # noqa: TID251
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own files
        [
            *(sys.executable, "-m", "google.adk.cli", "eval", str(FOLDER / agent), str(eval_set)),
            # without it, a set outside our folder is measured by ADK's own metrics
            *("--config_file_path", str(FOLDER / "test_config.json")),
        ],
        env=environment | {"DATABASE_URL": database_url},
        cwd=FOLDER.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    print(summary_of(done.stdout).strip() or done.stdout + done.stderr)
    found = complaint(done.stdout, case_count)
    return f"adk eval ended in {done.returncode}" if found is None and done.returncode else found


def main(agents: tuple[str, ...]) -> int:
    """Run the eval sets of these agents, or of all; 1 when a case fails."""
    unknown = [name for name in agents if name not in AGENTS]
    if unknown:
        print(f"There is no eval set for {unknown[0]!r}; there are {', '.join(AGENTS)}.", file=sys.stderr)
        return 2
    failed = False
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "postgres", for_tests=True) as server:
        for agent in agents or AGENTS:
            wrong = run_set(agent, path_of(agent), server.url)
            if wrong is not None:
                failed = True
                print(f"{agent}: {wrong}; details are in evals/adk/{agent}/.adk/eval_history")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
