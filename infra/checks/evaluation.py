"""Terraform itself plans our module, with stand-ins for the provider's resources: every expression is evaluated.

An offline machine has no provider, but `terraform_data` is built in: each resource becomes one whose input is what the
resource was given, and whose references read that input. So variables with their validations, functions, for_each, count,
modules and the graph are real; names of attributes are schema.py's work.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import hcl
from finding import ENVIRONMENTS, NotHere, Tree

_ADDRESS = re.compile(r"(?<![\w.\"])(data\.)?(google_\w+)\.(\w+)(\[(?:[^\[\]]|\[[^\]]*\])*\])?")
_META = ("for_each", "count")
_READ_ONLY = {
    "email": '"x@y.iam.gserviceaccount.com"', "number": '"1234"', "connection_name": '"p:r:i"', "id": '"id"',
    "name": '"a/name"', "version": '"1"', "repository_id": '"r"',
}  # fmt: skip
_DIGEST = "0" * 64


def check(tree: Tree) -> list[str]:
    """What Terraform cannot evaluate, in dev and in prod.

    Raises:
        NotHere: Terraform is not installed.
    """
    terraform = shutil.which("terraform")
    if terraform is None:
        raise NotHere("terraform is not installed, so nothing was evaluated")
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in tree.modules():
            _translate(folder, root / folder.relative_to(tree.infra))
        for source in tree.infra.rglob("*"):
            if source.suffix in {".json", ".sql", ".md", ".tfvars"} or source.name == "apply.py":
                target = root / source.relative_to(tree.infra)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        for environment in ENVIRONMENTS:
            # the same module again: what is wrong in one is wrong in the other
            found = found or _plan(terraform, root / "envs" / environment, environment)
    return found


def _plan(terraform: str, folder: Path, environment: str) -> list[str]:
    example = folder / "terraform.tfvars"
    example.unlink(missing_ok=True)
    host = "europe-west1-docker.pkg.dev/p/r/n"
    given = ["-var", f"image={host}@sha256:{_DIGEST}"]
    if environment == "prod":
        # whatever prod says today: the network's resources are evaluated, too
        given += ["-var", "has_private_database=true"]
    for command in (["init"], ["plan", "-lock=false", *given]):
        flags = ["-no-color", "-input=false"]
        done = subprocess.run(
            [terraform, f"-chdir={folder}", command[0], *flags, *command[1:]],
            capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", "CHECKPOINT_DISABLE": "1"},
        )  # fmt: skip
        if done.returncode:
            errors = re.split(r"^\W*Error: ", done.stderr, flags=re.MULTILINE)[1:]
            return [f"{environment}: {' '.join(re.sub('[│╵╷]', ' ', error).split())[:500]}" for error in errors]
    return []


def _translate(folder: Path, target: Path) -> None:
    """Write a module's files with stand-ins."""
    target.mkdir(parents=True, exist_ok=True)
    declared = hcl.read_folder(folder)
    for path in sorted(folder.glob("*.tf")):
        blocks = [_block(block) for block in hcl.read(path).blocks if block.kind not in {"terraform", "provider"}]
        (target / path.name).write_text("\n".join(blocks), encoding="utf-8")
    if (
        any(block.labels == ("project_id",) for block in declared.blocks)
        and (folder / "terraform.tfvars.example").is_file()
    ):
        shutil.copy(folder / "terraform.tfvars.example", target / "example.auto.tfvars")


def _block(block: hcl.Block) -> str:
    match block.kind:
        case "resource" | "data":
            kind, name = block.labels
            prefix = "data__" if block.kind == "data" else ""
            meta = [
                f"  {one} = {_expression(block.body.attributes[one])}" for one in _META if one in block.body.attributes
            ]
            depends = block.body.attributes.get("depends_on")
            meta += [f"  depends_on = {_bare(depends.expression)}"] if depends else []
            lines = "\n".join(meta)
            return f'resource "terraform_data" "{prefix}{kind}__{name}" {{\n{lines}\n  input = {_object(block.body, top=True)}\n}}\n'
        case "ephemeral":
            return f'resource "terraform_data" "ephemeral__{block.labels[1]}" {{ input = {{ result = "x" }} }}\n'
        case _:
            labels = " ".join(f'"{label}"' for label in block.labels)
            return f"{block.kind} {labels} {{\n{_plain(block.body)}\n}}\n"


def _plain(body: hcl.Body) -> str:
    """A block that Terraform knows itself: a variable, an output, a module, locals."""
    lines = [
        f"  {one.name} = {_bare(one.expression) if one.name == 'depends_on' else _expression(one)}"
        for one in body.attributes.values()
    ]
    lines += [_block(inner) for inner in body.blocks]
    return "\n".join(lines)


def _object(body: hcl.Body, *, top: bool = False) -> str:
    """A body as one value: attributes as they are, blocks as lists of objects."""
    given = {name: _expression(one) for name, one in body.attributes.items() if name not in (*_META, "depends_on")}
    lists: dict[str, list[str]] = {}
    for block in body.blocks:
        if block.kind == "lifecycle":
            continue
        if block.kind == "dynamic":
            name = block.labels[0]
            content = _object(next(one.body for one in block.body.blocks if one.kind == "content"))
            each = _expression(block.body.attributes["for_each"])
            value = f"[for key, value in {each} : [for {name} in [{{ key = key, value = value }}] : {content}][0]]"
            lists.setdefault(name, []).append(value)
        else:
            lists.setdefault(block.kind, []).append(f"[{_object(block.body)}]")
    given |= {name: f"concat({', '.join(values)})" for name, values in lists.items()}
    if top:
        given = {**{name: value for name, value in _READ_ONLY.items() if name not in given}, **given}
    inner = "\n".join(f"    {name} = {value}" for name, value in given.items())
    return f"{{\n{inner}\n  }}"


def _expression(attribute: hcl.Attribute) -> str:
    """The expression with the stand-ins' addresses; what is read of them is their output."""
    text = attribute.expression.replace("ephemeral.random_password.", "terraform_data.ephemeral__")
    text = re.sub(r"(terraform_data\.ephemeral__\w+)", r"\1.output", text)

    def stand_in(match: re.Match[str]) -> str:
        address = f"terraform_data.{'data__' if match[1] else ''}{match[2]}__{match[3]}{match[4] or ''}"
        return address + (".output" if text[match.end() : match.end() + 1] == "." else "")

    text = _ADDRESS.sub(stand_in, text)
    # a resource's instance in a loop
    return re.sub(r"\b(each\.value|vpc_access\.value|queue|user)\.(secret_id|network|id|name)\b", r"\1.output.\2", text)


def _bare(expression: str) -> str:
    """Addresses without what is read of them, for depends_on."""
    return _ADDRESS.sub(lambda match: f"terraform_data.{match[2]}__{match[3]}", expression)
