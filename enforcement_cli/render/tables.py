"""A plain table comes in, a csv, xlsx, parquet or json file goes out, whole or not at all.

A text that begins like a formula is written as text: csv gets an apostrophe before it, as
spreadsheets themselves write it; a workbook says so of its cells.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from enforcement_cli.model.formula import begins_formula, guarded
from enforcement_cli.render.files import write_bytes
from enforcement_cli.render.plain import holdable


def write_table(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], kind: str, path: Path
) -> None:
    """Write a table in the format `kind` to a file."""
    write_bytes(path, table_bytes(columns, rows, kind))


def table_bytes(columns: Sequence[str], rows: Iterable[Sequence[Any]], kind: str) -> bytes:
    """A table in the format `kind`: csv (UTF-8 with BOM, which WPS opens right), xlsx, parquet, json."""
    writers = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet, "json": _json}
    return writers[kind](columns, rows)


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _guarded(value: Any) -> Any:
    """A text as a spreadsheet must not run it; a list as one text."""
    shown = _shown("、".join(value) if isinstance(value, list) else value)
    return guarded(holdable(shown)) if isinstance(shown, str) else shown


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    records = [dict(zip(columns, (_shown(value) for value in row), strict=True)) for row in rows]
    # A file name may bring half a sign, which no encoding writes.
    return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for row in rows:
        cells: list[Any] = []
        for value in row:
            if isinstance(value, str):
                cell = WriteOnlyCell(sheet, value=holdable(value))
                cell.data_type = "s"
                # Whoever edits the cell would else make it one.
                if begins_formula(value):
                    cell.quotePrefix = True
                cells.append(cell)
            else:
                cells.append(value)
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _one_type(values: Sequence[Any]) -> Sequence[Any]:
    """A parquet column has one type: counts beside rates go as text, exact as in JSON."""
    if len({type(value) for value in values if value is not None}) <= 1:
        return values
    return [None if value is None else str(value) for value in values]


def _parquet(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = pa.table(
        {name: pa.array(_one_type(values)) for name, values in zip(columns, by_column, strict=True)}
    )
    data = io.BytesIO()
    parquet.write_table(table, data)
    return data.getvalue()
