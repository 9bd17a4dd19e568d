"""A lock file with hashes, read: which packages it pins, and which of them this platform installs."""

import re
from dataclasses import dataclass
from pathlib import Path

from errors import LockError
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One pinned package.

    Attributes:
        name: in the normal form of package names.
        version: the one and only.
        hashes: SHA-256 of every file of it that may be installed.
        is_installed_here: whether its marker holds for this interpreter and platform.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    is_installed_here: bool


def read(path: Path) -> list[Locked]:
    """Every package of the lock, by name.

    Raises:
        LockError: there is no such file, or a line has no exact version or no hash.
    """
    if not path.is_file():
        raise LockError(f"There is no lock file {str(path)!r}; `make lock` writes one.")
    lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return sorted((_locked(path, line) for line in lines if line.strip() and not line.startswith("#")), key=_name)


def _locked(path: Path, line: str) -> Locked:
    try:
        requirement = Requirement(line.split(" --hash=", maxsplit=1)[0].strip())
    except InvalidRequirement as error:
        raise LockError(f"{path.name}: {line.strip()[:60]!r} is no requirement: {error}") from None
    exact = [one.version for one in requirement.specifier if one.operator == "=="]
    hashes = tuple(_HASH.findall(line))
    if len(exact) != 1 or len(requirement.specifier) != 1 or not hashes:
        raise LockError(f"{path.name}: {requirement.name!r} needs one exact version and its hashes: `make lock`.")
    return Locked(
        name=canonicalize_name(requirement.name),
        version=exact[0],
        hashes=hashes,
        is_installed_here=requirement.marker is None or requirement.marker.evaluate(),
    )


def _name(locked: Locked) -> str:
    return locked.name
