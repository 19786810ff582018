"""Rows of ledgers that contradict themselves: R-19 to R-30, V-20, V-24, and what must be silent."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Action, Campaign
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.normalise.frames import build_frame
from enforcement_cli.vocabulary.checks import rule, rules_in_force

CAMPAIGN = Campaign(id="winter", name="冬季", start=date(2025, 12, 20), end=date(2026, 4, 30))
HEAD = ReturnHead(
    campaign="winter", court="辽1202", form="cases", period_start=date(2026, 1, 12),
    period_end=date(2026, 1, 18), as_of=date(2026, 1, 18),
)  # fmt: skip
REVIEW = CheckSetting(code="R-27")  # off unless a campaign wants its closings reviewed
RULES = rules_in_force((REVIEW,), HEAD.period_end)
FIELDS = (
    "case_no", "filed_on", "cause", "claim_fen", "recovered_fen", "closed_on", "close_method",
    "note", "original_case_no", "waived_fen", "closing_claim_fen", "settled_on",
)  # fmt: skip
LACKING = ("original_case_no", "waived_fen", "closing_claim_fen", "settled_on")
_DERIVED = ("case_year", "case_type")


def no(serial: int, kind: str = "执", year: int = 2025) -> str:
    return f"（{year}）辽1202{kind}{serial}号"


def case(serial: int, kind: str = "执", year: int = 2025, **said: Any) -> dict[str, Any]:
    """A row as read; money in 元."""
    row: dict[str, Any] = {
        "case_no": no(serial, kind, year), "case_year": year, "case_type": kind,
        "filed_on": date(2025, 6, 3), "cause": "买卖合同纠纷", "claim": 50_000, "recovered": 20_000,
    }  # fmt: skip
    row |= said
    for name in ("claim", "recovered", "waived", "closing_claim"):
        if name in row:
            yuan = row.pop(name)
            row[f"{name}_fen"] = None if yuan is None else round(yuan * 100)
    return row


def done(serial: int, method: str = "completed", **said: Any) -> dict[str, Any]:
    return case(serial, **({"closed_on": date(2026, 1, 14), "close_method": method} | said))


def ledger(
    *rows: dict[str, Any], lacking: tuple[str, ...] | None = None, unit: str = "元"
) -> Batch:
    """A ledger whose columns stand from A on, rows from 4; columns nobody has are not there."""
    stated = {name for row in rows for name in row}
    left_out = LACKING if lacking is None else lacking
    fields = [name for name in FIELDS if name in stated or name not in left_out]
    columns = {name: [row.get(name) for row in rows] for name in (*fields, *_DERIVED)}
    frame = build_frame(
        "cases", columns, ["台账"] * len(rows), list(range(4, len(rows) + 4)),
        [row.get("held", False) for row in rows],
    )  # fmt: skip
    absent = [name for name in FIELDS if name not in fields]
    places = tuple(
        FieldPlace(
            sheet="台账", field=name, column=column, unit=unit if name.endswith("_fen") else ""
        )
        for column, name in enumerate(fields, 1)
    )
    return Batch(
        form="cases", file_name="台账.xlsx", sha256="0",
        frames={"cases": frame.drop(columns=absent)}, places=places,
    )  # fmt: skip


def ask(batch: Batch, campaign: Campaign = CAMPAIGN, **more: Any) -> tuple[Problem, ...]:
    outcome = check_ledger(batch, HEAD, campaign, more.pop("rules", RULES), **more)
    assert outcome.value is batch
    assert all(problem.message and problem.remedy for problem in outcome.problems)
    return outcome.problems


def codes(batch: Batch, **more: Any) -> list[str]:
    return sorted(problem.code for problem in ask(batch, **more))


def at(batch: Batch, **more: Any) -> list[tuple[str, str]]:
    return sorted((problem.code, problem.origin.cell) for problem in ask(batch, **more))


# 终本 -------------------------------------------------------------------------------------------


def test_interim_closing_of_a_case_that_is_fully_paid() -> None:  # T15
    batch = ledger(done(1, "closed_interim", recovered=50_000), done(2, "closed_interim"))
    (problem,) = ask(batch)
    assert (problem.code, problem.origin.cell) == ("R-19", "台账!E4")
    assert problem.case_no == no(1)
    assert problem.facts["claim"] == problem.facts["recovered"] == "50000"


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ({"recovered": 30_000, "waived": 20_000}, True),
        ({"recovered": 30_000, "closing_claim": 30_000}, True),
        ({"recovered": 30_000, "closing_claim": 40_000}, False),
        ({"recovered": 49_999.99}, False),
        ({"recovered": 0, "claim": 0}, False),
        ({"recovered": None}, False),
        ({"claim": None}, False),
        ({"recovered": 60_000}, False),  # R-08 asks about that already
    ],
)
def test_what_is_fully_paid(said: dict[str, Any], fires: bool) -> None:
    assert codes(ledger(done(1, "closed_interim", **said))) == (["R-19"] if fires else [])


@pytest.mark.parametrize(
    ("filed", "closed", "fires"),
    [
        (date(2025, 10, 18), date(2026, 1, 18), True),
        (date(2025, 10, 17), date(2026, 1, 18), False),
        (date(2025, 11, 30), date(2026, 2, 28), True),  # no 30th of February
        (date(2025, 11, 30), date(2026, 3, 1), False),
        (date(2026, 1, 10), date(2026, 4, 10), True),  # 90 days, and not past three months
        (date(2026, 1, 10), date(2026, 4, 11), False),
        (date(2025, 11, 19), date(2026, 1, 18), True),  # T14: day 60
        (None, date(2026, 1, 18), False),
    ],
)
def test_interim_closing_within_three_calendar_months(
    filed: date | None, closed: date, fires: bool
) -> None:
    year = filed.year if filed else 2025
    batch = ledger(done(1, "closed_interim", year=year, filed_on=filed, closed_on=closed))
    assert at(batch) == ([("R-23", "台账!B4")] if fires else [])
    other = ledger(done(1, "terminated", year=year, filed_on=filed, closed_on=closed))
    assert codes(other) == []


def test_a_closing_of_before_the_campaign_counts_nowhere_and_is_not_asked() -> None:
    early = {"closed_on": date(2025, 12, 19), "filed_on": date(2025, 11, 19)}
    assert codes(ledger(done(1, "closed_interim", **early, recovered=50_000))) == []
    assert codes(ledger(done(1, **early))) == []


def test_interim_closings_of_livelihood_cases_are_named_once() -> None:
    rows = [
        done(n, "closed_interim", cause=cause)
        for n, cause in enumerate(
            ["追索劳动报酬纠纷", "买卖合同纠纷", "抚养费纠纷", "劳务合同纠纷", *["赡养费纠纷"] * 4],
            1,
        )
    ]
    rows.append(done(9, "closed_interim", cause="抚养费纠纷", closed_on=date(2026, 1, 11)))
    assert codes(ledger(*rows), rules=rules_in_force((), HEAD.period_end)) == []
    (problem,) = ask(ledger(*rows))
    assert (problem.code, problem.severity, problem.facts["count"]) == ("R-27", "note", "7")
    assert problem.facts["cases"].count("号") == 5
    assert problem.facts["cases"].endswith("等")
    assert no(2) not in problem.facts["cases"]
    wages = Action(id="wages", name="整治欠薪案件", causes=("wage", "migrant_wage"))
    of_wages = Campaign(
        id="w", name="w", start=CAMPAIGN.start, end=CAMPAIGN.end, actions=(wages,)
    )  # fmt: skip
    (problem,) = ask(ledger(*rows), campaign=of_wages)
    assert problem.facts["count"] == "2"


# 执行完毕 ---------------------------------------------------------------------------------------


def test_completed_with_a_shortfall() -> None:  # T16
    batch = ledger(done(1, recovered=30_000), done(2, recovered=50_000), done(3, recovered=None))
    (problem,) = ask(batch)
    assert (problem.code, problem.origin.cell) == ("R-20", "台账!E4")
    assert (problem.facts["gap"], problem.value) == ("20000", 2_000_000)


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ({"waived": 20_000}, False),
        ({"waived": 10_000}, True),
        ({"closing_claim": 30_000}, False),
        ({"closing_claim": 40_000}, True),
        ({"note": "双方达成和解"}, False),
        ({"note": "以房抵债"}, False),
        ({"note": "余款申请人放弃"}, False),
        ({"note": "未达成和解"}, True),
        ({"note": "和解未果"}, True),
        ({"note": "正在协商和解"}, True),
        ({"note": "已抵账"}, False),
        ({"note": "没有放弃"}, True),
        ({"note": "以不动产抵债"}, False),
        ({"note": "已归档"}, True),
        ({"settled_on": date(2026, 1, 10)}, False),
        ({"claim": None}, False),
        ({"held": True}, False),
    ],
)
def test_what_explains_a_shortfall(said: dict[str, Any], fires: bool) -> None:
    assert codes(ledger(done(1, recovered=30_000, **said))) == (["R-20"] if fires else [])


def test_a_closing_method_that_names_the_settlement_explains_a_shortfall() -> None:
    batch = ledger(done(1, recovered=30_000), done(2, recovered=30_000))
    batch = Batch(
        form=batch.form, file_name=batch.file_name, sha256="0", frames=batch.frames,
        places=batch.places, spelled=frozenset({("台账", 4, "close_method")}),
    )  # fmt: skip
    assert at(batch) == [("R-20", "台账!E5")]


def test_what_rounding_takes_is_no_shortfall() -> None:
    short = done(1, claim=34_567, recovered=34_500)
    assert codes(ledger(short)) == ["R-20"]
    assert codes(ledger(short, unit="万元")) == []


def test_a_doubted_amount_is_asked_nothing_else() -> None:
    batch = ledger(done(1, recovered=30_000), done(2, recovered=30_000))
    doubt = Problem(
        rule=rule("P-03"), field="recovered_fen",
        origin=Origin(file="台账.xlsx", sheet="台账", row=4, column=5),
    )  # fmt: skip
    assert at(batch, known=(doubt,)) == [("R-20", "台账!E5")]


# half a closing, notes --------------------------------------------------------------------------


def test_a_ledger_without_a_column_of_methods_is_asked_once() -> None:
    rows = [done(n, None) for n in range(1, 4)]
    for row in rows:
        del row["close_method"]
    batch = ledger(*rows, case(4), lacking=(*LACKING, "close_method"))
    (problem,) = ask(batch)
    assert (problem.code, problem.origin.cell, problem.value) == ("R-26", "台账!F4", 3)
    assert problem.subject == "closed_on>close_method"
    structure = Problem(
        rule=rule("S-03"), field="close_method", origin=Origin(file="a", sheet="台账", row=3)
    )  # fmt: skip
    assert codes(batch, known=(structure,)) == []


def test_a_method_without_a_day() -> None:
    row = done(1)
    del row["closed_on"]
    (problem,) = ask(ledger(row, case(2), lacking=(*LACKING, "closed_on")))
    assert (problem.code, problem.subject) == ("R-26", "close_method>closed_on")


def test_half_a_closing_is_asked_at_the_cell_that_lacks() -> None:
    batch = ledger(done(1, None), case(2), done(3, "terminated", closed_on=None), done(4, None))
    assert at(batch) == [("R-26", "台账!F6"), ("R-26", "台账!G4"), ("R-26", "台账!G7")]
    unread = Problem(
        rule=rule("V-14"), field="close_method",
        origin=Origin(file="a", sheet="台账", row=4, column=7),
    )  # fmt: skip
    assert at(batch, known=(unread,)) == [("R-26", "台账!F6"), ("R-26", "台账!G7")]
    assert codes(ledger(case(1), case(2))) == []


@pytest.mark.parametrize(
    ("note", "closed", "fires"),
    [
        ("与首执重复", False, True),
        ("作废", False, True),
        ("本案不计入", False, True),
        ("误报，应删除", False, True),
        ("撤销", False, True),
        ("撤回报结", True, True),
        ("撤销报结，继续执行", False, False),
        ("含和解未履行", True, True),
        ("含和解未履行", False, True),
        ("分期履行中", True, True),
        ("分期履行中", False, False),
        ("分期履行完毕", True, False),
        ("经核对不重复", True, False),
        ("未与首执重复", False, False),
        ("并非重复", False, False),
        ("没有误报", False, False),
        ("未作废", False, False),
        ("已撤销失信", False, False),
        ("多次重复查控", False, False),
        ("请勿计入", False, True),
        ("此行不算", False, True),
        ("重复案", False, True),
        ("不纳入本次统计", False, True),
        ("不纳入失信", False, False),
        ("轮候查封，重复查封已剔除", False, False),
        ("票据作废", False, False),
        ("剔除利息后标的为3万元", False, False),
        ("没有履行完毕", True, True),
        ("尚未全部付清", True, True),
        ("和解，余款年底前付清", True, True),
        ("已于年底前付清", True, False),
        ("分期支付，已还清", True, False),
        ("分期履行款已全部到位", True, False),
        ("未履行完毕，已撤回报结", True, True),
        (None, True, False),
    ],
)
def test_notes_that_change_the_meaning_of_a_row(note: str, closed: bool, fires: bool) -> None:
    row = done(1, recovered=50_000, note=note) if closed else case(1, note=note)
    expected = [("R-28", "台账!H4")] if fires else []
    assert at(ledger(row, case(2, note="正常"))) == expected


def test_a_settlement_still_performed_is_one_question() -> None:  # T17
    """Its shortfall has the same cause; 终结执行 may leave a settlement to be performed."""
    note = "双方达成和解，分期履行中"
    assert codes(ledger(done(1, recovered=30_000, note="分期履行中"))) == ["R-28"]
    assert codes(ledger(done(1, "closed_interim", note=note))) == ["R-28"]
    assert codes(ledger(done(1, "closed_interim", note="未履行完毕"))) == []
    assert codes(ledger(done(1, "terminated", note=note))) == []


# numbers, amounts, texts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "filed", "fires"),
    [
        (2025, date(2025, 1, 1), False),
        (2026, date(2025, 3, 2), True),
        (2025, date(2026, 3, 2), True),
        (2026, date(2025, 12, 1), False),
        (2026, date(2025, 11, 30), True),
        (2025, date(2026, 1, 31), False),
        (2025, date(2026, 2, 1), True),
        (2016, date(2026, 1, 5), True),
        (2026, None, False),
    ],
)
def test_the_year_of_a_number_and_of_its_filing(year: int, filed: date, fires: bool) -> None:
    expected = [("R-29", "台账!B4")] if fires else []
    assert at(ledger(case(1, year=year, filed_on=filed))) == expected


def test_resumed_cases_without_their_original_are_named_once() -> None:
    rows = [case(n, "执恢") for n in range(1, 8)]
    (problem,) = ask(ledger(*rows, case(9)))
    assert (problem.code, problem.severity, problem.facts["count"]) == ("R-30", "note", "7")
    assert problem.origin.cell == "台账!A4"
    rows[0]["original_case_no"] = no(5, year=2024)
    (problem,) = ask(ledger(*rows))
    assert (problem.origin.cell, problem.facts["count"]) == ("台账!I5", "6")
    assert codes(ledger(rows[0], case(9))) == []


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_placeholders(unit: str) -> None:
    each = 1 if unit == "元" else 10_000
    rows = [
        case(1, claim=9999 * each, recovered=0), case(2, claim=12345 * each, recovered=1 * each),
        case(3, claim=9998 * each, recovered=100 * each), case(4, claim=999 * each, recovered=None),
    ]  # fmt: skip
    found = at(ledger(*rows, unit=unit))
    assert found == [("V-20", "台账!D4"), ("V-20", "台账!D5"), ("V-20", "台账!D7")]
    assert ask(ledger(*rows, unit=unit))[0].facts["value"] == f"9999 {unit}"


def test_the_same_one_in_every_row_is_one_question() -> None:
    rows = [case(n, recovered=1) for n in range(1, 6)]
    (problem,) = ask(ledger(*rows))
    assert (problem.code, problem.origin.cell, problem.subject) == (
        "V-20", "台账!E4", "recovered_fen",
    )  # fmt: skip
    assert codes(ledger(*rows[:4])) == []
    assert codes(ledger(*rows, case(9, recovered=2))) == []
    assert codes(ledger(*rows, case(9, recovered=None))) == ["V-20"]


def test_texts_that_begin_like_a_formula() -> None:
    rows = [case(n, note=note) for n, note in enumerate(["=1+1", "-系夫妻债务", "a=b", None], 1)]
    (problem,) = ask(ledger(*rows))
    assert (problem.code, problem.severity) == ("V-24", "note")
    assert (problem.origin.cell, problem.facts["count"], problem.facts["sign"]) == (
        "台账!H4", "2", "=",
    )  # fmt: skip


# the whole --------------------------------------------------------------------------------------


def test_a_held_row_is_silent() -> None:
    rows = [
        done(1, "closed_interim", recovered=50_000, held=True),
        case(2, year=2016, held=True, claim=9999, note="作废"),
        case(3, "执恢", held=True, note="=1"),
    ]
    assert codes(ledger(*rows)) == []
    assert codes(ledger(*rows, case(4))) == []


def test_a_campaign_switches_a_check_off_and_moves_its_threshold() -> None:
    batch = ledger(done(1, "closed_interim", filed_on=date(2025, 9, 1)))
    six = CheckSetting(code="R-23", thresholds={"months": "6"})
    assert codes(batch) == []
    assert codes(batch, rules=rules_in_force((six,), HEAD.period_end)) == ["R-23"]
    every = ledger(
        done(1, "closed_interim", recovered=50_000, note="作废", cause="抚养费纠纷"),
        done(2, recovered=9999, year=2016, note="=1"), case(3, "执恢"),
        case(4), done(5, None), done(6, "closed_interim", filed_on=date(2025, 12, 1)),
    )  # fmt: skip
    fired = codes(every)
    assert set(fired) >= {
        "R-19", "R-20", "R-23", "R-26", "R-27", "R-28", "R-29", "R-30", "V-20", "V-24",
    }  # fmt: skip
    for code in sorted(set(fired)):
        off = rules_in_force((REVIEW, CheckSetting(code=code, on=False)), HEAD.period_end)
        left = [each for each in fired if each != code]
        # With its note not asked about, a row's other contradictions are.
        assert [c for c in codes(every, rules=off) if c in left] == left
        assert code not in codes(every, rules=off)


def test_rows_in_another_order_give_the_same_questions() -> None:
    rows = [
        done(1, "closed_interim", recovered=50_000), done(2, recovered=1_000),
        case(3, year=2016), case(4, note="与首执重复"), case(5, claim=99_999),
    ]  # fmt: skip

    def said(*given: dict[str, Any]) -> list[tuple[str, str]]:
        return sorted((p.code, p.case_no) for p in ask(ledger(*given)))

    assert said(*rows) == said(*reversed(rows))


def test_placeholders_that_no_column_can_hold_are_none() -> None:
    """999,999,999 亿元 is more 分 than 64 bits have; what a cell holds is compared all the same."""
    batch = ledger(case(1, claim=99_999_000_000), case(2, claim=1_200_000_000), unit="亿元")
    assert [p.origin.row for p in ask(batch) if p.code == "V-20"] == [4]


def test_a_hundred_thousand_rows_take_no_time() -> None:
    size = 100_000
    frame = build_frame(
        "cases",
        {
            "case_no": [no(n) for n in range(size)], "case_year": [2025] * size,
            "case_type": ["执"] * size, "filed_on": [date(2025, 6, 3)] * size,
            "cause": ["追索劳动报酬纠纷", "买卖合同纠纷"] * (size // 2),
            "claim_fen": np.arange(size) * 10_000 + 50_00, "recovered_fen": np.arange(size) * 10_000,
            "closed_on": [date(2026, 1, 14), None] * (size // 2),
            "close_method": ["terminated", None] * (size // 2),
            "note": [f"第{n}件，已通知申请执行人" for n in range(size)],
        },
        ["台账"] * size, np.arange(4, size + 4), np.zeros(size, dtype=bool),
    )  # fmt: skip
    places = tuple(
        FieldPlace(sheet="台账", field=str(name), column=i) for i, name in enumerate(frame, 1)
    )
    batch = Batch(
        form="cases", file_name="a", sha256="0", frames={"cases": frame}, places=places
    )  # fmt: skip
    assert isinstance(frame, pd.DataFrame)
    began = time.process_time()
    found = codes(batch)
    assert time.process_time() - began < 1
    assert found == ["F-18"]
