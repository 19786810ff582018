"""A worksheet of the template and the layout of one sheet come in; the frame around its cells is set.

The frame: column widths, merges, frozen panes, print areas and titles, filter, chart. Knows no
cell's content.
"""

import re
from copy import copy

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.views import Selection
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.render.excel_layout import SheetLayout

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


def copy_sheet(workbook: Workbook, model: Worksheet, title: str) -> Worksheet:
    """A copy of `model` before it, under a name a workbook allows."""
    taken = {name.casefold() for name in workbook.sheetnames}
    sheet = workbook.copy_worksheet(model)
    sheet.title = sheet_name(title, taken)
    workbook.move_sheet(sheet, workbook.index(model) - workbook.index(sheet))
    sheet.views = copy(model.views)
    sheet.sheet_view.tabSelected = False
    sheet.HeaderFooter = copy(model.HeaderFooter)
    sheet.print_title_rows = model.print_title_rows
    sheet.print_title_cols = model.print_title_cols
    if model.print_area:
        sheet.print_area = model.print_area.rpartition("!")[2]
    if model.auto_filter.ref:
        sheet.auto_filter.ref = model.auto_filter.ref
    return sheet


def sheet_name(title: str, taken: set[str]) -> str:
    """`title` as a sheet may be called: 31 signs, no brackets or slashes, not in `taken`."""
    base = _FORBIDDEN_IN_NAMES.sub(" ", title).strip().strip("'") or "表"
    name, number = base[:_LONGEST_NAME], 2
    while name.casefold() in taken:
        suffix = f" ({number})"
        name, number = base[: _LONGEST_NAME - len(suffix)] + suffix, number + 1
    return name


def fit_frame(sheet: Worksheet, layout: SheetLayout) -> None:
    """Move everything around the cells to where the template's rows and columns went."""
    _fit_columns(sheet, layout)
    sheet.merged_cells = MultiCellRange(
        [
            f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            for top, left, bottom, right in layout.merges
        ]
    )
    if sheet.freeze_panes:
        left, top, _, _ = range_boundaries(sheet.freeze_panes)
        column = layout.columns.start(left or 1)
        # Setting panes adds their selections to those already there.
        sheet.sheet_view.selection = [Selection(activeCell="A1", sqref="A1")]
        sheet.freeze_panes = f"{get_column_letter(column)}{layout.rows.start(top or 1)}"
    if sheet.print_title_rows:
        first, last = sheet.print_title_rows.replace("$", "").split(":")
        rows = layout.rows
        sheet.print_title_rows = f"{rows.start(int(first))}:{rows.end(int(last))}"
    if sheet.print_area:
        areas = [one.rpartition("!")[2] for one in sheet.print_area.split(",")]
        sheet.print_area = ",".join(layout.moved(area) for area in areas)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = layout.moved(sheet.auto_filter.ref)


def _fit_columns(sheet: Worksheet, layout: SheetLayout) -> None:
    # One entry of the template may speak of several columns (min to max).
    old = list(sheet.column_dimensions.values())
    sheet.column_dimensions.clear()
    for shape in old:
        first, last = shape.min or 1, min(shape.max or 1, len(layout.columns.first) or 1)
        for column in range(first, last + 1):
            for place in range(layout.columns.start(column), layout.columns.end(column) + 1):
                target = sheet.column_dimensions[get_column_letter(place)]
                if shape.customWidth:
                    target.width = shape.width
                target.hidden = shape.hidden


def add_chart(sheet: Worksheet, layout: SheetLayout, title: str) -> None:
    """A native bar chart of the layout's series below the cells, when it is one unbroken column."""
    rows = [row for row, _ in layout.charted]
    columns = {column for _, column in layout.charted}
    if len(columns) != 1 or len(rows) < 2 or rows != list(range(rows[0], rows[-1] + 1)):
        return
    chart = BarChart()
    chart.type = "col"
    chart.title = title
    chart.legend = None
    chart.gapWidth = 60
    chart.height, chart.width = 10, 24
    column = columns.pop()
    chart.add_data(Reference(sheet, min_col=column, min_row=rows[0], max_row=rows[-1]))
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[-1]))
    chart.dataLabels = DataLabelList(showVal=True)
    for part in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, part, False)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    sheet.row_breaks.append(Break(id=layout.bottom))  # in print a page of its own, never cut
    sheet.add_chart(chart, f"A{layout.bottom + 2}")
