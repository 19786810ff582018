"""Sheets as text: a row a line with cells apart by a tab, numbers as their cells show them.

Comes in: the sheets of a workbook that was read, and its bytes. Goes out: the text with a table a
sheet. Refuses more text than the limits allow; hidden rows and sheets are read too, since they go
out with the file.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from enforcement_cli.model.blocks import even
from enforcement_cli.model.claim import Span
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.origin import column_number
from enforcement_cli.model.prose import ProseTable
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.package_parts import DAMAGED, book_parts, parts_of, refuse_bomb
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.safe_xml import follow
from enforcement_cli.workbook.shown_number import show_number

Place = tuple[int, int]
Format = tuple[int, str]
_NO_FORMAT: Format = (0, "")
_IN_A_CELL = str.maketrans("\t\r\n", "   ")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def sheet_tables(
    sheets: Sequence[SheetGrid], formats: Mapping[str, Mapping[Place, Format]], limits: Limits
) -> tuple[str, tuple[ProseTable, ...]]:
    """The text of the sheets one under the other, and a table for each that holds anything.

    Raises:
        Refused: too much text (F-01).
    """
    parts: list[str] = []
    tables: list[ProseTable] = []
    at = 0
    for sheet in sheets:
        rows: list[list[Span]] = []
        for number, row in enumerate(sheet.rows, sheet.first_row):
            spans: list[Span] = []
            for column, cell in enumerate(row, sheet.first_column):
                shown = _shown(sheet, (number, column), cell, formats.get(sheet.name, {}))
                parts.append(shown + ("\t" if len(spans) + 1 < len(row) else "\n"))
                spans.append((at, at + len(shown)))
                at += len(parts[-1])
            if at > limits.text_characters:
                raise Refused("F-01", reason="文字太多")
            rows.append(spans)
        if any(end > start for row in rows for start, end in row):
            tables.append(_table(sheet, rows, len(tables) + 1))
    return "".join(parts), tuple(tables)


def number_formats_of(data: bytes, limits: Limits) -> dict[str, dict[Place, Format]]:
    """Sheet name to the number formats of its cells, where they are not the general one.

    Raises:
        Refused: a part is beyond the limits, or declares a document type (F-01).
    """
    found: dict[str, dict[Place, Format]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            parts = parts_of(package)
            book = book_parts(package, parts, limits)
            for name, part in book.sheets.items():
                if part in parts:
                    cells = _StyledCells(book.formats, limits)
                    with package.open(parts[part]) as stream:
                        follow(stream, cells, limits)
                    found[name] = cells.formats
    except (expat.ExpatError, *DAMAGED) as failure:
        raise Refused("F-01", reason="工作簿内部已损坏") from failure
    return found


class _StyledCells:
    """Notes the number format of each cell of a sheet that has its own."""

    def __init__(self, formats: Mapping[int, Format], limits: Limits) -> None:
        self._formats = {str(style): code for style, code in formats.items() if code != _NO_FORMAT}
        self._most = limits.text_characters
        self.formats: dict[Place, Format] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not name.endswith(" c") or (code := self._formats.get(attributes.get("s", ""))) is None:
            return
        if place := _ADDRESS.fullmatch(attributes.get("r", "")):
            self.formats[int(place[2]), column_number(place[1])] = code
            if len(self.formats) > self._most:
                raise Refused("F-01", reason="单元格太多")

    def end(self, name: str) -> None:
        """Nothing is said there."""

    def text(self, piece: str) -> None:
        """Values are read elsewhere."""


def _shown(sheet: SheetGrid, place: Place, cell: Cell, formats: Mapping[Place, Format]) -> str:
    if cell is None:
        return (sheet.broken or {}).get(place, "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return _number(sheet, place, cell, formats.get(place))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return cell.translate(_IN_A_CELL)


def _number(sheet: SheetGrid, place: Place, value: float, known: Format | None) -> str:
    """By its own format, else by what every reader tells of it: a percentage, a scaled amount."""
    if known is not None:
        return show_number(value, *known)
    if place in sheet.percents:
        return show_number(value, 10)
    if scale := (sheet.scaled or {}).get(place):
        return show_number(value / scale.divisor) + scale.unit
    return show_number(value)


def _table(sheet: SheetGrid, rows: Sequence[Sequence[Span]], number: int) -> ProseTable:
    first = [span for span in rows[0] if span[1] > span[0]]
    return ProseTable(
        number=number,
        place=sheet.name,
        rows=even(rows),
        title=first[0] if len(first) == 1 else None,
        is_sheet=True,
        first_row=sheet.first_row,
        first_column=sheet.first_column,
    )
