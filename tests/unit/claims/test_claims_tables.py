"""Cells of tables as claims: metric, value, unit, whose, when, of which action, in any common layout."""

from decimal import Decimal

import pytest

from enforcement_cli.claims.tables import table_claims
from enforcement_cli.model.prose import Prose
from enforcement_cli.workbook.prose_text import markdown_parts


def prose_of(text: str) -> Prose:
    paragraphs, tables = markdown_parts(text)
    return Prose(
        file_name="a.md",
        sha256="",
        kind="markdown",
        text=text,
        paragraphs=paragraphs,
        tables=tables,
    )


def table(*rows: str, title: str = "") -> Prose:
    """Rows with cells apart by /; Markdown has one row of headers, the others are its first lines."""
    lines = [f"| {row.replace('/', ' | ')} |" for row in rows]
    dashes = "|" + " --- |" * (rows[0].count("/") + 1)
    return prose_of("\n".join((title, "", lines[0], dashes, *lines[1:], "")))


def told(prose: Prose) -> list[tuple[object, ...]]:
    return [
        (c.raw, c.metric, c.value, c.unit, c.subject, c.action, c.period)
        for c in table_claims(prose)
    ]


def test_headers_of_two_rows_with_spanners():
    found = told(
        table(
            "法院/小标的案件//执结//期末未结",
            "/本周/累计/本月/上月/",
            "银州区法院/3/12/5/4/7",
            "全市合计/4/20/9/8/11",
            title="各院行动进展",
        )
    )
    assert found[:5] == [
        ("3", "cases_closed", 3, "件", "银州区法院", "小标的案件", "本周"),
        ("12", "cases_closed", 12, "件", "银州区法院", "小标的案件", "累计"),
        ("5", "cases_closed", 5, "件", "银州区法院", None, "本月"),
        ("4", "cases_closed", 4, "件", "银州区法院", None, "上月"),
        ("7", "cases_open", 7, "件", "银州区法院", None, None),
    ]
    assert found[9] == ("11", "cases_open", 11, "件", "全市合计", None, None)


@pytest.mark.parametrize(
    ("head", "cell", "title", "value", "unit", "step"),
    [
        ("到位金额（万元）", "1,234.50", "", "12345000", "元", "100"),
        ("到位金额", "1.07", "各院情况（单位：件、万元）", "10700", "元", "100"),
        ("到位金额", "12345.67", "单位：元", "12345.67", "元", "0.01"),
        ("到位金额", "3.5万元", "单位：元", "35000", "元", "1000"),
        ("到位金额（亿元）", "1.2", "", "120000000", "元", "10000000"),
        ("执行完毕率", "66.67%", "", "66.67", "%", "0.01"),
        ("执行完毕率（%）", "66.67", "", "66.67", "%", "0.01"),
        ("执行完毕率", "0.6667", "", "66.67", "%", "0.01"),
        ("拘传（人次）", "18", "", "18", "人次", "1"),
        ("拘传", "18人", "", "18", "人", "1"),
        ("执结（件）", "１２", "", "12", "件", "1"),
        ("执结", "12（报）", "", "12", "件", "1"),
        ("罚款（万元）", "0.8", "", "8000", "元", "1000"),
    ],
)  # fmt: skip
def test_values_in_base_units(head, cell, title, value, unit, step):
    (claim,) = table_claims(table(f"法院/{head}", f"银州区法院/{cell}", title=title))
    assert (claim.value, claim.unit, claim.step) == (Decimal(value), unit, Decimal(step))
    assert claim.metric == {
        "到": "amount_recovered", "执行": "completion_rate", "拘": "persons_compelled",
        "执结": "cases_closed", "罚": "fines_amount",
    }[next(k for k in ("执结", "执行", "到", "拘", "罚") if head.startswith(k))]  # fmt: skip


def test_the_span_is_the_number_with_its_unit():
    prose = table("法院/执结", "银州区法院/ +12件（更正） ")
    (claim,) = table_claims(prose)
    assert prose.text[claim.start : claim.end] == claim.raw == "+12件"
    assert prose.text[slice(*claim.sentence)].startswith("银州区法院")


def test_changes_ranks_and_rates():
    prose = table(
        "法院/执结/执结 上周/执结 增减/同比/位次",
        "银州区法院/3/5/-2/12.5%/第1",
        "清河区法院/3/3/0/-1.5%/并列第2",
    )
    found = [(c.metric, c.value, c.unit, c.relation, c.against) for c in table_claims(prose)]
    assert found[2] == ("cases_closed", 2, "件", "decrease", "上周")
    assert found[3][1:] == (Decimal("12.5"), "%", "increase", "同比")
    assert found[4][1:4] == (1, "位", "rank")
    assert found[7][3] == "increase"
    assert found[8][1:4] == (Decimal("1.5"), "%", "decrease")
    assert found[9][1:4] == (2, "位", "rank")


def test_a_rank_is_of_what_the_title_ranks():
    prose = table(
        "法院/位次/小标的案件累计执行完毕率（%）",
        "银州区法院/第1/64.81%",
        title="小标的案件累计执行完毕率位次",
    )
    assert told(prose) == [
        ("第1", "completion_rate", 1, "位", "银州区法院", "小标的案件", "累计"),
        ("64.81%", "completion_rate", Decimal("64.81"), "%", "银州区法院", "小标的案件", "累计"),
    ]


def test_lines_of_figures_and_columns_of_courts():
    found = told(
        table(
            "指标/银州区法院/全市合计",
            "本周执结（件）/3/9",
            "执行到位金额（万元）/1.5/7",
            "执行完毕率/50.00%/60.00%",
        )
    )
    assert found == [
        ("3", "cases_closed", 3, "件", "银州区法院", None, "本周"),
        ("9", "cases_closed", 9, "件", "全市合计", None, "本周"),
        ("1.5", "amount_recovered", 15000, "元", "银州区法院", None, None),
        ("7", "amount_recovered", 70000, "元", "全市合计", None, None),
        ("50.00%", "completion_rate", 50, "%", "银州区法院", None, None),
        ("60.00%", "completion_rate", 60, "%", "全市合计", None, None),
    ]


def test_court_action_and_figure_in_one_label():
    found = told(
        table(
            "法院与指标/目标/累计完成/完成率",
            "银州区法院 小标的案件执结/170/124/72.94%",
            "全市 全部执行到位金额/1500.00/1014.91/67.66%",
            title="单位：件、万元",
        )
    )
    assert found == [
        ("170", "other", 170, "件", "银州区法院", "小标的案件", None),
        ("124", "cases_closed", 124, "件", "银州区法院", "小标的案件", "累计"),
        ("72.94%", "target_rate", Decimal("72.94"), "%", "银州区法院", "小标的案件", None),
        ("1500.00", "other", 15_000_000, "元", "全市", None, None),
        ("1014.91", "amount_recovered", Decimal(10149100), "元", "全市", None, "累计"),
        ("67.66%", "target_rate:amount_recovered", Decimal("67.66"), "%", "全市", None, None),
    ]


def test_periods_and_windows_as_labels():
    assert [c[-1] for c in told(table("月份/执结", "2025年1月/9", "2月/8"))] == ["2025年1月", "2月"]
    (claim,) = told(table("统计口径/拘传", "联合行动（2025年1月1日至6月30日）/35人"))
    assert claim[3:] == ("人", None, None, "联合行动（2025年1月1日至6月30日）")


@pytest.mark.parametrize(
    "rows",
    [
        ("序号/法院", "1/银州区法院", "2/清河区法院"),
        ("案号/超期天数/未到位金额（万元）", "（2026）辽1202执123号/5/8.66"),
        ("法院/预计完成", "银州区法院/161—184"),
        ("法院/立案日期", "银州区法院/2026-01-02"),
        ("法院/期号", "银州区法院/第3期"),
        ("法院/执结", "银州区法院/—"),
        ("法院/备注", "银州区法院/3"),
    ],
)
def test_what_counts_nothing(rows):
    assert table_claims(table(*rows)) == ()


def test_numbered_lines_and_numbered_columns():
    found = told(
        table(
            "序号/法院/执结/执行完毕/终本",
            "甲/乙/1/2/3",
            "1/银州区法院/30/20/5",
            "2/清河区法院/7/4/1",
        )
    )
    assert [c[:2] for c in found[:3]] == [
        ("30", "cases_closed"),
        ("20", "cases_completed"),
        ("5", "cases_closed_interim"),
    ]
    assert [c[4] for c in found] == ["银州区法院"] * 3 + ["清河区法院"] * 3


def test_tables_under_each_other_in_one_sheet():
    found = told(
        table(
            "法院/执结/拘传",
            "银州区法院/3/1",
            "附：到位情况（单位：万元）//",
            "法院/到位金额/罚款金额",
            "银州区法院/1.5/2",
        )
    )
    assert [c[1:4] for c in found] == [
        ("cases_closed", 3, "件"),
        ("persons_compelled", 1, "人次"),
        ("amount_recovered", 15000, "元"),
        ("fines_amount", 20000, "元"),
    ]


def test_lines_over_groups_name_the_action():
    found = told(
        table(
            "法院/执结/到位金额（万元）",
            "小标的案件//",
            "银州区法院/3/1",
            "涉民生案件//",
            "银州区法院/2/1",
        )
    )
    assert [c[5] for c in found] == ["小标的案件"] * 2 + ["涉民生案件"] * 2


def test_a_label_over_several_lines():
    found = told(table("法院/指标/本周", "银州区法院/执结/3", "/拘传/1", "清河区法院/执结/2"))
    assert [(c[1], c[4]) for c in found] == [
        ("cases_closed", "银州区法院"),
        ("persons_compelled", "银州区法院"),
        ("cases_closed", "清河区法院"),
    ]


def test_unknown_columns_are_other_not_left_out():
    assert told(table("法院/雪糕（个）", "银州区法院/3"))[0][:4] == ("3", "other", 3, "个")


def test_text_without_tables():
    assert table_claims(prose_of("执结12件。\n")) == ()


def test_pairs_without_headers():
    found = told(table("执结/12件", "执行到位金额/3.5万元", "执行完毕率/60.00%"))
    assert [c[:4] for c in found] == [
        ("12件", "cases_closed", 12, "件"),
        ("3.5万元", "amount_recovered", 35000, "元"),
        ("60.00%", "completion_rate", 60, "%"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("/".join("甲" * 900), *("/".join("1" * 900) for _ in range(40))),
        ("法院/执结", *("/1" for _ in range(40_000))),
        ("法院/执结", *("甲/乙" for _ in range(40_000)), "银州/1"),
        ("长" * 300_000 + "/执结", "银州/1"),
        ("法院/" + "执结" * 100_000, "银州/1"),
    ],
    ids=["wide", "no labels", "no numbers", "long label", "long header"],
)
def test_large_tables_cost_no_more_than_their_size(rows):
    assert table_claims(table(*rows))
