"""Values to the typed tables of a Batch, one array a column.

Comes in: for each column of a store table an Arrow array, or a list with None for missing. Goes
out: rows, or a pandas frame, of the types Batch promises, absent columns all missing. Refuses to
know where values came from.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

from enforcement_cli.model import rows
from enforcement_cli.model.rows import Mask, Rows, frame_of, no_lists, without_missing

if TYPE_CHECKING:  # most rows become no frame
    import pandas as pd

Values: TypeAlias = Sequence[Any] | pa.Array | np.ndarray[Any, Any]

_TEXT, _WHOLE, _DAY, _FLAG, _LIST = "text", "whole", "day", "flag", "list"

# The columns of each table of the store (design.md section 3), in their order, and their types.
TABLES: dict[str, dict[str, str]] = {
    "cases": {
        "case_no": _TEXT, "case_court": _TEXT, "case_year": _WHOLE, "case_type": _TEXT,
        "case_serial": _WHOLE, "original_case_no": _TEXT, "filed_on": _DAY, "due_on": _DAY,
        "deducted_days": _WHOLE, "cause": _TEXT, "applicant": _TEXT, "applicant_kind": _TEXT,
        "debtor": _TEXT, "debtor_kind": _TEXT, "claim_fen": _WHOLE, "closing_claim_fen": _WHOLE,
        "recovered_fen": _WHOLE, "received_on": _DAY, "waived_fen": _WHOLE, "settled_on": _DAY,
        "closed_on": _DAY, "close_method": _TEXT, "officer": _TEXT, "team": _TEXT,
        "is_key": _FLAG, "declared_actions": _LIST, "note": _TEXT, "cleared": _LIST,
        "not_applicable": _LIST,
    },
    "measures": {
        "case_no": _TEXT, "kind": _TEXT, "taken_on": _DAY, "quantity": _WHOLE, "unit": _TEXT,
        "amount_fen": _WHOLE, "person_key": _TEXT, "person_kind": _TEXT, "officer": _TEXT,
        "team": _TEXT, "operation": _TEXT, "stage": _TEXT, "field": _TEXT,
    },
    "recoveries": {
        "case_no": _TEXT, "received_on": _DAY, "amount_fen": _WHOLE, "manner": _TEXT,
    },
    "payouts": {
        "case_no": _TEXT, "paid_on": _DAY, "amount_fen": _WHOLE, "payees": _WHOLE,
    },
    "todos": {
        "case_no": _TEXT, "matter": _TEXT, "owner": _TEXT, "due_on": _DAY, "state": _TEXT,
    },
    # What stands after column_number is what check/ decides by, and is not stored.
    "statements": {
        "action": _TEXT, "indicator": _TEXT, "basis": _TEXT, "period_start": _DAY,
        "period_end": _DAY, "value": _WHOLE, "unit": _TEXT, "column_number": _WHOLE,
        "role": _TEXT, "span": _TEXT, "label": _TEXT, "raw": _TEXT, "money_unit": _TEXT,
    },
}  # fmt: skip


_TYPES: dict[str, pa.DataType] = {
    _TEXT: rows.TEXT, _WHOLE: rows.WHOLE, _DAY: rows.DAY, _FLAG: rows.FLAG, _LIST: rows.LIST,
}  # fmt: skip


def typed(table: str, name: str, values: Values) -> pa.Array:
    """The values of a column of a store table as an array of its type."""
    kind = _TYPES[TABLES[table][name]]
    if isinstance(values, pa.Array):
        return values if values.type == kind else values.cast(kind)
    return pa.array(values, kind)


def build_rows(
    table: str, columns: Mapping[str, pa.Array], sheets: pa.Array, lines: pa.Array, held: Mask
) -> Rows:
    """The rows of a store table; the columns it has and nobody gave are missing throughout.

    Args:
        table: a key of TABLES.
        columns: values by column name, typed; names the table has not are left out.
        sheets: the sheet of each row, as large_string.
        lines: the Excel row of each row, as int64.
        held: whether a 退回 stands on each row.
    """
    length = len(held)
    made: dict[str, pa.Array] = {}
    for name, kind in TABLES[table].items():
        if name in columns:
            made[name] = without_missing(columns[name]) if kind == _LIST else columns[name]
        else:
            made[name] = no_lists(length) if kind == _LIST else pa.nulls(length, _TYPES[kind])
    made["sheet"], made["row"] = sheets, lines
    return Rows(columns=made, held=held)


def build_frame(
    table: str, columns: Mapping[str, Values], sheets: Values, lines: Values, held: Values
) -> "pd.DataFrame":
    """A pandas frame of a store table, of values that need not be typed yet; as `build_rows`."""
    known = {
        name: typed(table, name, values)
        for name, values in columns.items()
        if name in TABLES[table]
    }
    return frame_of(
        build_rows(
            table,
            known,
            pa.array(sheets, rows.TEXT),
            pa.array(np.array(lines, dtype="int64")),
            np.array(held, dtype=bool),
        )
    )
