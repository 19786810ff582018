"""Columns laid out by hand hold what pyarrow's own would, and load no pandas."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.store.columns import repeated, rows_table

TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
}
KINDS = {kind: kind for kind in TYPES}
_VALUES: tuple[st.SearchStrategy[Any], ...] = (
    st.text(),
    st.integers(-(2**31), 2**31 - 1),
    st.integers(-(2**63), 2**63 - 1),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(), max_size=3),
)


@given(st.lists(st.tuples(*(st.none() | values for values in _VALUES)), max_size=20))
def test_every_value_is_as_pyarrow_lays_it_out(rows: list[tuple[Any, ...]]) -> None:
    table = rows_table(KINDS, rows)
    table.validate(full=True)
    columns = [[row[i] for row in rows] for i in range(len(TYPES))]
    wanted = [pa.array(column, kind) for column, kind in zip(columns, TYPES.values(), strict=True)]
    assert table.equals(pa.Table.from_arrays(wanted, names=list(TYPES)))


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 50))
def test_a_number_stands_in_every_row(number: int, rows: int) -> None:
    assert repeated(number, rows).to_pylist() == [number] * rows


@pytest.mark.parametrize(
    ("kind", "value"),
    [("BIGINT", 1.5), ("BIGINT", "1"), ("DATE", "2026-01-01"), ("INTEGER", 2**31)],
)
def test_what_is_of_another_kind_is_never_stored(kind: str, value: object) -> None:
    with pytest.raises((TypeError, OverflowError)):
        rows_table({"a": kind}, [(value,)])


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is"):
        rows_table({"a": "BIGINT"}, [(1, 2)])


_SCRIPT = """
import sys
from datetime import date
from enforcement_cli.store.columns import repeated, rows_table
rows_table({"a": "VARCHAR", "b": "DATE"}, [("x", date(2026, 1, 1)), (None, None)])
repeated(1, 3)
print("pyarrow" in sys.modules, "pandas" in sys.modules)
"""


def test_pandas_is_not_loaded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "False"]


def test_days_and_moments_before_the_epoch() -> None:
    table = rows_table(
        {"d": "DATE", "t": "TIMESTAMP"}, [(date(1949, 10, 1), datetime(1949, 10, 1, 15, 0, 0, 1))]
    )
    assert table.to_pylist() == [{"d": date(1949, 10, 1), "t": datetime(1949, 10, 1, 15, 0, 0, 1)}]
