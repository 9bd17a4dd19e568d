"""What a check found wrong, and where the checked things are."""

from dataclasses import dataclass
from pathlib import Path

ENVIRONMENTS = ("dev", "prod")


@dataclass(frozen=True)
class Tree:
    """What is checked: a checkout, or a test's copy of a part of it.

    Attributes:
        root: the folder that holds `infra/` and `cloudbuild.yaml`.
        cache: where downloaded things are, `.data/infra` of the checkout.
    """

    root: Path
    cache: Path

    @property
    def infra(self) -> Path:
        """The folder of Terraform's files."""
        return self.root / "infra"

    def modules(self) -> list[Path]:
        """Every folder with Terraform files."""
        return sorted({path.parent for path in self.infra.rglob("*.tf") if ".terraform" not in path.parts})


class NotHere(Exception):
    """A check needs something that this machine lacks; the message says what and how to get it."""
