# ruff: noqa: INP001  a script beside what it makes, not a package
"""Makes weekly.xlsx, the workbook the weekly bulletin is laid out by. Run: python make_weekly.py.

The same bytes every time. After it a clerk may change the workbook in WPS; the language of its
cells is described in docs/guides/excel-templates.md.
"""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL = PatternFill("solid", start_color="FCE4D6")
_TOTAL_FILL = PatternFill("solid", start_color="F2F2F2")
_RED = "C00000"
_TITLE = Font(name="宋体", size=18, bold=True, color=_RED)
_MARK = Font(name="黑体", size=11, color=_RED)
_HEADING = Font(name="黑体", size=13)
_BODY = Font(name="仿宋", size=12)
_SMALL = Font(name="宋体", size=10)
_SMALL_BOLD = Font(name="宋体", size=10, bold=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center")
_PARAGRAPH = Alignment(horizontal="left", vertical="top", wrap_text=True)
_WHEN_MADE = dt.datetime(2026, 1, 1)


def make(path: Path) -> None:
    """Write the template workbook to `path`."""
    workbook = Workbook()
    workbook.properties.creator = "enforce"
    workbook.properties.created = workbook.properties.modified = _WHEN_MADE
    cover = workbook.worksheets[0]
    cover.title = "首页"
    _fill_cover(cover)
    _fill_table(workbook.create_sheet("{# each tables as t #}"))
    buffer = io.BytesIO()
    workbook.save(buffer)
    path.write_bytes(_without_clock(buffer.getvalue()))


def _fill_cover(sheet: Worksheet) -> None:
    lines = [
        ("{{ title }}", _TITLE, _CENTRE, 36),
        ("{{ subtitle }}", _HEADING, _CENTRE, None),
        ("{{ issue }}", _HEADING, _CENTRE, 22),
        ("{{ issuer }}", _BODY, _CENTRE, 20),
        ("{{ period_line }}", _BODY, _CENTRE, 20),
        ("{{ cutoff_line }}", _BODY, _CENTRE, 20),
        ("{# each marks as m #}{{ m }}", _MARK, _CENTRE, 20),
        ("{# each sections as s #}{{ s.heading }}", _HEADING, _LEFT, 26),
        ("{# each s.paragraphs as p #}　　{{ p }}", _BODY, _PARAGRAPH, None),
        ("{# each notes as n #}{{ n }}", _SMALL, _PARAGRAPH, None),
    ]
    for row, (text, font, alignment, height) in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, alignment
        if height:
            sheet.row_dimensions[row].height = height
    sheet.column_dimensions["A"].width = 78
    _set_page(sheet, "portrait")


def _fill_table(sheet: Worksheet) -> None:
    _put(sheet, "A1", "{{ t.title }}（{{ issue }}）", _TITLE, _CENTRE)
    _put(sheet, "A2", "{{ issuer }}　　{{ period_line }}　　{{ cutoff_line }}", _SMALL, _LEFT)
    _put(sheet, "A3", "{# each marks as m #}{{ m }}", _MARK, _LEFT)
    _put(sheet, "A4", "{{ t.unit_line }}", _SMALL, _RIGHT)
    for row in (1, 4):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    header = [
        ("A5", "{{ t.stubhead }}"),
        ("A6", ""),
        ("B5", "{# each t.spans as s wide s.width high s.height #}{{ s.title }}"),
        ("B6", "{# each t.columns as c #}{{ c.title }}"),
    ]
    for address, text in header:
        _put(sheet, address, text, _SMALL_BOLD, _CENTRE, fill=_HEADER_FILL)
    sheet.merge_cells("A5:A6")
    _put(sheet, "A7", "{# each t.rows as r #}{{ r.label }}", _SMALL, _LEFT, grid=True)
    _put(sheet, "B7", "{# each r.cells as v #}{{ v.value }}", _SMALL, _RIGHT, grid=True)
    _put(sheet, "A8", "{# when r.total #}{{ r.label }}", _SMALL_BOLD, _LEFT, fill=_TOTAL_FILL)
    _put(sheet, "B8", "{# each r.cells as v #}{{ v.value }}", _SMALL_BOLD, _RIGHT, fill=_TOTAL_FILL)
    _put(sheet, "A9", "{# each t.notes as n #}{{ n }}", _SMALL, _LEFT)
    heights = {1: 36, 2: 18, 3: 18, 4: 18, 5: 24, 6: 32, 7: 20, 8: 20, 9: 16}
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 10.5
    sheet.freeze_panes = "B7"
    sheet.print_title_rows = "5:6"
    _set_page(sheet, "landscape")


def _put(
    sheet: Worksheet,
    address: str,
    text: str,
    font: Font,
    alignment: Alignment,
    *,
    fill: PatternFill | None = None,
    grid: bool = False,
) -> None:
    cell = sheet[address]
    cell.value = text or None
    cell.font, cell.alignment = font, alignment
    if fill:
        cell.fill = fill
    if fill or grid:
        cell.border = _GRID


def _set_page(sheet: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "— &P —"
    sheet.sheet_view.showGridLines = False


def _without_clock(data: bytes) -> bytes:
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                clock = _WHEN_MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + clock, part)
            entry = zipfile.ZipInfo(name)  # dated 1980, whenever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return whole.getvalue()


if __name__ == "__main__":
    make(Path(__file__).with_name("weekly.xlsx"))
