"""What a workbook held, as read: plain values under Excel's own row and column numbers."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Literal

FileKind = Literal[
    "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "html", "xml2003", "zip", "docx", "doc", "text",
    "encrypted", "picture", "unknown",
]  # fmt: skip
_AT_ONCE = 1000
Cell = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged range; all four bounds 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a cell shows its number: divided by `divisor`, followed by `unit` (万元, 亿元 or none)."""

    divisor: int
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Formulas of a sheet that fetch values from other workbooks: the first cell, how many, whose."""

    row: int
    column: int
    count: int
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGrid:
    """One sheet. `rows[i][j]` stands at Excel row `first_row + i`, column `first_column + j`.

    Blank cells are None. `broken` holds what the values cannot say: (row, column) of error cells
    (`#REF!`) and of formulas without cached value (`未计算`), whose value here is None.

    The other marks are by (row, column) too, and empty where a format cannot tell: `percents` hold
    a number shown as a percentage, `scaled` one shown in another size, `formulas` one computed.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    broken: dict[tuple[int, int], str] | None = None
    percents: frozenset[tuple[int, int]] = frozenset()
    scaled: dict[tuple[int, int], Shown] | None = None
    formulas: frozenset[tuple[int, int]] = frozenset()
    links: Links | None = None

    def value(self, row: int, column: int) -> Cell:
        """The value at an Excel address; None outside the read area."""
        i, j = row - self.first_row, column - self.first_column
        if 0 <= i < len(self.rows) and 0 <= j < len(self.rows[i]):
            return self.rows[i][j]
        return None

    def part(
        self, first: int, last: int, left: int | None = None, right: int | None = None
    ) -> "SheetGrid":
        """The sheet's rows `first` to `last` (and columns `left` to `right`), addresses unchanged."""
        rows = self.rows[max(first - self.first_row, 0) : max(last - self.first_row + 1, 0)]
        at = left or self.first_column
        if left is not None or right is not None:
            end = None if right is None else right - self.first_column + 1
            rows = [row[at - self.first_column : end] for row in rows]
        inside = {
            (row, column): shown
            for (row, column), shown in (self.broken or {}).items()
            if first <= row <= last and at <= column <= (right or column)
        }
        return dataclasses.replace(
            self,
            rows=rows,
            first_row=max(first, self.first_row),
            first_column=at,
            broken=inside or None,
        )

    @property
    def last_row(self) -> int:
        """The last Excel row that was read."""
        return self.first_row + len(self.rows) - 1


def by_column(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The cells of some rows as columns, None where a row is short.

    >>> by_column([["甲", 1.0], ["乙"]])
    [('甲', '乙'), (1.0, None)]
    """
    if len(rows) <= _AT_ONCE:
        return list(zip_longest(*rows))
    # Many rows a part at a time: turning all at once walks through all memory for each column.
    columns: list[list[Cell]] = [[] for _ in range(max(map(len, rows)))]
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        turned = list(zip_longest(*part))
        for j, column in enumerate(columns):
            column.extend(turned[j] if j < len(turned) else (None,) * len(part))
    return list(columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBook:
    """One file: its fingerprint, what kind it really is, its sheets; of a document its text.

    `saved_at` is when the file itself says it was last saved; None where its kind cannot say.
    """

    sha256: str
    file_name: str
    kind: FileKind
    sheets: tuple[SheetGrid, ...]
    text: str = ""
    saved_at: datetime | None = None
