"""Columns: look-alikes, doubles, unknown ones, units and their contradictions."""

import datetime as dt

import pytest

from enforcement_cli.locate.book import locate
from enforcement_cli.locate.columns import header_unit, match_path
from tests.builder import book

DAY = dt.date(2026, 1, 5)
CASE = "（2026）辽1202执1号"


@pytest.fixture
def find(desk, campaign):
    return lambda made: locate(made.raw(), desk, campaign)


def codes(outcome):
    return [(problem.code, problem.origin.cell, problem.field) for problem in outcome.problems]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("申请标的",), "claim_fen"),
        (("结案标的",), "closing_claim_fen"),
        (("到位金额",), "recovered_fen"),
        (("到位率",), None),
        (("到位数",), None),
        (("标的",), None),
        (("本周到位",), "recovered_week"),
        (("本周", "到位金额"), "recovered_week"),
        (("上周", "执行到位", "金额"), None),
        (("累计", "到位金额"), "recovered_fen"),
        (("累计到位",), "recovered_fen"),
        (("任务", "到位金额"), None),
        (("金额情况", "其中", "到位金额"), "recovered_fen"),
        (("执行到位", "其中:涉民生", "到位金额"), None),
        (("执行到位金额", "合计"), "recovered_fen"),
        (("执行到位", "金额"), "recovered_fen"),
        (("拘留日期",), "detained"),
        (("拘留天数",), None),
        (("拘留", "天数"), None),
        (("强制措施", "拘传"), "compelled"),
        (("罚款", "人次"), None),
        (("罚款金额",), None),
        (("执行完毕",), None),
        (("执行到位金额/万元",), "recovered_fen"),
    ],
)
def test_look_alikes_of_a_ledger(path, field):
    assert match_path(path, "cases") == field


@pytest.mark.parametrize(
    ("shown", "unit"),
    [
        ("到位金额（万元）", "万元"),
        ("金额情况（单位：元）/已到位", "元"),
        ("金额（万元）/其中/到位（元）", "元"),
        ("到位金额/万元", "万元"),
        ("标的额(人民币 元)", "元"),
        ("到位金额（亿）", "亿元"),
        ("开原到位金额", ""),
        ("执结（件）", ""),
    ],
)
def test_units_in_headers(shown, unit):
    assert header_unit(shown) == unit


def test_first_case_number_beside_another_is_the_originals(find):
    both = book().header("首次执行案号", "案号", "立案日期").row("（2025）辽1202执9号", CASE, DAY)
    (table,) = find(both).value.tables
    assert table.place("case_no").column == 2
    assert table.place("original_case_no").column == 1
    alone = book().header("首次执行案号", "立案日期").row(CASE, DAY)
    (table,) = find(alone).value.tables
    assert table.place("case_no").column == 1


def test_two_full_columns_of_one_field_are_asked_about(find):
    made = book().header("案号", "到位金额（元）", "执行款（元）").row(CASE, 1, 2)
    assert codes(find(made)) == [("S-04", "Sheet1!C1", "recovered_fen")]


def test_a_header_that_stands_twice_is_said_to(find):
    made = book().header("案号", "到位金额（元）", "备注", "到位金额（元）").row(CASE, 1, "a", 2)
    outcome = find(made)
    assert codes(outcome) == [("S-05", "Sheet1!D1", "recovered_fen")]
    assert outcome.problems[0].facts["columns"] == "B、D"
    apart = (
        book()
        .header("案号", "立案日期", "到位金额（元）", "到位金额（元）")
        .row(CASE, DAY, 1, None)
    )
    assert codes(find(apart)) == []


def test_an_empty_double_gives_way_and_remarks_may_be_many(find):
    made = (
        book()
        .header("案号", "到位金额（元）", "执行款（元）", "目前进展", "备注", "序号", "序号")
        .row(CASE, None, 2, "a", "b", 1, 1)
    )
    outcome = find(made)
    (table,) = outcome.value.tables
    assert codes(outcome) == []
    assert table.place("recovered_fen").column == 3
    assert table.place("note").column == 5


def test_a_weeks_part_is_known_only_beside_the_cumulative_figure(find):
    both = book().header("案号", "本周到位（元）", "累计到位（元）").row(CASE, 1, 2)
    assert codes(find(both)) == []
    alone = book().header("案号", "立案日期", "本周到位（元）").row(CASE, DAY, 1)
    assert codes(find(alone)) == [("S-06", "Sheet1!C1", "")]


def test_look_alikes_are_not_even_suggested(find):
    made = (
        book()
        .header("案号", "立案日期", "罚款金额", "拘留天数", "到位率")
        .row(CASE, DAY, 5, 6, 0.5)
    )
    assert [p.facts["suggestion"] for p in find(made).problems] == ["", "", ""]


def test_an_unknown_column_is_asked_about_only_with_data_and_the_nearest_is_named(find):
    made = (
        book()
        .header("案号", "立案日期", "执行到位金额数", "别的", "空")
        .row(CASE, DAY, 3, "x", None)
    )
    outcome = find(made)
    assert codes(outcome) == [("S-06", "Sheet1!C1", "recovered_fen"), ("S-06", "Sheet1!D1", "")]
    first, second = (problem.facts["suggestion"] for problem in outcome.problems)
    assert "执行到位金额" in first
    assert second == ""


def test_data_under_no_header_is_asked_about(find):
    made = book().header("案号", "立案日期").row(CASE, DAY, "悄悄话")
    assert codes(find(made)) == [("S-06", "Sheet1!C1", "")]


def test_columns_of_the_case_system_nobody_needs(find):
    made = book().header("案号", "立案日期", "书记员", "执行天数").row(CASE, DAY, "甲", 3)
    assert codes(find(made)) == []


@pytest.mark.parametrize(
    "title", ["单位：万元", "金额单位：人民币万元", "单位：件、万元", "台账（万元）"]
)
def test_the_title_gives_the_unit(find, title):
    made = book().title(title).header("案号", "到位金额").row(CASE, 3)
    outcome = find(made)
    place = outcome.value.tables[0].place("recovered_fen")
    assert (place.unit, place.unit_witnesses) == ("万元", (("title", "万元"),))
    assert codes(outcome) == []


def test_the_reporting_unit_is_no_unit_of_money(find):
    made = book().title("填报单位：银州区法院").header("案号", "到位金额").row(CASE, 3)
    assert codes(find(made)) == [("S-11", "Sheet1!B2", "recovered_fen")]


def test_every_cell_with_its_own_unit_needs_no_other(find):
    made = (
        book()
        .header("案号", "到位金额")
        .rows((CASE, "3.5万元"), (CASE, "500"), (CASE, "1200元"), (CASE, "—"))
    )
    assert codes(find(made))[:1] == [("S-11", "Sheet1!B1", "recovered_fen")]
    made = (
        book()
        .header("案号", "到位金额")
        .rows((CASE, "3.5万元"), (CASE, 0), (CASE, "不适用"), (CASE, None))
    )
    assert codes(find(made)) == []


def test_units_that_contradict_leave_the_column_unread(find):
    made = book().title("单位：元").header("案号", "立案日期", "到位金额（万元）").row(CASE, DAY, 3)
    outcome = find(made)
    assert codes(outcome) == [("S-12", "Sheet1!C2", "recovered_fen")]
    (table,) = outcome.value.tables
    assert table.place("recovered_fen") is None
    assert table.columns[2].unit_witnesses == (("header", "万元"), ("title", "元"))


def test_a_list_of_measures_without_its_date(find):
    made = book().header("案号", "措施种类", "数量", "被执行人").row(CASE, "拘留", 1, "甲")
    assert codes(find(made)) == [("S-07", "Sheet1!1行", "taken_on")]
