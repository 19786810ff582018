"""A template sheet and the fields come in; the rows, merges and moves of the output go out.

One pass from the top: marked rows are repeated downwards, marked cells to the right. Knows the
workbook only through the writer of its cells.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter, range_boundaries

from enforcement_cli.render.excel_cells import CellWriter
from enforcement_cli.render.excel_formula import Moves, Spot, move_formula, sum_formula
from enforcement_cli.render.excel_height import wrapped_height
from enforcement_cli.render.excel_language import (
    Scope,
    TemplateFault,
    look_up,
    look_up_list,
    look_up_size,
    printed,
    written,
)
from enforcement_cli.render.excel_template import (
    Block,
    TemplateCell,
    TemplateRow,
    TemplateSheet,
    blamed,
)
from enforcement_cli.render.fields import Number


@dataclass(slots=True)
class SheetLayout:
    """One output sheet: `<row>` elements, merges (top, left, bottom, right), and what went where.

    `charted` are the cells (row, column) of the chart's series.
    """

    lines: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: Moves = field(default_factory=Moves)
    columns: Moves = field(default_factory=Moves)
    charted: list[tuple[int, int]] = field(default_factory=list)
    bottom: int = 0
    right: int = 1

    def area(self) -> str:
        """The range all cells lie in."""
        return f"A1:{get_column_letter(self.right)}{max(self.bottom, 1)}"

    def moved(self, area: str) -> str:
        """A range of the template, `$` allowed, grown to where its cells went."""
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        if not (left and top and right and bottom):
            return area
        columns, rows = self.columns, self.rows
        first = f"{get_column_letter(columns.start(left))}{rows.start(top)}"
        return f"{first}:{get_column_letter(columns.end(right))}{rows.end(bottom)}"


Line = list[str | Callable[[], str]]


@dataclass(slots=True)
class _Pass:
    """One pass over a template sheet, and what is known so far."""

    sheet: TemplateSheet
    writer: CellWriter
    layout: SheetLayout
    lines: list[tuple[TemplateRow, int, Line]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    numbers: dict[tuple[int, int], Number] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)


def lay_out(sheet: TemplateSheet, scope: Scope, writer: CellWriter) -> SheetLayout:
    """The sheet filled from `scope`.

    Raises:
        BadConfiguration: a name that is not there, or lists of different length side by side.
    """
    at = _Pass(sheet=sheet, writer=writer, layout=SheetLayout())
    _measure_columns(at, scope)
    for block in sheet.blocks:
        _put_block(at, block, dict(scope))
    layout = at.layout
    for top, left, bottom, right in sheet.tall_merges:
        columns, rows = layout.columns, layout.rows
        area = (rows.start(top), columns.start(left), rows.end(bottom), columns.end(right))
        layout.merges.append(area)
    layout.merges[:] = [area for area in layout.merges if area[:2] != area[2:]]
    _refuse_overlaps(layout, sheet.where)
    # A formula may look ahead: its text is made when every row has its place.
    for row, number, line in at.lines:
        cells = "".join(cell if isinstance(cell, str) else cell() for cell in line)
        layout.lines.append(_row_element(row, number, cells, at.heights.get(number)))
    return layout


def _row_element(row: TemplateRow, number: int, cells: str, needed: float | None) -> str:
    points = max(row.height or 0, needed or 0)
    height = f' ht="{points}" customHeight="1"' if points else ""
    hidden = ' hidden="1"' if row.hidden else ""
    return f'<row r="{number}"{height}{hidden}>{cells}</row>'


def _measure_columns(at: _Pass, scope: Scope) -> None:
    """How many columns each template column becomes: the longest list repeated in it."""
    widths: dict[int, int] = {}
    for block in at.sheet.blocks:
        _measure_block(block, scope, widths)
    place = 1
    for column in range(1, max(widths, default=0) + 1):
        width = widths.get(column, 1)
        at.layout.columns.first[column] = place
        at.layout.columns.last[column] = place + width - 1
        place += width
    at.layout.right = max(place - 1, 1)


def _measure_block(block: Block, scope: Scope, widths: dict[int, int]) -> None:
    records = [scope]
    if block.row.each:
        each = block.row.each
        with blamed(block.row.cells[0].address):
            entries = look_up_list(each.path, scope)
        records = [scope | {each.name: entry} for entry in entries[:1]]
    for row in (block.row, *block.instead):
        for cell in row.cells:
            width = max((_width(cell, record) for record in records), default=1)
            widths[cell.column] = max(widths.get(cell.column, 1), width)
    for record in records:
        for inner in block.within:
            _measure_block(inner, record, widths)


def _width(cell: TemplateCell, scope: Scope) -> int:
    each = cell.content.each
    if each is None:
        return 1
    with blamed(cell.address):
        entries = look_up_list(each.path, scope)
        return sum(look_up_size(each.wide, {**scope, each.name: entry}) for entry in entries)


def _put_block(at: _Pass, block: Block, scope: Scope) -> None:
    each = block.row.each
    if each is None:
        _put_row(at, block.row, scope, {})
        return
    with blamed(block.row.cells[0].address):
        entries = look_up_list(each.path, scope)
    places: dict[int, int] = {}
    for index, entry in enumerate(entries):
        inner = {**scope, each.name: entry}
        places[index] = at.layout.bottom + 1
        _put_row(at, _chosen(block, inner), inner, places)
        for child in block.within:
            _put_block(at, child, inner)


def _chosen(block: Block, scope: Scope) -> TemplateRow:
    for row in block.instead:
        with blamed(row.cells[0].address):
            if row.content.when and look_up(row.content.when, scope):
                return row
    return block.row


def _put_row(at: _Pass, row: TemplateRow, scope: Scope, places: dict[int, int]) -> None:
    layout = at.layout
    layout.bottom += 1
    number = layout.bottom
    layout.rows.put(row.number, number)
    line: Line = []
    at.lines.append((row, number, line))
    for left, right in row.merges:
        start, end = layout.columns.start(left), layout.columns.end(right)
        layout.merges.append((number, start, number, end))
    for cell in row.cells:
        with blamed(cell.address):
            if cell.content.each:
                _put_repeated(at, cell, line, scope, places)
            else:
                start, end = layout.columns.first[cell.column], layout.columns.last[cell.column]
                _put_cell(at, cell, line, start, scope, places)
                line.extend(
                    at.writer.blank(number, column, cell.look)
                    for column in range(start + 1, end + 1)
                )


def _put_repeated(
    at: _Pass, cell: TemplateCell, line: Line, scope: Scope, places: dict[int, int]
) -> None:
    """A cell repeated to the right, each copy over as many cells as the mark says."""
    each = cell.content.each
    if each is None:
        return
    number, column = at.layout.bottom, at.layout.columns.first[cell.column]
    end = at.layout.columns.last[cell.column]
    for entry in look_up_list(each.path, scope):
        scope[each.name] = entry
        wide, high = look_up_size(each.wide, scope), look_up_size(each.high, scope)
        _put_cell(at, cell, line, column, scope, places)
        for right in range(column + 1, column + wide):
            line.append(at.writer.blank(number, right, cell.look))
        if (wide, high) != (1, 1):
            at.layout.merges.append((number, column, number + high - 1, column + wide - 1))
            below = range(number + 1, number + high)
            at.covered.update(
                (row, right) for row in below for right in range(column, column + wide)
            )
        column += wide
    scope.pop(each.name, None)
    if column != end + 1:
        raise TemplateFault(
            f"{written(each.path)} 有 {column - at.layout.columns.first[cell.column]} 格，"
            f"与同列其他行的 {end + 1 - at.layout.columns.first[cell.column]} 格对不齐，"
        )


def _put_cell(
    at: _Pass, cell: TemplateCell, line: Line, column: int, scope: Scope, places: dict[int, int]
) -> None:
    number, writer, look = at.layout.bottom, at.writer, cell.look
    if at.covered and (number, column) in at.covered:
        line.append(writer.blank(number, column, look))
    elif cell.formula:
        spot = Spot(old_row=cell.row, old_column=cell.column, row=number, column=column)
        moves = at.layout
        line.append(
            lambda: writer.formula(
                number, column, look, move_formula(cell.formula, spot, moves.rows, moves.columns)
            )
        )
    elif cell.constant is not None:
        line.append(writer.constant(number, column, look, cell.constant))
    elif len(cell.content.pieces) == 1 and isinstance(cell.content.pieces[0], tuple):
        value = printed(cell.content.pieces[0], scope)
        if isinstance(value, str):
            line.append(_text(at, cell, column, value))
            return
        if value.charted:
            at.layout.charted.append((number, column))
        at.numbers[number, column] = value
        line.append(writer.number(number, column, look, value, _sum(at, value, column, places)))
    else:
        pieces = cell.content.pieces
        text = "".join(one if isinstance(one, str) else str(printed(one, scope)) for one in pieces)
        line.append(_text(at, cell, column, text))


def _text(at: _Pass, cell: TemplateCell, column: int, text: str) -> str:
    """A text cell; where it wraps, its row grows to hold all lines."""
    number = at.layout.bottom
    row = at.lines[-1][0]
    columns = next(
        ((left, right) for left, right in row.merges if left == cell.column),
        (cell.column, cell.column),
    )
    height = wrapped_height(cell.look, text, columns)
    if height:
        at.heights[number] = max(height, at.heights.get(number, 0))
    return at.writer.text(number, column, cell.look, text)


def _sum(at: _Pass, value: Number, column: int, places: dict[int, int]) -> str:
    """The formula of a proven total, when the cells it would sum really hold its parts.

    A template may lay rows out in any way; so what stands in the cells is added up, exactly.
    """
    if not value.covers or not all(place in places for place in value.covers):
        return ""
    rows = [places[place] for place in value.covers]
    parts = [at.numbers.get((row, column)) for row in rows]
    total = sum((Decimal(part.digits) for part in parts if part), Decimal(0))
    if not all(parts) or total != Decimal(value.digits):
        return ""
    return sum_formula(at.writer.letter(column), rows)


def _refuse_overlaps(layout: SheetLayout, where: str) -> None:
    """Overlapping merges make a spreadsheet offer to repair the file."""
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in layout.merges:
        cells = {(row, at) for row in range(top, bottom + 1) for at in range(left, right + 1)}
        if taken & cells:
            with blamed(where):
                raise TemplateFault(f"第 {top} 行的合并单元格互相重叠，")
        taken |= cells
