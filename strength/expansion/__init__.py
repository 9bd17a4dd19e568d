"""Expansion: a blueprint becomes a program, the same one every time (design 04, C.2; design 10, 3 and 5)."""

from strength.expansion.expander import expand

__all__ = ["expand"]
