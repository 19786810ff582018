"""Whose return and of which days: names, traps, dates, weeks, versions."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from enforcement_cli.locate.book import locate
from enforcement_cli.locate.court_names import CourtNames, court_names
from enforcement_cli.locate.evidence import read_text
from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar
from enforcement_cli.vocabulary.words import normalise_word
from tests.builder import book


@pytest.mark.parametrize(
    ("text", "code", "unknown"),
    [
        ("铁岭市银州区人民法院台账", "辽1202", ""),
        ("填报单位：铁岭县法院", "辽1221", ""),
        ("铁岭县人民法院", "辽1221", ""),
        ("铁岭县第3周", "辽1221", ""),
        ("铁岭市中级人民法院", "辽12", ""),
        ("铁岭市中院本级", "辽12", ""),
        ("填报单位：铁岭", None, "铁岭"),
        ("铁岭第3周台账", None, ""),
        ("铁岭法院", None, "铁岭法院"),
        ("昌图县院 第3周", "辽1224", ""),
        ("新宾县院", None, ""),
        ("县院", "辽1221", ""),
        ("清河门区人民法院", None, "清河门区人民法院"),
        ("清河执行台账", "辽1204", ""),
        ("鄂托克前旗人民法院", "内0623", ""),
        ("鄂托克旗人民法院", "内0624", ""),
        ("铁岭市中级人民法院“大干70天”台账 填报单位：昌图县人民法院", "辽1224", ""),
        ("铁岭市中级人民法院印制 填报单位：开远市法院", None, "开远市法院"),
        ("银州、昌图两院", None, ""),
        ("全市法院执行台账", None, ""),
    ],
)
def test_courts_by_exact_names(desk, text, code, unknown):
    assert court_names(desk).find(normalise_word(text)) == (code, unknown)


def test_a_name_is_found_by_its_first_signs_wherever_looking_for_all_finds_it(monkeypatch):
    chance = random.Random(20261123)
    signs = "安宁和清平昌县区市院法人民中铁"

    def word(most):
        return "".join(chance.choices(signs, k=chance.randint(1, most)))

    for _ in range(20):
        courts = tuple(
            Court(
                code=f"辽{n}",
                name=word(6) + chance.choice(("人民法院", "法院", "")),
                short=word(4),
                aliases=(word(2),),
                level="basic",
            )
            for n in range(chance.randint(1, 30))
        )
        names = court_names(Desk(court="辽0", calendar=Calendar(), courts=courts, campaigns=()))
        texts = [word(16) + chance.choice(("", "填报单位：" + word(4))) for _ in range(100)]
        found = [names.find(text) for text in texts]
        with monkeypatch.context() as patched:
            patched.setattr(CourtNames, "_likely", lambda every, _: list(every.names))
            assert [names.find(text) for text in texts] == found
        assert any(code for code, _ in found)


def test_names_chosen_among_all_are_found_without_the_others(desk):
    names = court_names(desk)
    chosen = replace(names, names=tuple(pair for pair in names.names if "院" in pair[0]))
    assert chosen.find("银州区法院")[0] == "辽1202"
    assert chosen.find("银州")[0] is None
    assert not chosen.is_name("银州")


def test_the_majority_of_a_column(desk):
    names = court_names(desk)
    assert names.majority(["银州区法院", "银州区 法院", "昌图", None]) == "辽1202"
    assert names.majority(["银州", "昌图"]) is None
    numbers = ["（2026）辽1202执1号", "(2026)辽1202执恢2号", "（2026）辽12执3号", "合计"]
    assert names.majority_of_numbers(numbers) is None
    assert names.majority_of_numbers(numbers[:3]) == "辽1202"
    assert names.majority_of_numbers(["（2026）辽12执1号"]) == "辽12"


def says(desk, campaign, text, source="title"):
    return read_text(text, court_names(desk), campaign, source=source)


JAN = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("统计区间：2025年12月29日至2026年1月4日", dt.date(2025, 12, 29), dt.date(2026, 1, 4)),
        ("（2026.1.5-2026.1.11）", dt.date(2026, 1, 5), dt.date(2026, 1, 11)),
        ("1月5日—1月11日", dt.date(2026, 1, 5), dt.date(2026, 1, 11)),
        ("12月29日至1月4日", dt.date(2025, 12, 29), dt.date(2026, 1, 4)),
        ("2026年1月5日至11日", dt.date(2026, 1, 5), dt.date(2026, 1, 11)),
        ("2026-01-05 至 2026-01-11", dt.date(2026, 1, 5), dt.date(2026, 1, 11)),
        ("2025年12月29日至1月4日", dt.date(2025, 12, 29), dt.date(2026, 1, 4)),
    ],
)
def test_spans(desk, campaign, text, start, end):
    found = says(desk, campaign, text)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["2026年13月1日至2026年14月2日", "2026年1月11日至2026年1月5日", "第3周"]
)
def test_no_span(desk, campaign, text):
    found = says(desk, campaign, text)
    assert found is None or (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("数据截至：2026年1月4日", dt.date(2026, 1, 4)),
        ("截止日期 2026/1/4", dt.date(2026, 1, 4)),
        ("统计截止日期：1月4日", dt.date(2026, 1, 4)),
        ("填报日期：2026年1月5日", None),
    ],
)
def test_the_day_the_data_stand_at(desk, campaign, text, day):
    found = says(desk, campaign, text)
    assert (found.as_of if found else None) == day


@pytest.mark.parametrize(
    ("text", "source", "week", "version"),
    [
        ("案件台账（第3周）", "title", 3, None),
        ("第十一周报表", "title", 11, None),
        ("第 07 周（更正）", "sheet", 7, 2),
        ("第3周第2次更正", "title", 3, 3),
        ("第2次报送", "title", None, 2),
        ("银州第3周v2", "file", 3, 2),
    ],
)
def test_week_and_version(desk, campaign, text, source, week, version):
    found = says(desk, campaign, text, source)
    assert (found.week, found.version) == (week, version)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("小标的案件", "small"),
        ("涉民生", "livelihood"),
        ("欠薪台账", "wages"),
        ("小标的、涉民生", ""),
        ("其他案件", ""),
    ],
)
def test_actions_of_sheets(desk, campaign, text, action):
    found = says(desk, campaign, text, "sheet")
    assert (found.action if found else "") == action


def test_a_text_that_says_nothing(desk, campaign):
    assert says(desk, campaign, "示例数据，非真实统计") is None


def test_every_source_of_a_file(desk, campaign):
    made = (
        book()
        .sheet("第3周")
        .title("昌图县人民法院台账")
        .title("单位：元")
        .header("法院", "案号", "到位金额")
        .row("昌图法院", "（2026）辽1224执1号", 5)
        .row("昌图", "（2026）辽1224执2号", 5)
        .row("填报单位：昌图县法院")
    )
    book_ = locate(made.raw("昌图 更正.xlsx"), desk, campaign).value
    (table,) = book_.tables
    assert [(p.source, p.row, p.column) for p in table.evidence] == [
        ("sheet", 0, 0),
        ("title", 1, 1),
        ("title", 2, 1),
        ("footer", 6, 1),
        ("column", 3, 1),
        ("case_no", 3, 2),
    ]
    assert {p.court for p in table.evidence if p.court} == {"辽1224"}
    assert [(p.source, p.court, p.version) for p in book_.evidence] == [("file", "辽1224", 2)]


@pytest.mark.parametrize(
    ("text", "officer", "team"),
    [
        ("张三法官", "张三", ""),
        ("承办人：李四", "李四", ""),
        ("（二）王五执行员", "王五", ""),
        ("第一团队", "", "第一团队"),
        ("执行一组", "", "执行一组"),
        ("2、快执团队", "", "快执团队"),
        ("小标的案件", "", ""),
        ("台账", "", ""),
    ],
)
def test_a_sheet_is_headed_with_an_officer_or_a_team(desk, campaign, text, officer, team):
    read = read_text(text, court_names(desk), campaign, source="sheet")
    assert (read.officer if read else "", read.team if read else "") == (officer, team)
