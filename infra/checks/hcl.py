"""Reads as much of Terraform's language as the checks ask for: blocks, attributes and what an expression refers to.

Expressions stay text. What is not understood is an `HclError` with its line, never a guess.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_HEREDOC = re.compile(r"<<-?([A-Z]+)\n")
_REFERENCE = re.compile(r"(?<![\w.\"-])([a-z][a-z0-9_]*(?:\[[^\]]*\])?(?:\.(?:[A-Za-z_][\w-]*|\*)(?:\[[^\]]*\])?)+)")
_OPEN, _CLOSE = "([{", ")]}"


class HclError(Exception):
    """The text is not the part of the language that is read here."""


class _Unclosed(HclError):
    """Something that was opened has no end; the reader adds the line."""


@dataclass
class Body:
    """What stands between two braces, or in a file."""

    path: Path
    attributes: dict[str, "Attribute"] = field(default_factory=dict)
    blocks: list["Block"] = field(default_factory=list)


@dataclass(frozen=True)
class Attribute:
    """`name = expression`."""

    name: str
    expression: str
    line: int

    def references(self) -> list[str]:
        """What it refers to, such as `google_sql_user.admin.name`."""
        return references(self.expression)

    def names(self) -> list[str]:
        """Keys of the object literals in it, in whatever call they stand."""
        return re.findall(r"^\s*\"?([A-Za-z_]\w*)\"?\s*=(?!=)", self.expression, re.MULTILINE)


@dataclass
class Block:
    """`kind "label" { body }`."""

    kind: str
    labels: tuple[str, ...]
    body: Body
    line: int


def read(path: Path) -> Body:
    """One file."""
    return _Reader(path, path.read_text(encoding="utf-8")).body(is_file=True)


def read_folder(folder: Path) -> Body:
    """The files of one module, as one body; each block knows its file."""
    whole = Body(folder)
    for path in sorted(folder.glob("*.tf")):
        whole.blocks.extend(read(path).blocks)
    return whole


def references(expression: str) -> list[str]:
    """What an expression refers to; texts are looked through for `${...}` alone."""
    code = "\n".join(_code(expression))
    return [match[1] for match in _REFERENCE.finditer(code)]


def _code(expression: str) -> list[str]:
    """The expression without its texts, and what is put into these."""
    found: list[str] = []
    plain: list[str] = []
    place = 0
    while place < len(expression):
        if expression[place] == '"':
            end, inner = _text(expression, place)
            found.extend(line for code in inner for line in _code(code))
            plain.append('""')
            place = end
        elif expression[place] == "#" or expression.startswith("//", place):
            place = expression.find("\n", place) % (len(expression) + 1)
        else:
            plain.append(expression[place])
            place += 1
    return ["".join(plain), *found]


def _text(code: str, start: int) -> tuple[int, list[str]]:
    """Where a text in quotes ends, and the expressions within it."""
    inner: list[str] = []
    place = start + 1
    while place < len(code):
        if code[place] == "\\":
            place += 2
        elif code.startswith("${", place) and not code.startswith("$${", place - 1):
            end = _closing(code, place + 1)
            inner.append(code[place + 2 : end])
            place = end + 1
        elif code[place] == '"':
            return place + 1, inner
        else:
            place += 1
    raise _Unclosed("a text has no end")


def _closing(code: str, start: int) -> int:
    """Where the bracket at `start` is closed."""
    depth, place = 0, start
    while place < len(code):
        if code[place] == '"':
            place, _ = _text(code, place)
            continue
        if code[place] in _OPEN:
            depth += 1
        elif code[place] in _CLOSE:
            depth -= 1
            if depth == 0:
                return place
        place += 1
    raise _Unclosed("a bracket is not closed")


class _Reader:
    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text, self._place = path, text, 0

    def body(self, *, is_file: bool) -> Body:
        body = Body(self._path)
        while True:
            self._skip()
            if self._place >= len(self._text):
                if is_file:
                    return body
                raise self._error("a block is not closed")
            if self._text[self._place] == "}" and not is_file:
                self._place += 1
                return body
            self._statement(body)

    def _statement(self, body: Body) -> None:
        line, name = self._line(), self._word()
        labels: list[str] = []
        while True:
            self._skip(newlines=False)
            sign = self._text[self._place : self._place + 1]
            if sign == '"':
                end, _ = _text(self._text, self._place)
                labels.append(self._text[self._place + 1 : end - 1])
                self._place = end
            elif sign == "{":
                self._place += 1
                body.blocks.append(Block(name, tuple(labels), self.body(is_file=False), line))
                return
            elif sign == "=" and not labels:
                self._place += 1
                if name in body.attributes:
                    raise self._error(f"{name} is set twice")
                body.attributes[name] = Attribute(name, self._expression().strip(), line)
                return
            else:
                raise self._error(f"after {name} comes {sign!r}, not a label, an equals sign or a brace")

    def _expression(self) -> str:
        start = self._place
        while self._place < len(self._text):
            sign = self._text[self._place]
            try:
                if sign == '"':
                    self._place, _ = _text(self._text, self._place)
                elif sign in _OPEN:
                    self._place = _closing(self._text, self._place) + 1
                elif heredoc := _HEREDOC.match(self._text, self._place):
                    end = re.compile(rf"^\s*{heredoc[1]}$", re.MULTILINE).search(self._text, heredoc.end())
                    if end is None:
                        raise self._error("a text has no end")
                    self._place = end.end()
                elif sign in "\n#}":
                    break
                else:
                    self._place += 1
            except _Unclosed as error:
                raise self._error(str(error)) from error
        return self._text[start : self._place]

    def _word(self) -> str:
        match = _WORD.match(self._text, self._place)
        if match is None:
            raise self._error(f"{self._text[self._place : self._place + 10]!r} is no name")
        self._place = match.end()
        return match[0]

    def _skip(self, *, newlines: bool = True) -> None:
        while self._place < len(self._text):
            sign = self._text[self._place]
            if sign == "#" or self._text.startswith("//", self._place):
                end = self._text.find("\n", self._place)
                self._place = len(self._text) if end < 0 else end
            elif sign in " \t\r" or (newlines and sign == "\n"):
                self._place += 1
            else:
                return

    def _line(self) -> int:
        return self._text.count("\n", 0, self._place) + 1

    def _error(self, message: str) -> HclError:
        return HclError(f"{self._path.name}:{self._line()}: {message}")
