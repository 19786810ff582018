"""A chart of bars, or of parts of a whole, comes in; SVG goes out, every value printed.

Bars lie, their names above them: that is legible at any width. A missing value has no bar and says
what the figure says. The mark of a target is a stroke across the bar.
"""

from collections.abc import Iterator
from decimal import Decimal

from markupsafe import Markup

from enforcement_cli.model.bulletin import Chart, Value
from enforcement_cli.render.html.svg import element, percent, picture, plotted
from enforcement_cli.vocabulary.typography import word_of_layout

_NAME, _BAR, _GAP, _SPACE = 20, 14, 6, 10  # heights in pixels
_ROOM = Decimal(70)  # percent of the width; the rest is for the value behind the bar


def bar_chart(chart: Chart, place: str, description: str) -> Markup:
    """Bars side by side, one a series under each label."""
    every = [value for _, values in chart.series for value in values] + list(chart.marks)
    known = [number for value in every if (number := plotted(value)) is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    scale = _ROOM / (high - low) if high > low else Decimal(0)
    shapes: list[Markup] = []
    top = 0
    for at, label in enumerate(chart.labels):
        shapes.append(element("text", label, x=0, y=top + 14, class_="name"))
        top += _NAME
        mark = chart.marks[at] if at < len(chart.marks) else None
        for look, (_, values) in enumerate(chart.series):
            bar = _bar(values[at], mark, top=top, look=f"s{look % 6}", low=low, scale=scale)
            shapes.extend(bar)
            mark = None  # it belongs to the first series
            top += _BAR + _GAP
        top += _SPACE
    return picture(place, chart.title, description, top, *shapes)


def share_chart(chart: Chart, place: str, description: str) -> Markup:
    """One bar in parts, numbered as in the list below it."""
    values = chart.series[0][1] if chart.series else ()
    known = [plotted(value) or Decimal(0) for value in values]
    whole = sum(known, Decimal(0))
    shapes: list[Markup] = []
    start, top = Decimal(0), 40
    for place_in, (label, value, number) in enumerate(
        zip(chart.labels, values, known, strict=True)
    ):
        width = number / whole * 100 if whole else Decimal(0)
        look = f"s{place_in % 6}"
        if width:
            shapes.append(
                element("rect", x=percent(start), y=0, width=percent(width), height=26, class_=look)
            )
        if width >= 3:
            middle = percent(start + width / 2)
            shapes.append(element("text", str(place_in + 1), x=middle, y=18, class_="inside"))
        start += width
        text = f"{place_in + 1}　{label}　{value.text}"
        shapes.append(element("rect", x=0, y=top, width=12, height=12, class_=look))
        shapes.append(element("text", text, x=20, y=top + 11, class_="name"))
        top += 24
    return picture(place, chart.title, description, top, *shapes)


def _bar(
    value: Value, mark: Value | None, *, top: int, look: str, low: Decimal, scale: Decimal
) -> Iterator[Markup]:
    number, zero = plotted(value), -low * scale
    end = zero
    if number is not None:
        here = (number - low) * scale
        end = max(here, zero)
        wide = percent(abs(here - zero))
        start = percent(min(here, zero))
        yield element("rect", x=start, y=top, width=wide, height=_BAR, class_=look)
    text = value.text
    target = plotted(mark) if mark else None
    if mark and target is not None:
        there = (target - low) * scale
        at = percent(there)
        yield element("line", x1=at, x2=at, y1=top - 3, y2=top + _BAR + 3, class_="target")
        text += f"（{word_of_layout('target')}{mark.text}）"
        end = max(end, there)
    yield element("text", text, x=percent(end), y=top + 12, dx=8, class_="value")
