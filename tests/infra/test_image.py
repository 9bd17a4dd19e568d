"""The image is built and started by Docker where Docker is, with everything taken away that a service does not need."""

import importlib.util
import sys
from pathlib import Path

from tests.infra.fake_tools import FakeTools

ROOT = Path(__file__).parents[2]


def script(folder: Path, *lines: str) -> Path:
    path = folder / "image.sh"
    path.write_text("\n".join(lines))
    return path


def build(folder: Path, tools: FakeTools, *arguments: str) -> tuple[int, str, list[str]]:
    command = f'exec {sys.executable} {ROOT}/infra/image/build.py "$@"'
    done = tools.run(script(folder, command), *arguments)
    calls = [line for line in tools.log.read_text().splitlines() if line.startswith("docker")]
    return done.returncode, done.stdout + done.stderr, calls


def test_docker_builds_where_its_daemon_answers(tmp_path: Path, tools: FakeTools) -> None:
    tools.answer("docker image inspect *", "613000000")
    code, said, calls = build(tmp_path, tools, "--tag", "ours")
    assert code == 0
    assert said.startswith("ours: built in ")
    assert said.endswith("613 MB unpacked\n")
    asked, built, measured = calls
    assert asked == "docker info"
    assert built.startswith(f"docker build --file {ROOT}/Dockerfile --tag ours")
    assert built.endswith(f" {ROOT}")
    assert "--build-arg" not in built
    assert measured == "docker image inspect --format {{.Size}} ours"
    assert "--build-arg BASE=mirror/python:3.12" in build(tmp_path, tools, "--base", "mirror/python:3.12")[2][1]


def test_a_build_that_fails_fails(tmp_path: Path, tools: FakeTools) -> None:
    tools.answer("docker build *", "no space left", 1)
    code, said, calls = build(tmp_path, tools)
    assert code == 1
    assert "The image was not built: docker ended with 1." in said
    assert [call.split()[1] for call in calls] == ["info", "build"]


def test_without_docker_and_buildah_it_is_said_what_is_missing(tmp_path: Path, tools: FakeTools) -> None:
    for name in ("docker", "buildah"):
        (tools.folder / name).unlink(missing_ok=True)
    command = f'PATH={tools.folder} exec {sys.executable} {ROOT}/infra/image/build.py "$@"'
    done = tools.run(script(tmp_path, command))
    assert done.returncode == 2
    assert "apt-get install buildah debootstrap" in done.stderr


def test_a_container_may_write_nothing_and_become_nobody_else() -> None:
    # loaded by its path: `infra/image` is no package

    spec = importlib.util.spec_from_file_location("engine", ROOT / "infra" / "image" / "engine.py")
    assert spec is not None
    assert spec.loader is not None
    engine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(engine)
    command = engine.Docker().command("ours", {"SERVICE_ROLE": "api", "PORT": "8080"}, ("db", "upgrade"))
    text = " ".join(command)
    assert text.startswith("docker run --rm ")
    for guard in ("--read-only", "--tmpfs /tmp", "--cap-drop ALL", "--security-opt no-new-privileges"):
        assert f" {guard} " in text
    assert text.endswith("--env SERVICE_ROLE=api --env PORT=8080 ours db upgrade")
