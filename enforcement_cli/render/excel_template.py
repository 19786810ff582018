"""A worksheet of a template workbook comes in; its rows, taken apart once, go out.

Refuses what the language does not know, with the cell. Puts no data in.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.render.excel_language import Content, Each, TemplateFault, parse_content

# A template is a page with a few marked rows. A sheet formatted to its last row is a mistake.
_MOST_ROWS, _MOST_COLUMNS = 2000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCell:
    """One cell: where it stands, how it looks, and one of content, constant or formula."""

    address: str
    row: int
    column: int
    look: Cell | MergedCell
    content: Content = field(default_factory=Content)
    constant: float | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One row; `merges` are the columns (first, last) of merges that lie in it alone."""

    number: int
    cells: tuple[TemplateCell, ...]
    height: float | None
    hidden: bool
    merges: tuple[tuple[int, int], ...]
    each: Each | None = None
    content: Content = field(default_factory=Content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A row, the rows that replace it on a condition, and the blocks repeated within it."""

    row: TemplateRow
    instead: tuple[TemplateRow, ...] = ()
    within: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSheet:
    """A worksheet taken apart: blocks in order, and merges over several rows."""

    where: str
    blocks: tuple[Block, ...]
    tall_merges: tuple[tuple[int, int, int, int], ...]


@contextmanager
def blamed(where: str) -> Iterator[None]:
    """Say of a fault inside where it is.

    Raises:
        BadConfiguration: there was one.
    """
    try:
        yield
    except TemplateFault as fault:
        raise BadConfiguration(
            f"{fault.message}未生成。", where=where, remedy=fault.remedy
        ) from fault


def read_sheet(sheet: Worksheet, where: str) -> TemplateSheet:
    """The sheet taken apart; `where` names file and sheet in refusals.

    Raises:
        BadConfiguration: a cell holds what the language does not know.
    """
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        size = f"{sheet.max_row} 行 × {sheet.max_column} 列"
        raise BadConfiguration(f"模板页太大（{size}），请删去多余的空行空列。", where=where)
    flat: dict[int, list[tuple[int, int]]] = {}
    tall = []
    for area in sheet.merged_cells.ranges:
        if area.min_row == area.max_row:
            flat.setdefault(area.min_row, []).append((area.min_col, area.max_col))
        else:
            tall.append((area.min_row, area.min_col, area.max_row, area.max_col))
    rows = [
        _read_row(sheet, number, tuple(flat.get(number, ())), where)
        for number in range(1, sheet.max_row + 1)
    ]
    blocks, _ = _blocks(rows, 0, None, where)
    return TemplateSheet(where=where, blocks=blocks, tall_merges=tuple(sorted(tall)))


def _read_row(
    sheet: Worksheet, number: int, merges: tuple[tuple[int, int], ...], where: str
) -> TemplateRow:
    cells = []
    mark = Content()
    for column, look in enumerate(sheet[number], start=1):
        address = f"{where}!{look.coordinate}"
        with blamed(address):
            cell = _read_cell(look, (number, column), address)
        if column == 1 and (cell.content.each or cell.content.when):
            # The mark of a row's first cell speaks of the row; the rest is the cell's own.
            mark = cell.content
            content = Content(pieces=mark.pieces)
            cell = replace(cell, content=content)
        elif cell.content.when:
            raise BadConfiguration("when 只能写在一行的第一格，未生成。", where=address)
        if look.has_style or look.value is not None:
            cells.append(cell)
    shape = sheet.row_dimensions[number]
    return TemplateRow(
        number=number,
        cells=tuple(cells),
        height=shape.height,
        hidden=bool(shape.hidden),
        merges=merges,
        each=mark.each,
        content=mark,
    )


def _read_cell(look: Cell | MergedCell, place: tuple[int, int], address: str) -> TemplateCell:
    value: Any = look.value
    constant: float | None = None
    content = Content()
    formula = ""
    match value:
        case None:
            pass
        case str() if look.data_type == "f":
            if "{" in value or "}" in value:
                raise TemplateFault("公式里不能有花括号，")
            formula = value
        case str():
            content = parse_content(value)
        case bool() | int() | float():
            constant = value
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            constant = float(to_excel(value))  # type: ignore[no-untyped-call]
        case _:
            raise TemplateFault("数组公式不能用在模板里，")
    return TemplateCell(
        address=address,
        row=place[0],
        column=place[1],
        look=look,
        content=content,
        constant=constant,
        formula=formula,
    )


def _blocks(
    rows: list[TemplateRow], start: int, owner: str | None, where: str
) -> tuple[tuple[Block, ...], int]:
    """Blocks from `start` on; below an owner only the rows whose list belongs to its record."""
    blocks: list[Block] = []
    at = start
    while at < len(rows):
        row = rows[at]
        if owner is not None and (row.each is None or row.each.path[0] != owner):
            break
        if row.content.when:
            raise BadConfiguration(
                "when 行要紧接在 each 行之后，未生成。", where=f"{where}!A{row.number}"
            )
        at += 1
        begin = at
        while row.each and at < len(rows) and rows[at].content.when:
            at += 1
        instead = tuple(rows[begin:at])
        within: tuple[Block, ...] = ()
        if row.each:
            within, at = _blocks(rows, at, row.each.name, where)
        blocks.append(Block(row=row, instead=instead, within=within))
    return tuple(blocks), at
