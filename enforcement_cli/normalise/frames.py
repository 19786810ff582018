"""Lists of values to the typed frames of a Batch, one array a column.

Comes in: for each column of a store table a list with None for missing. Goes out: a pandas frame of
the dtypes Batch promises, absent columns all missing. Refuses to know where values came from.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

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
}  # fmt: skip


def texts(values: Sequence[str | None]) -> Any:
    """As string[pyarrow]."""
    return pd.arrays.ArrowStringArray(pa.array(values, pa.large_string()))


def wholes(values: Sequence[int | None]) -> Any:
    """As Int64: 分 and counts, never through a float."""
    array = pa.array(values, pa.int64())
    return pd.arrays.IntegerArray(
        array.fill_null(0).to_numpy(), array.is_null().to_numpy(zero_copy_only=False)
    )


def days(values: Sequence[Any]) -> Any:
    """As datetime64[s], NaT for missing."""
    # numpy's own conversion of date objects costs fifteen times this one.
    array = pa.array(values, pa.date32()).cast(pa.timestamp("s"))
    return array.to_numpy(zero_copy_only=False)


def flags(values: Sequence[bool | None]) -> Any:
    """Three values: True, False, missing."""
    array = pa.array(values, pa.bool_())
    return pd.arrays.BooleanArray(
        array.fill_null(pa.scalar(value=False)).to_numpy(zero_copy_only=False),
        array.is_null().to_numpy(zero_copy_only=False),
    )


def lists(values: Sequence[Sequence[str] | None]) -> Any:
    """An object column of lists, empty where nothing was said; no two rows share one."""
    made = (list(value) if value else [] for value in values)
    return np.fromiter(made, dtype=object, count=len(values))


_ARRAYS: dict[str, Callable[[Sequence[Any]], Any]] = {
    _TEXT: texts, _WHOLE: wholes, _DAY: days, _FLAG: flags, _LIST: lists,
}  # fmt: skip


def build_frame(
    table: str,
    columns: dict[str, list[Any]],
    sheets: Sequence[str],
    rows: Sequence[int],
    held: Sequence[bool],
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
    nothing = [None] * length
    absent = {kind: make(nothing) for kind, make in _ARRAYS.items() if kind != _LIST}
    arrays: dict[str, Any] = {}
    for name, kind in TABLES[table].items():
        if name in columns or kind == _LIST:
            arrays[name] = _ARRAYS[kind](columns.get(name, nothing))
        else:
            arrays[name] = absent[kind].copy()
    arrays["sheet"] = texts(sheets)
    arrays["row"] = np.array(rows, dtype="int64")
    arrays["held"] = np.array(held, dtype=bool)
    return pd.DataFrame(arrays, copy=False)
