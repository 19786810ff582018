"""Reads .xls and .et (BIFF 2 to 8) through xlrd, which knows the code pages of Chinese Windows.

Comes in: bytes. Goes out: a SheetGrid a worksheet, with merges, hidden rows and error cells.
Refuses encrypted files; a formula's cached value is all this format shows of it.
"""

import io
import math
import struct
from datetime import date, datetime, time
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from enforcement_cli.model.grid import Cell, Merge, SheetGrid, Shown
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.number_formats import MarkedStyles, marked_styles
from enforcement_cli.workbook.ole_streams import never_ends
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sheet_xml import NO_NUMBER

# What xlrd lets through on files made to break readers.
_BROKEN = (
    xlrd.XLRDError, CompDocError, struct.error, AssertionError, IndexError, KeyError, ValueError,
    TypeError, AttributeError, OverflowError, ZeroDivisionError, UnboundLocalError,
    NotImplementedError, EOFError, OSError, RecursionError,
)  # fmt: skip
_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)
_SUMMARY = "\x05SummaryInformation"
_LAST_SERIAL = 2_958_466  # 9999-12-31 and a day


def read_ole(data: bytes, limits: Limits) -> list[SheetGrid]:
    """Every worksheet.

    Raises:
        Refused: encrypted (F-02), or no BIFF workbook that can be read (F-01).
    """
    if never_ends(data):
        raise Refused("F-01", reason="不是完整的 .xls 文件")
    book = _open(data)
    styles = _styles(book)
    return [_sheet(book, sheet, limits, styles) for sheet in book.sheets()]


def summary_of(data: bytes) -> bytes | None:
    """The SummaryInformation stream of a file that was read; None where there is none."""
    try:
        stream: bytes | None = CompDoc(data, logfile=io.StringIO()).get_named_stream(_SUMMARY)
    except _BROKEN:
        return None
    return stream


def _open(data: bytes) -> Any:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO(),
                                  ragged_rows=True)  # fmt: skip
    except _BROKEN as failure:
        _refuse_encrypted(failure)
    # Damaged formats are common in old exports and carry no value: once more without them.
    try:
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True)
    except _BROKEN as failure:
        _refuse_encrypted(failure)
        raise Refused("F-01", reason="不是完整的 .xls 文件") from failure


def _refuse_encrypted(failure: Exception) -> None:
    if "encrypted" in str(failure).lower():
        raise Refused("F-02") from failure


def _sheet(book: Any, sheet: Any, limits: Limits, styles: MarkedStyles) -> SheetGrid:
    if sheet.nrows * sheet.ncols > limits.sheet_cells:
        raise Refused("F-01", reason="单元格太多", sheet=sheet.name)
    broken: dict[tuple[int, int], str] = {}
    rows = [_row(book, sheet, number, broken) for number in range(sheet.nrows)]
    percents, scaled = _marks(sheet, styles)
    merges = tuple(
        Merge(top=top + 1, left=left + 1, bottom=bottom, right=right)
        for top, bottom, left, right in sheet.merged_cells
        if (bottom - top, right - left) != (1, 1)
    )
    if len(merges) > limits.merges:
        raise Refused("F-01", reason=f"合并单元格有 {len(merges)} 处之多", sheet=sheet.name)
    rowinfo = getattr(sheet, "rowinfo_map", {})
    colinfo = getattr(sheet, "colinfo_map", {})
    return SheetGrid(
        name=sheet.name,
        rows=rows,
        merges=merges,
        hidden=bool(sheet.visibility),
        hidden_rows=frozenset(row + 1 for row, info in rowinfo.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in colinfo.items() if info.hidden),
        broken=broken or None,
        percents=percents,
        scaled=scaled or None,
    )


def _styles(book: Any) -> MarkedStyles:
    """The cell styles that show another number than the one stored; none without formats."""
    # Opened without formats a book lists its styles all the same, but no cell tells its own.
    if not book.formatting_info:
        return marked_styles({})
    codes = getattr(book, "format_map", {})
    formats: dict[int, tuple[int, str]] = {}
    for style, extended in enumerate(getattr(book, "xf_list", ())):
        code = codes.get(extended.format_key)
        formats[style] = (extended.format_key, (code.format_str if code else "") or "")
    return marked_styles(formats)


def _marks(
    sheet: Any, styles: MarkedStyles
) -> tuple[frozenset[tuple[int, int]], dict[tuple[int, int], Shown]]:
    """Numbers shown as percentages, and those shown in another size."""
    percents: set[tuple[int, int]] = set()
    scaled: dict[tuple[int, int], Shown] = {}
    for row in range(sheet.nrows if styles else 0):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind != xlrd.XL_CELL_NUMBER:
                continue
            style = sheet.cell_xf_index(row, column)
            if style in styles.percents:
                percents.add((row + 1, column + 1))
            elif style in styles.scaled:
                scaled[row + 1, column + 1] = styles.scaled[style]
    return frozenset(percents), scaled


def _row(book: Any, sheet: Any, number: int, broken: dict[tuple[int, int], str]) -> list[Cell]:
    row: list[Cell] = []
    kinds = sheet.row_types(number)
    for column, (kind, value) in enumerate(zip(kinds, sheet.row_values(number), strict=True)):
        cell: Cell = None
        if kind in _NUMBERS and not math.isfinite(value):
            broken[number + 1, column + 1] = NO_NUMBER
        elif kind == xlrd.XL_CELL_TEXT:
            cell = value if value != "" else None
        elif kind == xlrd.XL_CELL_NUMBER:
            cell = value
        elif kind == xlrd.XL_CELL_DATE:
            cell = _moment(value, book.datemode)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            cell = bool(value)
        elif kind == xlrd.XL_CELL_ERROR:
            shown = xlrd.error_text_from_code.get(value, "#ERR!")
            broken[number + 1, column + 1] = shown
        row.append(cell)
    row.extend([None] * (sheet.ncols - len(row)))
    return row


def _moment(serial: float, datemode: int) -> date | datetime | time | float:
    """A dated cell's value; a serial no calendar has stays the number it is."""
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    try:
        moment: datetime = xldate_as_datetime(serial, datemode)
    except (XLDateError, ValueError, OverflowError):
        return serial
    if serial < 1:
        return moment.time()
    return moment.date() if moment.time() == time(0, 0) else moment
