"""Reads OpenDocument spreadsheets (.ods), which WPS for Linux writes.

Comes in: bytes. Goes out: a SheetGrid a table, with merges, hidden rows and columns, error cells
and percentages. Refuses encrypted files (F-02), zip bombs and every declaration; runs no formula.
"""

import io
import math
import re
import zipfile
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from enforcement_cli.model.grid import Cell, Merge, SheetGrid
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.package_parts import DAMAGED, parts_of, refuse_bomb
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.safe_xml import follow
from enforcement_cli.workbook.sheet_xml import UNCACHED
from enforcement_cli.workbook.sparse import SparseSheet, grid_of

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_ERROR = re.compile(r"^(?:#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|Err:\d{3})$")
_DURATION = re.compile(r"^PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ods(data: bytes, limits: Limits) -> list[SheetGrid]:
    """Every table.

    Raises:
        Refused: encrypted (F-02), damaged, with declarations, or beyond the limits (F-01).
    """
    reader = _Reader(limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refuse_bomb(package, len(data), limits)
            parts = parts_of(package)
            manifest = parts.get("meta-inf/manifest.xml")
            if manifest and b"encryption-data" in package.read(manifest):
                raise Refused("F-02")
            with package.open(parts["content.xml"]) as part:
                follow(part, reader, limits)
    except (expat.ExpatError, *DAMAGED) as failure:
        raise Refused("F-01", reason="工作簿内部已损坏") from failure
    return [grid_of(sheet, limits) for sheet in reader.sheets]


class _Reader:
    """Follows the elements. `_row` and `_column` are the last ones taken by what was read.

    A cell that says nothing is only counted, however often it is repeated.
    """

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[SparseSheet] = []
        self._limits = limits
        self._depth: list[str] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._band = self._taken = 0
        self._rows_alike = 1
        self._given: dict[str, str] = {}
        self._lines: list[str] | None = None
        self._aside = 0  # within a comment, a drawing or a table that is no sheet
        self._row_cells: list[tuple[int, dict[str, str], str]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        if self._aside or name in _ASIDE or (name == _TABLE + "table" and not self._is_sheet()):
            self._aside += 1
            return
        self._depth.append(name)
        if name == _STYLE + "style":
            self._style = given.get(_STYLE + "name", "")
        elif name == _STYLE + "table-properties" and given.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)
        elif name == _TABLE + "table":
            self._start_sheet(given)
        elif self.sheets:
            self._start_within(name, given)

    def _start_within(self, name: str, given: dict[str, str]) -> None:
        """An element inside a sheet."""
        if name == _TABLE + "table-column":
            self._take_columns(given)
        elif name == _TABLE + "table-row":
            self._start_row(given)
        elif name in _CELLS:
            self._given, self._lines = given, []
        elif name == _TEXT + "p" and self._lines is not None:
            self._lines.append("")
        elif self._lines:
            self._lines[-1] += _SIGNS.get(name, "") * _count(given, "c", _TEXT)

    def _start_row(self, given: dict[str, str]) -> None:
        self._rows_alike = _count(given, "number-rows-repeated")
        self._column, self._row_cells = 0, []
        if given.get(_TABLE + "visibility") in _HIDDEN:
            last = min(self._row + self._rows_alike, _LAST_ROW)
            self.sheets[-1].hidden_rows.update(range(self._row + 1, last + 1))

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        self._depth.pop()
        if name in _CELLS and self._lines is not None:
            self._end_cell(
                "\n".join(self._lines).strip("\n"), covered=name != _TABLE + "table-cell"
            )
            self._lines = None
        elif name == _TABLE + "table-row" and self.sheets:
            self._end_row()

    def text(self, piece: str) -> None:
        if self._lines and not self._aside:
            self._lines[-1] += piece

    def _is_sheet(self) -> bool:
        return bool(self._depth) and self._depth[-1] == _OFFICE + "spreadsheet"

    def _start_sheet(self, given: dict[str, str]) -> None:
        if len(self.sheets) >= self._limits.sheets:
            raise Refused("F-01", reason=f"工作表超过 {self._limits.sheets} 个")
        sheet = SparseSheet(name=given.get(_TABLE + "name", ""))
        sheet.hidden = given.get(_TABLE + "style-name") in self._hidden_styles
        self.sheets.append(sheet)
        self._row = self._column = self._band = self._taken = 0

    def _take_columns(self, given: dict[str, str]) -> None:
        first = self._band + 1
        self._band = min(self._band + _count(given, "number-columns-repeated"), _LAST_COLUMN)
        if given.get(_TABLE + "visibility") in _HIDDEN:
            self.sheets[-1].hidden_columns.update(range(first, self._band + 1))

    def _end_cell(self, shown: str, *, covered: bool) -> None:
        """Note a cell that says something or spans others; count the others."""
        alike = _count(self._given, "number-columns-repeated")
        first = self._column + 1
        self._column += alike
        if covered:  # hidden under a merge
            return
        given = self._given
        if shown or _OFFICE + "value-type" in given or _TABLE + "formula" in given or _spans(given):
            if first + alike - 1 > _LAST_COLUMN:
                raise Refused("F-01", reason="列数超出工作表")
            self._row_cells += [(first + i, given, shown) for i in range(alike)]

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._rows_alike
        if not self._row_cells:
            return
        self._taken += len(self._row_cells) * self._rows_alike
        if self._row > _LAST_ROW or self._taken > self._limits.sheet_cells:
            raise Refused("F-01", reason="单元格太多", sheet=self.sheets[-1].name)
        for row in range(first, self._row + 1):
            for column, given, shown in self._row_cells:
                self._put((row, column), given, shown)

    def _put(self, place: tuple[int, int], given: dict[str, str], shown: str) -> None:
        sheet = self.sheets[-1]
        down, across = _count(given, "number-rows-spanned"), _count(given, "number-columns-spanned")
        if down > 1 or across > 1:
            bottom, right = place[0] + down - 1, place[1] + across - 1
            sheet.merges.append(Merge(top=place[0], left=place[1], bottom=bottom, right=right))
        kind = given.get(_OFFICE + "value-type", "")
        computed = _TABLE + "formula" in given
        if given.get(_EXTENDED + "value-type") == "error" or (computed and _ERROR.match(shown)):
            sheet.broken[place] = shown or "#ERR!"
        elif computed and not kind:
            sheet.broken[place] = UNCACHED
        else:
            value = _value(kind, given, shown)
            if value is not None:
                sheet.cells[place] = value
            if kind == "percentage":
                sheet.percents.add(place)


_ASIDE = frozenset(
    {
        _OFFICE + "annotation", _TABLE + "shapes", _TABLE + "tracked-changes",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 frame",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 custom-shape",
    }
)  # fmt: skip
_SIGNS = {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}


def _count(given: dict[str, str], name: str, space: str = _TABLE) -> int:
    """How often something is repeated, or over how many it goes."""
    text = given.get(space + name, "1")
    return min(max(int(text), 1), _LAST_ROW) if text.isascii() and text.isdigit() else 1


def _spans(given: dict[str, str]) -> bool:
    return _TABLE + "number-rows-spanned" in given or _TABLE + "number-columns-spanned" in given


def _value(kind: str, given: dict[str, str], shown: str) -> Cell:
    """The value of a cell; what its type cannot hold stays the text it shows."""
    try:
        if kind in ("float", "currency", "percentage"):
            number = float(given[_OFFICE + "value"])
            return number if math.isfinite(number) else shown or None
        if kind == "boolean":
            return given[_OFFICE + "boolean-value"] == "true"
        if kind == "date":
            return _moment(given[_OFFICE + "date-value"])
        if kind == "time":
            return _clock(given[_OFFICE + "time-value"]) or shown
    except (KeyError, ValueError):
        return shown or None
    text = given.get(_OFFICE + "string-value", "") if kind == "string" and not shown else shown
    return text if text.strip() else None


def _moment(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment.date() if moment.time() == time(0, 0) else moment.replace(tzinfo=None)


def _clock(text: str) -> time | timedelta | None:
    match = _DURATION.match(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3])
    if hours >= 24:
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return time(hours, minutes, seconds)
