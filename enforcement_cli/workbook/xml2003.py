"""Reads XML Spreadsheet 2003, which older court systems export under the name of .xls.

Comes in: bytes. Goes out: a SheetGrid a worksheet, with merges, hidden rows and error cells.
Refuses every document type and entity declaration: no writer of this format makes one.
"""

import io
import math
from datetime import date, datetime, time
from xml.parsers import expat

from enforcement_cli.model.grid import Cell, Merge, SheetGrid
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.number_formats import scale_of, shows_percent
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.safe_xml import follow
from enforcement_cli.workbook.sheet_xml import UNCACHED
from enforcement_cli.workbook.sparse import SparseSheet, grid_of

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_VISIBLE = "urn:schemas-microsoft-com:office:excel Visible"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NO_DAY = 1899  # the year under which a time of day is written


def read_xml2003(data: bytes, limits: Limits) -> list[SheetGrid]:
    """Every worksheet.

    Raises:
        Refused: no well-formed XML, a declaration, an address no sheet has, or beyond the limits.
    """
    text = decode(data)
    if text is None:
        raise Refused("F-01", reason="认不出文字编码")
    reader = _Reader(limits)
    try:
        # The encoding given here overrides the declared one: expat knows no GB18030.
        follow(io.BytesIO(text.lstrip().encode("utf-8")), reader, limits, "utf-8")
    except expat.ExpatError as failure:
        raise Refused("F-01", reason="XML 表格不完整或已损坏") from failure
    except ValueError as failure:
        raise Refused("F-01", reason="XML 表格里有读不出的行号或列号") from failure
    return [grid_of(sheet, limits) for sheet in reader.sheets]


class _Reader:
    """Follows the elements; `row` and `column` are where the last row, cell or column stood."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[SparseSheet] = []
        self._limits = limits
        self._row = self._column = self._band = 0
        self._skip_rows = self._skip_columns = 0
        self._kind = ""
        self._text: list[str] | None = None
        self._filled = self._formula = self._comment = False
        self._style = ""
        self._formats: dict[str, str] = {}  # number format by style
        self._column_styles: dict[int, str] = {}
        self._row_style = self._cell_style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        given = {key.removeprefix(_SS): value for key, value in attributes.items()}
        if name == _SS + "Style":
            self._style = given.get("ID", "")
        elif name == _SS + "NumberFormat":
            self._formats[self._style] = given.get("Format", "")
        elif name == _SS + "Worksheet":
            self._start_sheet(given)
        elif name == _VISIBLE:
            self._kind, self._text = "Visible", []
        elif self.sheets:
            self._start_within(name, given)

    def _start_within(self, name: str, given: dict[str, str]) -> None:
        """An element inside a worksheet."""
        if name == _SS + "Table":
            self._row = int(given.get("TopCell", 1)) - 1
        elif name == _SS + "Column":
            self._start_column(given)
        elif name == _SS + "Row":
            self._start_row(given)
        elif name == _SS + "Cell":
            self._start_cell(given)
        elif name == _SS + "Comment":
            self._comment = True
        elif name == _SS + "Data" and not self._comment:
            self._kind, self._text = given.get("Type", "String"), []

    def end(self, name: str) -> None:
        if name == _SS + "Comment":
            self._comment = False
        elif name == _SS + "Data" and self._text is not None:
            self._finish_data("".join(self._text))
            self._text = None
        elif name == _VISIBLE and self._text is not None:
            if self.sheets:
                self.sheets[-1].hidden = "".join(self._text).strip() != "SheetVisible"
            self._text = None
        elif name == _SS + "Cell" and self._formula and not self._filled:
            self.sheets[-1].broken[self._row, self._column] = UNCACHED

    def text(self, piece: str) -> None:
        if self._text is not None:
            self._text.append(piece)

    def _start_sheet(self, given: dict[str, str]) -> None:
        if len(self.sheets) >= self._limits.sheets:
            raise Refused("F-01", reason=f"工作表超过 {self._limits.sheets} 个")
        self.sheets.append(SparseSheet(name=given.get("Name", "")))
        self._row = self._column = self._band = 0
        self._skip_rows = self._skip_columns = 0
        self._column_styles = {}

    def _start_column(self, given: dict[str, str]) -> None:
        first = int(given.get("Index", self._band + 1))
        self._band = first + int(given.get("Span", 0))
        _refuse_outside(1, self._band)
        if "StyleID" in given:
            columns = range(first, self._band + 1)
            self._column_styles.update(dict.fromkeys(columns, given["StyleID"]))
        if given.get("Hidden") == "1":
            self.sheets[-1].hidden_columns.update(range(first, self._band + 1))

    def _start_row(self, given: dict[str, str]) -> None:
        first = int(given.get("Index", self._row + self._skip_rows + 1))
        # A span repeats a row's format over the blank rows below it.
        self._skip_rows = int(given.get("Span", 0))
        self._row, self._column, self._skip_columns = first, 0, 0
        _refuse_outside(first + self._skip_rows, 1)
        self._row_style = given.get("StyleID", "")
        if given.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.update(range(first, first + self._skip_rows + 1))

    def _start_cell(self, given: dict[str, str]) -> None:
        self._column = int(given.get("Index", self._column + self._skip_columns + 1))
        across, down = int(given.get("MergeAcross", 0)), int(given.get("MergeDown", 0))
        # The next cell without an index stands behind the merge.
        self._skip_columns = across
        row, column = self._row, self._column
        _refuse_outside(row, column)
        _refuse_outside(row + down, column + across)
        if across or down:
            self.sheets[-1].merges.append(
                Merge(top=row, left=column, bottom=row + down, right=column + across)
            )
        self._filled, self._formula = False, "Formula" in given
        inherited = self._row_style or self._column_styles.get(column, "")
        self._cell_style = given.get("StyleID", inherited)

    def _finish_data(self, text: str) -> None:
        self._filled = True
        place = self._row, self._column
        if self._kind == "Error":
            self.sheets[-1].broken[place] = text or "#ERR!"
        elif text.strip():
            value = _value(self._kind, text)
            self.sheets[-1].cells[place] = value
            code = self._formats.get(self._cell_style, "")
            if code and isinstance(value, float):
                self._note_format(place, code)

    def _note_format(self, place: tuple[int, int], code: str) -> None:
        if code == "Percent" or shows_percent(code):
            self.sheets[-1].percents.add(place)
        elif scale := scale_of(code):
            self.sheets[-1].scaled[place] = scale


def _refuse_outside(row: int, column: int) -> None:
    if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
        raise Refused("F-01", reason="XML 表格里有超出工作表的行号或列号")


def _value(kind: str, text: str) -> Cell:
    """The value of a cell; what its type cannot hold stays the text it is."""
    if kind == "Boolean" and text.strip() in ("0", "1"):
        return text.strip() == "1"
    try:
        if kind == "Number":
            number = float(text)
            return number if math.isfinite(number) else text
        if kind == "DateTime":
            return _moment(datetime.fromisoformat(text.strip()))
    except ValueError:
        return text
    return text


def _moment(moment: datetime) -> date | datetime | time:
    if moment.year <= _NO_DAY:
        return moment.time()
    return moment.date() if moment.time() == time(0, 0) else moment
