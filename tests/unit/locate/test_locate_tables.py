"""Where tables stand: headers of every shape, totals anywhere, footers, hidden rows, merges."""

import datetime as dt

import pytest

from enforcement_cli.locate.body import total_label
from enforcement_cli.locate.book import locate
from enforcement_cli.locate.court_names import CourtNames
from tests.builder import book

DAY = dt.date(2026, 1, 5)
HEAD = ("序号", "案号", "立案日期", "申请标的（元）", "到位金额（元）", "结案日期", "结案方式")


def case(number):
    return f"（2026）辽1202执{number}号"


def line(number, claim=100, got=50):
    return (number, case(number), DAY, claim, got, DAY, "执行完毕")


@pytest.fixture
def find(desk, campaign):
    def run(made, file_name="return.xlsx"):
        return locate(made.raw(file_name), desk, campaign)

    return run


def fields(table):
    return {place.column: place.field for place in table.columns if place.field}


def cells(outcome):
    return [(problem.code, problem.origin.cell) for problem in outcome.problems]


def one(outcome):
    (table,) = outcome.value.tables
    return table


PLAIN = {1: "seq", 2: "case_no", 3: "filed_on", 4: "claim_fen", 5: "recovered_fen", 6: "closed_on", 7: "close_method"}  # fmt: skip


def test_title_lines_one_header_row_and_a_footer(find):
    made = (
        book()
        .title("银州区法院“大干70天”专项行动案件台账（第3周）", across=7)
        .row("填报单位：银州区法院", None, None, "数据截至：2026年1月4日")
        .blank()
        .header(*HEAD)
        .rows(line(1), line(2))
        .row("填报人：甲", None, "审核人：乙")
        .row("注：本表不含执保案件")
    )
    outcome = find(made)
    table = one(outcome)
    assert cells(outcome) == []
    assert table.form.key == "cases"
    assert table.header_rows == (4, 4)
    assert fields(table) == PLAIN
    assert table.body == (5, 6)
    assert table.place("claim_fen").unit == "元"
    assert table.place("claim_fen").unit_witnesses == (("header", "元"),)


def test_two_rows_with_merges_both_ways(find):
    made = (
        book()
        .title("台账", across=6)
        .header("执行案号", "立案时间", "金额情况（万元）", None, "结案情况", None)
        .header(None, None, "申请标的", "已到位", "结案时间", "结案方式")
        .merge("A2:A3", "B2:B3", "C2:D2", "E2:F2")
        .row(case(1), DAY, 1, 0.5, DAY, "终本")
    )
    table = one(find(made))
    assert table.header_rows == (2, 3)
    assert fields(table) == {1: "case_no", 2: "filed_on", 3: "claim_fen", 4: "recovered_fen", 5: "closed_on", 6: "close_method"}  # fmt: skip
    assert table.columns[3].header == "金额情况（万元）/已到位"
    assert table.place("recovered_fen").unit == "万元"


def test_three_rows_where_a_group_has_a_part(find):
    made = (
        book()
        .title("台账")
        .header("案号", "立案日期", "金额情况", None, None)
        .header(None, None, "申请执行标的", "执行到位", None)
        .header(None, None, None, "金额", "其中：现金")
        .merge("A2:A4", "B2:B4", "C2:E2", "C3:C4", "D3:E3")
        .row(case(1), DAY, "3万元", "1万元", None)
    )
    outcome = find(made)
    table = one(outcome)
    assert table.header_rows == (2, 4)
    assert fields(table) == {1: "case_no", 2: "filed_on", 3: "claim_fen", 4: "recovered_fen"}
    assert cells(outcome) == []


def test_four_rows(find):
    made = (
        book()
        .header("基本情况", None, "执行情况", None)
        .header("案件", None, "金额（元）", None)
        .header("编号与日期", None, "标的与到位", None)
        .header("案号", "立案日期", "申请标的", "到位金额")
        .merge("A1:B1", "C1:D1", "A2:B2", "C2:D2", "A3:B3", "C3:D3")
        .row(case(1), DAY, 1, 1)
    )
    table = one(find(made))
    assert table.header_rows == (1, 4)
    assert table.place("claim_fen").unit == "元"


def test_two_rows_without_merges_as_csv_has_them(find):
    made = (
        book()
        .title("台账")
        .header("案号", "立案日期", "本周", None, "金额情况（元）", None, "备注")
        .header(None, None, "执结", "到位金额", "申请标的", "已到位", None)
        .row(case(1), DAY, 1, 7, 5, 7, None)
    )
    outcome = find(made)
    table = one(outcome)
    assert table.header_rows == (2, 3)
    assert fields(table) == {1: "case_no", 2: "filed_on", 5: "claim_fen", 6: "recovered_fen", 7: "note", 4: "recovered_week"}  # fmt: skip
    # 本周/到位金额 is no 到位金额: a part of it, known beside it and not read.
    assert cells(outcome) == [("S-06", "Sheet1!C3")]


def test_leading_blank_rows_and_column_keep_excels_addresses(find):
    made = book().blank(2).row(None, "台账").row(None, *HEAD).row(None, *line(1))
    table = one(find(made))
    assert table.header_rows == (4, 4)
    assert table.place("case_no").column == 3
    assert table.body == (5,)


def test_instruction_example_and_order_rows_between_header_and_body(find):
    made = (
        book()
        .header(*HEAD)
        .row(1, 2, 3, 4, 5, 6, 7)
        .row("填写说明", "填写完整案号", "格式2026-01-01", "按元填写", "按元填写", "格式2026-01-01", "下拉选择")
        .row("例", *line(99)[1:])
        .rows(line(1), line(2))
    )  # fmt: skip
    assert one(find(made)).body == (5, 6)


def test_a_malformed_case_number_in_the_first_row_is_still_data(find):
    made = (
        book().header(*HEAD).row(1, "2026辽1202执壹", *line(1)[2:]).row(2, "辽1202", *line(2)[2:])
    )
    assert one(find(made)).body == (2, 3)


def test_total_first_subtotals_after_each_group_and_total_last(find):
    made = (
        book()
        .header(*HEAD)
        .row("合计", None, None, 400, 200)
        .rows(line(1), line(2))
        .row(None, "张法官小计", None, 200, 100)
        .rows(line(3), line(4))
        .row("小 计", None, None, 200, 100)
        .row("总计：", None, None, 400, 200)
    )
    table = one(find(made))
    assert table.body == (3, 4, 6, 7)
    assert [(total.row, total.label, total.covers) for total in table.totals] == [
        (2, "合计", (3, 4, 6, 7)),
        (5, "小计", (3, 4)),
        (8, "小计", (6, 7)),
        (9, "总计", (3, 4, 6, 7)),
    ]


def test_subtotals_that_lead_their_group(find):
    made = (
        book()
        .header(*HEAD)
        .row("小计", None, None, 1)
        .rows(line(1), line(2))
        .row("小计", None, None, 1)
        .rows(line(3))
        .row("平均", None, None, 1)
    )
    totals = one(find(made)).totals
    assert [(total.row, total.covers) for total in totals] == [(2, (3, 4)), (5, (6,)), (7, ())]


def test_a_party_is_no_total(find):
    made = book().header("被执行人", *HEAD[1:]).row("全市水务有限公司", *line(1)[1:])
    assert one(find(made)).body == (2,)
    assert total_label("合计（150件）") == "合计"
    assert total_label("合计划拨公司") == ""


def test_repeated_headers_blank_rows_and_data_after_a_note(find):
    made = (
        book()
        .header(*HEAD)
        .rows(line(1))
        .blank(2)
        .row("备注：以下为补报")
        .header(*HEAD)
        .rows(line(2))
        .row("填报人：甲")
        .row("甲", None, None, None, "盖章")
    )
    table = one(find(made))
    assert table.body == (2, 7)


def test_hidden_rows_count_and_are_asked_about_once(find):
    made = book().blank().row(None, *HEAD).rows(*((None, *line(n)) for n in (1, 2, 3)))
    outcome = find(made.hide(4, 5, 9))
    assert one(outcome).body == (3, 4, 5)
    assert cells(outcome) == [("S-08", "Sheet1!A4")]


def test_merged_cells_are_filled_inside_their_merge_only(find):
    made = (
        book()
        .header("法院", "案号", "申请标的（元）", "到位金额（元）")
        .row("银州区法院", case(1), 1, 30)
        .row(None, case(2), 2, None)
        .row(None, case(3), 3, 5)
        .merge("A2:A3", "D2:D3")
    )
    outcome = find(made)
    table = one(outcome)
    assert [table.grid.value(row, 1) for row in (2, 3, 4)] == ["银州区法院", "银州区法院", None]
    # One amount over two cases is neither's: asked, and read as neither.
    assert cells(outcome) == [("S-13", "Sheet1!D2")]
    assert [table.grid.value(row, 4) for row in (2, 3, 4)] == [None, None, 5]


def test_one_number_over_two_columns_of_money_is_neither(find):
    made = book().header("案号", "申请标的（元）", "到位金额（元）").row(case(1), 30, None)
    outcome = find(made.row(case(2), 40, 5).merge("B2:C2"))
    assert cells(outcome) == [("S-13", "Sheet1!B2")]
    assert [one(outcome).grid.value(row, 2) for row in (2, 3)] == [None, 40]


def test_money_merged_with_its_case_number_is_that_cases(find):
    made = (
        book()
        .header("案号", "被执行人", "申请标的（元）")
        .row(case(1), "甲", 30)
        .row(None, "乙", None)
        .merge("A2:A3", "C2:C3")
    )
    outcome = find(made)
    table = one(outcome)
    assert cells(outcome) == []
    assert [(table.grid.value(row, 1), table.grid.value(row, 3)) for row in table.body] == [
        (case(1), 30),
        (case(1), 30),
    ]


def test_zero_report_under_a_header(find):
    head = ("序号", "案号", "被执行人", "措施种类", "实施日期")
    outcome = find(book().title("措施清单").header(*head).row("本周无"))
    table = one(outcome)
    assert (table.form.key, table.body) == ("measures", ())
    assert any(piece.zero_report and piece.row == 3 for piece in table.evidence)
    assert cells(outcome) == []
    assert cells(find(book().sheet("清单").header(*head))) == [("F-10", "清单")]


def test_a_sheet_an_action_and_sheets_of_other_matter(find):
    made = (
        book()
        .sheet("填表说明")
        .row("一、本表由各法院填报")
        .sheet("小标的案件")
        .header(*HEAD)
        .rows(line(1))
        .sheet("涉民生")
        .header(*HEAD)
        .rows(line(2))
        .sheet("空")
        .row(None)
        .sheet("下拉")
        .rows(("结案方式",), ("执行完毕",), ("终本",))
    )
    outcome = find(made)
    assert cells(outcome) == []
    assert [(table.grid.name, table.body) for table in outcome.value.tables] == [
        ("小标的案件", (2,)),
        ("涉民生", (2,)),
    ]
    actions = [[p.action for p in table.evidence if p.action] for table in outcome.value.tables]
    assert actions == [["small"], ["livelihood"]]


def test_a_hidden_sheet_is_named_only_when_a_form_claims_it(find):
    made = (
        book()
        .sheet("台账")
        .header(*HEAD)
        .rows(line(1))
        .sheet("上周", hidden=True)
        .header(*HEAD)
        .rows(line(2))
        .sheet("码表", hidden=True)
        .rows(("执行完毕",), ("终本",))
    )
    outcome = find(made)
    assert [(p.code, p.origin.sheet) for p in outcome.problems] == [("S-09", "上周")]
    assert [table.grid.name for table in outcome.value.tables] == ["台账"]


def test_no_table_no_header_and_a_missing_column(find):
    other = book().sheet("花名册").header("学号", "姓名", "班级").row(1, "甲", "三2")
    assert cells(find(other)) == [("F-08", "")]
    headless = book().sheet("台账").rows(*(line(n) for n in range(1, 5)))
    assert cells(find(headless)) == [("S-01", "台账")]
    without = book().header("序号", "案件", *HEAD[2:]).row(1, case(1), *line(1)[2:])
    outcome = find(without)
    assert [(p.code, p.field, p.origin.row) for p in outcome.problems] == [("S-07", "case_no", 1)]


def test_a_row_or_two_without_header_beside_a_good_sheet_are_asked_about(find):
    made = book().sheet("台账").header(*HEAD).rows(line(1)).sheet("补").rows(line(2))
    outcome = find(made)
    assert [(p.code, p.origin.sheet, p.did) for p in outcome.problems] == [("S-01", "补", "say")]
    shown = made.sheet("填表说明").row("案号：如（2026）辽1202执123号")
    assert len(find(shown).problems) == 1


def test_a_line_that_names_another_unit_in_the_column_of_numbers(find):
    made = book().title("单位：万元").header("案号", "立案日期", "申请标的").row(case(1), DAY, 5)
    outcome = find(made.row("以下单位：元").row(case(2), DAY, 6000))
    assert cells(outcome) == [("S-12", "Sheet1!C2")]
    assert one(outcome).body == (3, 5)


def test_payments_and_ledger_are_told_apart(find):
    payments = (
        book().header("案号", "到账日期", "到账金额（元）", "被执行人").row(case(1), DAY, 5, "甲")
    )
    assert one(find(payments)).form.key == "payments"
    ledger = (
        book()
        .header("案号", "立案日期", "到账日期", "到账金额（元）", "结案日期")
        .row(case(1), DAY, DAY, 5, DAY)
    )
    assert one(find(ledger)).form.key == "cases"


def test_dated_receipts_that_repeat_the_case_are_no_ledger(find):
    # As a ledger, each receipt would be the case's money to date.
    head = ("案号", "立案日期", "案由", "到账日期", "到账金额（元）", "已发放金额（元）")
    made = (
        book().header(*head).row(case(1), DAY, "借款", DAY, 5, 3).row(case(1), DAY, "借款", DAY, 7)
    )
    assert one(find(made)).form.key == "payments"
    claimed = book().header(*head, "申请标的（元）").row(case(1), DAY, "借款", DAY, 5, 3, 9)
    assert one(find(claimed)).form.key == "cases"


def test_dated_money_that_may_be_one_receipt_or_all_to_date_is_asked(find):
    rows = ((case(1), DAY, 5), (case(1), DAY, 5))
    made = book().header("案号", "到位日期", "执行到位金额（元）").rows(*rows)
    outcome = find(made)
    assert [(p.code, p.field) for p in outcome.problems] == [("S-07", "amount_fen")]
    to_date = book().header("案号", "到位日期", "累计到位金额（元）").rows(rows[0])
    assert one(find(to_date)).form.key == "cases"


def test_receipts_whose_day_stands_under_unknown_words_are_asked_not_read_as_a_ledger(find):
    rows = ((case(1), DAY, 5), (case(1), DAY, 7))
    made = book().header("案号", "到账年月日", "到账金额（元）").rows(*rows)
    outcome = find(made)
    assert [(p.code, p.field) for p in outcome.problems] == [("S-07", "received_on")]
    assert "到账年月日" in outcome.problems[0].message
    for head in (
        ("案号", "款到日子", "执行到位金额（元）"),
        ("案号", "日期", "执行到位金额（元）"),
    ):
        outcome = find(book().header(*head).rows(*rows))
        assert [(p.code, p.field) for p in outcome.problems] == [("S-07", "received_on")]
    # What else stands there and is no day, or likelier another one, leaves it the ledger that it was.
    filed = book().header("案号", "立案年月日", "到账金额（元）").rows(rows[0])
    assert one(find(filed)).form.key == "cases"
    named = book().header("案号", "经手", "到账金额（元）").rows((case(1), "甲", 5))
    assert one(find(named)).form.key == "cases"
    ledger = book().header("案号", "到账年月日", "到账金额（元）", "申请标的（元）")
    assert one(find(ledger.rows((case(1), DAY, 5, 9)))).form.key == "cases"
    to_date = book().header("案号", "到账年月日", "累计到位金额（元）").rows(*rows[:1])
    assert one(find(to_date)).form.key == "cases"


def test_a_list_of_receipts_without_a_known_amount_names_the_one_meant(find):
    made = book().header("序号", "案号", "金额（元）", "到账日期").row(1, case(1), 5, DAY)
    outcome = find(made)
    assert [(p.code, p.field, p.origin.cell) for p in outcome.problems] == [
        ("S-07", "amount_fen", "Sheet1!1行")
    ]
    assert "金额（元）" in outcome.problems[0].facts["suggestion"]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_case_numbers_without_header_are_one_question_whatever_their_number(find, rows):
    made = book().sheet("台账").rows(*(line(n) for n in range(1, rows + 1)))
    assert [(p.code, p.did) for p in find(made).problems] == [("S-01", "refuse")]


def test_a_row_of_the_ten_stems_and_numbers_only_numbers_the_columns(find):
    made = book().header(*HEAD[1:], "承办人", "备注").row(*"甲乙丙丁戊己", 1, 2)
    made.row(*line(1)[1:], "甲某", None)
    outcome = find(made)
    assert (one(outcome).body, outcome.problems) == ((3,), ())


@pytest.mark.parametrize(
    "said", ["注：金额单位为万元", "注：金额单位均为万元，其余为件", "单位是万元"]
)
def test_a_footer_that_says_the_unit_in_a_sentence(find, said):
    made = book().header("案号", "立案日期", "申请标的").row(case(1), DAY, 5).row("填报人：甲某")
    outcome = find(made.row(said))
    assert [place.unit for place in one(outcome).columns if place.field == "claim_fen"] == ["万元"]
    assert outcome.problems == ()


def test_another_header_in_the_body_begins_another_table(find):
    made = (
        book()
        .header(*HEAD)
        .rows(line(1))
        .header("序号", "执行案号", "收案日期", "到位金额（元）", "申请标的（元）")
        .row(2, case(2), DAY, 5, 6)
    )
    outcome = find(made)
    first, second = outcome.value.tables
    assert cells(outcome) == []
    assert (first.body, second.header_rows, second.body) == ((2,), (3, 3), (4,))
    assert fields(second) == {1: "seq", 2: "case_no", 3: "filed_on", 4: "recovered_fen", 5: "claim_fen"}  # fmt: skip


def test_a_header_in_another_order_or_unit_is_another_header(find):
    columns = ("案号", "申请标的（元）", "到位金额（元）", "结案日期")
    for other in (
        ("案号", "到位金额（元）", "申请标的（元）", "结案日期"),
        ("案号", "申请标的（万元）", "到位金额（万元）", "结案日期"),
    ):
        made = book().header(*columns).row(case(1), 6, 5, DAY).row(*other).row(case(2), 6, 5, DAY)
        first, second = find(made).value.tables
        assert (first.body, second.body) == ((2,), (4,))
        assert [place.unit for place in second.columns if place.unit] == (
            ["元", "元"] if "元）" in other[1] and "万" not in other[1] else ["万元", "万元"]
        )
    again = book().header(*columns).row(case(1), 6, 5, DAY).row(*columns).row(case(2), 6, 5, DAY)
    assert one(find(again)).body == (2, 4)


def test_a_sheet_may_hold_a_table_a_case(find):
    made = book()
    for number in range(600):
        columns = ("案号", "申请标的（元）", "到位金额（元）", "结案日期")
        order = columns if number % 2 else (columns[0], columns[2], columns[1], columns[3])
        made = made.header(*order).row(case(number + 1), 6, 5, DAY)
    tables = find(made).value.tables
    assert [table.body for table in tables] == [(2 * n,) for n in range(1, 601)]


def test_a_header_under_a_table_that_no_form_claims_is_asked_about(find):
    made = book().header(*HEAD).rows(line(1)).header(None, "被执行人", "案由", "承办人", "备注")
    assert cells(find(made.row(None, "甲", "乙", "丙"))) == [("S-17", "Sheet1!3行")]


def test_blocks_under_titles_of_their_own_are_tables_of_their_own(find):
    made = (
        book()
        .title("银州区法院台账 单位：元", across=7)
        .title("一、小标的案件", across=7)
        .header(*HEAD)
        .rows(line(1), line(2))
        .row("合计", None, None, 200, 100)
        .blank()
        .title("二、涉民生案件（单位：万元）", across=7)
        .header(*(word.replace("（元）", "") for word in HEAD))
        .rows(line(3))
        .row("填报人：甲")
    )
    outcome = find(made)
    first, second = outcome.value.tables
    assert cells(outcome) == []
    assert (first.body, second.body) == ((4, 5), (10,))
    assert [{p.action for p in t.evidence if p.action} for t in (first, second)] == [
        {"small"},
        {"livelihood"},
    ]
    assert (first.place("claim_fen").unit, second.place("claim_fen").unit) == ("元", "万元")


def test_two_tables_side_by_side(find):
    left = ("案号", "立案日期", "申请标的（元）")
    right = ("案号", "到账日期", "到账金额（万元）")
    made = (
        book()
        .title("银州区法院 截至2026年1月4日")
        .header(*left, None, *right)
        .row(case(1), DAY, 100, None, case(8), DAY, 1)
        .row(case(2), DAY, 200, None, None, None, None)
    )
    outcome = find(made)
    ledger, payments = outcome.value.tables
    assert cells(outcome) == []
    assert (ledger.form.key, ledger.body) == ("cases", (3, 4))
    assert (payments.form.key, payments.body, payments.place("case_no").column) == ("payments", (3,), 5)  # fmt: skip


def test_two_tables_of_one_form_side_by_side_keep_their_cells_apart(find):
    head = ("案号", "立案日期", "申请标的（元）")
    made = book().header(*head, None, *head).row(case(1), DAY, 1, None, case(2), DAY, 2)
    outcome = find(made)
    left, right = outcome.value.tables
    assert cells(outcome) == []
    assert (left.grid.name, right.grid.name) == ("Sheet1", "Sheet1（E列起）")
    assert (left.place("case_no").column, right.place("case_no").column) == (1, 5)
    assert (left.body, right.body) == ((2,), (2,))


def test_print_titles_copied_to_the_next_page_are_no_data(find):
    made = book()
    for page in (1, 2):
        made.title("银州区法院台账", across=4).header("案号", "金额（元）", None, "结案")
        made.row(None, "申请执行标的", "到位金额", "结案日期")
        made.row(case(page), 5, 3, DAY)
    made.row("合计", 10, 6)
    outcome = find(made)
    table = one(outcome)
    assert cells(outcome) == []
    assert (table.body, table.totals[0].covers) == ((4, 8), (4, 8))


def test_what_may_be_data_over_another_header_stays_with_the_table_above(find):
    made = (
        book()
        .header("案号", "立案日期", "案由", "被执行人")
        .row(case(1), DAY, "买卖", "甲")
        .row(None, None, None, "乙")
        .merge("A2:A3", "B2:B3", "C2:C3")
        .header("案号", "到账日期", "到账金额（元）")
        .row(case(2), DAY, 5)
    )
    ledger, payments = find(made).value.tables
    assert (ledger.body, payments.body) == ((2, 3), (5,))


def test_a_line_in_the_column_of_numbers_names_the_rows_under_it_too(find):
    made = book().header("案号", "立案日期", "申请标的（元）", "结案方式").row("一、小标的案件")
    made.row(case(1), DAY, 5, "终本").row("二、涉民生案件").row(case(2), DAY, 6, "终本")
    outcome = find(made)
    assert cells(outcome) == []
    assert [part.rows for part in one(outcome).sections] == [(3,), (5,)]


@pytest.mark.parametrize("text", ["以下案件已移送，不计入", "三、以下不统计"])
@pytest.mark.parametrize("wide", [True, False])
def test_a_line_that_says_the_rows_under_it_do_not_count_is_asked_about(find, text, wide):
    made = book().header(*HEAD).rows(line(1)).row(text if wide else f"（二）{text}").rows(line(2))
    outcome = find(made.merge("A3:G3") if wide else made)
    assert cells(outcome) == [("S-26", "Sheet1!3行")]
    assert one(outcome).body == (2, 4)


def test_three_rows_of_headers_without_merges(find):
    made = (
        book()
        .title("银州区法院到位明细 单位：元")
        .header("序号", "履行方式", "到账情况", None, "案件信息", "法院")
        .header(None, None, "到账", None, "基本情况", None)
        .header(None, None, "到位时间", "本次到位金额", "案号", None)
        .row(1, "现金", DAY, 5, case(1), "银州区法院")
    )
    outcome = find(made)
    table = one(outcome)
    assert cells(outcome) == []
    assert (table.header_rows, table.body, table.place("case_no").column) == ((2, 4), (5,), 5)


def test_a_line_over_some_rows_names_what_they_are(find):
    made = (
        book()
        .header(*HEAD)
        .row("（一）小标的案件")
        .rows(line(1), line(2))
        .row("小计", None, None, 200, 100)
        .row("（二）涉民生案件")
        .rows(line(3))
    )
    outcome = find(made)
    assert cells(outcome) == []
    table = one(outcome)
    assert table.body == (3, 4, 7)
    assert [(part.rows, {p.action for p in part.evidence}) for part in table.sections] == [
        ((3, 4), {"small"}),
        ((7,), {"livelihood"}),
    ]
    assert [(total.row, total.covers) for total in table.totals] == [(5, (3, 4))]


def test_a_row_with_amounts_is_data_whatever_its_remarks_say(find):
    # As csv has it: every cell a text.
    made = (
        book()
        .header("案号", "案由", "到位金额（元）", "备注")
        .row(case(1), "填写有误", "5000", "必填")
    )
    assert one(find(made.row(case(2), "买卖", "6000", None))).body == (2, 3)


def test_a_row_with_amounts_after_a_footer_is_data_without_its_number(find):
    made = book().header("序号", "案号", "到位金额（元）", "结案日期").row(1, case(1), 5, DAY)
    made = made.row("制表人：某", None, None, None).row(2, None, 7, DAY)
    assert one(find(made)).body == (2, 4)


def test_a_title_line_between_the_rows_that_names_another_unit_is_asked_about(find):
    made = (
        book()
        .title("单位：元")
        .header("序号", "案号", "申请标的", "结案日期")
        .row(1, case(1), 60000, DAY)
        .row("终本案件（单位：万元）", None, None, None)
        .row(1, case(2), 6, DAY)
    )
    outcome = find(made)
    assert cells(outcome) == [("S-12", "Sheet1!C2")]
    assert one(outcome).place("claim_fen") is None


def test_rows_of_uncached_formulas_are_not_blank(find):
    made = book().header(*HEAD).rows(line(1)).broken(3, 2, "未计算").broken(3, 4, "未计算")
    outcome = find(made)
    assert cells(outcome) == [("S-15", "Sheet1!B3")]
    assert outcome.problems[0].did == "refuse"
    # Beside readable cells a broken one is its row's own matter, later.
    assert cells(find(book().header(*HEAD).rows(line(1)).broken(2, 4, "#REF!"))) == []


def _asked_for_courts(monkeypatch):
    """Every text that the names of courts were looked for in."""
    asked = []
    find_court = CourtNames.find

    def counted(names, plain):
        asked.append(plain)
        return find_court(names, plain)

    monkeypatch.setattr(CourtNames, "find", counted)
    return asked


def _measures(rows):
    made = book().title("强制措施清单").row("序号", "案号", "被执行人", "措施种类", "实施日期")
    for number in range(1, rows + 1):
        made.row(number, case(number), f"某甲{number}", "拘传", DAY)
    return made


def test_a_list_of_measures_is_not_read_as_a_table_of_figures_first(find, monkeypatch):
    asked = _asked_for_courts(monkeypatch)
    table = one(find(_measures(10)))
    few = len(asked)
    asked.clear()
    assert len(one(find(_measures(300))).body) == 300
    assert (table.form.key, len(table.body)) == ("measures", 10)
    assert len(asked) == few


def test_a_word_of_a_table_of_figures_is_asked_about_once(find, monkeypatch):
    made = book().title("银州区法院专项行动周报表（2026年1月5日至1月11日）")
    made.row("法院", "承办人", "执结案件数（件）")
    for number in range(300):
        made.row("某某法院", f"王某{number % 7}", number)
    asked = _asked_for_courts(monkeypatch)
    find(made)
    # The first lines are read as titles of the sheet, cell by cell; the rows under them are not.
    assert len(asked) < 150
