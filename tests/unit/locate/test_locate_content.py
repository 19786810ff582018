"""Content refutes a header, orders suggestions, and never names a field by itself."""

import datetime as dt

import pytest

from enforcement_cli.locate.book import locate
from enforcement_cli.locate.content import content_of
from enforcement_cli.locate.shape import find_by_shape
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from tests.builder import book

DAY = dt.date(2026, 1, 5)


def case(number):
    return f"（2026）辽1202执{number}号"


@pytest.fixture
def find(desk, campaign):
    return lambda made, **given: locate(made.raw(), desk, campaign, **given)


def asked(outcome):
    return [(p.code, p.origin.cell, p.did) for p in outcome.problems]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([case(1), None, case(2)], "case_no"),
        ([DAY, "2026.1.5", "1月5日", "未结"], "date"),
        ([46000.0, 46001.0], "serial"),
        (["3.5万", 12.0, "约5万", "壹万元", "—"], "number"),
        (["执行完毕", "终本"], "method"),
        (["甲", "乙", 3.0], "text"),
        (["甲", 3.0], ""),
        (["—", None], ""),
    ],
)
def test_what_a_column_looks_like(cells, kind):
    assert content_of(cells) == kind


def test_cells_that_cannot_be_what_the_header_says_are_not_read(find):
    made = book().header("案号", "结案日期", "结案方式", "到位金额（元）")
    for n in range(5):
        made.row(case(n), "执行完毕", DAY, 10)
    outcome = find(made)
    assert asked(outcome) == [("S-03", "Sheet1!B1", "blank"), ("S-03", "Sheet1!C1", "blank")]
    (table,) = outcome.value.tables
    assert (table.place("closed_on"), table.place("close_method")) == (None, None)
    assert table.place("recovered_fen").column == 4


def test_a_case_number_column_of_other_things_refuses_the_return(find):
    made = book().header("案号", "立案日期").rows(("甲", DAY), ("乙", DAY))
    assert asked(find(made)) == [("S-03", "Sheet1!A1", "refuse")]


def test_case_numbers_under_an_unknown_word_are_named_in_the_question(find):
    made = book().header("序号", "执行号", "立案日期", "结案日期", "结案方式")
    outcome = find(made.row(1, case(1), DAY, DAY, "终本").row(2, case(2), DAY, DAY, "终本"))
    assert [p.code for p in outcome.problems] == ["S-07"]
    assert "执行号" in outcome.problems[0].facts["suggestion"]


def test_case_numbers_under_words_nobody_knows_are_named_too(find):
    made = book().title("台账").header("甲乙", "丙丁", "戊己")
    for n in range(4):
        made.row(case(n), "文字", 5)
    outcome = find(made)
    assert [(p.code, p.origin.row) for p in outcome.problems] == [("S-07", 2)]
    assert "甲乙" in outcome.problems[0].facts["suggestion"]


def test_the_suggestion_is_a_field_that_the_cells_fit(find):
    made = book().header("案号", "立案日期", "到位数", "结案的时间")
    made.row(case(1), DAY, 35000.5, DAY).row(case(2), DAY, 2.5, None)
    outcome = find(made)
    assert [(p.code, p.origin.column) for p in outcome.problems] == [("S-06", 3), ("S-06", 4)]
    money, day = (p.facts["suggestion"] for p in outcome.problems)
    assert "执行到位金额" in money
    assert "结案日期" in day


def test_a_clerks_answer_stands_above_words_and_is_not_asked_again(find):
    made = (
        book()
        .title("银州区法院 单位：元")
        .header("案号", "立案日期", "到位数")
        .row(case(1), DAY, 3.5)
    )
    answer = ColumnAnswer(header="到位数", field="recovered_fen")
    mapping = Mapping(court="辽1202", form="cases", answers=(answer,))
    outcome = find(made, mappings=(mapping,))
    assert asked(outcome) == []
    assert outcome.value.tables[0].place("recovered_fen").column == 3
    # Another court's answers say nothing.
    other = Mapping(court="辽1204", form="cases", answers=(answer,))
    assert [p.code for p in find(made, mappings=(other,)).problems] == ["S-06"]
    ignored = Mapping(
        court="辽1202", form="cases", answers=(ColumnAnswer(header="到位数", field=""),)
    )
    outcome = find(made, mappings=(ignored,))
    assert asked(outcome) == []
    assert outcome.value.tables[0].place("recovered_fen") is None


def test_a_header_by_its_shape_alone():
    made = (
        book()
        .title("某某统计表", across=4)
        .row("填表：甲", None, None, "日期：乙")
        .row("类别", "数目", None, "备考")
        .row(None, "上年", "本年")
        .merge("A3:A4", "B3:C3", "D3:D4")
        .row("子", 1, 2, "x")
        .row("丑", 3, 4, "y")
    )
    band = find_by_shape(made.raw().sheets[0])
    assert (band.first, band.last) == (3, 4)
    assert band.paths[3] == ("数目", "本年")
