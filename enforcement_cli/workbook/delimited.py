"""Reads delimited text (csv, tsv, an Excel export called .xls) into one grid.

Comes in: bytes. Goes out: a SheetGrid of text cells, addresses as Excel would show them. Refuses
to turn text into numbers or dates: a case number's digits must stay digits.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import pairwise

from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sniff import delimiter_of

_HEAD = re.compile(r"\s*[¥￥]?\d{1,3}$")
_TAIL = re.compile(r"\d{3}(?:\.\d+)?\s*$")


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
    widest = 0
    torn: list[tuple[int, int]] = []
    for record in _records(text, sign, limits):
        rows.append([_cell(value) for value in record])
        if sign == "," and _tears_amount(record):
            torn.append((len(record), len(rows)))
        else:
            widest = max(widest, len(record))
    if widest and torn and max(torn)[0] > widest:
        line = next(number for fields, number in torn if fields > widest)
        raise Refused("F-01", reason=f"第 {line} 行比别的行多出一格，像是金额里的逗号没有加引号")
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.sheet_cells:
        raise Refused("F-01", reason="单元格太多")
    for row in rows:
        row.extend([None] * (width - len(row)))
    return [SheetGrid(name="", rows=rows)]


def _records(text: str, sign: str, limits: Limits) -> Iterator[list[str]]:
    """The lines as the library splits them, within the limits."""
    cells = 0
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1
        ):
            cells += len(record)
            if cells > limits.sheet_cells:
                raise Refused("F-01", reason="单元格太多")
            if len(record) > limits.sheet_columns:
                raise Refused("F-01", reason=f"第 {number} 行的列数超出工作表")
            yield record
    except csv.Error as failure:
        if "field larger" in str(failure):
            most = csv.field_size_limit()
            raise Refused("F-01", reason=f"有一格里的文字超过 {most} 字") from failure
        raise Refused("F-01", reason="引号或换行不成对") from failure


def _tears_amount(record: list[str]) -> bool:
    """Whether 50,000 without quotes may stand in a record as two fields."""
    return any(_HEAD.match(one) and _TAIL.match(two) for one, two in pairwise(record))


def _cell(value: str) -> str | None:
    """Text without the `="…"` by which exports keep Excel from eating digits."""
    if value.startswith('="') and value.endswith('"') and len(value) > 2:
        value = value[2:-1]
    return value if value.strip() else None
