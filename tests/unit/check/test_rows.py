"""Doubled cases, slips of unit, totals."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from enforcement_cli.check.controls import check_controls
from enforcement_cli.check.rows import check_rows
from enforcement_cli.model.batch import Batch, Control
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.normalise.frames import build_frame

NO = "（2026）辽1202执1号"
PLACES = tuple(
    FieldPlace(sheet=sheet, field=name, column=column)
    for sheet, name, column in (
        ("表1", "case_no", 2), ("表1", "recovered_fen", 5), ("表2", "case_no", 3),
    )
)  # fmt: skip


def cases_batch(rows: list[dict], measures: dict | None = None) -> Batch:
    names = {name for row in rows for name in row} - {"sheet", "row", "held"}
    columns = {name: [row.get(name) for row in rows] for name in names}
    sheets = [row.get("sheet", "表1") for row in rows]
    numbers = [row.get("row", index) for index, row in enumerate(rows, 2)]
    held = [row.get("held", False) for row in rows]
    frames = {"cases": build_frame("cases", columns, sheets, numbers, held)}
    if measures:
        size = len(measures["kind"])
        frames["measures"] = build_frame(
            "measures", measures["columns"] | {"kind": measures["kind"]},
            measures["sheets"], measures["rows"], [False] * size,
        )  # fmt: skip
    return Batch(form="cases", file_name="a.xlsx", sha256="0", frames=frames, places=PLACES)


def found(outcome) -> list[tuple[str, str]]:
    return [(p.code, p.origin.cell) for p in outcome.problems]


def test_rows_of_one_case_that_differ_are_all_held() -> None:
    batch = cases_batch(
        [
            {"case_no": NO, "recovered_fen": 5},
            {"case_no": "（2026）辽1202执2号", "recovered_fen": 5},
            {"case_no": NO, "recovered_fen": 6},
            {"case_no": NO, "recovered_fen": 5, "sheet": "表2", "row": 9},
        ]
    )
    out = check_rows(batch)
    assert found(out) == [("X-03", "表1!B4"), ("X-03", "表2!C9")]
    assert out.value.frames["cases"]["held"].tolist() == [True, False, True, True]
    assert out.problems[0].facts["times"] == "3"
    assert out.problems[0].message
    assert not batch.frames["cases"]["held"].any()


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("claim_fen", 1, 2), ("waived_fen", 0, 1), ("cause", "甲", "乙"),
        ("close_method", "completed", "terminated"),
        ("closing_claim_fen", 1, 2),
        ("received_on", date(2026, 1, 1), date(2026, 1, 2)),
        ("original_case_no", "（2025）辽1202执1号", "（2025）辽1202执2号"),
        ("filed_on", date(2026, 1, 1), date(2026, 1, 2)), ("closed_on", date(2026, 1, 1), date(2026, 1, 2)),
    ],
)  # fmt: skip
def test_the_fields_that_must_agree(name: str, one: object, other: object) -> None:
    rows = [{"case_no": NO, name: one}, {"case_no": NO, name: other}]
    assert found(check_rows(cases_batch(rows))) == [("X-03", "表1!B3")]
    agreeing = [{"case_no": NO, name: one}, {"case_no": NO, name: one}]
    assert found(check_rows(cases_batch(agreeing))) == []


def test_equal_rows_are_one_case_with_all_its_cells() -> None:
    rows = [
        {"case_no": NO, "claim_fen": 5, "debtor": "甲", "declared_actions": ["small"], "officer": "张"},
        {"case_no": NO, "claim_fen": 5, "debtor": "乙、甲", "declared_actions": ["wages"], "sheet": "表2",
         "row": 7, "officer": "李", "received_on": date(2026, 1, 5), "recovered_fen": 3},
    ]  # fmt: skip
    batch = cases_batch(rows)
    out = check_rows(batch)
    assert out.problems == ()
    (case,) = out.value.frames["cases"].to_dict("records")
    assert case["declared_actions"] == ["small", "wages"]
    assert case["rows"] == ["表1!2", "表2!7"]
    assert (case["debtor"], case["officer"], case["recovered_fen"]) == ("甲、乙", "张", 3)
    assert case["received_on"] == pd.Timestamp(2026, 1, 5)
    assert not case["held"]
    assert batch.frames["cases"]["declared_actions"].tolist() == [["small"], ["wages"]]


def test_held_rows_and_rows_without_number_are_no_doubles() -> None:
    rows = [
        {"case_no": NO, "claim_fen": 1, "held": True}, {"case_no": NO, "claim_fen": 2},
        {"case_no": None, "claim_fen": 1}, {"case_no": None, "claim_fen": 2},
    ]  # fmt: skip
    out = check_rows(cases_batch(rows))
    assert out.problems == ()
    assert out.value.frames["cases"]["held"].tolist() == [True, False, False, False]


def test_a_measure_on_two_rows_of_a_case_is_one() -> None:
    rows = [{"case_no": NO}, {"case_no": NO, "sheet": "表2", "row": 2}]
    measures = {
        "kind": ["detain"] * 3,
        "columns": {
            "case_no": [NO] * 3, "field": ["detained"] * 3, "quantity": [1] * 3,
            "taken_on": [date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 6)],
        },
        "sheets": ["表1", "表2", "表2"],
        "rows": [2, 2, 2],
    }  # fmt: skip
    kept = check_rows(cases_batch(rows, measures)).value.frames["measures"]
    assert kept[["sheet", "row"]].to_dict("split")["data"] == [["表1", 2], ["表2", 2]]
    different = [
        {"case_no": NO, "claim_fen": 1},
        {"case_no": NO, "claim_fen": 2, "sheet": "表2", "row": 2},
    ]
    assert check_rows(cases_batch(different, measures)).value.frames["measures"]["held"].all()


@pytest.mark.parametrize(
    ("unit", "stated", "summed", "wrong"),
    [
        ("万元", 1_000_000, 1_010_000, False), ("万元", 1_000_000, 1_010_001, True),
        ("元", 100, 101, False), ("元", 100, 102, True), ("", 5, 5, False), ("", 5, 6, True),
    ],
)  # fmt: skip
def test_totals(unit: str, stated: int, summed: int, *, wrong: bool) -> None:
    control = Control(
        sheet="表1", row=9, column=5, label="合计", field="claim_fen",
        stated=stated, summed=summed, unit=unit,
    )  # fmt: skip
    problems = check_controls(replace(cases_batch([]), controls=(control,)))
    assert [(p.code, p.origin.cell) for p in problems] == ([("X-01", "表1!E9")] if wrong else [])
    assert all(p.message for p in problems)


def test_other_forms_pass_through() -> None:
    batch = replace(cases_batch([]), form="payments", frames={})
    assert check_rows(batch).value is batch


def test_money_somewhat_above_its_claim_enters_and_is_asked() -> None:
    rows = [
        {"case_no": NO, "claim_fen": 100, "recovered_fen": 101},
        {"case_no": "（2026）辽1202执2号", "claim_fen": 100, "recovered_fen": 999},
        {"case_no": "（2026）辽1202执3号", "claim_fen": 100, "recovered_fen": 100},
    ]
    out = check_rows(cases_batch(rows))
    assert found(out) == [("R-08", "表1!E2"), ("R-08", "表1!E3")]
    assert out.value.frames["cases"]["recovered_fen"].tolist() == [101, 999, 100]


def test_a_case_closed_before_it_was_filed_is_held() -> None:
    rows = [
        {"case_no": NO, "filed_on": date(2026, 1, 3), "closed_on": date(2025, 12, 30)},
        {
            "case_no": "（2026）辽1202执2号",
            "filed_on": date(2026, 1, 3),
            "closed_on": date(2026, 1, 3),
        },
    ]
    out = check_rows(cases_batch(rows))
    assert [code for code, _ in found(out)] == ["R-16"]
    assert out.value.frames["cases"]["held"].tolist() == [True, False]


def test_one_persons_measure_twice_a_day_is_asked_and_two_persons_are_not() -> None:
    columns = {
        "case_no": [NO, NO, NO, NO],
        "kind": ["detain"] * 4,
        "taken_on": [date(2026, 1, 3)] * 4,
        "quantity": [1] * 4,
        "person_key": ["a", "a", "b", None],
    }
    frame = build_frame("measures", columns, ["表1"] * 4, [2, 3, 4, 5], [False] * 4)
    batch = Batch(
        form="measures",
        file_name="a.xlsx",
        sha256="0",
        frames={"measures": frame},
        places=(FieldPlace(sheet="表1", field="kind", column=3),),
    )
    out = check_rows(batch)
    assert found(out) == [("X-11", "表1!C3")]
    assert not out.value.frames["measures"]["held"].any()
