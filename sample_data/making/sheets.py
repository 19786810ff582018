"""A sheet as a grid of values, and the few moves by which layouts fill one.

In: titles, columns, rows. Out: a grid with merges and the address of every planted cell.
Refuses to know courts and file formats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Value = str | int | Decimal | date | None


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A grid from A1; `places` maps (row key, field) to its cells in order of appearance."""

    name: str
    width: int
    left: int = 0
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    header: tuple[int, int] = (0, 0)
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: header words from top to bottom, and the field it shows.

    A money column names its scale: fen in one unit of the column (100 for 元).
    """

    heads: tuple[str, ...]
    field: str
    show: Callable[[Any], Value]
    scale: int | None = None


def letter(column: int) -> str:
    """The letter of a column counted from 0."""
    return chr(ord("A") + column)


def address(row: int, column: int) -> str:
    """The A1 address of a cell counted from 0."""
    return f"{letter(column)}{row + 1}"


def in_unit(fen: int, scale: int) -> Value:
    """Fen in a unit: an integer where it is one, else an exact decimal."""
    return fen // scale if fen % scale == 0 else Decimal(fen) / scale


def money(head: tuple[str, ...], name: str, scale: int) -> Column:
    """A money column in one unit; a missing amount is a blank."""

    def show(row: Any) -> Value:
        fen = getattr(row, name)
        return None if fen is None else in_unit(fen, scale)

    return Column(heads=head, field=name, show=show, scale=scale)


def add_line(sheet: Sheet, text: str, *, merged: bool = True) -> None:
    """A title or note line across the sheet."""
    row: list[Value] = [None] * (sheet.left + sheet.width)
    row[sheet.left] = text
    if merged:
        number = len(sheet.rows) + 1
        last = letter(sheet.left + sheet.width - 1)
        sheet.merges.append(f"{letter(sheet.left)}{number}:{last}{number}")
    sheet.rows.append(row)


def add_header(sheet: Sheet, columns: Sequence[Column]) -> None:
    """The header rows; equal words side by side and blanks below are merged."""
    depth = max(len(column.heads) for column in columns)
    first = len(sheet.rows)
    grid = [
        [c.heads[level] if level < len(c.heads) else "" for c in columns] for level in range(depth)
    ]
    for level, heads in enumerate(grid):
        row: list[Value] = [None] * sheet.left
        for place, head in enumerate(heads):
            joined = level < depth - 1 and place > 0 and heads[place - 1] == head
            row.append(
                None
                if not head
                or (joined and columns[place].heads[:level] == columns[place - 1].heads[:level])
                else head
            )
        sheet.rows.append(row)
    sheet.header = (first, first + depth)
    sheet.merges += _header_merges(sheet, first, depth)


def _header_merges(sheet: Sheet, first: int, depth: int) -> list[str]:
    """A header cell spreads over the blanks to its right, else over those below it."""
    merges: list[str] = []
    rows = sheet.rows[first : first + depth]
    for level, row in enumerate(rows):
        for place in range(sheet.left, sheet.left + sheet.width):
            if row[place] is None:
                continue
            right, below = place, level
            if level < depth - 1:
                while (
                    right + 1 < len(row)
                    and row[right + 1] is None
                    and rows[level + 1][right + 1] is not None
                ):
                    right += 1
                while right == place and below + 1 < depth and rows[below + 1][place] is None:
                    below += 1
            if (right, below) != (place, level):
                merges.append(f"{address(first + level, place)}:{address(first + below, right)}")
    return merges


def add_row(sheet: Sheet, columns: Sequence[Column], item: Any, number: int) -> None:
    """One body row; a slip's raw text goes in the place of its field."""
    written = dict(getattr(item, "written", ()))
    row: list[Value] = [None] * sheet.left
    for column in columns:
        place = address(len(sheet.rows), len(row))
        row.append(
            number if column.field == "seq" else written.get(column.field, column.show(item))
        )
        sheet.places.setdefault((item.case_no, column.field), []).append(place)
    if getattr(item, "hidden", False):
        sheet.hidden.append(len(sheet.rows))
    sheet.rows.append(row)


def add_total(
    sheet: Sheet, columns: Sequence[Column], items: Sequence[Any], label: str, off: int = 0
) -> None:
    """A total row of the money columns; `off` fen is a slip in the recovered total."""
    row: list[Value] = [None] * (sheet.left + sheet.width)
    row[sheet.left] = label
    for place, column in enumerate(columns):
        if column.scale is None:
            continue
        fen = sum(getattr(item, column.field) or 0 for item in items)
        if column.field == "recovered_fen":
            fen += off
            sheet.places[label, column.field] = [address(len(sheet.rows), sheet.left + place)]
        row[sheet.left + place] = in_unit(fen, column.scale)
    sheet.rows.append(row)
