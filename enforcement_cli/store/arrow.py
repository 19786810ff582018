"""Turns a batch into the store's columns, wherever it was read: here, in a child, on a cluster.

Comes in: a receipt and its batch. Goes out: Facts. Refuses to know DuckDB: whoever reads a return
need not load it.
"""

import pyarrow as pa

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.model.rows import TEXT, Rows, tables_of
from enforcement_cli.store.columns import rows_table
from enforcement_cli.store.schema import FACT_TABLES

_KINDS: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
}
# Where a fact stands in its file.
ORIGIN_COLUMNS = {"sheet": "VARCHAR", "row": "INTEGER"}
PLACE_COLUMNS: dict[str, str] = {
    "sheet": "VARCHAR",
    "field": "VARCHAR",
    "column_number": "INTEGER",
    "header": "VARCHAR",
    "unit": "VARCHAR",
    "stated": "VARCHAR",
    "header_first": "INTEGER",
    "header_last": "INTEGER",
    "first_row": "INTEGER",
    "last_row": "INTEGER",
}


def facts_of(receipt: Receipt, batch: Batch) -> Facts:
    """What is kept of a return.

    Of a refused one only the layout, so that what a column means can be answered.
    """
    tables = tables_of(batch.frames)
    enters = receipt.status in ("accepted", "gaps")
    return Facts(
        tables={name: _fact_rows(name, tables.rows(name)) for name in tables} if enters else {},
        places=_place_rows(batch),
        measure_kinds=batch.measure_kinds,
    )


def _place_rows(batch: Batch) -> pa.Table:
    rows = [
        (
            place.sheet, place.field, place.column, place.header, place.unit, place.stated,
            *place.header_rows, *place.rows,
        )
        for place in batch.places
    ]  # fmt: skip
    return rows_table(PLACE_COLUMNS, rows)


def _fact_rows(table: str, rows: Rows) -> pa.Table:
    """The rows that are not held, as the store's columns."""
    kept = pa.array(~rows.held) if rows.held.any() else None
    columns: dict[str, pa.Array] = {}
    for name, kind in (ORIGIN_COLUMNS | FACT_TABLES[table]).items():
        if name in rows:  # a column nothing stands in does not travel
            column = rows[name] if kept is None else rows[name].filter(kept)
            columns[name] = _as_stored(column, _KINDS[kind])
    return pa.table(columns)


def _as_stored(array: pa.Array, kind: pa.DataType) -> pa.Array:
    # DuckDB takes both sorts of string alike.
    same = array.type == kind or (array.type == TEXT and kind == pa.string())
    return array if same else array.cast(kind)
