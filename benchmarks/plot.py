"""Plain SVG for the page: goals and what was measured, and curves over what grows.

Comes in: numbers with their names. Goes out: the text of an SVG, the same for the same numbers.
Refuses to know where they come from. Axes of curves are logarithmic: a straight line at 45 degrees is
growth in proportion.
"""

import math
from collections.abc import Iterator, Sequence
from html import escape

_INK, _GRID, _TIME, _MEMORY, _OVER = "#333333", "#dddddd", "#1f6f8b", "#b5651d", "#a83232"
_STYLE = (
    "text{font:12px sans-serif;fill:#333333}"
    "@media(prefers-color-scheme:dark){svg{background:#ffffff}}"
)
_BAR_HEIGHT, _LABELS, _BARS = 22, 120, 420
_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 420, 300, 52, 40, 56, 46

Point = tuple[float, float]


def goals_svg(rows: Sequence[tuple[str, float]]) -> str:
    """A bar a measure: how much of its goal it took; beyond the line the goal is missed.

    Args:
        rows: what was measured, and its share of the goal (1 = just kept).
    """
    height = _BAR_HEIGHT * len(rows) + 40
    most = max([1.5, *(share for _, share in rows)])
    line = _LABELS + _BARS / most
    parts = [
        f'<line x1="{line:.1f}" y1="20" x2="{line:.1f}" y2="{height - 14}" stroke="{_INK}"/>',
        _text(line, 14, "goal", anchor="middle"),
    ]
    for place, (name, share) in enumerate(rows):
        top = 26 + place * _BAR_HEIGHT
        length = _BARS * share / most
        color = _TIME if share <= 1 else _OVER
        parts += [
            _text(_LABELS - 8, top + 12, name, anchor="end"),
            f'<rect x="{_LABELS}" y="{top}" width="{length:.1f}" height="15" fill="{color}"/>',
            _text(_LABELS + _BARS + 8, top + 12, f"{share:.2f}"),
        ]
    return _svg(_LABELS + _BARS + 60, height, parts)


def curve_svg(title: str, axis: str, seconds: Sequence[Point], mib: Sequence[Point] = ()) -> str:
    """Seconds (left) and MiB (right) over what grows, both axes logarithmic.

    Args:
        title: what grows how.
        axis: what the numbers along the bottom count.
        seconds: at least two points, all above 0.
        mib: points of the same places, or none.
    """
    across = _Scale([x for x, _ in seconds], _LEFT, _WIDTH - _RIGHT)
    parts = [_text(_WIDTH / 2, 18, title, anchor="middle")]
    parts += [_text(_WIDTH / 2, _HEIGHT - 8, axis, anchor="middle")]
    for x, _ in seconds:
        place = across.at(x)
        parts.append(f'<line x1="{place:.1f}" y1="{_TOP}" x2="{place:.1f}" y2="{_HEIGHT - _BOTTOM}"'
                     f' stroke="{_GRID}"/>')  # fmt: skip
        parts.append(_text(place, _HEIGHT - _BOTTOM + 16, f"{x:,.0f}", anchor="middle"))
    drawn = (
        (seconds, _TIME, "s", _LEFT - 6, "end"),
        (mib, _MEMORY, "MiB", _WIDTH - _RIGHT + 6, "start"),
    )
    for points, color, unit, edge, anchor in drawn:
        if points:
            parts += _drawn(points, across, color, unit, edge, anchor)
    return _svg(_WIDTH, _HEIGHT, parts)


class _Scale:
    """Places along an axis, by the logarithm of a value."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self._low, high = math.log(min(values)), math.log(max(values))
        # Where all are alike there is still an axis.
        self._step = (last - first) / ((high - self._low) or 1.0)
        self._first = first

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self._first + (math.log(value) - self._low) * self._step


def _drawn(
    points: Sequence[Point], across: _Scale, color: str, unit: str, edge: float, anchor: str
) -> Iterator[str]:
    values = [y for _, y in points]
    # From half the least to the most, so that a flat line is seen to be flat.
    up = _Scale([min(values) / 2, max(values) * 1.1], _HEIGHT - _BOTTOM, _TOP)
    line = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in points)
    yield f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>'
    for x, y in points:
        yield f'<circle cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="3" fill="{color}"/>'
    for value in sorted({min(values), max(values)}):
        shown = f"{value:.1f}" if value < 100 else f"{value:,.0f}"
        yield _text(edge, up.at(value) + 4, shown, anchor=anchor, color=color)
    yield _text(edge, _TOP - 8, unit, anchor=anchor, color=color)


def _text(x: float, y: float, said: str, *, anchor: str = "start", color: str = _INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="fill:{color}">'
        f"{escape(said)}</text>"
    )


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">'
        f'<style>{_STYLE}</style><rect width="{width}" height="{height}" fill="#ffffff"/>'
        + "\n".join(parts)
        + "</svg>\n"
    )
