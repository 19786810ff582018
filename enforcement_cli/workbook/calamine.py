"""Reads .xlsx, .xlsm and .xlsb through python-calamine, with what it hides of the first two.

Comes in: bytes. Goes out: a SheetGrid a worksheet. Refuses what exceeds the limits before rows
are built; charts and macro sheets are no sheets here. Of .xlsb it knows no merges.
"""

import io
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import python_calamine

from enforcement_cli.model.grid import Cell, Merge, SheetGrid
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sheet_xml import NO_NUMBER, SideScan, scan_package

_LARGE = 1 << 21
_ERRORS = (
    python_calamine.CalamineError,
    python_calamine.XmlError,
    python_calamine.ZipError,
    python_calamine.WorksheetNotFound,
    OSError,
    ValueError,
)


def read_package(data: bytes, limits: Limits) -> tuple[list[SheetGrid], list[Refused]]:
    """Every worksheet that can be read, and why the others cannot.

    Raises:
        Refused: encrypted (F-02), not readable or beyond the limits (F-01).
    """
    # A large package is scanned while it is read; a small one refused before it is opened.
    if len(data) < _LARGE:
        scans = scan_package(data, limits)
        return _sheets(data, lambda: scans, limits)
    with ThreadPoolExecutor(max_workers=1) as beside:
        scanning = beside.submit(scan_package, data, limits)
        try:
            return _sheets(data, scanning.result, limits)
        finally:
            scanning.result()  # what is wrong with the package is said before what calamine says


def _sheets(
    data: bytes, scanned: Callable[[], dict[str, SideScan]], limits: Limits
) -> tuple[list[SheetGrid], list[Refused]]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError as failure:
        raise Refused("F-02") from failure
    except _ERRORS as failure:
        raise Refused("F-01", reason="工作簿内部已损坏") from failure
    sheets: list[SheetGrid] = []
    refused: list[Refused] = []
    names = [
        meta for meta in book.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]  # fmt: skip
    if len(names) > limits.sheets:
        raise Refused("F-01", reason=f"工作表有 {len(names)} 个之多")
    for meta in names:
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        try:
            sheet = book.get_sheet_by_name(meta.name)
            scan = scanned().get(meta.name, SideScan())
            grid = _grid(sheet, scan, limits, hidden=hidden)
        except _ERRORS as failure:
            reason = f"工作表“{meta.name}”已损坏"
            refused.append(Refused("F-01", reason=reason, sheet=meta.name))
            refused[-1].__cause__ = failure
        except Refused as failure:
            refused.append(failure)
        else:
            sheets.append(grid)
    return sheets, refused


def _grid(
    sheet: python_calamine.CalamineSheet, scan: SideScan, limits: Limits, *, hidden: bool
) -> SheetGrid:
    if sheet.height * sheet.width > limits.sheet_cells:
        raise Refused("F-01", reason=f"工作表“{sheet.name}”单元格太多", sheet=sheet.name)
    top, left = sheet.start or (0, 0)
    rows: list[list[Cell]] = [
        # Most cells hold something, which is told without a comparison.
        [value if value or value != "" else None for value in row]
        for row in sheet.to_python(skip_empty_area=True)
    ]
    broken = dict(scan.broken)
    # What no program writes, infinity and what is no number, leaves no finite sum.
    if not math.isfinite(sum([cell for row in rows for cell in row if type(cell) is float])):
        for number, row in enumerate(rows, start=top + 1):
            _take_out_endless(row, (number, left + 1), broken)
    return SheetGrid(
        name=sheet.name,
        rows=rows,
        first_row=top + 1,
        first_column=left + 1,
        merges=_merges(sheet, limits),
        hidden=hidden,
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=frozenset(scan.hidden_columns),
        broken=broken or None,
        percents=frozenset(scan.percents),
        scaled=scan.scaled or None,
        formulas=frozenset(scan.formulas),
        links=scan.links,
    )


def _take_out_endless(
    row: list[Cell], place: tuple[int, int], broken: dict[tuple[int, int], str]
) -> None:
    """Numbers that are none become error cells; `place` is the row's first cell."""
    for column, value in enumerate(row):
        if isinstance(value, float) and not math.isfinite(value):
            row[column] = None
            broken[place[0], place[1] + column] = NO_NUMBER


def _merges(sheet: python_calamine.CalamineSheet, limits: Limits) -> tuple[Merge, ...]:
    """Ranges of more than one cell that begin where values are."""
    bottom, right = sheet.end or (0, 0)
    merges = tuple(
        Merge(top=first[0] + 1, left=first[1] + 1, bottom=last[0] + 1, right=last[1] + 1)
        for first, last in sheet.merged_cell_ranges or []
        if first != last and first[0] <= bottom and first[1] <= right
    )
    if len(merges) > limits.merges:
        raise Refused("F-01", reason=f"合并单元格有 {len(merges)} 处之多", sheet=sheet.name)
    return merges
