"""Where results are written: all files of a run or none, each whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from service.cli.entry import CommandError


def check_writable(folder: Path) -> None:
    """Refuse a folder that cannot take files, before any work is done.

    Raises:
        CommandError: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        msg = f"cannot write to {str(folder)!r} ({error.strerror}); choose another folder with --out"
        raise CommandError(msg) from error


def write_files(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write texts by file name; a file that exists is replaced in one step.

    Raises:
        CommandError: the disk is full or the folder cannot be written.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, text in texts.items():
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="", dir=folder, prefix=f".{name}.", delete=False
            ) as part:
                waiting.append((Path(part.name), folder / name))
                part.write(text)
        for part_path, path in waiting:
            # temporary files are private; results are as readable as any other file of the user
            part_path.chmod(0o666 & ~_umask())
            part_path.replace(path)
    except OSError as error:
        for part_path, _ in waiting:
            with contextlib.suppress(OSError):
                part_path.unlink(missing_ok=True)
        msg = f"cannot write to {str(folder)!r} ({error.strerror}); make room or choose another folder with --out"
        raise CommandError(msg) from error
    return [path for _, path in waiting]


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
