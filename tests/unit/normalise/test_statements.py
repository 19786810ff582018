"""Values, units, courts and totals of aggregate returns: what enters, and what is asked."""

import datetime as dt
from dataclasses import replace

import pytest

from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from enforcement_cli.model.period import Calendar
from tests.builder import book
from tests.stating import stated

WEEK = "（2026年1月5日至1月11日）"
TITLE = f"银州区法院专项行动周报表{WEEK}"
CITY = f"铁岭两级法院专项行动周报表{WEEK}"
P, C = "period", "cumulative"


@pytest.fixture
def campaign():
    return Campaign(
        id="winter70", name="“大干70天”冬季专项执行行动",
        start=dt.date(2025, 12, 20), end=dt.date(2026, 2, 28),
        actions=tuple(
            Action(id=key, name=name)
            for key, name in (("small", "小标的案件"), ("livelihood", "涉民生案件"), ("wages", "整治欠薪案件"))
        ),
    )  # fmt: skip


@pytest.fixture
def desk(campaign):
    courts = (
        Court(code="辽12", name="辽宁省铁岭市中级人民法院", short="铁岭中院", level="intermediate",
              aliases=("中院", "市中院")),
        Court(code="辽1202", name="铁岭市银州区人民法院", short="银州区法院", aliases=("银州法院", "银州")),
        Court(code="辽1204", name="铁岭市清河区人民法院", short="清河区法院", aliases=("清河",)),
        Court(code="辽1221", name="铁岭县人民法院", short="铁岭县法院", aliases=("县院",)),
    )  # fmt: skip
    return Desk(court="辽12", calendar=Calendar(), courts=courts, campaigns=(campaign,))


def money(desk, campaign, *cells, header="到位金额（元）"):
    """One column of money, a row an action."""
    names = ("小标的案件", "涉民生案件", "整治欠薪案件")
    made = book().title(TITLE).row("行动", header, "执结（件）")
    for number, (name, cell) in enumerate(zip(names, cells, strict=False), start=7):
        made.row(name, cell, number)
    return stated(made, desk, campaign)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1.2万", 1_200_000), ("12,000元", 1_200_000), ("0.00012亿", 1_200_000),
        ("１２０００", 1_200_000), (0.1 + 0.2, 30), ("2000万", 2_000_000_000), ("1.98亿", 19_800_000_000),
        (0, 0), ("0", 0), ("—", None), ("/", None), ("未报", None), ("不适用", None), (None, None),
    ],
)  # fmt: skip
def test_every_notation_of_money_is_exact(desk, campaign, cell, fen):
    said = money(desk, campaign, cell, 5)
    assert said.value("small", "amount_recovered", P) == fen
    assert said.value("livelihood", "amount_recovered", P) == 500
    assert said.problems == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("87万余元", "V-08"), ("113万余元", "V-08"), ("约3", "V-08"), ("三千多", "V-08"),
        ("待定", "V-02"), (-5, "V-05"), (True, "V-02"), (dt.date(2026, 1, 5), "V-02"),
        ("0.001", "V-07"),
    ],
)  # fmt: skip
def test_what_is_no_exact_amount_is_missing_and_asked(desk, campaign, cell, code):
    said = money(desk, campaign, cell, 5)
    assert said.problems == [(code, "Sheet1!B3")]
    assert said.value("small", "amount_recovered", P) is None
    assert said.value("livelihood", "amount_recovered", P) == 500


def test_a_periods_figure_below_zero_enters_where_a_remark_says_why(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("行动", "本周执结（件）", "本周到位金额（元）", "累计执结（件）", "备注")
    )
    made.row("小标的案件", -2, "（500）", 7, "上周误报，核减").row("涉民生案件", -1, 5, 7, None)
    made.row("整治欠薪案件", 3, 5, -7, "核减")
    said = stated(made, desk, campaign)
    assert [pair for pair in said.problems if pair[0].startswith("V")] == [
        ("V-26", "Sheet1!B3"), ("V-26", "Sheet1!C3"), ("V-05", "Sheet1!B4"), ("V-05", "Sheet1!D5"),
    ]  # fmt: skip
    assert said.value("small", "cases_closed", P) == -2
    assert said.value("small", "amount_recovered", P) == -50_000
    assert said.value("livelihood", "cases_closed", P) is None
    assert said.value("wages", "cases_closed", C) is None


def test_another_unit_in_the_cell_is_asked(desk, campaign):
    said = money(desk, campaign, "300元", 5, header="到位金额（万元）")
    assert said.problems == [("V-10", "Sheet1!B3")]
    assert said.value("small", "amount_recovered", P) is None


def test_money_without_unit_and_with_two(desk, campaign):
    said = money(desk, campaign, 3, 5, header="到位金额")
    assert said.problems == [("S-11", "Sheet1!B2")]
    # Every cell with its own unit needs none above.
    said = money(desk, campaign, "3万元", "5000元", header="到位金额")
    assert said.problems == []
    assert said.value("small", "amount_recovered", P) == 3_000_000
    made = (
        book().title(TITLE).title("单位：万元").row("行动", "到位金额（元）", "执结（件）")
        .row("小标的案件", 300, 7)
    )  # fmt: skip
    said = stated(made, desk, campaign)
    assert said.problems == [("S-12", "Sheet1!B3")]
    assert said.one == {("small", "cases_closed", P): 7}


def test_a_broken_cell_is_no_zero(desk, campaign):
    made = (
        book().title(TITLE).row("行动", "执结（件）").row("小标的案件", None).row("涉民生案件", 2)
    )
    said = stated(made.broken(3, 2, "未计算"), desk, campaign)
    assert said.problems == [("S-15", "Sheet1!B3")]
    assert said.one == {("livelihood", "cases_closed", P): 2}
    assert said.held["辽1202"] == {("small", "cases_closed", P)}


@pytest.mark.parametrize(
    ("header", "title_unit", "cell", "unit", "asked"),
    [
        ("拘传（人次）", "", "448人", "人", [("V-25", "Sheet1!A3")]),
        ("拘传（人）", "单位：件、万元、人次", 448, "人", [("V-25", "Sheet1!A2")]),
        ("拘传（人）", "", 448, "人", []),
        ("拘传", "", 448, "人次", []),
        ("拘传", "", "448人", "人", []),
        ("拘传", "单位：件、万元、人次", "448人", "人", [("V-25", "Sheet1!A3")]),
        ("拘传人次", "", "448人次", "人次", []),
        ("查扣车辆（辆）", "", "3台", "辆", []),
        ("查封房产（套）", "", "3处", None, [("V-10", "Sheet1!A3")]),
    ],
)
def test_the_unit_nearest_the_value_is_its_unit(
    desk, campaign, header, title_unit, cell, unit, asked
):
    made = book().title(f"{TITLE} {title_unit}").row(header, "执结（件）").row(cell, 3)
    said = stated(made, desk, campaign)
    assert said.problems == asked
    units = {key[1]: found for key, (_, found) in said.courts["辽1202"].items()}
    assert units.pop("cases_closed") == "件"
    assert list(units.values()) == ([unit] if unit else [])


def test_persons_and_times_of_one_measure_are_two_statements(desk, campaign):
    made = book().title(TITLE).row("拘留人数", "拘留人次", "执结（件）").row(3, 4, 9)
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert sorted(said.courts["辽1202"].values()) == [(3, "人"), (4, "人次"), (9, "件")]


@pytest.mark.parametrize(
    ("cell", "cases", "persons", "code"),
    [
        ("11案14人", 11, 14, None), ("11件14人", 11, 14, None), (0, 0, 0, None),
        ("11/14", 11, 14, None), (11, None, None, "V-02"), ("—", None, None, None),
    ],
)  # fmt: skip
def test_cases_and_persons_of_one_cell(desk, campaign, cell, cases, persons, code):
    made = book().title(TITLE).row("移送拒执（案/人）", "执结（件）").row(cell, 3)
    said = stated(made, desk, campaign)
    assert said.value(None, "cases_criminal", P) == cases
    assert said.value(None, "persons_criminal", P) == persons
    assert said.problems == ([(code, "Sheet1!A3")] if code else [])


def test_rows_of_courts_are_returns_of_their_own(desk, campaign):
    made = (
        book().title(CITY).title("单位：件、万元")
        .row("单位", "执结", None, "到位金额", None)
        .row(None, "本周", "累计", "本周", "累计")
        .merge("A3:A4", "B3:C3", "D3:E3")
        .row("全市合计", 9, 41, 10, 101.01)
        .row("铁岭中院（含管辖）", 9, 40, 10, 101)
        .row("中院本级", 1, 5, 1, 10)
        .row("银州", 3, 15, 4, 40)
        .row("清河", 5, 20, 5, 51)
        .row("铁岭县法院", None, None, None, None)
    )  # fmt: skip
    said = stated(made, desk, campaign)
    # 40 + 10 + 51 is 101 and not 101.01, within the last digit printed; 41 is not 40.
    assert said.problems == [("X-01", "Sheet1!C5")]
    assert {court: figures[None, "cases_closed", C][0] for court, figures in said.courts.items()} == {
        "辽12": 5, "辽1202": 15, "辽1204": 20,
    }  # fmt: skip
    assert said.value(None, "amount_recovered", P, court="辽12") == 1_000_000


def test_a_column_of_courts_with_those_below_counts_the_desks_row_never(desk, campaign):
    made = book().title(CITY).row("法院（含管辖）", "本周执结（件）", "累计执结（件）")
    made.row("铁岭中院", 9, 40).row("银州区法院", 3, 15).row("清河区法院", 4, 20)
    said = stated(made, desk, campaign)
    assert (set(said.courts), said.problems) == ({"辽1202", "辽1204"}, [])


def test_an_unknown_court_holds_back_its_row_alone(desk, campaign):
    made = book().title(CITY).row("法院", "本周执结（件）", "累计执结（件）")
    made.row("银州区法院", 3, 15).row("西边区法院", 4, 20).row("县院", 1, 2)
    said = stated(made, desk, campaign, name="铁岭中院汇总.xlsx")
    assert said.problems == [("F-06", "Sheet1!A4")]
    assert set(said.courts) == {"辽1202", "辽1221", None}


def test_a_basic_courts_file_with_another_courts_row(desk, campaign):
    made = book().title(TITLE).row("法院", "本周执结（件）", "累计执结（件）")
    made.row("银州区法院", 3, 15).row("清河区法院", 4, 20)
    said = stated(made, desk, campaign)
    assert said.problems == [("F-05", "Sheet1!A4")]
    assert said.value(None, "cases_closed", C, court="辽1202") == 15


def test_a_zero_report_of_the_sheet_and_of_one_row(desk, campaign):
    made = book().title(TITLE).row("项目", "本周", "累计").row("零报告")
    said = stated(made, desk, campaign)
    assert (said.problems, said.courts) == ([], {"辽1202": {}})
    made = book().title(CITY).row("法院", "本周执结（件）", "累计执结（件）")
    made.row("银州区法院", 3, 15).row("清河区法院", "零报告", None).row("县院", "未报", None)
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert {court: len(figures) for court, figures in said.courts.items()} == {
        "辽1202": 2,
        "辽1204": 0,
    }


def test_a_blank_return_is_asked(desk, campaign):
    made = book().title(TITLE).row("项目", "本周", "累计").row("执结（件）", None, "—")
    said = stated(made, desk, campaign)
    assert (said.problems, said.one) == ([("F-10", "Sheet1!2行")], {})


@pytest.mark.parametrize(
    ("total", "problems", "value"),
    [((3, 5.5), [], 3), ((4, 5.5), [("X-01", "Sheet1!B5")], None)],
)
def test_the_total_of_officers_is_the_courts_figure(desk, campaign, total, problems, value):
    made = book().title(TITLE).row("承办人", "执结（件）", "到位金额（万元）")
    made.row("甲某", 2, 3.5).row("乙某", 1, 2).row("合计", *total)
    said = stated(made, desk, campaign)
    assert said.problems == problems
    assert said.value(None, "cases_closed", P) == value
    assert said.value(None, "amount_recovered", P) == 5_500_000
    assert len(said.one) == (2 if value else 1)


def test_officers_without_total_give_nothing(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("团队", "执结（件）", "拘留（人）")
        .row("一队", 2, 3)
        .row("二队", 1, 2)
    )
    said = stated(made, desk, campaign)
    assert (said.problems, said.one) == ([("S-22", "Sheet1!2行")], {})


@pytest.mark.parametrize(
    ("label", "total", "code", "kept"),
    [
        ("合计", 6, "X-12", False),
        ("合计", 5, None, True),
        ("合计", 3, None, True),
        ("合计", 2, "X-01", False),
        ("合计", 7, "X-01", False),
        ("合计（去重）", 6, None, True),
        ("合计（按案号去重）", 7, "X-01", False),
    ],
)
def test_a_total_over_actions(desk, campaign, label, total, code, kept):
    made = book().title(TITLE).row("类别", "执结（件）").row("小标的案件", 3).row("涉民生案件", 2)
    made.row("整治欠薪案件", 1).row(label, total)
    said = stated(made, desk, campaign)
    assert said.problems == ([(code, "Sheet1!B6")] if code else [])
    assert said.value(None, "cases_closed", P) == (total if kept else None)
    assert said.value("small", "cases_closed", P) == 3


def test_cases_of_one_action_within_another_are_not_counted_twice(desk, campaign):
    wage = ("wage", "migrant_wage")
    causes = {"livelihood": (*wage, "traffic"), "wages": wage}
    actions = tuple(replace(a, causes=causes.get(a.id, ())) for a in campaign.actions)
    campaign = replace(campaign, actions=actions)
    for total, code in ((6, "X-12"), (5, None)):
        made = book().title(TITLE).row("类别", "执结（件）").row("小标的案件", 3)
        made.row("涉民生案件", 2).row("整治欠薪案件", 1).row("合计（去重）", total)
        said = stated(made, desk, campaign)
        assert said.problems == ([(code, "Sheet1!B6")] if code else [])
        assert said.value(None, "cases_closed", P) == (None if code else total)


def test_one_action_with_cases_may_be_the_total(desk, campaign):
    made = book().title(TITLE).row("类别", "执结（件）").row("小标的案件", 3).row("涉民生案件", 0)
    said = stated(made.row("合计", 3), desk, campaign)
    assert (said.problems, said.value(None, "cases_closed", P)) == ([], 3)


def test_a_total_column_over_actions_of_each_court(desk, campaign):
    made = (
        book().title(CITY)
        .row("法院", "小标的案件", None, "涉民生案件", None, "合计", None)
        .row(None, *["本周执结", "累计执结"] * 3)
        .merge("A2:A3", "B2:C2", "D2:E2", "F2:G2")
        .row("银州", 1, 10, 2, 20, 2, 30)
        .row("清河", 1, 10, 0, 20, 1, 31)
    )  # fmt: skip
    said = stated(made, desk, campaign)
    assert sorted(said.problems) == [("X-01", "Sheet1!G5"), ("X-12", "Sheet1!G4")]
    assert said.value(None, "cases_closed", P, court="辽1202") == 2
    assert said.value(None, "cases_closed", C, court="辽1202") is None


def test_one_figure_twice(desk, campaign):
    made = book().title(TITLE).row("本周执结（件）", "本周结案（件）", "累计执结", "累计结案数")
    said = stated(made.row(3, 3, 2, 9), desk, campaign)
    assert said.problems == [("X-13", "Sheet1!D3")]
    assert said.one == {(None, "cases_closed", P): 3}
    assert said.held["辽1202"] == {(None, "cases_closed", C)}


@pytest.mark.parametrize("cell", [0.3333, 33.33, "33.3%", "33.33％", 33, 1 / 3])
def test_a_share_may_be_written_three_ways(desk, campaign, cell):
    made = book().title(TITLE).row("执结（件）", "执行完毕（件）", "执行完毕率").row(30, 10, cell)
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert len(said.one) == 2


@pytest.mark.parametrize(
    ("header", "cell", "asked"),
    [
        ("执行完毕率", "40%", True), ("执行完毕率", 0.4, True), ("终本率", "130%", True),
        ("终本率", -1, True), ("终本率", "30%", False), ("完成率", "120%", False),
    ],
)  # fmt: skip
def test_a_share_that_its_figures_do_not_give(desk, campaign, header, cell, asked):
    made = book().title(TITLE).row("执结（件）", "执行完毕（件）", header).row(30, 10, cell)
    said = stated(made, desk, campaign)
    assert said.problems == ([("V-21", "Sheet1!C3")] if asked else [])


def test_a_number_merged_over_two_figures_is_neithers(desk, campaign):
    made = book().title(TITLE).row("类别", "执结（件）", "到位金额（万元）").row("小标的案件", 1, 5)
    said = stated(made.row("涉民生案件", 2, None).merge("C3:C4"), desk, campaign)
    assert said.problems == [("S-13", "Sheet1!C3")]
    assert set(said.one.values()) == {1, 2}


def test_an_unknown_column_and_an_unknown_row_are_asked_once_each(desk, campaign):
    made = book().title(TITLE).row("项目", "本周", "累计", "某某数").row("执结（件）", 1, 2, 8)
    made.row("什么数", 3, 4, None).row("拘传（人次）", 5, 6, None)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-06", "Sheet1!D2"), ("S-21", "Sheet1!4行")]
    assert set(said.one.values()) == {1, 2, 5, 6}


def test_the_row_of_a_court_with_those_below_controls_the_others(desk, campaign):
    made = (
        book()
        .title(CITY)
        .row("法院", "本周执结（件）", "累计执结（件）")
        .row("铁岭中院（含管辖）", 9, 41)
    )
    made.row("中院本级", 1, 5).row("银州", 3, 15).row("清河", 5, 20)
    said = stated(made, desk, campaign)
    assert said.problems == [("X-01", "Sheet1!C3")]
    assert said.value(None, "cases_closed", C, court="辽12") == 5


def test_a_total_whose_word_stands_in_the_column_of_numbers(desk, campaign):
    made = book().title(CITY).row("序号", "法院", "本周执结（件）", "累计执结（件）")
    made.row(1, "银州", 3, 15).row(2, "清河", 4, 20).row("合计", None, 7, 36)
    said = stated(made, desk, campaign)
    assert said.problems == [("X-01", "Sheet1!D5")]
    assert set(said.courts) == {"辽1202", "辽1204"}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("法院", "执结（件）", "拘传（人次）"), (("银州", 3, 2), (None, 4, 5))),
        (("类别", "执结（件）", "拘传（人次）"), (("小标的案件", 3, 2), (None, 4, 5))),
        (("类别", "项目", "累计"), (("小标的案件", "执结（件）", 3), (None, "拘传（人次）", 5))),
        (("法院", "类别", "执结（件）"), (("银州", "小标的", 3), (None, "涉民生", 5))),
    ],
)
def test_a_blank_label_is_not_taken_from_the_row_above(desk, campaign, header, rows):
    made = book().title(TITLE).row(*header).rows(*rows)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-21", "Sheet1!4行")]
    frame = said.batches[0].frames["statements"]
    assert set(frame["row"]) == {3}


def test_a_blank_label_under_one_that_only_groups_is_none(desk, campaign):
    made = book().title(TITLE).row("类别", "项目", "累计").row("强制措施", "拘传（人次）", 3)
    said = stated(made.row(None, "拘留（人次）", 5), desk, campaign)
    assert said.problems == []
    assert set(said.one.values()) == {3, 5}


def test_two_units_are_asked_at_every_label_they_stand_over(desk, campaign):
    made = book().title(TITLE).title("单位：元").row("本周到位金额（万元）", 3.5, "本周执结", 4)
    made.row("累计到位金额（万元）", 30.5, "累计执结", 5)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-12", "Sheet1!3行"), ("S-12", "Sheet1!4行")]
    assert set(said.one.values()) == {4, 5}
    made = book().title(TITLE).title("单位：元").row("项目", "本周", "累计")
    made.row("到位金额（万元）", 3, 4).row("罚款金额（万元）", 5, 6).row("执结", 7, 8)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-12", "Sheet1!4行"), ("S-12", "Sheet1!5行")]
    assert set(said.one.values()) == {7, 8}


def test_a_row_of_money_without_unit(desk, campaign):
    made = book().title(TITLE).row("项目", "本周", "累计").row("到位金额", 3, 4).row("执结", 7, 8)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-11", "Sheet1!3行")]


@pytest.mark.parametrize(
    "header",
    [("2.行　动", "执结/件", "拘传/人次"), ("（一）专项行动", "执结[单位：件]", "1、拘传【人次】")],
)
def test_order_numbers_and_units_in_any_bracket(desk, campaign, header):
    made = book().title(TITLE).row(*header).row("小标的案件", 3, 4).row("合计（去重）", 3, 4)
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        ("small", "cases_closed", P): 3, ("small", "persons_compelled", P): 4,
        (None, "cases_closed", P): 3, (None, "persons_compelled", P): 4,
    }  # fmt: skip


@pytest.mark.parametrize("rows", [(("第3周", 1, 5), ("第4周", 1, 5)), (("第3周", 2, 5),)])
def test_a_column_nobody_knows_may_say_what_its_rows_are(desk, campaign, rows):
    made = book().title(TITLE).row("周次", "执结（件）", "搜查（次）").rows(*rows)
    said = stated(made, desk, campaign)
    assert (said.problems, said.one) == ([("S-06", "Sheet1!A2")], {})
    answer = Mapping(
        court="辽1202", form="aggregate", answers=(ColumnAnswer(header="周次", field=""),)
    )
    said = stated(made, desk, campaign, mappings=(answer,))
    assert said.problems == []
    assert said.value(None, "searches", P) == 5


@pytest.mark.parametrize(
    ("name", "total", "codes", "kept"),
    [("合计", 4, {"X-12"}, False), ("合计", 3, set(), True), ("合计", 9, {"X-01"}, False),
     ("合计（去重）", 4, set(), True)],
)  # fmt: skip
def test_a_sheet_of_totals_beside_a_sheet_an_action(desk, campaign, name, total, codes, kept):
    made = book()
    for sheet, value in ((name, total), ("小标的", 1), ("涉民生", 3)):
        made.sheet(sheet).title(TITLE).row("执结（件）", "备注").row(value, None)
    said = stated(made, desk, campaign)
    assert said.codes == codes
    assert said.value(None, "cases_closed", P) == (total if kept else None)
    assert said.value("small", "cases_closed", P) == 1
