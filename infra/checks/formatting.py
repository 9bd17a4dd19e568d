"""`terraform fmt -check`, where Terraform is."""

import shutil
import subprocess

from finding import NotHere, Tree


def check(tree: Tree) -> list[str]:
    """Files that `terraform fmt` would change.

    Raises:
        NotHere: Terraform is not installed.
    """
    terraform = shutil.which("terraform")
    if terraform is None:
        raise NotHere("terraform is not installed, so formatting was not checked")
    done = subprocess.run(
        [terraform, "fmt", "-check", "-recursive", str(tree.infra)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return []
    named = [line for line in done.stdout.splitlines() if line.strip()]
    if not named:
        return [f"terraform fmt: {done.stderr.strip()[:300]}"]
    return [f"{line}: run `terraform fmt -recursive infra`" for line in named]
