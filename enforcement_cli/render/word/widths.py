"""A table and the room for it come in; font size and column widths go out, in one part or several.

A number is never broken over two lines, where it would read as two: the text gets smaller, and
where that is not enough the columns go into several tables. Knows no XML.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.model.bulletin import FigureTable
from enforcement_cli.vocabulary.typography import TableSetting, table_setting

# What no line is broken inside: a run without spaces and without Chinese.
_SOLID = re.compile(r"[^\s⺀-鿿豈-﫿＀-￯　-〿]+")
_WIDE_LETTERS = re.compile("[%A-ZmwMW@—…]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Columns `first` to `end` (exclusive) beside the stub; widths in points, the stub's first."""

    first: int
    end: int
    size: int
    widths: tuple[float, ...]


def parts_of(table: FigureTable, room: float) -> tuple[Part, ...]:
    """How `table` is set in `room` points: one part in the largest size that fits, else several."""
    setting = table_setting()
    for size in setting.sizes:
        needs, likes = _demands(table, size, setting)
        if sum(needs) <= room:
            whole = _shared(needs, likes, room)
            return (Part(first=0, end=len(table.columns), size=size, widths=whole),)
    needs, likes = _demands(table, setting.split_size, setting)
    found = []
    for first, end in _cut(needs, [column.spanner for column in table.columns], room):
        chosen = [0, *range(first + 1, end + 1)]
        widths = _shared([needs[i] for i in chosen], [likes[i] for i in chosen], room)
        found.append(Part(first=first, end=end, size=setting.split_size, widths=widths))
    return tuple(found)


def ems(text: str) -> float:
    """The width of `text` in characters: a Chinese one is 1, a digit a half.

    >>> ems("执结12件")
    4.0
    """
    wide = sum(1 for sign in text if unicodedata.east_asian_width(sign) in "WF")
    broad = len(_WIDE_LETTERS.findall(text))
    return wide + broad * 0.95 + (len(text) - wide - broad) * 0.5


def _demands(
    table: FigureTable, size: int, setting: TableSetting
) -> tuple[list[float], list[float]]:
    """The least width of each column, the stub first, and the one it would like, in points."""
    columns = [(table.stubhead, [row.label for row in table.rows])]
    for place, column in enumerate(table.columns):
        columns.append((column.title, [row.values[place].text for row in table.rows]))
    em, padding = size / 2, 2 * setting.padding_points + 0.5
    needs, likes = [], []
    for title, texts in columns:
        body = max(map(ems, texts), default=0.0)
        solid = max(
            (ems(run) for text in (title, *texts) for run in _SOLID.findall(text)), default=0
        )
        solid *= setting.number_slack
        least = max(min(body, float(setting.wrap_chars)), solid, min(ems(title), 2.0))
        needs.append(least * em + padding)
        likes.append(max(least, solid * setting.number_slack, body, ems(title)) * em + padding)
    return needs, likes


def _shared(needs: Sequence[float], likes: Sequence[float], room: float) -> tuple[float, ...]:
    """The room given to the columns: what they need, then what they would like, then evenly."""
    left = max(0.0, room - sum(needs))
    wishes = [like - need for need, like in zip(needs, likes, strict=True)]
    granted = min(1.0, left / sum(wishes)) if sum(wishes) else 0.0
    widths = [need + wish * granted for need, wish in zip(needs, wishes, strict=True)]
    more = max(0.0, room - sum(widths)) / len(widths)
    return tuple(width + more for width in widths)


def _cut(needs: Sequence[float], spanners: Sequence[str], room: float) -> list[tuple[int, int]]:
    """Where the columns are parted: between groups under one heading where that can be."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(spanners):
        end, used = first, needs[0]
        while end < len(spanners) and (end == first or used + needs[end + 1] <= room):
            used += needs[end + 1]
            end += 1
        back = end
        while (
            first < back < len(spanners) and spanners[back] and spanners[back - 1] == spanners[back]
        ):
            back -= 1
        end = back if back > first else end
        found.append((first, end))
        first = end
    return found
