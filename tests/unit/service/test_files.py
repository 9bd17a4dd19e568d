"""Result files: all or none, each whole."""

import os
import subprocess
import sys

import pytest

from service.cli.entry import CommandError
from service.cli.files import check_writable, write_files


def test_files_are_written_and_replaced_whole(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("old")
    assert write_files(tmp_path, {"a.txt": "new", "b.txt": "b"}) == [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert (tmp_path / "a.txt").read_text() == "new"
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt"]


def test_a_full_disk_is_one_sentence_and_leaves_the_old_files(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("old")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from pathlib import Path; from service.cli.entry import CommandError\n"
        "from service.cli.files import write_files\n"
        "try: write_files(Path(sys.argv[1]), {'a.txt': 'new', 'b.txt': 'x' * 5000})\n"
        "except CommandError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "make room or choose another folder with --out" in done.stdout
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_folder_that_is_none_is_refused(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="--out"):
        check_writable(tmp_path / "file" / "out")
