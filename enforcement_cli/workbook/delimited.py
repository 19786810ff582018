"""Reads delimited text (csv, tsv, an Excel export called .xls) into one grid.

Comes in: bytes. Goes out: a SheetGrid of text cells, addresses as Excel would show them. Refuses
to turn text into numbers or dates: a case number's digits must stay digits.
"""

import csv
import io

from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sniff import delimiter_of


def read_delimited(data: bytes, limits: Limits) -> list[SheetGrid]:
    """The one sheet of a delimited file; it has no name.

    Raises:
        Refused: no encoding fits, or it is larger than the limits.
    """
    text = decode(data)
    if text is None:
        raise Refused("F-01", reason="认不出文字编码")
    text = text.rstrip("\x1a")
    sign = delimiter_of(text) or ","
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            cells += len(record)
            if cells > limits.sheet_cells:
                raise Refused("F-01", reason="单元格太多")
            rows.append([_cell(value) for value in record])
    except csv.Error as failure:
        raise Refused("F-01", reason="引号或换行不成对") from failure
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.sheet_cells:
        raise Refused("F-01", reason="单元格太多")
    for row in rows:
        row.extend([None] * (width - len(row)))
    return [SheetGrid(name="", rows=rows)]


def _cell(value: str) -> str | None:
    """Text without the `="…"` by which exports keep Excel from eating digits."""
    if value.startswith('="') and value.endswith('"') and len(value) > 2:
        value = value[2:-1]
    return value if value.strip() else None
