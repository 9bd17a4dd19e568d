"""What is shared: the checks of `infra/checks`, loaded as they load each other, and a copy of `infra/` to break."""

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.infra.fake_tools import DIGEST, FakeTools

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def check_module() -> Iterator[Callable[[str], ModuleType]]:
    """Loads one check by its file's name; the folder is no package, so its modules are taken out again at the end."""
    folder = ROOT / "infra" / "checks"
    ours = {path.stem for path in folder.glob("*.py")}
    kept = {name: sys.modules.pop(name) for name in ours if name in sys.modules}
    sys.path.insert(0, str(folder))
    yield importlib.import_module
    sys.path.remove(str(folder))
    for name in ours:
        sys.modules.pop(name, None)
    sys.modules.update(kept)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of `infra/` and `cloudbuild.yaml`."""
    shutil.copytree(ROOT / "infra", tmp_path / "infra", ignore=shutil.ignore_patterns(".terraform", "__pycache__"))
    shutil.copy(ROOT / "cloudbuild.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def tools(tmp_path: Path) -> FakeTools:
    """Stand-ins of an empty project."""
    made = FakeTools(tmp_path / "bin")
    made.answer("gcloud storage buckets describe *", "", 1)
    made.answer("gcloud artifacts docker images describe *", DIGEST)
    return made


@pytest.fixture
def project(copied: Path) -> Path:
    """A checkout whose settings are filled in."""
    folder = copied / "infra" / "envs" / "dev"
    (folder / "terraform.tfvars").write_text((folder / "terraform.tfvars.example").read_text())
    return copied / "infra"
