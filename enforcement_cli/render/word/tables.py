"""A table of the bulletin and the room for it come in; WordprocessingML of one or more tables goes out.

The header rows repeat on every page and no row is broken over two. Numbers stand to the right.
"""

import re
from itertools import groupby
from xml.sax.saxutils import quoteattr

from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value
from enforcement_cli.render.plain import writable
from enforcement_cli.render.word.paragraphs import TWIPS_PER_POINT, Piece, cell_paragraph
from enforcement_cli.render.word.widths import Part, parts_of
from enforcement_cli.vocabulary.typography import table_setting

_NUMBER = re.compile(r"[+-]?\d[\d,.]*(%|个百分点)?")
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_parts(table: FigureTable, room: float) -> tuple[str, ...]:
    """The table's XML, in several tables where its columns do not fit `room` points."""
    return tuple(_part(table, part) for part in parts_of(table, room))


def stands_right(column: Column, value: Value) -> bool:
    """Whether a cell holds a number, or stands in a column of numbers."""
    return column.kind != "text" or value.number is not None or bool(_NUMBER.fullmatch(value.shown))


def _part(table: FigureTable, part: Part) -> str:
    widths = [round(width * TWIPS_PER_POINT) for width in part.widths]
    columns = table.columns[part.first : part.end]
    short = len(table.rows) <= table_setting().together
    rows = [*_header(table, columns, widths, part.size)]
    for place, row in enumerate(table.rows):
        last = place == len(table.rows) - 1
        rows.append(_row(row, table, part, widths, keep=short and not last))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_frame(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _frame(width: int) -> str:
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="{4 if edge.startswith("inside") else 8}"'
        ' w:space="0" w:color="000000"/>'
        for edge in _EDGES
    )
    padding = round(table_setting().padding_points * TWIPS_PER_POINT)
    sides = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
    )


def _header(
    table: FigureTable, columns: tuple[Column, ...], widths: list[int], size: int
) -> tuple[str, ...]:
    """One row, or two where columns stand under a common heading."""
    if not any(column.spanner for column in columns):
        cells = _head(table.stubhead, widths[0], size)
        for column, width in zip(columns, widths[1:], strict=True):
            cells += _head(column.title, width, size)
        return (_header_row(cells),)
    upper, lower = (_head(table.stubhead, widths[0], size, merge="restart"), _under(widths[0]))
    place = 1
    for spanner, group in groupby(columns, key=lambda column: column.spanner):
        members = list(group)
        own = widths[place : place + len(members)]
        place += len(members)
        if spanner:
            upper += _head(spanner, sum(own), size, span=len(members))
        for column, width in zip(members, own, strict=True):
            if spanner:
                lower += _head(column.title, width, size)
            else:
                upper += _head(column.title, width, size, merge="restart")
                lower += _under(width)
    return _header_row(upper), _header_row(lower)


def _header_row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{_height()}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: Row, table: FigureTable, part: Part, widths: list[int], *, keep: bool) -> str:
    label = Piece(text=_one_line(row.label), size=part.size, bold=row.total)
    cells = _cell(cell_paragraph(label, "cell", "left", keep_next=keep), widths[0])
    columns = table.columns[part.first : part.end]
    values = row.values[part.first : part.end]
    for column, value, width in zip(columns, values, widths[1:], strict=True):
        piece = Piece(text=_one_line(value.text), size=part.size, bold=row.total)
        side = "right" if stands_right(column, value) else "left"
        cells += _cell(cell_paragraph(piece, "cell", side, keep_next=keep), width)
    return f"<w:tr><w:trPr><w:cantSplit/>{_height()}</w:trPr>{cells}</w:tr>"


def _head(text: str, width: int, size: int, *, span: int = 1, merge: str = "") -> str:
    piece = Piece(text=_one_line(text), size=size)
    inside = cell_paragraph(piece, "table_head", "center", keep_next=True)
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    high = f"<w:vMerge w:val={quoteattr(merge)}/>" if merge else ""
    return _cell(inside, width, wide + high)


def _under(width: int) -> str:
    """The lower half of a title two rows high; it must hold a paragraph, and shows none."""
    inside = cell_paragraph(Piece(text=""), "table_head", "center", keep_next=True)
    return _cell(inside, width, "<w:vMerge/>")


def _cell(inside: str, width: int, extent: str = "") -> str:
    looks = f'<w:tcW w:w="{width}" w:type="dxa"/>{extent}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inside}</w:tc>"


def _height() -> str:
    return f'<w:trHeight w:val="{round(table_setting().row_points * TWIPS_PER_POINT)}"/>'


def _one_line(text: str) -> str:
    return " ".join(writable(text).split())
