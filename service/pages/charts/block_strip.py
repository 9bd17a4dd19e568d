"""The blocks to scale, as a strip: it stands alone in the plan, and above the bars of the work chart."""

from markupsafe import Markup

from service.pages.blocks import Block
from service.pages.charts.svg import WIDTH, box, drawing, words

LABEL_WIDTH = 40.0
"""Narrower blocks carry no name."""
_CHAR = 6.2
"""Width of a letter of 11 px, a little more than the widest fonts need."""


def strip(blocks: tuple[Block, ...], *, left: float, right: float, y: float, height: float) -> Markup:
    """The strip inside a picture, one column a week."""
    total = max(1, sum(block.last - block.first + 1 for block in blocks))
    step = (right - left) / total
    drawn: list[Markup] = []
    begin = 0
    for block in blocks:
        width = (block.last - block.first + 1) * step
        x = left + begin * step
        begin += block.last - block.first + 1
        drawn.append(box(x + 1, y, width - 2, height, f"blk{block.tone}", f"{block.name}, {block.weeks.lower()}"))
        short = block.name.partition(" ")[0]
        if width >= max(LABEL_WIDTH, len(short) * _CHAR + 8):
            # black and white as the grey below wants it; the last block is hollow
            tone = ("on-light", "on-mid", "on-dark", "on-light")[block.tone]
            drawn.append(words(short, x=x + width / 2, y=y + height / 2 + 4, class_=tone, anchor="middle"))
    return Markup("").join(drawn)


def block_strip(blocks: tuple[Block, ...]) -> Markup:
    """The strip as a picture of its own."""
    label = "Blocks: " + ", ".join(f"{block.name} {block.weeks.lower()}" for block in blocks)
    return drawing(strip(blocks, left=0, right=WIDTH, y=0, height=24), height=24, label=label)
