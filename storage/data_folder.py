"""The folder of an embedded Postgres: made once, whole or not at all, with a password of its own."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from storage import postgres_binaries
from storage.errors import EmbeddedError


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolder:
    """A folder that is, or shall become, the data of a Postgres.

    Attributes:
        path: the folder, absolute.
        bin_dir: programs to use; None for the packaged ones.
    """

    path: Path
    bin_dir: Path | None = None

    @property
    def is_initialised(self) -> bool:
        """Whether `initialise` was done; it leaves no half-made folder."""
        return (self.path / "PG_VERSION").exists()

    @property
    def password(self) -> str:
        """The password of the database's only user.

        Raises:
            EmbeddedError: the folder was not made by us.
        """
        try:
            return self._password_file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise EmbeddedError(
                f"{self.path} was not made by this program, or {self._password_file.name} in it cannot be read: "
                "name another --data-dir."
            ) from error

    @property
    def programs(self) -> Path:
        """The folder of the programs that can read this data.

        Raises:
            EmbeddedError: there are none.
        """
        if self.bin_dir is not None:
            return self.bin_dir
        version = self.path / "PG_VERSION"
        return postgres_binaries.bin_dir(version.read_text(encoding="ascii").strip() if version.exists() else None)

    @property
    def _password_file(self) -> Path:
        return self.path / "fitcsv.password"

    def initialise(self, user: str, *, is_durable: bool) -> None:
        """Make the folder; under another name first, so that a killed attempt leaves no half of one.

        Args:
            user: name of the database's only user.
            is_durable: wait until the new files are on disk.

        Raises:
            EmbeddedError: it cannot be made; the message says what to do.
            OSError: the folder cannot be written.
        """
        if self.path.exists() and any(self.path.iterdir()):
            raise EmbeddedError(
                f"{self.path} is neither empty nor a Postgres data folder: name another --data-dir, or empty it."
            )
        launcher = postgres_binaries.launcher()
        programs = self.programs
        fresh = self.path.with_name(f"{self.path.name}.new-{os.getpid()}")
        secret = self.path.with_name(f"{self.path.name}.password-{os.getpid()}")
        try:
            fresh.mkdir(mode=0o700)
            secret.touch(mode=0o600)
            # a password, because on a shared machine anybody can reach a port of 127.0.0.1
            secret.write_text(secrets.token_urlsafe(24), encoding="ascii")
            launcher.own(fresh)
            launcher.own(secret)
            command = [
                str(programs / "initdb"),
                f"--pgdata={fresh}",
                f"--username={user}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
            ]
            made = launcher.run(command if is_durable else [*command, "--no-sync"], self.path.parent)
            if made.returncode != 0:
                raise EmbeddedError(advice(self.path, made.stderr))
            secret.rename(fresh / self._password_file.name)
            if self.path.exists():
                self.path.rmdir()
            fresh.rename(self.path)
        finally:
            secret.unlink(missing_ok=True)
            shutil.rmtree(fresh, ignore_errors=True)


def advice(folder: Path, said: str) -> str:
    """One sentence that says why Postgres does not run on a folder, and what to do about it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    known = (
        (("No space left", "Disk quota exceeded"), f"There is no space left for {folder}: free some, or "),
        (("Read-only file system", "Permission denied", "Operation not permitted"), f"{folder} cannot be written: "),
        (("Not a directory", "File exists"), f"{folder} cannot be a folder, because a file is in the way: "),
        (("could not create shared memory", "Cannot allocate memory"), "There is too little memory for Postgres: "),
        (("No such file or directory",), f"A file of Postgres's or of {folder} is missing: reinstall, or "),
        (("error while loading shared libraries",), "Postgres's programs do not run on this system: "),
    )
    for signs, sentence in known:
        if any(sign in said for sign in signs):
            return f"{sentence}name another --data-dir or set DATABASE_URL."
    # the first complaint is the cause, what follows are its consequences
    cause = next((line for line in lines if "FATAL" in line or "error" in line.lower()), lines[-1] if lines else "")
    reason = f" ({cause})" if cause else ""
    return f"Postgres does not start on {folder}{reason}: name another --data-dir or set DATABASE_URL."
