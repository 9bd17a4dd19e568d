"""A spreadsheet that computes: the few functions that our workbooks use, so that a test sees what a reader would see."""

import math
import re

from openpyxl import Workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

Value = float | str | bool | None

_FUNCTIONS = {
    "MAX": max,
    "FLOOR": lambda value, step: math.floor(value / step) * step,
    "IF": lambda condition, yes, no: yes if condition else no,
}
_LEVELS = (("=",), ("+", "-"), ("*", "/"))


class Spreadsheet:
    """Computes the cells of a workbook, as they stand when asked."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def value(self, sheet: str, cell: str) -> Value:
        """What the cell shows, before its number format."""
        held = self._book[sheet][cell]
        if held.data_type != "f":
            return held.value
        tokens = [token for token in Tokenizer(held.value).items if token.type != Token.WSPACE]
        value, rest = self._expression(tokens, 0)
        assert not rest, f"{held.value}: {rest}"
        return value

    def _expression(self, tokens: list[Token], level: int) -> tuple[Value, list[Token]]:
        if level == len(_LEVELS):
            return self._operand(tokens)
        left, tokens = self._expression(tokens, level + 1)
        while tokens and tokens[0].type == Token.OP_IN and tokens[0].value in _LEVELS[level]:
            sign = tokens[0].value
            right, tokens = self._expression(tokens[1:], level + 1)
            left = _computed(sign, left, right)
        return left, tokens

    def _operand(self, tokens: list[Token]) -> tuple[Value, list[Token]]:
        token, tokens = tokens[0], tokens[1:]
        if token.type == Token.FUNC:
            values: list[Value] = []
            while True:
                value, tokens = self._expression(tokens, 0)
                values.append(value)
                ended, tokens = tokens[0], tokens[1:]
                if ended.subtype == Token.CLOSE:
                    return _FUNCTIONS[token.value.rstrip("(")](*values), tokens  # type: ignore[operator]
                assert ended.type == Token.SEP
        assert token.type == Token.OPERAND, token.value
        if token.subtype == Token.NUMBER:
            return float(token.value), tokens
        if token.subtype == Token.TEXT:
            return token.value[1:-1].replace('""', '"'), tokens
        sheet, cell = re.fullmatch(r"'(.+)'!(\$?[A-Z]+\$?\d+)", token.value).groups()  # type: ignore[union-attr]
        return self.value(sheet, cell.replace("$", "")), tokens


def _computed(sign: str, left: Value, right: Value) -> Value:
    if sign == "=":
        # an empty cell equals an empty text
        return ("" if left is None else left) == ("" if right is None else right)
    # a spreadsheet computes IF lazily; here both ways are computed, so an empty cell counts as 0
    a, b = float(left or 0), float(right or 0)  # type: ignore[arg-type]
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else math.inf}[sign]
