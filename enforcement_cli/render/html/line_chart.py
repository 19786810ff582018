"""A chart of values over periods comes in; SVG of lines goes out.

A missing value is a gap in its line, never a nought. One line prints each of its values, several
print their last ones; the table below the picture has them all.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from enforcement_cli.model.bulletin import Chart, Value
from enforcement_cli.render.html.svg import element, percent, picture, plotted

_TOP, _BOTTOM, _HEIGHT = 30, 210, 240  # pixels
_LEFT, _RIGHT = Decimal(8), Decimal(93)  # percent
_ABOVE, _BELOW = -10, 22  # of a point, pixels
_ROOM_FOR_ALL = 6  # labels a phone has room for


def line_chart(chart: Chart, place: str, description: str) -> Markup:
    """Lines over the labels, with the ticks of a round scale."""
    every = [value for _, values in chart.series for value in values]
    known = [number for value in every if (number := plotted(value)) is not None]
    ticks = round_ticks(min([Decimal(0), *known]), max([Decimal(0), *known]))
    shapes = list(_axes(chart.labels, ticks))
    ends = _ends(chart, ticks)
    for place_in, (_, values) in enumerate(chart.series):
        shapes.extend(_line(values, ticks, look=f"s{place_in % 6}", told=ends.get(place_in)))
    return picture(place, chart.title, description, _HEIGHT, *shapes)


def round_ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Four to six steps of 1, 2 or 5 times a power of ten, from below `low` to above `high`.

    >>> [int(tick) for tick in round_ticks(Decimal(0), Decimal(176))]
    [0, 50, 100, 150, 200]
    """
    span = high - low
    if span <= 0:
        return (low, low + 1)
    power = Decimal(1).scaleb((span / 4).adjusted())
    step = next(power * n for n in (1, 2, 5, 10) if power * n * 5 >= span)
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), (high / step)
    count = int(last.to_integral_value("ROUND_CEILING") - first)
    return tuple((first + number) * step for number in range(count + 1))


def _axes(labels: Sequence[str], ticks: Sequence[Decimal]) -> Iterator[Markup]:
    for tick in ticks:
        y = _y(tick, ticks)
        kind = "zero" if tick == 0 else "grid"
        yield element("line", x1=percent(_LEFT - 3), x2="100%", y1=y, y2=y, class_=kind)
        yield element("text", f"{tick.normalize():f}", x=0, y=y - 3, class_="tick")
    for at, label in enumerate(labels):
        x = percent(_x(at, len(labels)))
        yield element("text", label, x=x, y=_BOTTOM + 20, class_=_thinned("label", at, len(labels)))


def _ends(chart: Chart, ticks: Sequence[Decimal]) -> dict[int, int]:
    """How far from its point each series prints its last value: the top and the bottom line do.

    0 for those between, which print none; one line alone prints all of its values.
    """
    heights = {
        number: _y(points[-1], ticks)
        for number, (_, values) in enumerate(chart.series)
        if (points := [point for value in values if (point := plotted(value)) is not None])
    }
    if len(chart.series) < 2 or not heights:
        return {}
    top, bottom = min(heights, key=heights.__getitem__), max(heights, key=heights.__getitem__)
    return dict.fromkeys(heights, 0) | {bottom: _BELOW, top: _ABOVE}


def _line(
    values: Sequence[Value], ticks: Sequence[Decimal], *, look: str, told: int | None
) -> Iterator[Markup]:
    """A line; `told` is where its last value stands, 0: nowhere, None: each above its point."""
    points = [
        (percent(_x(at, len(values))), None if number is None else _y(number, ticks))
        for at, number in enumerate(map(plotted, values))
    ]
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 is not None and y2 is not None:
            yield element("line", x1=x1, x2=x2, y1=y1, y2=y2, class_=f"stroke {look}")
    last = max((at for at, (_, y) in enumerate(points) if y is not None), default=-1)
    for at, ((x, y), value) in enumerate(zip(points, values, strict=True)):
        if y is None:
            continue
        yield element("circle", cx=x, cy=y, r=5, class_=look)
        if told is None or (told and at == last):
            kind = _thinned("point", at, len(values))
            yield element("text", value.text, x=x, y=y + (told or _ABOVE), class_=kind)


def _thinned(kind: str, at: int, count: int) -> str:
    """Every second label counted from the last is for wide screens where there are many."""
    return f"{kind} wide" if count > _ROOM_FOR_ALL and (count - 1 - at) % 2 else kind


def _x(at: int, count: int) -> Decimal:
    return _LEFT + (_RIGHT - _LEFT) * at / (count - 1) if count > 1 else (_LEFT + _RIGHT) / 2


def _y(number: Decimal, ticks: Sequence[Decimal]) -> int:
    share = (number - ticks[0]) / (ticks[-1] - ticks[0])
    return int(_BOTTOM - share * (_BOTTOM - _TOP))
