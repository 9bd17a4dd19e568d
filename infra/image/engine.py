"""What builds and runs images: Docker where its daemon answers, else Debian's buildah, as root and without a daemon."""

import json
import shutil
import ssl
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "Dockerfile"
STORE = ROOT / ".data" / "image"
"""Where buildah keeps what Docker's daemon would keep."""

_DEBIAN_BASE = "fitcsv-ai-base"
_PACKAGES = "ca-certificates,python3,python3-venv"

# A container without a daemon: a root that cannot be written, an empty /tmp, nobody's user, no way to more rights. The
# last program takes the place of the shell, so that a signal reaches it.
_ENTER = """
set -e
root=$1 user=$2 folder=$3
shift 3
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
exec setpriv --no-new-privs chroot --userspec="$user" --groups= "$root" /usr/bin/env -i -C "$folder" "$@"
"""


class NoEngine(Exception):
    """Neither Docker nor buildah can be used here; the message says what is missing."""


class Engine(Protocol):
    """Builds an image, and gives the command that starts a container of it."""

    def build(self, tag: str, base: str | None) -> None:
        """Build the image, on this base or on the one that its file names."""

    def size_mb(self, tag: str) -> float:
        """How large the image is, unpacked."""

    def command(self, tag: str, env: Mapping[str, str], arguments: Sequence[str] = ()) -> list[str]:
        """What to start for a container that is nobody, writes nothing but /tmp and uses this machine's network."""


class Docker:
    """Docker with a daemon."""

    def build(self, tag: str, base: str | None) -> None:
        """Build the image."""
        chosen = ["--build-arg", f"BASE={base}"] if base else []
        run("docker", "build", "--file", str(DOCKERFILE), "--tag", tag, *chosen, *_secret(), str(ROOT))

    def size_mb(self, tag: str) -> float:
        """How large the image is, unpacked."""
        return int(read("docker", "image", "inspect", "--format", "{{.Size}}", tag)) / 1e6

    def command(self, tag: str, env: Mapping[str, str], arguments: Sequence[str] = ()) -> list[str]:
        """What to start for a container."""
        variables = [part for name, value in env.items() for part in ("--env", f"{name}={value}")]
        guards = ("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")  # noqa: S108
        return ["docker", "run", "--rm", "--network", "host", *guards, *variables, tag, *arguments]


class Buildah:
    """Debian's buildah, which needs root and no daemon."""

    def __init__(self) -> None:
        self._buildah = (
            "buildah", "--root", str(STORE / "storage"), "--runroot", str(STORE / "run"), "--storage-driver", "vfs",
        )  # fmt: skip

    def build(self, tag: str, base: str | None) -> None:
        """Build the image; without a base on a small Debian of this machine's release, made once."""
        chosen = base or self._debian()
        run(
            *self._buildah, "bud", "--isolation", "chroot", "--format", "docker", "--file", str(DOCKERFILE), "--tag", tag,
            "--build-arg", f"BASE={chosen}", "--ignorefile", str(ROOT / ".dockerignore"), *_secret(), str(ROOT),
        )  # fmt: skip
        # containers show the image that they were made of, and every layer of an earlier build is a whole copy here
        run(*self._buildah, "rm", "--all")
        run(*self._buildah, "rmi", "--prune", "--force")

    def size_mb(self, tag: str) -> float:
        """How large the image is, unpacked."""
        return int(read("du", "--summarize", "--bytes", "--one-file-system", self._mounted(tag)).split()[0]) / 1e6

    def command(self, tag: str, env: Mapping[str, str], arguments: Sequence[str] = ()) -> list[str]:
        """What to start for a container."""
        config = json.loads(read(*self._buildah, "inspect", "--type", "image", tag))["OCIv1"]["config"]
        variables = [*config.get("Env", ()), *(f"{name}={value}" for name, value in env.items())]
        return [
            "unshare", "--mount", "--propagation", "private", "sh", "-c", _ENTER, "enter", self._mounted(tag),
            config["User"], config["WorkingDir"], *variables, *(arguments or config["Cmd"]),
        ]  # fmt: skip

    def _mounted(self, tag: str) -> str:
        """Where the files of a container of this image are; made once per build."""
        name = f"{tag}-smoke"
        if name not in read(*self._buildah, "containers", "--format", "{{.ContainerName}}").split():
            run(*self._buildah, "from", "--name", name, "--pull-never", f"localhost/{tag}")
        return read(*self._buildah, "mount", name).strip()

    def _debian(self) -> str:
        if _DEBIAN_BASE in read(*self._buildah, "images", "--format", "{{.Name}}").replace("localhost/", "").split():
            return f"localhost/{_DEBIAN_BASE}"
        if shutil.which("debootstrap") is None:
            raise NoEngine("Without Docker a base is made by debootstrap: apt-get install debootstrap, or give --base.")
        release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        folder = STORE / "debian"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        suite = release["VERSION_CODENAME"].strip('"')
        run("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", suite, str(folder))
        for leftovers in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale"):
            shutil.rmtree(folder / leftovers, ignore_errors=True)
        container = read(*self._buildah, "from", "scratch").strip()
        run(*self._buildah, "add", "--quiet", container, str(folder), "/")
        run(*self._buildah, "commit", "--quiet", "--rm", container, _DEBIAN_BASE)
        shutil.rmtree(folder)
        return f"localhost/{_DEBIAN_BASE}"


def find_engine() -> Engine:
    """Docker when its daemon answers, else buildah.

    Raises:
        NoEngine: neither is there.
    """
    if shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0:
        return Docker()
    if shutil.which("buildah"):
        return Buildah()
    raise NoEngine("An image needs Docker with its daemon, or, as root on Debian: apt-get install buildah debootstrap.")


def run(*command: str) -> None:
    """Run to the end, its words on the terminal.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run(command, check=True)


def read(*command: str) -> str:
    """What a command prints.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _secret() -> tuple[str, ...]:
    """The authorities that this machine trusts, for the build alone: a proxy of its own may stand before the index."""
    authorities = ssl.get_default_verify_paths().cafile
    return () if authorities is None else ("--secret", f"id=authorities,src={authorities}")
