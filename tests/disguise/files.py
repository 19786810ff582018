"""Writes a disguise as the file its kind says: what Excel, an old system or an export would save.

Comes in: a Disguise and a folder. Goes out: the file's path. Refuses to change what is said.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import itertools
from pathlib import Path
from typing import Any

from tests.builder import Book
from tests.disguise.cells import as_text
from tests.disguise.model import Disguise
from tests.disguise.page import Canvas

SUFFIX = {"xlsx": ".xlsx", "xls": ".xls", "csv": ".csv", "html": ".xls", "xml2003": ".xls"}


def book_of(disguise: Disguise) -> Book:
    """As tests/builder.py has it."""
    book = Book()
    book.sheets = [canvas.sheet() for canvas in disguise.canvases]
    return book


def save(disguise: Disguise, folder: Path) -> Path:
    """Write the file."""
    path = folder / (disguise.file_name + SUFFIX[disguise.kind])
    if disguise.kind == "xlsx":
        _xlsx(disguise, path)
    elif disguise.kind == "xls":
        book_of(disguise).save(path)
    elif disguise.kind == "csv":
        rows = disguise.canvases[0].sheet().rows
        text = io.StringIO()
        csv.writer(text).writerows([as_text(cell) for cell in row] for row in rows)
        path.write_bytes(text.getvalue().encode(disguise.encoding))
    else:
        write = _html if disguise.kind == "html" else _xml2003
        path.write_bytes(write(disguise.canvases).encode(disguise.encoding))
    return path


def _xlsx(disguise: Disguise, path: Path) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    if disguise.since_1904:
        workbook.epoch = CALENDAR_MAC_1904
    for canvas in disguise.canvases:
        page = workbook.create_sheet(canvas.name)
        for (row, column), value in canvas.cells.items():
            page.cell(row=row, column=column, value=value)
        for (row, column), shown in canvas.broken.items():
            page.cell(row=row, column=column, value="=B1*1" if shown == "未计算" else shown)
        for top, left, bottom, right in canvas.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in canvas.hidden_rows:
            page.row_dimensions[row].hidden = True
        if canvas.filtered:
            page.auto_filter.ref = canvas.filtered
        if canvas.hidden:
            page.sheet_state = "hidden"
    workbook.save(path)


def _spans(canvas: Canvas) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Rows and columns each merge covers by its first cell, and the cells it covers."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in canvas.merges:
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= set(itertools.product(range(top, bottom + 1), range(left, right + 1)))
    return spans, covered - set(spans)


def _html(canvases: list[Canvas]) -> str:
    parts = ['<html><head><meta charset="gb2312"></head><body>']
    for canvas in canvases:
        spans, covered = _spans(canvas)
        width = max((column for _, column in canvas.cells), default=0)
        parts.append('<table border="1">')
        for row in range(1, canvas.last_row + 1):
            parts.append("<tr>")
            for column in range(1, width + 1):
                if (row, column) in covered:
                    continue
                high, wide = spans.get((row, column), (1, 1))
                text = html.escape(str(as_text(canvas.cells.get((row, column), "")))).replace(
                    "\n", "<br>"
                )
                parts.append(f'<td rowspan="{high}" colspan="{wide}">{text}</td>')
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"])


def _xml2003(canvases: list[Canvas]) -> str:
    parts = [
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"',
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">',
    ]
    for canvas in canvases:
        spans, covered = _spans(canvas)
        parts.append(f'<Worksheet ss:Name="{html.escape(canvas.name)}"><Table>')
        rows: dict[int, list[int]] = {}
        for row, column in sorted({*canvas.cells, *spans} - covered):
            rows.setdefault(row, []).append(column)
        for row, columns in rows.items():
            parts.append(f'<Row ss:Index="{row}">')
            for column in columns:
                high, wide = spans.get((row, column), (1, 1))
                merge = f' ss:MergeDown="{high - 1}"' if high > 1 else ""
                merge += f' ss:MergeAcross="{wide - 1}"' if wide > 1 else ""
                data = _xml_data(canvas.cells.get((row, column)))
                parts.append(f'<Cell ss:Index="{column}"{merge}>{data}</Cell>')
            parts.append("</Row>")
        parts.append("</Table></Worksheet>")
    return "".join([*parts, "</Workbook>"])


def _xml_data(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f'<Data ss:Type="Number">{value!r}</Data>'
    if isinstance(value, dt.date):
        return f'<Data ss:Type="DateTime">{value.isoformat()}T00:00:00.000</Data>'
    return f'<Data ss:Type="String">{html.escape(str(value))}</Data>'
