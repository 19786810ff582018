"""Values to the typed frames of a Batch, one array a column.

Comes in: for each column of a store table an Arrow array, or a list with None for missing. Goes
out: a pandas frame of the dtypes Batch promises, absent columns all missing. Refuses to know where
values came from.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa

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
    _TEXT: pa.large_string(), _WHOLE: pa.int64(), _DAY: pa.date32(), _FLAG: pa.bool_(),
    _LIST: pa.list_(pa.string()),
}  # fmt: skip


def typed(table: str, name: str, values: Values) -> pa.Array:
    """The values of a column of a store table as an array of its type."""
    kind = _TYPES[TABLES[table][name]]
    if isinstance(values, pa.Array):
        return values if values.type == kind else values.cast(kind)
    return pa.array(values, kind)


def texts(array: pa.Array) -> Any:
    """As string[pyarrow]."""
    return pd.arrays.ArrowStringArray(array)


def wholes(array: pa.Array) -> Any:
    """As Int64: 分 and counts, never through a float."""
    length = len(array)
    if array.null_count == length:
        return pd.arrays.IntegerArray(np.zeros(length, dtype="int64"), np.ones(length, dtype=bool))
    return pd.arrays.IntegerArray(*_filled(array, 0))


def days(array: pa.Array) -> Any:
    """As datetime64[s], NaT for missing."""
    return array.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False)


def flags(array: pa.Array) -> Any:
    """Three values: True, False, missing."""
    return pd.arrays.BooleanArray(*_filled(array, pa.scalar(value=False)))


def _filled(array: pa.Array, blank: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The values with `blank` for missing, and which are missing."""
    if not array.null_count:
        missing = np.zeros(len(array), dtype=bool)
    else:
        missing = array.is_null().to_numpy(zero_copy_only=False)
        array = array.fill_null(blank)
    return np.array(array.to_numpy(zero_copy_only=False)), missing


def lists(array: pa.Array) -> Any:
    """A column of lists, empty where nothing was said."""
    if array.null_count == len(array):
        nowhere = pa.py_buffer(bytes(4 * (len(array) + 1)))
        empty = pa.array([], pa.string())
        array = pa.Array.from_buffers(_TYPES[_LIST], len(array), [None, nowhere], children=[empty])
    elif array.null_count:
        array = pa.array([value or [] for value in array.to_pylist()], array.type)
    return pd.arrays.ArrowExtensionArray(array)


_FRAMED: dict[str, Callable[[pa.Array], Any]] = {
    _TEXT: texts, _WHOLE: wholes, _DAY: days, _FLAG: flags, _LIST: lists,
}  # fmt: skip


def build_frame(
    table: str,
    columns: Mapping[str, Values],
    sheets: Values,
    rows: Values,
    held: Values,
) -> pd.DataFrame:
    """A frame of a store table.

    Args:
        table: a key of TABLES.
        columns: values by column name; names the table has not are left out.
        sheets: the sheet of each row.
        rows: the Excel row of each row.
        held: whether a 退回 stands on each row.
    """
    length = len(rows)
    arrays: list[Any] = [
        _FRAMED[kind](
            typed(table, name, columns[name]) if name in columns else pa.nulls(length, _TYPES[kind])
        )
        for name, kind in TABLES[table].items()
    ]
    arrays.append(texts(pa.array(sheets, pa.large_string())))
    arrays.append(np.array(rows, dtype="int64"))
    arrays.append(np.array(held, dtype=bool))
    frame = pd.DataFrame(dict(enumerate(arrays)), copy=False)
    frame.columns = _names_of(table)
    return frame


@cache
def _names_of(table: str) -> "pd.Index[str]":
    """The names of a frame's columns: one index for all frames, looked through once a process."""
    return pd.Index([*TABLES[table], "sheet", "row", "held"], dtype=object)
