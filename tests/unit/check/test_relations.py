"""Figures of one aggregate return that cannot all be true, from a made workbook to the problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import pytest

from enforcement_cli.check.relations import check_relations
from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Calendar
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.vocabulary.checks import catalogue, rule, rules_in_force
from tests.builder import Book, book
from tests.disguise.compare import examine
from tests.disguise.make import disguise
from tests.disguise.truth import campaign as sample_campaign
from tests.stating import stated

TITLE = "银州区法院专项行动周报表（2026年1月5日至1月11日）"
WAGES = ("wage", "migrant_wage")
SMALL = Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000)
LIVELIHOOD = Action(id="livelihood", name="涉民生案件", causes=(*WAGES, "traffic"))
WAGE = Action(id="wages", name="整治欠薪案件", causes=WAGES)
CAMPAIGN = Campaign(
    id="winter70", name="“大干70天”冬季专项执行行动",
    start=dt.date(2025, 12, 20), end=dt.date(2026, 2, 28), actions=(SMALL, LIVELIHOOD, WAGE),
)  # fmt: skip
HEAD = ReturnHead(
    campaign="winter70", court="辽1202", form="aggregate", period_start=dt.date(2026, 1, 5),
    period_end=dt.date(2026, 1, 11), as_of=dt.date(2026, 1, 11),
)  # fmt: skip


@dataclass
class Judged:
    """What came of a return: problems, cells of the held figures, and what is not held."""

    problems: Sequence[Problem]
    held: list[str]

    @property
    def found(self) -> list[tuple[str, str]]:
        return [(problem.code, problem.origin.cell) for problem in self.problems]


def desk_of(campaign: Campaign) -> Desk:
    """A desk with some of its courts."""
    courts = (
        Court(code="辽12", name="辽宁省铁岭市中级人民法院", short="铁岭中院", level="intermediate"),
        Court(code="辽1202", name="铁岭市银州区人民法院", short="银州区法院"),
        Court(code="辽1204", name="铁岭市清河区人民法院", short="清河区法院"),
        Court(code="辽1221", name="铁岭县人民法院", short="铁岭县法院"),
    )
    return Desk(court="辽12", calendar=Calendar(), courts=courts, campaigns=(campaign,))


def judge(
    made: Book,
    campaign: Campaign = CAMPAIGN,
    *,
    head: ReturnHead = HEAD,
    on: Sequence[str] = (),
    said: Sequence[Problem] = (),
) -> Judged:
    read = stated(made, desk_of(campaign), campaign)
    assert read.problems == [], "the figures must be readable"
    settings = (*campaign.checks, *(CheckSetting(code=code) for code in on))
    rules = rules_in_force(settings, head.period_end)
    out = check_relations(read.batches[0], head, campaign, rules, said)
    assert all(p.message and p.subject and p.value is not None for p in out.problems)
    frame = out.value.frames["statements"]
    cells = [
        Origin(file="", sheet=row["sheet"], row=row["row"], column=row["column_number"]).cell
        for row in frame[frame["held"]].to_dict("records")
    ]
    return Judged(out.problems, cells)


def row_of(*pairs: Any) -> Book:
    """One row of figures: header, value, header, value; cells A3, B3, …"""
    return book().title(TITLE).row(*pairs[::2]).row(*pairs[1::2])


def actions(*headers: str, **rows: tuple[Any, ...]) -> Book:
    """A row an action: small A3…, then the next; `whole` is all cases, each once."""
    names = {"small": "小标的案件", "livelihood": "涉民生案件", "wages": "整治欠薪案件",
             "whole": "合计（去重）"}  # fmt: skip
    made = book().title(TITLE).row("类别", *headers)
    for key, cells in rows.items():
        made.row(names[key], *cells)
    return made


@pytest.mark.parametrize(
    ("pairs", "found", "held"),
    [
        (("累计执结", 20, "累计执行完毕", 23), [("R-01", "B3")], "A3 B3"),
        (("累计执结", 23, "累计执行完毕", 23), [], ""),
        (("累计执结", 20, "累计终本", 21), [("R-01", "B3")], "A3 B3"),
        (("累计执结", 20, "本周执行完毕", 23), [], ""),
        (("未结", 20, "超期未结", 21), [("R-01", "B3")], "A3 B3"),
        (("累计限高和失信（人次）", 20, "累计限高（人次）", 21), [("R-01", "B3")], "A3 B3"),
        (("累计限高和失信（人）", 20, "累计限高（人次）", 21), [], ""),
        (("累计执结", 20, "累计达成和解", 23), [], ""),  # 和解 is no closing
        (("累计执结", 30, "累计执行完毕", 20, "累计终本", 8, "累计终结执行", 5), [("R-32", "A3")],
         "A3 B3 C3 D3"),
        (("累计执结", 33, "累计执行完毕", 20, "累计终本", 8, "累计终结执行", 5), [], ""),
        (("累计执结", 30, "累计执行完毕", 20, "累计终本", 11), [("R-32", "A3")], "A3 B3 C3"),
        (("本周执结", 31, "累计执结", 13), [("R-31", "A3")], "A3 B3"),
        (("本周执结", 13, "累计执结", 13), [], ""),
        (("本周到位金额（万元）", 5.01, "累计到位金额（万元）", 5), [], ""),
        (("本周到位金额（万元）", 5.02, "累计到位金额（万元）", 5), [("R-31", "A3")], "A3 B3"),
        (("累计拘留人数", 15, "累计拘留人次", 12), [("R-09", "A3")], "A3 B3"),
        (("累计拘留人数", 12, "累计拘留人次", 12), [], ""),
        (("累计拘留人数", 0, "累计拘留人次", 12), [("R-10", "A3")], ""),
        (("累计拘留人数", 0, "累计拘留人次", 0), [], ""),
        (("累计移送拒执（件）", 14, "累计移送拒执（人）", 11), [("R-11", "A3")], ""),
        (("累计移送拒执（件）", 11, "累计移送拒执（人）", 14), [], ""),
        (("累计罚款金额（万元）", 1.5, "累计罚款人次", 0), [("R-12", "A3")], "A3 B3"),
        (("累计罚款金额（万元）", 0, "累计罚款人次", 0), [], ""),
        (("累计罚款金额（万元）", 1.5, "累计罚款人次", None), [], ""),
        (("累计执行完毕", 12, "累计到位金额（万元）", 0), [("R-07", "A3")], ""),
        (("累计执行完毕", 0, "累计到位金额（万元）", 0), [], ""),
        (("累计集中行动（次）", 3, "累计出动警力（人次）", 0), [("R-22", "A3")], ""),
        (("累计集中行动（次）", 3, "累计出动警力（人次）", 6), [], ""),
        (("旧存", 50, "本周新收", 20, "本周执结", 30, "未结", 45), [("R-03", "D3")], ""),
        (("旧存", 50, "本周新收", 20, "本周执结", 30, "未结", 40), [], ""),
        (("累计到位金额（万元）", 12, "累计申请执行标的额（万元）", 10), [("R-08", "A3")], ""),
        (("累计到位金额（万元）", 10, "累计申请执行标的额（万元）", 10), [], ""),
        (("累计罚款金额（万元）", 21, "累计罚款人次", 2), [("R-13", "A3")], ""),
        (("累计罚款金额（万元）", 20, "累计罚款人次", 2), [], ""),
        (("旧存", 50, "累计新收", 20, "累计受理", 75), [("R-02", "C3")], "A3 B3 C3"),
        (("旧存", 50, "累计新收", 20, "累计受理", 70), [], ""),
    ],
)  # fmt: skip
def test_figures_of_one_row(
    pairs: tuple[Any, ...], found: list[tuple[str, str]], held: str
) -> None:
    out = judge(row_of(*pairs, "备注", None))
    assert out.found == [(code, f"Sheet1!{cell}") for code, cell in found]
    assert out.held == [f"Sheet1!{cell}" for cell in held.split()]


def test_either_basis_may_balance_what_is_open() -> None:
    pairs = ("旧存", 50, "本周新收", 5, "本周执结", 3, "累计新收", 20, "累计执结", 30, "未结")
    assert judge(row_of(*pairs, 40)).found == []  # since the start
    assert judge(row_of(*pairs, 52)).found == []  # in the week
    (problem,) = judge(row_of(*pairs, 41)).problems
    assert (problem.code, problem.facts["difference"], problem.value) == ("R-03", "1件", 41)


def test_what_cannot_be_read_on_one_basis_is_not_asked_of_the_other() -> None:
    pairs = ("旧存", 50, "本周新收", 5, "本周执结", 4, "累计新收", 20, "累计执结", 30, "未结", 52)
    assert judge(row_of(*pairs)).found == [("R-03", "Sheet1!F3")]
    unread = Origin(file="return.xlsx", sheet="Sheet1", row=3, column=3)
    said = Problem(rule=rule("V-06"), origin=unread, facts={"field": "执结", "raw": "3.5"})
    assert judge(row_of(*pairs), said=[said]).found == []


def test_a_week_receives_more_than_its_new_claims() -> None:
    money = ("本周到位金额（万元）", 12, "本周申请执行标的额（万元）", 10)
    assert judge(row_of(*money)).found == [("R-08", "Sheet1!A3")]
    to_date = ("累计到位金额（万元）", 30, "累计申请执行标的额（万元）", 90)
    assert judge(row_of(*money, *to_date)).found == []


def test_what_is_received_of_older_cases_is_not_held_against_new_claims() -> None:
    money = ("累计到位金额（万元）", 12, "累计申请执行标的额（万元）", 10)
    assert judge(row_of(*money, "旧存", 50)).found == []
    assert judge(row_of(*money, "旧存", 0)).found == [("R-08", "Sheet1!A3")]


def test_a_part_printed_under_its_whole_is_one() -> None:
    made = (
        book().title(TITLE).row("累计执结（件）", None, "备注").row("总数", "其中：达成和解", None)
        .merge("A2:B2").row(20, 23, None)
    )  # fmt: skip
    assert judge(made).found == [("R-01", "Sheet1!B4")]


def test_what_needs_another_figure_by_default_off() -> None:
    made = row_of("累计到位金额（万元）", 35, "累计执结", 0)
    assert judge(made).found == []
    assert judge(made, on=["R-06"]).found == [("R-06", "Sheet1!A3")]


@pytest.mark.parametrize(
    ("small", "wages", "found", "held"),
    [
        (30, 9, [], []),
        (31, 9, [("R-04", "Sheet1!B4")], ["Sheet1!A4", "Sheet1!B4"]),
        (31, 32, [("R-04", "Sheet1!A4")], ["Sheet1!A4", "Sheet1!B4", "Sheet1!C4"]),
    ],
)
def test_an_action_above_all_cases(
    small: int, wages: int, found: list[tuple[str, str]], held: list[str]
) -> None:
    made = book().title(TITLE).row("累计执结（件）", None, None).merge("A2:C2")
    out = judge(made.row("总数", "其中：小标的", "其中：欠薪").row(30, small, wages))
    assert (out.found, out.held) == (found, held)


@pytest.mark.parametrize(
    ("wages", "livelihood", "found"),
    [((12, 3), (9, 3), ["Sheet1!B3"]), ((9, 3), (9, 3), []), ((12, 5), (9, 3), ["Sheet1!B3"])],
)
def test_an_action_within_another_by_the_campaigns_conditions(
    wages: tuple[int, int], livelihood: tuple[int, int], found: list[str]
) -> None:
    made = actions("执结（件）", "到位金额（万元）", wages=wages, livelihood=livelihood)
    assert judge(made).found == [("R-05", cell) for cell in found]
    # 小标的 is no part of 涉民生, whatever the figures say.
    other = actions("执结（件）", "到位金额（万元）", small=wages, livelihood=livelihood)
    assert judge(other).found == []


PARTS = (
    ("欠薪", "wage"),
    ("劳务", "migrant_wage"),
    ("交通事故", "traffic"),
    ("工伤", "work_injury"),
)


def seed_three(whole: float, *, apart: bool, union: bool = False) -> tuple[Book, Campaign]:
    """1887.06 with parts 87.7, 170.93, 174, 1797: of causes that exclude each other, or overlap."""
    kinds = tuple(
        Action(id=f"a{i}", name=f"{name}专项", causes=(cause,) if apart else (cause, "injury"))
        for i, (name, cause) in enumerate(PARTS)
    )
    named = Action(id="all", name="全部专项", any_of=tuple(kind.id for kind in kinds))
    campaign = replace(
        CAMPAIGN, actions=(*kinds, named) if union else kinds, scope="all" if union else "actions"
    )
    made = book().title(TITLE).row("类别", "到位金额（万元）", "备注")
    for kind, value in zip(kinds, (87.7, 170.93, 174, 1797), strict=True):
        made.row(kind.name, value, None)
    return made.row("全部专项" if union else "合计（去重）", whole, None), campaign


@pytest.mark.parametrize("union", [False, True])
def test_parts_that_exclude_each_other_make_up_the_whole(*, union: bool) -> None:
    out = judge(*seed_three(1887.06, apart=True, union=union))
    (problem,) = out.problems
    assert (problem.code, problem.origin.cell) == ("R-02", "Sheet1!B7")
    assert problem.facts["difference"] == "342.57万元"
    assert len(out.held) == 5
    assert judge(*seed_three(2229.63, apart=True, union=union)).found == []
    # 0.02万元 of five figures with two places each is rounding.
    assert judge(*seed_three(2229.61, apart=True, union=union)).found == []


def test_the_plain_sum_is_the_total_of_parts_that_exclude_each_other() -> None:
    for apart, problems in ((True, []), (False, [("X-12", "Sheet1!B7")])):
        made, campaign = seed_three(2229.63, apart=apart)
        made.here.rows[-1][0] = "合计"
        assert stated(made, desk_of(campaign), campaign).problems == problems


def test_parts_that_overlap_are_never_added() -> None:
    assert judge(*seed_three(1887.06, apart=False)).found == []
    assert judge(*seed_three(1797, apart=False)).found == []


@pytest.mark.parametrize(("total", "codes"), [(30, ["R-02"]), (42, []), (50, [])])
def test_of_a_wider_scope_the_parts_are_only_not_more(total: int, codes: list[str]) -> None:
    above = Action(id="large", name="大标的案件", claim_above_fen=10_000_000)
    campaign = replace(CAMPAIGN, actions=(SMALL, above), scope="all")
    made = book().title(TITLE).row("累计执结（件）", None, None).merge("A2:C2")
    made.row("总数", "其中：小标的", "其中：大标的").row(total, 30, 12)
    assert [code for code, _ in judge(made, campaign).found] == codes
    # An amount fixed on another day may have passed the bound in between.
    moving = replace(campaign, actions=(SMALL, replace(above, frozen_at="never")))
    assert judge(made, moving).found == []


@pytest.mark.parametrize(
    ("claimed", "filed", "found"), [(260, 20, [("R-15", "Sheet1!C3")]), (200, 20, []), (9, 0, [])]
)
def test_small_claims_are_small_on_average(
    claimed: float, filed: int, found: list[tuple[str, str]]
) -> None:
    made = actions("新收（件）", "申请执行标的额（万元）", small=(filed, claimed), wages=(1, 99))
    assert judge(made).found == found


def test_one_wrong_figure_is_one_problem_at_its_cell() -> None:
    pairs = ("本周执结", 9, "累计执结", 3, "累计执行完毕", 20, "累计终本", 8, "累计未结", 5)
    out = judge(row_of(*pairs))
    assert out.found == [("R-31", "Sheet1!B3")]  # in every one of the contradictions
    assert out.held == ["Sheet1!A3", "Sheet1!B3", "Sheet1!C3", "Sheet1!D3"]
    assert "C3" in out.problems[0].message


def test_wrong_figures_apart_are_problems_apart() -> None:
    out = judge(row_of("本周执结", 9, "累计执结", 3, "累计罚款金额（万元）", 1, "累计罚款人次", 0))
    assert out.found == [("R-31", "Sheet1!A3"), ("R-12", "Sheet1!C3")]


def test_a_figure_that_is_held_is_asked_nothing_more() -> None:
    made = row_of("累计执结", 3, "累计执行完毕", 9, "累计到位金额（万元）", 0, "累计搜查（次）", 1)
    assert judge(made).found == [("R-01", "Sheet1!B3")]


def test_a_figure_with_a_question_of_its_own_is_not_compared() -> None:
    made = row_of("累计执结", 20, "累计执行完毕", 23, "累计终本", 21)
    place = Origin(file="return.xlsx", sheet="Sheet1", row=3, column=2)
    asked = Problem(rule=rule("P-03"), origin=place)
    assert judge(made, said=[asked]).found == [("R-01", "Sheet1!C3")]


def test_a_campaign_may_switch_off_and_sharpen() -> None:
    made = row_of("累计执行完毕", 12, "累计到位金额（万元）", 0)
    off = replace(CAMPAIGN, checks=(CheckSetting(code="R-07", on=False),))
    assert judge(made, off).found == []
    sharp = replace(CAMPAIGN, checks=(CheckSetting(code="R-07", severity="return"),))
    out = judge(made, sharp)
    assert [(p.code, p.severity, p.did) for p in out.problems] == [("R-07", "return", "hold")]
    assert out.held == ["Sheet1!A3", "Sheet1!B3"]


def test_a_period_older_than_the_campaign_may_exceed_what_is_counted_since_its_start() -> None:
    early = replace(HEAD, period_start=dt.date(2025, 12, 15))
    made = row_of("本周执结", 31, "累计执结", 13)
    assert judge(made, head=early).found == []


def test_the_order_of_columns_changes_no_finding() -> None:
    cells = (("本周执结", 9), ("累计执结", 3), ("累计执行完毕", 20), ("累计罚款金额（万元）", 1),
             ("累计罚款人次", 0))  # fmt: skip
    said = {
        tuple(sorted((p.code, p.value) for p in judge(row_of(*sum(order, ()))).problems))
        for order in permutations(cells)
    }
    assert len(said) == 1


def test_another_form_comes_back_as_it_is() -> None:
    batch = stated(row_of("累计执结", 3, "累计搜查（次）", 1), desk_of(CAMPAIGN), CAMPAIGN).batches[
        0
    ]
    other = replace(batch, form="cases")
    assert check_relations(other, HEAD, CAMPAIGN, catalogue()).value is other


def test_clean_returns_in_thirty_disguises_raise_nothing() -> None:
    alarms: list[str] = []
    returns = 0
    for seed in range(30):
        for read in examine(disguise(seed, wrong="", form="aggregate"), in_file=False).reads:
            assert read.head is not None
            returns += 1
            rules = rules_in_force((), read.head.period_end)
            out = check_relations(read.batch, read.head, sample_campaign(), rules, read.problems)
            alarms += [f"{seed} {p.code} {p.origin.cell}" for p in out.problems]
    assert (returns > 60, alarms) == (True, [])
