"""Each check of `.ci/supply_chain` finds the mistake that it is there for, and passes without it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

CHECKS = Path(__file__).parents[3] / ".ci" / "supply_chain"
HASH = "--hash=sha256:" + 64 * "0"
# in two parts, or this file would be a finding itself
KEY = "AKIA" + "QWERTYUIOP234567"

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Runs a check; exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, str(CHECKS), *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "NO_PROXY": "*"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def locked(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text("".join(f"{line} \\\n    {HASH}\n" for line in lines), encoding="utf-8")
    return path


def install(tmp_path: Path, name: str, licence: str) -> str:
    """Pretend that a package with this licence is installed; its line in the lock file."""
    folder = tmp_path / "site" / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir(parents=True)
    words = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n"
    (folder / "METADATA").write_text(words, encoding="utf-8")
    return f"{name}==1.0"


def test_a_committed_key_is_found_and_not_repeated_and_reasons_have_to_be_kept(check: Check, tmp_path: Path) -> None:
    root, reviewed = tmp_path / "repository", tmp_path / "reviewed.json"
    root.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "settings.py").write_text(f"REGION = 'somewhere'\nACCESS = '{KEY}'\n", encoding="utf-8")
    scan = ("secrets", "--root", root, "--reviewed", reviewed, "--memory", tmp_path / "memory.json")
    code, out, _ = check(*scan)
    assert code == 1
    assert out.startswith("settings.py:2: AWS Access Key;")
    assert KEY not in out + (tmp_path / "memory.json").read_text(encoding="utf-8")
    digest = out.partition('"settings.py": "')[2].partition('"')[0]
    reviewed.write_text(json.dumps({"settings.py": {digest: "made up for a test"}}), encoding="utf-8")
    assert check(*scan)[0] == 0
    reviewed.write_text(json.dumps({"settings.py": {digest: " "}}), encoding="utf-8")
    assert check(*scan)[0] == 1
    # the key is gone: the reason must not stay behind and cover for the next one
    reviewed.write_text(json.dumps({"settings.py": {digest: "made up for a test"}}), encoding="utf-8")
    (root / "settings.py").write_text("REGION = 'somewhere'\n", encoding="utf-8")
    code, out, _ = check(*scan)
    assert code == 1
    assert f"nothing in settings.py is '{digest}' any more" in out


def test_a_licence_that_is_not_allowed_is_found(check: Check, tmp_path: Path) -> None:
    lock = locked(
        tmp_path,
        install(tmp_path, "fake-copyleft", "GPL-3.0-only"),
        install(tmp_path, "fake-half", "MIT AND AGPL-3.0-only"),
        install(tmp_path, "fake-choice", "MIT OR GPL-3.0-only"),
        install(tmp_path, "fake-plain", "MIT"),
        install(tmp_path, "fake-changed", "SSPL-1.0"),
        install(tmp_path, "fake-excepted", "MPL-2.0"),
        "fake-missing==1.0",
        'fake-elsewhere==1.0 ; sys_platform == "nowhere"',
    )
    policy = tmp_path / "policy.toml"
    policy.write_text(
        'allowed = ["MIT"]\n'
        + "".join(
            f'[exceptions.{name}]\nlicence = "MPL-2.0"\nreason = "for a test"\n'
            for name in ("fake-changed", "fake-excepted", "fake-unused")
        ),
        encoding="utf-8",
    )
    code, out, _ = check("licences", "--lock", lock, "--policy", policy)
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "fake-changed 1.0", "fake-copyleft 1.0", "fake-half 1.0", "fake-missing 1.0", "policy.toml", "licences",
    ]  # fmt: skip


def test_the_bill_of_materials_names_what_is_locked_and_a_lock_without_hashes_is_refused(
    check: Check, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "sbom.json"
    lock = locked(tmp_path, install(tmp_path, "fake-plain", "MIT"), 'fake-elsewhere==2.0 ; sys_platform == "nowhere"')
    assert check("sbom", "--lock", lock, "--out", out)[0] == 0
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["name"], one["version"], len(one["hashes"])) for one in bill["components"]] == [
        ("fake-elsewhere", "2.0", 1),
        ("fake-plain", "1.0", 1),
    ]
    assert bill["components"][1]["licenses"] == [{"license": {"name": "MIT"}}]
    assert ".".join(("pypi", "org")) not in out.read_text(encoding="utf-8")
    lock.write_text("fake-plain==1.0\n", encoding="utf-8")
    code, _, err = check("audit", "--lock", lock)
    assert code == 2
    assert "'fake-plain'" in err


class _Advisories(BaseHTTPRequestHandler):
    """Speaks OSV: knows of one vulnerability, in one package."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        known = asked["package"]["name"] == "fake-broken"
        body = json.dumps({"vulns": [ADVISORY]} if known else {}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


ADVISORY = {
    "id": "PYSEC-2026-1",
    "modified": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "fake-broken", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}


@pytest.fixture
def advisories() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Advisories)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_vulnerability_is_found_and_a_silent_service_is_not_taken_for_a_good_answer(
    check: Check, tmp_path: Path, advisories: str
) -> None:
    lock = locked(tmp_path, "fake-broken==1.0", "fake-plain==1.0")
    code, out, _ = check("audit", "--lock", lock, "--osv-url", advisories)
    assert code == 1
    assert out.splitlines() == [
        "fake-broken 1.0: PYSEC-2026-1, repaired in 1.1",
        "audit: 2 packages, 1 finding(s)",
    ]
    assert check("audit", "--lock", locked(tmp_path, "fake-plain==1.0"), "--osv-url", advisories)[0] == 0
    code, out, err = check("audit", "--lock", lock, "--osv-url", "http://127.0.0.1:1/v1/query")
    assert (code, out) == (2, "")
    assert err.startswith("The advisory service cannot be reached")
    assert err.count("\n") == 1
