"""Builds workbooks the way a clerk fills them: a title, a header, rows. For every test of reading.

Comes in: what stands in the cells. Goes out: a RawBook in memory, or a file: .xlsx by openpyxl,
.xls by xlwt, .csv in any encoding. Refuses to know what is right or wrong about it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from enforcement_cli.model.grid import Merge, RawBook, SheetGrid
from enforcement_cli.model.origin import column_number


@dataclass
class Sheet:
    """One sheet under construction; rows are 1-based and always begin at column A."""

    name: str
    hidden: bool = False
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


class Book:
    """A workbook under construction; every method returns it, to be chained."""

    def __init__(self) -> None:
        self.sheets = [Sheet(name="Sheet1")]

    @property
    def here(self) -> Sheet:
        """The sheet that is being filled."""
        return self.sheets[-1]

    def sheet(self, name: str, *, hidden: bool = False) -> Book:
        """Begin another sheet; an untouched first one takes the name."""
        if self.here.rows:
            self.sheets.append(Sheet(name=name, hidden=hidden))
        else:
            self.here.name, self.here.hidden = name, hidden
        return self

    def title(self, text: str, *, across: int = 1) -> Book:
        """A title line, merged over `across` columns."""
        self.here.rows.append([text])
        if across > 1:
            row = len(self.here.rows)
            last = chr(ord("A") + across - 1)
            self.here.merges.append(f"A{row}:{last}{row}")
        return self

    def row(self, *cells: Any) -> Book:
        """A row of cells; None is blank."""
        self.here.rows.append(list(cells))
        return self

    header = row

    def rows(self, *rows: tuple[Any, ...]) -> Book:
        """Several rows."""
        for cells in rows:
            self.row(*cells)
        return self

    def blank(self, count: int = 1) -> Book:
        """Blank rows."""
        for _ in range(count):
            self.row()
        return self

    def merge(self, *ranges: str) -> Book:
        """Merge ranges such as A3:A4; the value stands in the first cell."""
        self.here.merges += ranges
        return self

    def hide(self, *rows: int) -> Book:
        """Hide rows by number."""
        self.here.hidden_rows |= set(rows)
        return self

    def hide_columns(self, *letters: str) -> Book:
        """Hide columns by letter."""
        self.here.hidden_columns |= set(letters)
        return self

    def broken(self, row: int, column: int, shown: str) -> Book:
        """An error cell, as the reader of a file would report it (in memory only)."""
        self.here.broken[row, column] = shown
        return self

    def raw(self, file_name: str = "return.xlsx") -> RawBook:
        """What a reader would give, without a file."""
        grids = tuple(_grid(sheet) for sheet in self.sheets)
        return RawBook(sha256="0" * 64, file_name=file_name, kind="xlsx", sheets=grids)

    def save(self, path: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
        """Write the file its suffix names."""
        if path.suffix == ".xlsx":
            self._save_xlsx(path)
        elif path.suffix == ".xls":
            self._save_xls(path)
        else:
            text = io.StringIO()
            csv.writer(text, delimiter=delimiter).writerows(self.here.rows)
            path.write_bytes(text.getvalue().encode(encoding))
        return path

    def _save_xlsx(self, path: Path) -> None:
        import openpyxl

        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for sheet in self.sheets:
            page = workbook.create_sheet(sheet.name)
            for number, cells in enumerate(sheet.rows, start=1):
                for column, value in enumerate(cells, start=1):
                    if value is not None:
                        page.cell(row=number, column=column, value=value)
            for place in sheet.merges:
                page.merge_cells(place)
            for number in sheet.hidden_rows:
                page.row_dimensions[number].hidden = True
            for letters in sheet.hidden_columns:
                page.column_dimensions[letters].hidden = True
            if sheet.hidden:
                page.sheet_state = "hidden"
        workbook.save(path)

    def _save_xls(self, path: Path) -> None:
        import xlwt

        workbook = xlwt.Workbook(encoding="utf-8")
        dated = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        for sheet in self.sheets:
            page = workbook.add_sheet(sheet.name)
            merges = [_bounds(place) for place in sheet.merges]
            covered = {(m.top, m.left): m for m in merges}
            for number, cells in enumerate(sheet.rows, start=1):
                if number in sheet.hidden_rows:
                    page.row(number - 1).hidden = True
                for column, value in enumerate(cells, start=1):
                    if (merge := covered.get((number, column))) is not None:
                        page.write_merge(
                            number - 1, merge.bottom - 1, column - 1, merge.right - 1, value
                        )
                    elif isinstance(value, dt.date):
                        page.write(number - 1, column - 1, value, dated)
                    elif value is not None:
                        page.write(number - 1, column - 1, value)
            page.visibility = int(sheet.hidden)
        workbook.save(str(path))


def book() -> Book:
    """A new workbook."""
    return Book()


def _bounds(place: str) -> Merge:
    def corner(text: str) -> tuple[int, int]:
        letters = text.rstrip("0123456789")
        return int(text[len(letters) :]), column_number(letters)

    (top, left), (bottom, right) = map(corner, place.split(":"))
    return Merge(top=top, left=left, bottom=bottom, right=right)


def _grid(sheet: Sheet) -> SheetGrid:
    """As the readers do it: blank rows and columns before the first value are left out."""
    width = max(map(len, sheet.rows), default=0)
    rows = [[*cells, *[None] * (width - len(cells))] for cells in sheet.rows]
    top = next((i for i, cells in enumerate(rows) if any(c is not None for c in cells)), 0)
    columns = [j for cells in rows for j, value in enumerate(cells) if value is not None]
    left = min(columns, default=0)
    values = [
        [float(c) if isinstance(c, int) and not isinstance(c, bool) else c for c in cells[left:]]
        for cells in rows[top:]
    ]
    return SheetGrid(
        name=sheet.name,
        rows=values,
        first_row=top + 1,
        first_column=left + 1,
        merges=tuple(_bounds(place) for place in sheet.merges),
        hidden=sheet.hidden,
        hidden_rows=frozenset(sheet.hidden_rows),
        broken=dict(sheet.broken) or None,
    )
