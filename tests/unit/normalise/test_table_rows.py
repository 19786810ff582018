"""Tables of a batch as Arrow's columns and as pandas frames: the same values, types and holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.check.asking import amounts, days, equal, lines_of, stated
from enforcement_cli.check.ledger_closings import _months_after
from enforcement_cli.check.magnitude import median
from enforcement_cli.model.rows import Frames, Rows, frame_of, rows_of, tables_of
from enforcement_cli.normalise.frames import TABLES, build_frame

COLUMNS: dict[str, list[Any]] = {
    "case_no": ["（2026）辽1202执1号", None, "（2026）辽1202执3号"],
    "claim_fen": [2**62, None, 0],
    "filed_on": [date(2026, 1, 5), None, date(1990, 12, 31)],
    "is_key": [True, None, False],
    "declared_actions": [("wages", "small"), None, ()],
}


def table() -> pd.DataFrame:
    return build_frame("cases", COLUMNS, ["表1", "表1", "表2"], [3, 4, 3], [False, True, False])


def test_a_frame_is_the_same_after_its_rows() -> None:
    frame = table()
    rows = rows_of(frame)
    pd.testing.assert_frame_equal(frame_of(rows), frame)
    assert list(frame.columns) == [*TABLES["cases"], "sheet", "row", "held"]
    assert rows["claim_fen"].to_pylist() == COLUMNS["claim_fen"]
    assert rows["filed_on"].to_pylist() == COLUMNS["filed_on"]
    assert rows["filed_on"].type == pa.date32()
    assert rows["declared_actions"].to_pylist() == [["wages", "small"], [], []]
    assert rows["cleared"].to_pylist() == [[], [], []]
    assert rows.held.tolist() == [False, True, False]
    assert ("held" in rows, "case_no" in rows, len(rows)) == (False, True, 3)


def test_lists_of_objects_and_of_nothing_are_lists_of_texts() -> None:
    frame = table().assign(
        cleared=pd.Series([[], [], []], dtype=object),
        not_applicable=pd.Series([["due_on"], [], None], dtype=object),
    )
    rows = rows_of(frame)
    assert rows["cleared"].type == rows["not_applicable"].type == pa.list_(pa.string())
    assert rows["not_applicable"].to_pylist() == [["due_on"], [], []]
    assert frame_of(rows)["not_applicable"].tolist()[0] == ["due_on"]


def test_lists_from_the_store_are_lists_whatever_their_items_are_called() -> None:
    kind = pa.list_(pa.field("l", pa.string()))
    told = pa.array([["a"], None], kind)
    numbers = pa.array(["（2026）辽1202执1号", None])
    frame = build_frame(
        "cases", {"case_no": numbers, "cleared": told}, ["表", "表"], [3, 4], [0, 0]
    )
    assert [list(value) for value in frame["cleared"]] == [["a"], []]


def test_tables_are_turned_when_they_are_asked_for() -> None:
    rows = rows_of(table())
    tables = Frames({"cases": rows, "measures": build_frame("measures", {}, [], [], [])})
    assert (list(tables), len(tables), "cases" in tables, "payouts" in tables) == (
        ["cases", "measures"], 2, True, False,
    )  # fmt: skip
    assert tables.rows("cases") is rows
    assert tables["cases"] is tables["cases"]
    assert len(tables["measures"]) == len(tables.held("measures")) == 0
    with pytest.raises(KeyError):
        tables["payouts"]
    less = tables.put("cases", tables["cases"].iloc[:1])
    assert (len(less["cases"]), len(less.rows("cases")), len(tables["cases"])) == (1, 1, 3)
    assert less.held("cases").tolist() == [False]
    assert tables_of(tables) is tables
    assert dict(tables_of({"cases": tables["cases"]}))["cases"] is tables["cases"]


def test_columns_are_asked_alike_with_blanks_and_without() -> None:
    rows = rows_of(table())
    assert stated(rows, "claim_fen").tolist() == [True, False, True]
    assert stated(rows, "recovered_fen").tolist() == [False] * 3
    assert stated(rows, "sheet").tolist() == [True] * 3
    assert stated(rows, "no such column").tolist() == [False] * 3
    assert amounts(rows, "claim_fen").tolist() == [2**62, 0, 0]
    assert amounts(rows, "recovered_fen").tolist() == [0, 0, 0]
    assert equal(rows, "sheet", "表1").tolist() == [True, True, False]
    assert equal(rows, "note", "表1").tolist() == [False] * 3
    assert (days(rows, "filed_on") > np.datetime64("2025-01-01")).tolist() == [True, False, False]
    where = np.array([False, True, False])
    (line,) = lines_of(rows, where)
    assert (line["row"], line["case_no"], line["filed_on"], line["held"]) == (4, None, None, True)
    assert lines_of(rows, ~where)[1]["filed_on"] == date(1990, 12, 31)


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)), st.integers(1, 36))
def test_months_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    after = _months_after(np.array([day], dtype="datetime64[D]"), months)[0]
    assert after == np.datetime64((pd.Timestamp(day) + pd.DateOffset(months=months)).date())


@given(
    st.lists(st.integers(1, 10**15), min_size=1, max_size=40)
    | st.lists(st.floats(-300, 300), min_size=1, max_size=40)
)
def test_the_middle_is_numpys(values: list[float]) -> None:
    assert median(np.array(values)) == float(np.median(np.array(values)))


def test_rows_know_nothing_of_frames_they_were_not_asked_for() -> None:
    rows = Rows(columns={"row": pa.array([1])}, held=np.zeros(1, dtype=bool))
    assert list(frame_of(rows).columns) == ["row", "held"]
