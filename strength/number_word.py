"""Numbers as people write them: in digits or as words."""

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBER_WORD = rf"forty-five|{'|'.join((*_TENS, *reversed(_UNITS)))}"
"""A regular expression's alternatives, longer words before those that they begin with; without a group of its own."""


def number(word: str) -> int:
    """The number that digits or a word of `NUMBER_WORD` mean.

    Raises:
        ValueError: it is neither.
    """
    if word in _TENS:
        return _TENS[word]
    return _UNITS.index(word) if word in _UNITS else int(word)
