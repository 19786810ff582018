"""Numbers nobody counted (X-06, V-20), and totals of rows with what explains their difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from enforcement_cli.check.controls import check_controls
from enforcement_cli.model.batch import Batch, Control
from enforcement_cli.model.problem import CheckSetting
from tests.builder import book
from tests.stating import stated
from tests.unit.check.test_relations import CAMPAIGN, HEAD, TITLE, actions, desk_of, judge, row_of

TWENTY_FIVE = ("累计拘传（人次）", 25, "累计拘留（人次）", 25, "累计搜查（次）", 25)


@pytest.mark.parametrize(
    ("pairs", "cell"),
    [
        (TWENTY_FIVE, "Sheet1!A3"),
        (("累计执结", 24, *TWENTY_FIVE), "Sheet1!B3"),
        (TWENTY_FIVE[:4], None),
        (("累计拘传（人次）", 9, "累计拘留（人次）", 9, "累计搜查（次）", 9), None),
        # Closed, completed and carried over are one family; so are 限高 and 失信.
        (("累计执结", 25, "累计执行完毕", 25, *TWENTY_FIVE[:2]), None),
        (("累计限高（人次）", 25, "累计失信（人次）", 25, *TWENTY_FIVE[:4]), "Sheet1!A3"),
        (("累计限高（人次）", 25, "累计失信（人次）", 25, *TWENTY_FIVE[:2]), None),
        # Apart from each other small numbers are equal by chance.
        ((*TWENTY_FIVE[:2], "累计执结", 60, *TWENTY_FIVE[2:4], "累计腾退（处）", 3,
          *TWENTY_FIVE[4:]), None),
        (("累计拘传（人次）", 37, "累计执结", 60, "累计拘留（人次）", 37, "累计腾退（处）", 3,
          "累计搜查（次）", 37), "Sheet1!A3"),
        # 12 in 万元 is the number 12.
        (("累计拘传（人次）", 12, "累计到位金额（万元）", 12, "累计搜查（次）", 12), "Sheet1!A3"),
        # This week's and to date are equal in the first week.
        (("本周拘传（人次）", 25, "累计拘传（人次）", 25, "本周拘留（人次）", 25,
          "累计拘留（人次）", 25), None),
    ],
)  # fmt: skip
def test_one_number_in_unrelated_columns(pairs: tuple[Any, ...], cell: str | None) -> None:
    assert judge(row_of(*pairs)).found == ([("X-06", cell)] if cell else [])


def test_equal_columns_in_week_and_to_date_are_one_problem() -> None:
    names = ("拘传（人次）", "拘留（人次）", "搜查（次）")
    pairs = [part for name in names for part in (f"本周{name}", 25, f"累计{name}", 25)]
    (problem,) = judge(row_of(*pairs)).problems
    assert (problem.code, problem.facts["cells"]) == ("X-06", "A3、C3、E3")


def test_a_campaign_may_ask_for_more_equal_columns() -> None:
    strict = replace(CAMPAIGN, checks=(CheckSetting(code="X-06", thresholds={"count": "4"}),))
    assert judge(row_of(*TWENTY_FIVE), strict).found == []


@pytest.mark.parametrize(
    ("pairs", "cell"),
    [
        (("累计执结", 999, "累计搜查（次）", 3), "A3"),
        (("累计执结", 40, "累计到位金额（万元）", 12345), "B3"),
        (("累计执结", 998, "累计到位金额（万元）", 1234), None),
    ],
)
def test_a_number_that_fills_a_gap(pairs: tuple[Any, ...], cell: str | None) -> None:
    found = [(code, at.removeprefix("Sheet1!")) for code, at in judge(row_of(*pairs)).found]
    assert found == ([("V-20", cell)] if cell else [])


def test_one_everywhere_is_a_number_nobody_counted() -> None:
    headers = ("执结（件）", "搜查（次）", "拘传（人次）")
    ones = actions(*headers, small=(1, 1, 1), livelihood=(1, 1, 1))
    assert judge(ones).found == [("V-20", "Sheet1!B3")]
    assert judge(actions(*headers, small=(1, 1, 1), livelihood=(1, 1, 2))).found == []
    assert judge(actions(*headers, small=(1, 1, 1))).found == []


def controls(
    stated_fen: int, *rows: int, unit: str = "万元", typed: bool = False, form: str = "cases"
) -> Batch:
    parts = tuple((2 + i, 5, value) for i, value in enumerate(rows))
    name = "claim_fen" if form == "cases" else "amount_recovered"
    control = Control(
        sheet="表1", row=9, column=5, label="合计", field=name, stated=stated_fen,
        summed=sum(rows), unit=unit, typed_over=typed, parts=parts,
    )  # fmt: skip
    return Batch(
        form=form, file_name="a.xlsx", sha256="0", frames={}, places=(), controls=(control,)
    )


@pytest.mark.parametrize(
    ("batch", "code", "clue"),
    [
        (controls(112_000_000, 12_000_000, 30_000_000, 58_000_000), "X-01", "第 2 行"),
        (controls(200_000_000, 12_000_000, 30_000_000, 58_000_000), "X-02", ""),
        (controls(100_980_000, *[14_430_000] * 7, form="aggregate"), "X-09", ""),
        (controls(100_980_000, *[14_430_000] * 7), "X-01", ""),  # cases are not rounded
        (controls(101_060_000, *[14_430_000] * 7, form="aggregate"), "X-01", ""),
        (controls(200_000_000, 12_000_000, 88_000_000, typed=True), "S-14", ""),
        (controls(112_000_000, 12_000_000, 88_000_000, typed=True), "S-14", "第 2 行"),
        (controls(88_120_000, 120_000, 88_000_000), None, ""),
        (controls(88_120_000, 12, 88_000_000), "X-01", "第 2 行"),
        (controls(20, 4, 6, unit=""), "X-02", ""),
        (controls(14, 3, 4, unit=""), "X-01", ""),  # twice 7 by chance
    ],
)  # fmt: skip
def test_a_wrong_total_says_where_the_difference_lies(
    batch: Batch, code: str | None, clue: str
) -> None:
    problems = check_controls(batch)
    assert [(p.code, p.origin.cell) for p in problems] == ([(code, "表1!E9")] if code else [])
    assert all(clue in p.message for p in problems)


def test_the_courts_of_a_total_that_explain_it() -> None:
    made = book().title(TITLE.replace("银州区", "铁岭两级")).row("法院", "累计执结（件）")
    made.row("银州区法院", 115).row("清河区法院", 31).row("铁岭县法院", 260).row("合计", 437)
    said = stated(made, desk_of(CAMPAIGN), CAMPAIGN, name="汇总.xlsx")
    assert said.problems == [("X-01", "Sheet1!B6")]
    (problem,) = check_controls(said.batches[0])
    assert problem.facts["clue"].startswith("差额恰为第 4 行的 31")


@pytest.mark.parametrize(
    ("total", "code", "value"),
    [
        (101.01, None, 101_010_000),
        (101.00, None, 101_000_000),
        (100.98, "X-09", 100_980_000),
        (90.00, "X-01", None),
        (202.02, "X-02", None),
    ],
)
def test_officers_whose_rows_are_rounded_or_added_twice(
    total: float, code: str | None, value: int | None
) -> None:
    made = book().title(TITLE).row("承办人", "到位金额（万元）", "备注")
    for number in range(7):
        made.row(f"{'甲乙丙丁戊己庚'[number]}某", 14.43, None)
    said = stated(made.row("合计", total, None), desk_of(CAMPAIGN), CAMPAIGN)
    assert said.problems == ([(code, "Sheet1!B10")] if code else [])
    assert said.value(None, "amount_recovered", "period") == value
    assert HEAD.court in said.courts
