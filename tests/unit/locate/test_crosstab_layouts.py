"""Every layout of an aggregate return, with the dirt that courts put around it (domain.md 6.4)."""

import pytest

from tests.builder import book
from tests.stating import stated

WEEK = "（2026年1月5日至1月11日）"
TITLE = f"银州区法院专项行动周报表{WEEK}"
P, C = "period", "cumulative"


def test_a_row_a_court_as_the_reference_has_it(desk, campaign):
    made = (
        book()
        .title("铁岭法院“大干70天”冬季专项执行行动战报数据表（第3期）", across=15)
        .row("填报单位：铁岭中院执行指挥中心", *[None] * 4, "统计区间：2026年1月5日至1月11日",
             *[None] * 4, "单位：件、万元、人次")
        .row("序号", "法院", "小标的案件", None, None, "涉民生案件", None, None, "执行到位金额",
             None, "强制措施", None, None, None, "备注")
        .row(None, None, "本周执结", "累计执结", "完成率%", "本周执结", "累计执结", "完成率%",
             "本周", "累计", "本周拘传", "累计司法拘留", "本周罚款人次", "累计移送拒执(案/人)", None)
        .row(1, "银州区院", 3, 10, "50%", 1, 4, 0.5, 12.5, 100.25, 2, 1, 1, "11案14人", "无")
        .row(2, "清河区法院", 4, 11, "50%", 2, 5, 0.5, "—", "100.25万元", 2, 1, 1, 0, None)
        .row(None, "合计(去重)", 7, 21, None, 3, 9, None, 12.5, 200.5, 4, 2, 2, None, None)
        .row("注：1.完成率＝累计执结/任务数；2.三类案件存在交叉，合计按案号去重；")
        .row("单位负责人：", None, "审核人：", None, "填表人：", None, "报送日期：2026年1月12日")
        .merge("A3:A4", "B3:B4", "C3:E3", "F3:H3", "I3:J3", "K3:N3", "O3:O4")
    )  # fmt: skip
    said = stated(made, desk, campaign, name="铁岭中院汇总.xlsx")
    assert said.problems == []
    assert said.courts["辽1202"] == {
        ("small", "cases_closed", P): (3, "件"),
        ("small", "cases_closed", C): (10, "件"),
        ("livelihood", "cases_closed", P): (1, "件"),
        ("livelihood", "cases_closed", C): (4, "件"),
        (None, "amount_recovered", P): (12_500_000, "fen"),
        (None, "amount_recovered", C): (100_250_000, "fen"),
        (None, "persons_compelled", P): (2, "人次"),
        (None, "persons_detained", C): (1, "人次"),
        (None, "persons_fined", P): (1, "人次"),
        (None, "cases_criminal", C): (11, "件"),
        (None, "persons_criminal", C): (14, "人"),
    }
    # — is no statement, 0 is one (of cases and of persons).
    assert said.value(None, "amount_recovered", P, court="辽1204") is None
    assert said.value(None, "persons_criminal", C, court="辽1204") == 0
    assert set(said.courts) == {"辽1202", "辽1204"}
    frame = said.batches[0].frames["statements"]
    assert set(zip(frame["row"], frame["column_number"], strict=True)) >= {(5, 3), (5, 14)}
    days = frame[["basis", "period_start", "period_end"]].astype(str).drop_duplicates()
    assert sorted(map(tuple, days.to_numpy())) == [
        (C, "2025-12-20", "2026-01-11"), (P, "2026-01-05", "2026-01-11"),
    ]  # fmt: skip


def test_a_row_an_indicator_with_groups_and_a_column_of_units(desk, campaign):
    made = (
        book()
        .title(TITLE, across=5)
        .row("类别", "项目", "单位", "本周", "累计", "上周", "增减", "年初以来")
        .row("收结案情况", "1.新收案件", "件", 5, 20, 4, 1, 99)
        .row(None, "2.执结案件", "件", 3, 15, 2, 1, 99)
        .row(None, "其中：执行完毕", "件", 1, 6, 2, -1, 99)
        .row(None, "其中：涉民生", "件", 1, 4, 2, -1, 99)
        .row("执行到位", "到位金额", "万元", 1.5, "22.05", 1, 0.5, 99)
        .row("强制措施", "拘传", "人次", 3, 4, 2, 1, 99)
        .row(None, "罚款", "万元", 0.5, 1, 0, 0.5, 99)
        .row(None, "查扣车辆", "台", 2, 3, 0, 0, 0)
        .row("打击拒执", "移送拒执", "案/人", "1案2人", "3案4人", None, None, None)
        .merge("A3:A6", "A8:A10")
    )
    said = stated(made, desk, campaign)
    assert said.problems == [("S-24", "Sheet1!H3")]
    assert said.one == {
        (None, "cases_filed", P): 5, (None, "cases_filed", C): 20,
        (None, "cases_closed", P): 3, (None, "cases_closed", C): 15,
        (None, "cases_completed", P): 1, (None, "cases_completed", C): 6,
        ("livelihood", "cases_closed", P): 1, ("livelihood", "cases_closed", C): 4,
        (None, "amount_recovered", P): 1_500_000, (None, "amount_recovered", C): 22_050_000,
        (None, "persons_compelled", P): 3, (None, "persons_compelled", C): 4,
        (None, "fines_amount", P): 500_000, (None, "fines_amount", C): 1_000_000,
        (None, "vehicles_seized", P): 2, (None, "vehicles_seized", C): 3,
        (None, "cases_criminal", P): 1, (None, "persons_criminal", P): 2,
        (None, "cases_criminal", C): 3, (None, "persons_criminal", C): 4,
    }  # fmt: skip


def test_a_row_an_indicator_under_columns_of_courts(desk, campaign):
    made = (
        book()
        .title(f"铁岭两级法院周报{WEEK}", across=7)
        .row("项目", "银州区法院", None, "清河区法院", None, "合计", None)
        .row(None, "本周", "累计", "本周", "累计", "本周", "累计")
        .row("执结（件）", 1, 2, 3, 4, 4, 6)
        .row("到位金额（万元）", 1, 2, 3, 4, 4, 7)
        .merge("A2:A3", "B2:C2", "D2:E2", "F2:G2")
    )
    said = stated(made, desk, campaign)
    assert said.problems == [("X-01", "Sheet1!G5")]
    assert said.value(None, "cases_closed", P, court="辽1202") == 1
    assert said.value(None, "cases_closed", C, court="辽1204") == 4
    assert said.value(None, "amount_recovered", C, court="辽1204") == 4_000_000


def test_a_row_an_action(desk, campaign):
    made = (
        book()
        .title(TITLE, across=5)
        .title("单位：件、万元", across=5)
        .row("行动", "执结", None, "执行到位金额", None)
        .row(None, "本周", "累计", "本周", "累计")
        .row("小标的案件", 3, 10, 5, 30)
        .row("涉民生案件", 2, 8, 3, 20)
        .row("整治欠薪案件", 1, 2, 1, 5)
        .merge("A3:A4", "B3:C3", "D3:E3")
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.value("wages", "amount_recovered", C) == 5_000_000
    assert said.value("small", "cases_closed", P) == 3
    assert len(said.one) == 12


@pytest.mark.parametrize("lead", [0, 3])
def test_a_single_court_in_one_row(desk, campaign, lead):
    blank = [None] * lead
    made = (
        book()
        .blank(lead)
        .row(*blank, TITLE)
        .row(
            *blank,
            "执结（件）",
            "执行完毕（件）",
            "到位金额（万元）",
            "拘留人数",
            "拘留天数",
            "终本率",
        )
        .row(*blank, 3, 2, "5.5", 1, 15, "33.3%")
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        (None, "cases_closed", P): 3, (None, "cases_completed", P): 2,
        (None, "amount_recovered", P): 5_500_000, (None, "persons_detained", P): 1,
    }  # fmt: skip
    assert said.courts["辽1202"][None, "persons_detained", P] == (1, "人")


def test_a_form_of_labels_with_values_beside_them(desk, campaign):
    made = (
        book()
        .title(TITLE, across=4)
        .row("执结案件（件）", 3, "执行完毕（件）", 2)
        .row("到位金额（万元）", 5.5, "拘传人次", 3)
        .row("填报人：", None, "联系电话：", 24)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        (None, "cases_closed", P): 3, (None, "cases_completed", P): 2,
        (None, "amount_recovered", P): 5_500_000, (None, "persons_compelled", P): 3,
    }  # fmt: skip


def test_a_form_whose_units_stand_in_cells_of_their_own(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("执结案件：", 3, "件", "到位金额：", 5.5, "万元")
        .row("到位金额其中", None, None, "罚款金额：", 500, "元")
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        (None, "cases_closed", P): 3, (None, "amount_recovered", P): 5_500_000,
        (None, "fines_amount", P): 50_000,
    }  # fmt: skip


@pytest.mark.parametrize("value", ["__3__", "见附件", "三件多"])
def test_a_figure_of_a_form_that_is_no_number_is_never_left_out_in_silence(desk, campaign, value):
    made = book().title(TITLE).row("执结案件：", value, "件", "新收案件：", 3, "件")
    made.row("到位金额：", 5.5, "万元", "拘留：", 2, "人次")
    said = stated(made, desk, campaign)
    assert len(said.problems) == 1
    assert said.problems[0][1] == "Sheet1!B2"
    assert (None, "cases_closed", P) not in {key for key, at in said.one.items() if at is not None}


def test_a_row_of_units_under_the_header(desk, campaign):
    made = book().title(TITLE).row("法院", "执结", "到位金额").row(None, "件", "万元")
    said = stated(made.row("银州区法院", 3, 5.5), desk, campaign)
    assert said.problems == []
    assert said.one == {(None, "cases_closed", P): 3, (None, "amount_recovered", P): 5_500_000}


def test_totals_that_say_whether_the_intermediate_court_is_in_them(desk, campaign):
    made = (
        book()
        .title(f"铁岭市专项行动统计表{WEEK}")
        .header("法院", "执结（件）")
        .rows(("银州区法院", 3), ("昌图县法院", 2), ("中院本级", 4))
        .rows(("全市（不含中院）", 5), ("全市（含中院）", 9))
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert sorted(said.courts) == ["辽12", "辽1202", "辽1224"]


def test_a_label_with_two_numbers_is_asked(desk, campaign):
    made = (
        book().title(TITLE).row("执结（件）", 3, 4).row("执行完毕（件）", 2, None, "搜查（次）", 1)
    )
    said = stated(made, desk, campaign)
    assert said.problems == [("S-21", "Sheet1!2行")]
    assert (None, "cases_closed", P) not in said.one


def test_two_groups_of_columns_side_by_side(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("项目", "本周", "累计", "项目", "本周", "累计")
        .row("执结（件）", 1, 2, "拘传（人次）", 3, 4)
        .row("执行完毕（件）", 1, 1, "拘留（人次）", 5, 6)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.value(None, "persons_detained", C) == 6
    assert said.value(None, "cases_completed", P) == 1


def test_a_header_of_three_rows_without_any_merge(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row(None, None, "小标的案件", None, None, None, "涉民生案件", None)
        .row("序号", "法院", "执结", None, "执行到位金额（万元）", None, "执结", None)
        .row(None, None, "本周", "累计", "本周", "累计", "本周", "累计")
        .row(1, "银州", 1, 2, 3, 4, 5, 6)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.value("small", "amount_recovered", C) == 4_000_000
    assert said.value("livelihood", "cases_closed", P) == 5
    assert len(said.one) == 6


def test_sheets_of_actions_an_instruction_sheet_and_a_drop_down_sheet(desk, campaign):
    made = book()
    for name, value in (("小标的案件", 1), ("涉民生案件", 3)):
        made.sheet(name).title(TITLE).row("项目", "本周", "累计").row(
            "执结（件）", value, value + 1
        )
    made.sheet("填表说明").row("1.执结：指本期执结的案件数，含终本，不得漏填")
    made.sheet("选项").row("执行完毕", "拘传").row("终本", "拘留").row("终结执行", "罚款")
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        ("small", "cases_closed", P): 1, ("small", "cases_closed", C): 2,
        ("livelihood", "cases_closed", P): 3, ("livelihood", "cases_closed", C): 4,
    }  # fmt: skip


def test_sheets_of_weeks_are_returns_of_their_own(desk, campaign):
    made = book()
    for name, days, value in (("第3周", "2025年12月29日至2026年1月4日", 1),
                              ("第4周", "2026年1月5日至1月11日", 3)):  # fmt: skip
        made.sheet(name).title(f"银州区法院周报（{days}）")
        made.row("项目", "本周", "累计").row("执结（件）", value, value + 1)
    said = stated(made, desk, campaign)
    assert said.problems == []
    periods = {
        (str(row["period_start"])[:10], row["value"])
        for batch in said.batches
        for row in batch.frames["statements"].to_dict("records")
        if row["basis"] == P
    }
    assert periods == {("2025-12-29", 1), ("2026-01-05", 3)}


def test_tables_under_one_another_and_sections_of_one_table(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("项目", "本周", "累计")
        .row("一、小标的案件")
        .row("执结（件）", 1, 2)
        .row("二、涉民生案件")
        .row("执结（件）", 3, 4)
        .blank()
        .title("强制措施情况")
        .row("措施", "本周人次", "累计人次")
        .row("拘传", 5, 6)
        .row("罚款", 7, 8)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        ("small", "cases_closed", P): 1, ("small", "cases_closed", C): 2,
        ("livelihood", "cases_closed", P): 3, ("livelihood", "cases_closed", C): 4,
        (None, "persons_compelled", P): 5, (None, "persons_compelled", C): 6,
        (None, "persons_fined", P): 7, (None, "persons_fined", C): 8,
    }  # fmt: skip


def test_dirty_top_and_bottom(desk, campaign):
    made = (
        book()
        .blank(2)
        .title(f"全市法院专项行动周报表{WEEK}", across=4)
        .row("填报单位：铁岭中院", None, "单位：件", None)
        .row("序号", "法院", "本周执结", "累计执结")
        .row("甲", "乙", 1, 2)
        .row("填写说明", "下拉选择法院", None, None)
        .row(None, "合计", 4, 6)
        .row(1, "银州", 1, 2)
        .row("序号", "法院", "本周执结", "累计执结")
        .row(2, "清河", 3, 4)
        .row(None, "平均", 2, 3)
        .row("填报人：甲某", None, "联系电话：", 24)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert {c: f[None, "cases_closed", C] for c, f in said.courts.items()} == {
        "辽1202": (2, "件"), "辽1204": (4, "件"),
    }  # fmt: skip


def test_the_layout_is_kept_column_by_column(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("法院", "本周执结（件）", "到位（万元）", "亮点")
        .row("银州", 1, 2, "好")
    )
    said = stated(made, desk, campaign)
    places = [(p.column, p.field, p.unit, p.header_rows) for p in said.batches[0].places]
    assert places == [
        (1, "", "", (2, 2)), (2, "cases_closed", "件", (2, 2)),
        (3, "amount_recovered", "万元", (2, 2)), (4, "", "", (2, 2)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        ("序号", "承办人", "立案日期", "申请标的", "到位金额", "结案方式"),
        ("学号", "姓名", "性别", "班级"),
    ],
)
def test_a_list_of_cases_or_of_persons_is_no_aggregate(desk, campaign, header):
    made = book().title(TITLE).row(*header).row(1, "甲某", "2025-1-1", 5, 3, "执行完毕")
    said = stated(made, desk, campaign)
    assert all(batch.form != "aggregate" for batch in said.batches)


def test_what_may_be_a_list_of_measures_as_well_is_asked(desk, campaign):
    made = book().title(TITLE).row("强制措施", "数量").row("拘传", 3).row("拘留", 4)
    said = stated(made, desk, campaign)
    # A list of measures without days, or a table of figures: neither is read.
    assert said.codes in ({"F-08"}, {"S-07"})
    assert all("statements" not in batch.frames for batch in said.batches)


def test_a_hidden_old_sheet_is_named_and_not_read(desk, campaign):
    made = book().sheet("本期").title(TITLE).row("项目", "本周", "累计").row("执结（件）", 1, 2)
    made.sheet("上期", hidden=True).title(TITLE).row("项目", "本周", "累计").row("执结（件）", 8, 9)
    said = stated(made, desk, campaign)
    assert said.codes == {"S-09"}
    assert said.one == {(None, "cases_closed", P): 1, (None, "cases_closed", C): 2}


def test_a_row_without_values_heads_the_rows_below_only_where_rows_are_no_actions(desk, campaign):
    made = (
        book().title(TITLE).row("类别", "执结（件）", "拘传（人次）").row("小标的案件", None, None)
    )
    said = stated(made.row("涉民生案件", 3, 4), desk, campaign)
    assert said.problems == []
    assert set(said.one) == {
        ("livelihood", "cases_closed", P),
        ("livelihood", "persons_compelled", P),
    }
    made = (
        book()
        .title(f"全市法院周报{WEEK}")
        .row("法院", "本周执结（件）", "累计执结（件）")
        .row("一、小标的案件").row("银州", 1, 2)
        .row("二、涉民生案件").row("银州", 3, 4)
        .row("三、某某类案件").row("银州", 5, 6)
    )  # fmt: skip
    said = stated(made, desk, campaign)
    assert said.problems == [("S-21", "Sheet1!8行")]
    assert said.one == {
        ("small", "cases_closed", P): 1, ("small", "cases_closed", C): 2,
        ("livelihood", "cases_closed", P): 3, ("livelihood", "cases_closed", C): 4,
    }  # fmt: skip


def test_pairs_of_labels_nobody_knows_are_asked_and_one_may_stand_alone(desk, campaign):
    made = (
        book().title(TITLE).row("执结（件）", 3, "某某数", 7).row("搜查（次）", 2, "联系电话：", 24)
    )
    said = stated(made, desk, campaign)
    assert said.problems == [("S-21", "Sheet1!2行"), ("S-21", "Sheet1!3行")]
    assert set(said.one.values()) == {3, 2}
    said = stated(book().title(TITLE).row("累计执结案件数", 69), desk, campaign)
    assert (said.problems, said.one) == ([], {(None, "cases_closed", C): 69})


def test_a_group_without_merge_ends_where_another_figure_begins(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("（单位：万元）")
        .row("整治欠薪", None, None, None, "小标的案件", None, None, None)
        .row("执结数（件）", None, None, "到位金额", "执结数（件）", None, None, "到位金额")
        .row(*["本期", "累计", "未结（件）", "累计"] * 2)
        .row(15, 26, 40, 8, 22, 104, 33, 9)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        ("wages", "cases_closed", P): 15, ("wages", "cases_closed", C): 26,
        ("wages", "cases_open", C): 40, ("wages", "amount_recovered", C): 8_000_000,
        ("small", "cases_closed", P): 22, ("small", "cases_closed", C): 104,
        ("small", "cases_open", C): 33, ("small", "amount_recovered", C): 9_000_000,
    }  # fmt: skip


def test_hidden_rows_are_counted_and_said(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("项目", "本周", "累计")
        .row("执结（件）", 1, 2)
        .row("搜查（次）", 3, 4)
    )
    said = stated(made.hide(4), desk, campaign)
    assert said.problems == [("S-08", "Sheet1!A4")]
    assert set(said.one.values()) == {1, 2, 3, 4}
