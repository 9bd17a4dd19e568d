"""The colours of the stylesheet itself: text at least 4.5:1, borders of controls and marks at least 3:1, in both themes."""

import re
from pathlib import Path

import pytest

import service.pages

_STYLE = (Path(service.pages.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
_TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9A-F]{6});")

TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("bg", "surface", "sunk")],
    ("accent", "bg"), ("accent", "surface"), ("accent", "accent-soft"), ("on-accent", "accent"),
    ("ok", "ok-soft"), ("warn", "warn-soft"), ("err", "err-soft"), ("err", "bg"), ("err", "surface"), ("warn", "bg"),
    *[(ink, soft) for ink in ("ink", "ink-2") for soft in ("ok-soft", "warn-soft", "err-soft", "accent-soft", "band")],
    ("bg", "ink"),
]  # fmt: skip
MARKS = [
    ("ctl", "bg"), ("ctl", "surface"), ("ctl", "sunk"), ("bar", "bg"), ("bar", "surface"), ("bar", "band"),
    ("bar-hi", "bg"), ("bar-hi", "band"), ("bar-hi", "sunk"), ("err", "bg"), ("accent", "bg"), ("warn", "sunk"),
]  # fmt: skip


def _tokens(start: str) -> dict[str, str]:
    begin = _STYLE.index(start)
    return dict(_TOKEN.findall(_STYLE[begin : _STYLE.index("}", begin)]))


LIGHT = _tokens(":root {")
THEMES = {
    "light": LIGHT,
    "dark by the system": LIGHT | _tokens(":root:not([data-theme=light]) {"),
    "dark by choice": LIGHT | _tokens(":root[data-theme=dark] {"),
}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_every_pair_of_colours_can_be_told_apart(theme, pairs, least) -> None:
    tokens = THEMES[theme]
    low = {
        pair: round(_ratio(tokens[pair[0]], tokens[pair[1]]), 2)
        for pair in pairs
        if _ratio(tokens[pair[0]], tokens[pair[1]]) < least
    }
    assert not low


@pytest.mark.parametrize("theme", THEMES)
def test_the_names_on_the_blocks_can_be_read(theme) -> None:
    tokens = THEMES[theme]
    light = "#1A1917" if theme == "light" else "#F2F1ED"
    pairs = (
        (light, tokens["ph1"]),
        ("#000000", tokens["ctl"]),
        (tokens["bg"], tokens["ink"]),
        (light, tokens["surface"]),
    )
    assert min(_ratio(*pair) for pair in pairs) >= 4.5


def test_the_two_ways_to_darkness_are_one() -> None:
    assert THEMES["dark by the system"] == THEMES["dark by choice"]
    assert len(_tokens(":root[data-theme=dark] {")) == len(LIGHT)


def test_no_rule_uses_a_colour_that_has_no_name() -> None:
    body = _STYLE[_STYLE.index("/* ---- ground") : _STYLE.index("/* ---- paper")]
    # the names on blocks stand on their own greys, which are no text colours
    literal = {one for one in re.findall(r"#[0-9A-Fa-f]{3,6}\b", body) if one not in ("#1A1917", "#F2F1ED", "#000000")}
    assert not literal
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", _STYLE))
    assert used == set(LIGHT)


def test_space_and_sizes_of_type_come_from_their_scales() -> None:
    body = re.sub(r"/\*.*?\*/", "", _STYLE[: _STYLE.index("/* ---- paper")], flags=re.S)
    spaces = {
        float(value)
        for rule in re.findall(r"(?<![-\w])(?:margin|padding|gap)(?:-[a-z]+)?:([^;}]+)", body)
        for value in re.findall(r"(?<![\w.-])-?(\d+(?:\.\d+)?)px", rule)
    }
    # 1 and 2 are hairlines, 14 and 22 come from nowhere
    assert spaces <= {0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64}
    sizes = {float(value) for value in re.findall(r"font-size: (\d*\.?\d+)rem", body)}
    assert sizes <= {0.6875, 0.75, 0.875, 1, 1.125, 1.375, 1.75, 2.25}
    # 11 px is the least
    assert min(sizes) * 16 >= 11
    assert set(re.findall(r"font-size: (\d+)px", body)) == {"11"}
