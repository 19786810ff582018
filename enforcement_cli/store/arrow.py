"""Turns a batch into the store's columns, wherever it was read: here, in a child, on a cluster.

Comes in: a receipt and its batch. Goes out: Facts. Refuses to know DuckDB: whoever reads a return
need not load it.
"""

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.columns import rows_table
from enforcement_cli.store.schema import FACT_TABLES

if TYPE_CHECKING:  # the frames bring it
    import pandas as pd

_KINDS: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
}
# Where a fact stands in its file.
_ORIGIN_COLUMNS = {"sheet": "VARCHAR", "row": "INTEGER"}
_PLACE_COLUMNS: dict[str, str] = {
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
    enters = receipt.status in ("accepted", "gaps")
    return Facts(
        tables={t: _fact_rows(t, frame) for t, frame in batch.frames.items()} if enters else {},
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
    return rows_table(_PLACE_COLUMNS, rows)


def _fact_rows(table: str, frame: "pd.DataFrame") -> pa.Table:
    """The rows of a frame that are not held, as the store's columns."""
    kept = frame.loc[~frame["held"]] if frame["held"].any() else frame
    columns = {
        name: _arrow(kept[name], _KINDS[kind])
        for name, kind in (_ORIGIN_COLUMNS | FACT_TABLES[table]).items()
        if name in kept  # a column nothing stands in does not travel
    }
    return pa.table(columns)


def _arrow(values: "pd.Series[Any]", kind: pa.DataType) -> pa.Array:
    array = pa.array(values.array, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    # DuckDB takes both sorts of string alike.
    same = array.type == kind or (pa.types.is_large_string(array.type) and kind == pa.string())
    return array if same else array.cast(kind)
