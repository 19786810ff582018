"""Words of an aggregate's headers: look-alikes never confused, parts never taken for wholes."""

from dataclasses import replace

import pytest

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.crosstab.words import words_for
from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from tests.builder import book
from tests.stating import stated

TITLE = "银州区法院专项行动周报表（2026年1月5日至1月11日）"
P, C = "period", "cumulative"


@pytest.fixture
def words(desk, campaign):
    return words_for(campaign, court_names(desk))


@pytest.mark.parametrize(
    ("path", "figures"),
    [
        (["执结"], ("cases_closed",)),
        (["3、本周执结\n案件数（件）"], ("cases_closed",)),
        (["执行完毕"], ("cases_completed",)),
        (["执结情况", "执行完毕"], ("cases_completed",)),
        (["执结", "其中：终本"], ("cases_closed_interim",)),
        (["执结", "合计"], ("cases_closed",)),
        (["终本数"], ("cases_closed_interim",)),
        (["申请标的"], ("amount_claimed",)),
        (["执行到位", "金额(万元)"], ("amount_recovered",)),
        (["到位金额"], ("amount_recovered",)),
        (["罚款人次"], ("persons_fined",)),
        (["罚款", "金额"], ("fines_amount",)),
        (["罚款"], ("persons_fined", "fines_amount")),
        (["拘留人数"], ("persons_detained",)),
        (["限高"], ("persons_restricted",)),
        (["失信"], ("persons_blacklisted",)),
        (["限高和失信"], ("persons_restricted_or_blacklisted",)),
        (["查封房产"], ("houses_sealed",)),
        (["查扣车辆"], ("vehicles_seized",)),
        (["移送公安", "人"], ("cases_criminal", "persons_criminal")),
        (["拒执自诉（案/人）"], ("cases_criminal_private", "persons_criminal_private")),
        (["预拘留文书"], ("pre_penalty_notices",)),
        # Read two ways, or no figure of ours.
        (["实结"], ()),
        (["执结金额"], ()),
        (["标的"], ()),
        (["移送案件"], ()),
        (["到位率"], None),
        (["终本率"], None),
        (["拘留天数"], None),
        (["结案标的"], None),
        (["任务数"], None),
    ],
)
def test_what_a_header_names(words, path, figures):
    said = words.meaning(path)
    assert (said.figures, said.unknown) == (figures, "")


@pytest.mark.parametrize(
    "path",
    [
        ["首次执行案件", "执结"],
        ["执结", "其中：首执"],
        ["小标的案件", "其中：涉民生"],
        ["执行完毕", "执结"],
        ["执行完毕", "到位金额"],
        ["本周累计执结"],
        ["某某庭执结"],
        ["执结（不含终本）"],
    ],
)
def test_a_word_that_narrows_or_contradicts_is_never_dropped(words, path):
    assert words.meaning(path).unknown


@pytest.mark.parametrize(
    ("path", "basis", "action"),
    [
        (["小标的案件", "累计", "执结"], C, "small"),
        (["整治欠薪本周新增执结数"], P, "wages"),
        (["行动以来", "涉民生案件", "执结"], C, "livelihood"),
        (["截至目前执结"], C, ""),
        (["执结", "其中：涉民生"], "", "livelihood"),
    ],
)
def test_basis_and_action(words, path, basis, action):
    said = words.meaning(path)
    assert (said.basis, said.action, said.unknown, said.figures) == (
        basis, action, "", ("cases_closed",),
    )  # fmt: skip


def test_other_periods_comparisons_and_starts_are_known_and_not_kept(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("项目", "本周", "上周", "环比增减", "累计", "去年同期", "年初以来", "任务数", "完成率")
        .row("执结（件）", 1, 2, -1, 3, 4, 5, 6, "50%")
    )
    said = stated(made, desk, campaign)
    assert said.problems == [("S-24", "Sheet1!G3")]
    assert said.one == {(None, "cases_closed", P): 1, (None, "cases_closed", C): 3}


def test_a_part_stands_after_its_whole_in_a_flat_header(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("小标的执结（件）", "其中：执行完毕", "到位金额（万元）", "其中：涉民生", "其中：首执")
        .row(5, 3, 20, 8, 1)
    )
    said = stated(made, desk, campaign)
    # 涉民生 of a figure of no action; 首执 is unknown and never the whole.
    assert said.problems == [("S-06", "Sheet1!E2")]
    assert said.one == {
        ("small", "cases_closed", P): 5, ("small", "cases_completed", P): 3,
        (None, "amount_recovered", P): 20_000_000,
        ("livelihood", "amount_recovered", P): 8_000_000,
    }  # fmt: skip


def test_an_ambiguous_column_is_asked_once_and_settled_by_an_answer(desk, campaign):
    def made():
        return book().title(TITLE).row("项目", "本周", "累计").row("执结（件）", 1, 2).row(
            "到位数", 3, 4
        )  # fmt: skip

    said = stated(made(), desk, campaign)
    assert said.problems == [("S-21", "Sheet1!4行")]
    assert set(said.one.values()) == {1, 2}
    money = Mapping(
        court="辽1202", form="aggregate",
        answers=(ColumnAnswer(header="到位数", field="amount_recovered", unit="万元"),),
    )  # fmt: skip
    said = stated(made(), desk, campaign, mappings=(money,))
    assert said.problems == []
    assert said.value(None, "amount_recovered", C) == 4_000_000
    none = Mapping(
        court="辽1202", form="aggregate", answers=(ColumnAnswer(header="到位数", field=""),)
    )
    said = stated(made(), desk, campaign, mappings=(none,))
    assert (said.problems, set(said.one.values())) == ([], {1, 2})


def test_a_row_that_may_only_number_the_columns_is_asked(desk, campaign):
    made = book().title(TITLE).row("执结（件）", "拘传（人次）", "搜查（次）").row(1, 2, 3)
    said = stated(made, desk, campaign)
    assert (said.codes, said.one) == ({"F-10"}, {})


def test_a_unit_beside_an_ambiguous_word_decides_it(desk, campaign):
    made = (
        book()
        .title(TITLE)
        .row("到位数（万元）", "罚款（人次）", "冻结（户）", "查封（套）")
        .row(5, 2, 3, 4)
    )
    said = stated(made, desk, campaign)
    assert said.problems == []
    assert said.one == {
        (None, "amount_recovered", P): 5_000_000, (None, "persons_fined", P): 2,
        (None, "accounts_frozen", P): 3, (None, "houses_sealed", P): 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "title", "basis"),
    [
        ("Sheet1", TITLE, P),
        ("累计", TITLE, C),
        ("Sheet1", "银州区法院统计表（2025年12月20日至2026年1月11日）", C),
        ("Sheet1", "银州区法院行动以来情况统计表（截至2026年1月11日）", C),
        # Said by neither: a weekly bulletin may print either, and in the first week both run alike.
        ("Sheet1", "银州区法院专项行动周报表（第4周）", None),
        ("Sheet1", "银州区法院统计表（2025年12月20日至12月21日）", None),
        ("Sheet1", "银州区法院周报表 数据截至2026年1月11日", None),
    ],
)
def test_the_basis_of_a_table_whose_header_says_none(desk, campaign, sheet, title, basis):
    made = book().sheet(sheet).title(title).row("执结（件）", "拘传（人次）").row(3, 2)
    said = stated(made, desk, campaign)
    if basis is None:
        assert [code for code, _ in said.problems] == ["S-20"]
        assert said.one == {}
        answer = Mapping(
            court="辽1202", form="aggregate", answers=(ColumnAnswer(header="", basis=C),)
        )
        assert stated(made, desk, campaign, mappings=(answer,)).one == {
            (None, "cases_closed", C): 3, (None, "persons_compelled", C): 2,
        }  # fmt: skip
    else:
        assert said.problems == []
        assert said.one == {(None, "cases_closed", basis): 3, (None, "persons_compelled", basis): 2}


def test_a_stock_is_as_of_a_day_whatever_its_column_says(desk, campaign):
    made = book().title(TITLE).row("执结（件）", "未结（件）", "旧存（件）").row(3, 40, 43)
    said = stated(made, desk, campaign)
    assert said.one == {
        (None, "cases_closed", P): 3, (None, "cases_open", C): 40,
        (None, "cases_carried_over", C): 43,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "title"),
    [("首执", TITLE), ("小标的", f"涉民生案件{TITLE}"), ("Sheet1", f"小标的、涉民生案件{TITLE}")],
)
def test_a_sheet_of_cases_that_are_no_action_or_two_is_asked(desk, campaign, sheet, title):
    made = book().sheet(sheet).title(title).row("执结（件）", "拘传（人次）").row(3, 2)
    said = stated(made, desk, campaign)
    assert (said.codes, said.one) == ({"S-23"}, {})


def test_a_month_is_not_the_week_of_a_weekly_return(desk, campaign):
    made = book().title(TITLE).row("项目", "本周", "本月", "累计").row("执结（件）", 1, 4, 9)
    assert stated(made, desk, campaign).one == {
        (None, "cases_closed", P): 1, (None, "cases_closed", C): 9,
    }  # fmt: skip
    made = book().title(TITLE).row("项目", "本月", "累计").row("执结（件）", 4, 9)
    said = stated(made, desk, campaign)
    assert said.problems == [("S-20", "Sheet1!B3")]
    assert said.one == {(None, "cases_closed", C): 9}


def test_a_week_is_not_the_month_of_a_monthly_return(desk, campaign):
    monthly = replace(campaign, expects=(Expectation(form="aggregate", every="month"),))
    title = "银州区法院统计表（2026年1月1日至1月31日）"
    made = book().title(title).row("项目", "本月", "累计").row("执结（件）", 4, 9)
    assert stated(made, desk, monthly).one == {
        (None, "cases_closed", P): 4, (None, "cases_closed", C): 9,
    }  # fmt: skip
    made = book().title(title).row("项目", "本期").row("执结（件）", 4)
    assert stated(made, desk, monthly).one == {(None, "cases_closed", P): 4}
    made = book().title(title).row("项目", "本周", "累计").row("执结（件）", 4, 9)
    said = stated(made, desk, monthly)
    assert said.problems == [("S-20", "Sheet1!B3")]
    assert said.one == {(None, "cases_closed", C): 9}
