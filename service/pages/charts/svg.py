"""Elements of an SVG: text is escaped, numbers are rounded to a tenth, colours come by class alone."""

from markupsafe import Markup, escape

WIDTH = 336
"""Of most charts, in their own units: at this width 11 px text is 11 px on a phone."""


def shown(value: float | str) -> str:
    """An attribute's value; a tenth of a pixel is fine enough."""
    return value if isinstance(value, str) else f"{round(value, 1):g}"


def element(name: str, *children: str, **attributes: float | str) -> Markup:
    """One element. `_` in a name stands for `-`, a trailing one is dropped, so `class_` and `text_anchor` can be said.

    Children that are not markup are escaped.
    """
    said = "".join(
        f' {key if key == "viewBox" else key.rstrip("_").replace("_", "-")}="{escape(shown(value))}"'
        for key, value in attributes.items()
    )
    inner = Markup("").join(escape(child) for child in children)
    # every part is markup or was escaped
    return Markup(f"<{name}{said}>{inner}</{name}>") if inner else Markup(f"<{name}{said}/>")  # noqa: S704


def drawing(*children: str, height: float, label: str, width: float = WIDTH) -> Markup:
    """The whole picture, with the words of whoever cannot see it."""
    # the size is said, so that nothing moves while a page loads
    return element("svg", *children, viewBox=f"0 0 {shown(width)} {shown(height)}", role="img", aria_label=label)


def words(text: str, *, x: float, y: float, class_: str = "", anchor: str = "") -> Markup:
    """Text at a place."""
    extra: dict[str, float | str] = {"class_": class_} if class_ else {}
    extra |= {"text_anchor": anchor} if anchor else {}
    return element("text", text, x=x, y=y, **extra)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def box(  # noqa: PLR0917 - x, y, width, height, as everywhere
    x: float, y: float, width: float, height: float, class_: str, title: str = ""
) -> Markup:
    """A rectangle, with a title for the mouse."""
    return element(
        "rect", *([element("title", title)] if title else []), x=x, y=y, width=width, height=height, class_=class_
    )
