"""Figures as a page writes them: `107.5`, `12,345`, `$0.019`, and a dash for what nobody knows."""

UNKNOWN = "–"


def number(value: float) -> str:
    """Without needless zeros: 107.5, 5, 0.25; a minus is a minus."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "\u2212")


def dollars(value: float | None) -> str:
    """Three decimals under a dollar, two from there; unknown is a dash, never 0."""
    if value is None:
        return UNKNOWN
    return f"${value:.2f}" if value >= 1 else f"${value:.3f}"


def tokens(read: int | None, written: int | None) -> str:
    """Tokens in and out; unknown is a dash, never 0."""
    if read is None and written is None:
        return UNKNOWN
    return f"{_count(read)} in, {_count(written)} out"


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def several(count: int, one: str, many: str = "") -> str:
    """A count with its word: "1 week", "2 weeks"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def joined(words: list[str], last: str = "and") -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
