"""The sheet of a blank: titles, hidden tags, locked header, open body, print set-up.

Comes in: a blank. Goes out: the sheet. Refuses to know what may stand in its cells.
"""

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.render.blank.model import (
    CHECK_ROW,
    FIRST_COLUMN,
    HEAD_ROW,
    HEADER_ROW,
    TAG_ROW,
    TITLE_ROW,
    Blank,
)
from enforcement_cli.vocabulary.blank import BlankColumn, blank_text, blank_words, header_depth
from enforcement_cli.vocabulary.tags import Tag, tag_text

_DRAWN_ROWS = 20  # rows whose grid is drawn; the columns' own format goes on below
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill(start_color="E7E6E6", end_color="E7E6E6", fill_type="solid")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_OPEN = Protection(locked=False)
_FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "count": "0", "case_no": "@"}
_AGGREGATE_MONEY = "#,##0.00####"  # 万元 to the 分
_FIRST_WIDTH = {"aggregate": 16}


def lay_out(sheet: Worksheet, blank: Blank) -> None:
    """Everything of the sheet but its rules."""
    last = FIRST_COLUMN + len(blank.columns) - 1
    _titles(sheet, blank, last)
    _tags(sheet, blank)
    _header(sheet, blank)
    _body(sheet, blank, last)
    _print(sheet, blank)
    sheet.freeze_panes = f"{get_column_letter(FIRST_COLUMN + 1)}{blank.first_row}"
    protection = sheet.protection
    protection.sheet = True  # against a slip of the hand, so without password
    for allowed in (
        "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "deleteRows",
        "sort", "autoFilter",
    ):  # fmt: skip
        setattr(protection, allowed, False)


def _titles(sheet: Worksheet, blank: Blank, last: int) -> None:
    for row, text, font in (
        (TITLE_ROW, blank.title, Font(name="宋体", size=16, bold=True)),
        (HEAD_ROW, blank.head, Font(name="宋体", size=11)),
        (CHECK_ROW, "", Font(name="宋体", size=11, bold=True, color="C00000")),
    ):
        line = sheet.cell(row=row, column=1, value=text or None)
        line.font = font
        line.alignment = Alignment(
            horizontal="center" if row == TITLE_ROW else "left", vertical="center"
        )
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    sheet.row_dimensions[TITLE_ROW].height = 30


def _tags(sheet: Worksheet, blank: Blank) -> None:
    sheet.cell(row=TAG_ROW, column=1, value=blank.stamp)
    for place, column in enumerate(blank.columns, start=FIRST_COLUMN):
        tag = Tag(form=blank.form, tag=column.tag, unit=column.unit)
        sheet.cell(row=TAG_ROW, column=place, value=tag_text(tag))
    sheet.row_dimensions[TAG_ROW].hidden = True


def _header(sheet: Worksheet, blank: Blank) -> None:
    depth = header_depth(blank.form)
    bottom = HEADER_ROW + depth - 1
    _head_cell(sheet.cell(row=HEADER_ROW, column=1), blank_text(blank.form, "first"))
    if depth > 1:
        sheet.merge_cells(start_row=HEADER_ROW, end_row=bottom, start_column=1, end_column=1)
    for place, column in enumerate(blank.columns, start=FIRST_COLUMN):
        _head_cell(sheet.cell(row=bottom, column=place), column.path[-1])
    if depth > 1:
        _groups(sheet, blank)
    for row in range(HEADER_ROW, bottom + 1):
        sheet.row_dimensions[row].height = 32
        for place in range(1, FIRST_COLUMN + len(blank.columns)):
            sheet.cell(row=row, column=place).border = _BOX


def _groups(sheet: Worksheet, blank: Blank) -> None:
    """The upper row: one merged cell over the columns of each group."""
    start = FIRST_COLUMN
    titles = [column.path[0] for column in blank.columns]
    for place, title in enumerate(titles, start=FIRST_COLUMN):
        if place - FIRST_COLUMN + 1 == len(titles) or titles[place - FIRST_COLUMN + 1] != title:
            _head_cell(sheet.cell(row=HEADER_ROW, column=start), title)
            sheet.merge_cells(
                start_row=HEADER_ROW, end_row=HEADER_ROW, start_column=start, end_column=place
            )
            start = place + 1


def _head_cell(cell: Cell | MergedCell, text: str) -> None:
    cell.value = text
    cell.font = Font(name="宋体", size=11, bold=True)
    cell.fill = _GREY
    cell.alignment = _CENTRE


def _body(sheet: Worksheet, blank: Blank, last: int) -> None:
    drawn = blank.first_row if blank.form == "aggregate" else blank.first_row + _DRAWN_ROWS - 1
    for place in range(1, last + 1):
        column = blank.columns[place - FIRST_COLUMN] if place >= FIRST_COLUMN else None
        look = _number_format(blank.form, column)
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width if column else _FIRST_WIDTH.get(blank.form, 6)
        if blank.form != "aggregate":
            _open_column(dimension, look)
        for row in range(blank.first_row, drawn + 1):
            sheet.row_dimensions[row].height = 20
            cell = sheet.cell(row=row, column=place)
            cell.protection = _OPEN
            cell.number_format = look
            cell.border = _BOX
            cell.font = Font(name="宋体", size=11)
    if blank.form == "aggregate":
        sheet.cell(row=blank.first_row, column=1, value=blank.court)
        footer = sheet.cell(row=blank.first_row + 2, column=1, value=blank_words("footer"))
        footer.protection = _OPEN
        footer.font = Font(name="宋体", size=11)


def _open_column(dimension: ColumnDimension, look: str) -> None:
    """What is typed below the drawn rows is open and shown like what stands above it."""
    dimension.protection = _OPEN
    dimension.number_format = look
    dimension.font = Font(name="宋体", size=11)


def _number_format(form: str, column: BlankColumn | None) -> str:
    if column is None:
        return "General"
    if form == "aggregate" and column.kind == "money":
        return _AGGREGATE_MONEY
    return _FORMATS.get(column.kind, "General")


def fit_to_page(sheet: Worksheet) -> None:
    """Print on A4 across, as wide as one page, as many pages as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _print(sheet: Worksheet, blank: Blank) -> None:
    fit_to_page(sheet)
    sheet.print_title_rows = f"{HEADER_ROW}:{blank.first_row - 1}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
