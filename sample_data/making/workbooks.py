"""Writing sheets as .xlsx, .xls and .csv, the same bytes on every run.

In: sheets and the moment the court saved the file. Out: bytes.
Refuses to know what the cells mean.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from sample_data.making.sheets import Sheet, Value, letter

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:creator>示例数据</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{saved}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{saved}</dcterms:modified>'
    "</cp:coreProperties>"
)
_DIMENSION = re.compile(rb'<dimension ref="[A-Z0-9:]+"')


def xlsx(sheets: Sequence[Sheet], saved: datetime, *, wrong_dimension: bool = False) -> bytes:
    """An Excel workbook; `wrong_dimension` claims A1:A1, as some writers do."""
    book = Workbook()
    for place, sheet in enumerate(sheets):
        target = book.active if place == 0 else book.create_sheet()
        if not isinstance(target, Worksheet):
            raise TypeError("a new workbook has one worksheet")
        _fill(target, sheet)
    raw = io.BytesIO()
    book.save(raw)
    return _rezipped(raw.getvalue(), saved, wrong_dimension=wrong_dimension)


def _fill(target: Worksheet, sheet: Sheet) -> None:
    target.title = sheet.name
    bold, middle = Font(bold=True), Alignment(horizontal="center", vertical="center")
    for number, values in enumerate(sheet.rows, start=1):
        for place, value in enumerate(values, start=1):
            if value is None:
                continue
            cell = target.cell(number, place, float(value) if isinstance(value, Decimal) else value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            if sheet.header[0] < number <= sheet.header[1] or number == 1:
                cell.font, cell.alignment = bold, middle
    for merge in sheet.merges:
        target.merge_cells(merge)
    for hidden in sheet.hidden:
        target.row_dimensions[hidden + 1].hidden = True
    for place in range(sheet.left, sheet.left + sheet.width):
        target.column_dimensions[letter(place)].width = 14


def _rezipped(raw: bytes, saved: datetime, *, wrong_dimension: bool) -> bytes:
    """The same parts with the clock of the story instead of the machine's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _CORE.format(
                    saved=saved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                ).encode()
            if wrong_dimension and name.startswith("xl/worksheets/"):
                part = _DIMENSION.sub(b'<dimension ref="A1:A1"', part)
            info = zipfile.ZipInfo(name, saved.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, part, compresslevel=9)
    return out.getvalue()


def xls(sheets: Sequence[Sheet]) -> bytes:
    """An Excel 97 workbook; every number stands in a General cell."""
    book = xlwt.Workbook(encoding="utf-8")
    head = xlwt.easyxf("font: bold on; align: horiz centre")
    plain = xlwt.easyxf("")
    for sheet in sheets:
        target = book.add_sheet(sheet.name)
        for number, values in enumerate(sheet.rows):
            style = head if sheet.header[0] <= number < sheet.header[1] else plain
            for place, value in enumerate(values):
                if value is not None:
                    shown = float(value) if isinstance(value, Decimal) else value
                    target.write(number, place, shown, style)
        for merge in sheet.merges:
            first, last = merge.split(":")
            row = int(first[1:]) - 1
            target.merge(row, int(last[1:]) - 1, ord(first[0]) - 65, ord(last[0]) - 65)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def csv_gbk(sheet: Sheet) -> bytes:
    """A csv in GBK with Windows line ends, title lines padded with commas."""
    raw = io.StringIO()
    writer = csv.writer(raw, lineterminator="\r\n")
    for values in sheet.rows:
        writer.writerow([_csv_text(value) for value in values])
    return raw.getvalue().encode("gbk")


def _csv_text(value: Value) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
