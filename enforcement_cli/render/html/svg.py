"""Names, attributes and texts come in; escaped SVG goes out. Knows no chart.

Positions along the width are percentages and texts have a fixed size, so that a picture is as
legible on a phone as on a wall.
"""

from decimal import Decimal

from markupsafe import Markup, escape

from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.money import in_unit
from enforcement_cli.render.plain import writable

Position = int | str


def element(name: str, *inside: str, **attributes: Position) -> Markup:
    """An element; `class_` is class, `x1` x1, `text_anchor` text-anchor. Texts are escaped."""
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(writable(str(value)))}"'
        for key, value in attributes.items()
    )
    content = "".join(
        part if isinstance(part, Markup) else escape(writable(part)) for part in inside
    )
    return Markup(f"<{name}{named}>{content}</{name}>")  # noqa: S704  # every part is escaped


def picture(place: str, title: str, description: str, height: int, *shapes: Markup) -> Markup:
    """The whole picture with its title and its text for those who cannot see it."""
    return element(
        "svg",
        element("title", title, id=f"{place}-title"),
        element("desc", description, id=f"{place}-text"),
        *shapes,
        class_="chart",
        role="img",
        width="100%",
        height=height,
        aria_labelledby=f"{place}-title {place}-text",
    )


def percent(share: Decimal) -> str:
    """A position along the width.

    >>> percent(Decimal("33.333"))
    '33.33%'
    """
    return f"{share:.2f}%"


def plotted(value: Value) -> Decimal | None:
    """Where a value stands on an axis: 万元, percent or a count; None is a gap."""
    if value.number is None:
        return None
    if value.kind == "money":
        return in_unit(int(value.number), "万元")
    return Decimal(value.number) * (100 if value.kind == "rate" else 1)
