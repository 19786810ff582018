"""Lists and whole files: fines above the ceilings, placeholders, too early a file, one cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.normalise.frames import build_frame
from enforcement_cli.vocabulary.checks import catalogue, rules_in_force

CAMPAIGN = Campaign(id="winter", name="冬季", start=date(2025, 12, 20), end=date(2026, 2, 28))
END = date(2026, 1, 18)
RULES = rules_in_force((), END)
_TABLES = {"measures": "measures", "payments": "recoveries", "cases": "cases"}


def listed(form: str, *rows: dict[str, Any], **of_batch: Any) -> Batch:
    names = list(
        dict.fromkeys(name for row in rows for name in row if name not in ("sheet", "row"))
    )
    frame = build_frame(
        _TABLES[form], {name: [row.get(name) for row in rows] for name in names},
        [row.get("sheet", "表1") for row in rows],
        [row.get("row", number) for number, row in enumerate(rows, 3)], [False] * len(rows),
    )  # fmt: skip
    places = tuple(
        FieldPlace(sheet=sheet, field=name, column=column, unit="元" if "fen" in name else "")
        for sheet in dict.fromkeys(row.get("sheet", "表1") for row in rows)
        for column, name in enumerate(names, 1)
    )
    return Batch(
        form=form, file_name="a.xlsx", sha256="0", frames={_TABLES[form]: frame}, places=places,
        **of_batch,
    )  # fmt: skip


def ask(batch: Batch, rules: Any = RULES) -> tuple[Problem, ...]:
    head = ReturnHead(
        campaign="winter", court="辽1202", form=batch.form, period_start=date(2026, 1, 12),
        period_end=END, as_of=END,
    )  # fmt: skip
    problems = check_ledger(batch, head, CAMPAIGN, rules).problems
    assert all(problem.message and problem.remedy for problem in problems)
    return problems


def fine(yuan: int, who: str | None = None, quantity: int | None = 1, kind: str = "fine"):
    return {
        "kind": kind, "taken_on": date(2026, 1, 14), "quantity": quantity,
        "amount_fen": yuan * 100, "person_kind": who,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fires"),
    [
        (fine(100_000), False),
        (fine(100_001), True),
        (fine(120_000, "natural"), True),
        (fine(120_000, "entity"), False),
        (fine(1_000_000, "entity"), False),
        (fine(1_000_001, "entity"), True),
        (fine(200_000, quantity=2), False),
        (fine(200_001, quantity=2), True),
        (fine(120_000, quantity=None), True),
        (fine(5_000_000, kind="detain"), False),
    ],
)
def test_a_fine_above_the_ceiling(row: dict[str, Any], fires: bool) -> None:
    found = [(p.code, p.origin.cell, p.severity) for p in ask(listed("measures", fine(500), row))]
    assert found == ([("R-13", "表1!D4", "query")] if fires else [])


def test_the_ceilings_are_unconfirmed_and_a_campaigns_to_set() -> None:
    assert catalogue()["R-13"].unconfirmed
    setting = CheckSetting(code="R-13", thresholds={"person_yuan": "50000"})
    (problem,) = ask(listed("measures", fine(60_000)), rules_in_force((setting,), END))
    assert problem.facts["ceiling"] == "50000"


def test_detention_days_wait_for_a_form() -> None:
    assert catalogue()["R-14"].waits
    assert "R-14" not in RULES


def test_placeholders_of_a_list_of_payments() -> None:
    rows = [{"received_on": date(2026, 1, 14), "amount_fen": fen} for fen in (12345_00, 8000_00)]
    assert [(p.code, p.origin.cell) for p in ask(listed("payments", *rows))] == [("V-20", "表1!B3")]
    ones = [{"received_on": date(2026, 1, 14), "amount_fen": 100}] * 5
    assert [p.code for p in ask(listed("payments", *ones))] == ["V-20"]


@pytest.mark.parametrize(
    ("saved", "fires"),
    [
        (datetime(2026, 1, 16, 9, 20, tzinfo=UTC), True),
        (datetime(2026, 1, 18, 15, 59, tzinfo=UTC), True),  # 23:59 at the desk
        (datetime(2026, 1, 18, 16, 0, tzinfo=UTC), False),  # the next day there
        (datetime(2026, 11, 22, tzinfo=UTC), False),
        (datetime(2025, 1, 1, tzinfo=UTC), True),
        (datetime(2006, 9, 16, tzinfo=UTC), False),  # what a generator writes says nothing
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_a_file_saved_before_its_days_were_over(saved: datetime | None, fires: bool) -> None:
    batch = listed("measures", fine(500), saved_at=saved)
    problems = ask(batch)
    assert [(p.code, p.origin.cell) for p in problems] == ([("F-12", "")] if fires else [])
    if fires and saved.day == 16:
        assert problems[0].facts["saved"] == "2026-01-16 17:20"


def test_the_hour_from_which_a_file_speaks_for_its_last_day_is_data() -> None:
    saved = datetime(2026, 1, 18, 9, 0, tzinfo=UTC)  # 17:00
    batch = listed("measures", fine(500), saved_at=saved)
    early = CheckSetting(code="F-12", thresholds={"last_day_hour": "16"})
    assert [p.code for p in ask(batch)] == ["F-12"]
    assert ask(batch, rules_in_force((early,), END)) == ()


def many(count: int, sheet: str = "表1", first: int = 3) -> list[dict[str, Any]]:
    return [{"case_no": f"{sheet}{n}", "sheet": sheet, "row": n + first} for n in range(count)]


def test_as_many_rows_as_an_export_ever_has() -> None:
    def rows(*given: dict[str, Any]) -> list[tuple[str, str]]:
        return [(p.code, p.facts["rows"]) for p in ask(listed("cases", *given))]

    assert rows(*many(5000)) == [("F-18", "5000")]
    assert rows(*many(4999)) == rows(*many(5001)) == []
    assert rows(*many(5000, "甲"), *many(10, "乙")) == [("F-18", "5000")]
    assert rows(*many(2500, "甲"), *many(2500, "乙")) == [("F-18", "5000")]
    assert rows(*many(10, first=65527)) == [("F-18", "10")]  # the last row an .xls has


def test_rows_that_were_made_one_case_count_as_rows() -> None:
    batch = listed("cases", *many(4999))
    frame = batch.frames["cases"]
    places = [[f"表1!{row}"] for row in frame["row"]]
    places[0].append("表1!6000")
    united = replace(batch, frames={"cases": frame.assign(rows=build_lists(places))})
    assert [p.code for p in ask(united)] == ["F-18"]


def build_lists(places: list[list[str]]) -> Any:
    import pandas as pd
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.array(places, pa.list_(pa.string())))


def test_an_aggregate_and_an_empty_return_are_left_alone() -> None:
    assert ask(replace(listed("cases"), frames={})) == ()
    empty = build_frame("statements", {}, [], [], [])
    assert ask(replace(listed("cases"), form="aggregate", frames={"statements": empty})) == ()
