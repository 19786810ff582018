"""Every kind of bulletin from a Material made by hand: its sections, its order, its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.daily import chat_line
from enforcement_cli.bulletin.material import NextDue, OpenProblems, Punctuality
from enforcement_cli.model.campaign import Operation, Phase
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.render.markdown import render_markdown
from tests.unit.bulletin.materials import (
    CAMPAIGN,
    EARLIER,
    HIGH,
    PERIODS,
    QING,
    TIE,
    YIN,
    both,
    figure,
    headline,
    loose_digits,
    material,
    one_court,
    table_of,
    target,
    text_of,
    titled,
    titles,
)

TEMPLATE = Path(__file__).parents[3] / "templates" / "weekly.md.j2"
ACTIONS = (
    *both("cases_closed", 40, 913, action="small", before=30),
    *both("cases_closed", 9, 95, action="wages", before=9),
    *both("amount_recovered", 90_000_000, 884_540_000, action="small"),
    *both("amount_recovered", 30_000_000, 806_190_000, action="wages"),
)


def test_a_day_fits_a_screen_and_says_who_is_missing() -> None:
    found = material(
        "day",
        (
            *headline(12, 34_500_000),
            *both("persons_compelled", 2, 66),
            *both("persons_detained", 0, 49),
            figure("cases_closed", 12, court=YIN),
            figure("amount_recovered", 34_500_000, court=YIN),
            figure("cases_closed", None, court=QING, note="未报"),
        ),
        missing={QING: ("案件台账",)},
        sample=True,
    )
    bulletin = compose(found)
    assert titles(bulletin) == ["当日战果"]
    text = render_markdown(bulletin, TEMPLATE)
    assert len(text.splitlines()) <= 20
    assert "执结12件，执行到位34.50万元；拘传2人次，司法拘留0人次" in text
    assert "累计执结522件，执行到位751.69万元" in text
    assert "1家未报：清河区法院" in text
    assert "银州区法院12件、34.50万元" in text
    assert not [table for section in bulletin.sections for table in section.tables]
    line = chat_line(found)
    assert line == (
        "【冬季行动】1月5日：执结12件，到位34.50万元；累计522件，751.69万元。未报：清河区法院。"
    )


def test_a_day_marks_what_courts_only_declared() -> None:
    told = figure("cases_closed", 12, sources=("declared",))
    bulletin = compose(material("day", (told,)))
    assert "执结12件（报）" in bulletin.sections[0].paragraphs[0]
    assert "（报）" in bulletin.notes[0]


def test_a_chat_line_of_a_week() -> None:
    line = chat_line(material("week", headline()))
    assert line == (
        "【冬季行动】第4周（截至1月11日）：本周执结110件，到位141.47万元；累计522件，751.69万元。"
    )


def test_a_week_in_the_order_of_the_trade() -> None:
    campaign = replace(CAMPAIGN, targets=(target("small", YIN, 150), target("small", QING, 70)))
    due = datetime(2026, 1, 16, 12, tzinfo=BEIJING)
    found = material(
        "week",
        (
            *headline(),
            *ACTIONS,
            figure("time_progress", "0.3239", "cumulative"),
            figure("cases_closed", 60, "cumulative", action="small", court=YIN, target=150),
            figure("cases_closed", 10, "cumulative", action="small", court=QING, target=70),
            figure("target_rate", "0.4", "cumulative", action="small", court=YIN),
            figure("target_rate", "0.1428", "cumulative", action="small", court=QING),
        ),
        campaign=campaign,
        missing={TIE: ("案件台账",)},
        punctuality=Punctuality(late={QING: ("案件台账",)}, returned={YIN: 1}),
        problems=OpenProblems(queries={YIN: 2, QING: 1}),
        next_due=(NextDue(period="第5周", form="案件台账", at=due, moved=True),),
    )
    bulletin = compose(found)
    assert titles(bulletin) == [
        "总体情况", "各项行动", "办案情况", "强制措施", "目标完成与时间进度", "问题提示", "下步安排",
    ]  # fmt: skip
    assert titled(bulletin, "总体情况").paragraphs[1] == (
        "本周执结110件，较上周增加39件；执行到位141.47万元，环比增长28.04%。"
    )
    assert (
        titled(bulletin, "各项行动")
        .paragraphs[1]
        .startswith("整治欠薪案件：本周执结9件，与上周持平")
    )
    assert titled(bulletin, "目标完成与时间进度").paragraphs[0] == (
        "小标的案件：1家达到或快于序时进度，1家慢于序时进度（清河区法院）。"
    )
    problems = titled(bulletin, "问题提示").paragraphs
    assert problems[0].startswith("应报4家，1家未报齐：铁岭县法院。")
    assert "迟报：清河区法院（案件台账）。" in problems
    assert "报表退回未改1份（银州区法院1份）。" in problems
    assert "核实事项尚未答复3项（银州区法院2项、清河区法院1项），请在下次报送前说明。" in problems
    assert titled(bulletin, "下步安排").paragraphs == (
        "第5周：请各院于2026年1月16日12:00前报送案件台账（遇节假日顺延），无新增的实行零报告。",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("week", ("本周", "上周")),
        ("month", ("本月", "上月")),
        ("quarter", ("本季", "上季")),
        ("phase", ("本阶段", "上一阶段")),
    ],
)
def test_a_change_names_its_own_period(kind: str, words: tuple[str, str]) -> None:
    found = material(kind, (*headline(), *ACTIONS), previous=EARLIER)
    text = text_of(compose(found))
    now, before = words
    assert f"{now}执结110件，较{before}增加39件" in text
    assert f"小标的案件：{now}执结40件，较{before}增加10件" in text
    if kind != "week":
        assert "上周" not in text


def test_a_month_has_quality_courts_problems_and_demands() -> None:
    found = material(
        "month",
        (
            *headline(),
            *both("closure_rate", "0.9580", "0.96", before="0.9597"),
            *both("recovery_rate", "0.70", "0.71", before="0.70"),
            figure("closure_rate", "0.9", court=YIN),
            *both("average_days", "36.25", "40"),
        ),
        previous=EARLIER,
        problems=OpenProblems(held_rows={YIN: 3}),
        texts={"next": ("请各院逐案梳理。",)},
    )
    bulletin = compose(found)
    assert titles(bulletin) == [
        "基本情况", "质效指标", "各院情况", "存在问题", "下步要求", "附表",
    ]  # fmt: skip
    (quality,) = titled(bulletin, "质效指标").paragraphs
    # T24: a difference of rates in 百分点; equal is 持平; days keep one decimal.
    assert "结案率95.80%，较上月下降0.17个百分点" in quality
    assert "执行到位率70.00%，与上月持平" in quality
    assert "平均用时36.3天" in quality
    rates = table_of(bulletin, "rates")
    assert [row.label for row in rates.rows][-1] == "全市合计"
    assert "基层合计" not in [row.label for row in rates.rows]
    assert rates.rows[1].values[[c.title for c in rates.columns].index("结案率")].shown == "90.00%"
    assert titled(bulletin, "下步要求").paragraphs == ("请各院逐案梳理。",)
    assert [table.id for table in titled(bulletin, "附表").tables] == ["measures"]


def test_a_phase_has_its_ledger_and_its_own_targets() -> None:
    own = replace(target("small", YIN, 20), phase="排查建账")
    campaign = replace(
        CAMPAIGN,
        phases=(Phase(name="排查建账", start=CAMPAIGN.start, end=date(2025, 12, 31)),),
        targets=(target("wages", YIN, 90), own),
    )
    figures = (
        *headline(),
        figure("cases_received", 1052),
        figure("cases_filed", 74),
        figure("cases_carried_over", 978, "cumulative"),
        figure("cases_closed", 10, "cumulative", action="small", court=YIN, target=20),
        figure("cases_closed", 3, "cumulative", action="wages", court=YIN, target=90),
        figure("time_progress", "0.1", "cumulative"),
    )
    bulletin = compose(material("phase", figures, campaign=campaign))
    assert bulletin.title == "冬季行动阶段小结"
    assert titles(bulletin)[:2] == ["建账情况", "阶段进展"]
    assert titled(bulletin, "建账情况").paragraphs[0] == (
        "排查建账（2025年12月20日至12月31日），全市法院建账1052件（开始时未结978件、阶段内新收74件）。"
    )
    assert [row.label for row in table_of(bulletin, "targets").rows] == [
        "银州区法院 小标的案件执结"
    ]
    # No period before it: nothing is compared, and no empty columns are printed.
    progress = table_of(bulletin, "progress")
    assert "增减" not in [column.title for column in progress.columns]


def test_a_later_phase_does_not_take_the_campaign_s_first_day_for_its_own() -> None:
    later = replace(
        PERIODS["phase"], start=date(2026, 1, 1), end=date(2026, 2, 15), label="精准执行"
    )
    figures = (figure("cases_received", 1068), figure("cases_carried_over", 978, "cumulative"))
    bulletin = compose(material("phase", figures, period=later))
    assert "建账1068件。" in titled(bulletin, "建账情况").paragraphs[0]
    assert "978" not in text_of(bulletin)


def test_a_summary_tells_the_set_up_and_invents_nothing() -> None:
    campaign = replace(
        CAMPAIGN,
        phases=(Phase(name="排查建账", start=CAMPAIGN.start, end=date(2025, 12, 31)),),
        operations=(
            Operation(id="s", name="春节攻坚", start=date(2026, 2, 1), end=date(2026, 2, 28)),
        ),
    )
    found = material(
        "total", (*headline(964, 1_544_840_000), *ACTIONS), campaign=campaign, workdays=(45, 45)
    )
    bulletin = compose(found)
    assert bulletin.title == "冬季行动总结报告"
    assert titles(bulletin) == ["部署情况", "工作成效", "强制措施", "报送情况"]
    set_up = titled(bulletin, "部署情况").paragraphs
    # T2: the label as written, the days counted with both ends, the working days.
    assert (
        set_up[0] == "行动为期70天（2025年12月20日至2026年2月28日，首尾都算71天，其中工作日45天）。"
    )
    assert set_up[1].startswith("参加法院4家：铁岭中院、银州区法院")
    assert "春节攻坚（2026年2月1日至2月28日），其成果是本次行动的一部分，不另加。" in set_up[-1]
    assert titled(bulletin, "工作成效").paragraphs[0] == (
        "专项行动历时70天，共执结964件，执行到位1544.84万元。"
    )
    written = compose(
        replace(found, texts={"experience": ("快立快执。",), "problems": ("用时长。",)})
    )
    assert titles(written)[3:5] == ["经验做法", "问题不足"]


def test_the_whole_so_far_is_no_summary() -> None:
    so_far = replace(PERIODS["total"], end=date(2026, 2, 1))
    assert compose(material("total", headline(), period=so_far)).title == "冬季行动战报（行动以来）"


def test_a_year_speaks_of_its_own_days() -> None:
    """A year that began before it has other figures than those to date."""
    clipped = replace(PERIODS["year"], start=date(2026, 1, 1))
    bulletin = compose(material("year", (*headline(831, 1_368_640_000), *ACTIONS), period=clipped))
    assert bulletin.title == "冬季行动年度报告"
    assert titled(bulletin, "基本情况").paragraphs[0] == (
        "2026年1月1日至2月28日，全市法院结案831件，执行到位1368.64万元。"
    )
    assert "累计" not in [c.title for c in table_of(bulletin, "actions").columns]


def test_a_year_of_a_court_alone() -> None:
    figures = (
        *both("cases_received", 2403, 2403),
        *both("cases_closed", 2251, 2251),
        *both("amount_recovered", 19_800_000_000, 19_800_000_000),
        *both("closure_rate", "0.936745", "0.936745"),
        figure("cases_carried_over", 300, "cumulative"),
        *both("cases_filed", 2103, 2103),
    )
    bulletin = compose(one_court("year", figures))
    assert titled(bulletin, "基本情况").paragraphs[0] == (
        "2025年12月20日至2026年2月28日，全院受理执行案件2403件（旧存300件、新收2103件），"
        "结案2251件，执行到位1.98亿元，结案率93.67%。"
    )
    assert [one.name for one in bulletin.headlines][:3] == [
        "本年受理",
        "本年执结",
        "本年执行到位金额",
    ]
    assert (bulletin.headlines[2].value.shown, bulletin.headlines[2].unit) == ("1.98", "亿元")


def test_an_operation_s_money_is_floored_in_prose_and_exact_in_tables() -> None:
    """T12: 113万余元 in words; nothing is added to it."""
    storm = Operation(
        id="storm",
        name="秋冬风暴",
        start=date(2026, 1, 15),
        end=date(2026, 1, 26),
        approximate=True,
    )
    campaign = replace(CAMPAIGN, operations=(storm,))
    figures = (
        figure("cases_closed", 24),
        figure("amount_recovered", 113_420_000),
        figure("amount_recovered", 113_420_000, court=YIN),
    )
    bulletin = compose(material("operation", figures, campaign=campaign, courts=(YIN,)))
    (first,) = titled(bulletin, "总体情况").paragraphs
    assert first == (
        "秋冬风暴期间，2026年1月15日至1月26日，银州区法院执结行动案件24件，执行到位113万余元。"
    )
    assert titled(bulletin, "总体情况").numbers[-1].number == 113_420_000
    assert table_of(bulletin, "actions").rows[0].values[-1].shown == "113.42"


def test_teams_have_rows_quality_and_a_list() -> None:
    lone = one_court(
        "week",
        (
            *headline(),
            figure("interim_rate_of_closed", "0.2", before="0.25"),
            figure("average_days", "41.5", before="40.0"),
            figure("cases_closed", 8, court="湘1127", team="一团队"),
            figure("cases_closed", 40, "cumulative", court="湘1127", team="一团队"),
            figure("cases_completed", 5, court="湘1127", team="一团队"),
            figure("cases_closed", 2, court="湘1127", team="未填团队"),
            figure("completion_rate", "0.625", court="湘1127", team="一团队"),
        ),
        by="team",
    )
    bulletin = compose(lone)
    assert bulletin.title == "年度行动团队周报"
    table = table_of(bulletin, "by-team")
    assert [row.label for row in table.rows] == ["一团队", "未填团队", "合计"]
    shown = dict(
        zip([f"{c.spanner}{c.title}" for c in table.columns], table.rows[0].values, strict=True)
    )
    assert (shown["执结本周"].number, shown["执结累计"].number) == (8, 40)
    assert shown["本周执行完毕率"].shown == "62.50%"
    assert [v.number for v in table.rows[2].values][:2] == [110, 522]
    assert titled(bulletin, "各团队办案情况").paragraphs == (
        "本周执行完毕：一团队5件。", "本周执结：一团队8件、未填团队2件。",
    )  # fmt: skip
    assert titled(bulletin, "质效分析").paragraphs[0] == (
        "本周执行完毕率54.60%；终本占结案数比例20.00%，较上周下降5.00个百分点；"
        "平均用时41.5天，较上周增加1.5天。"
    )


def test_officers_of_two_courts_are_told_apart() -> None:
    figures = (
        figure("cases_closed", 8, court=QING, officer="张法官"),
        figure("cases_closed", 5, court=YIN, officer="张法官"),
    )
    bulletin = compose(material("month", figures, by="officer"))
    assert bulletin.title == "冬季行动承办人月报"
    labels = [row.label for row in table_of(bulletin, "by-officer").rows]
    assert labels == ["银州区法院张法官", "清河区法院张法官", "合计"]


@pytest.mark.parametrize("kind", PERIODS)
def test_no_kind_adds_the_actions_up(kind: str) -> None:
    """T1: 913 and 95 stand apart; their sum stands nowhere."""
    figures = (
        *headline(964, 1_544_840_000),
        *both("cases_closed", 913, 913, action="small"),
        *both("cases_closed", 95, 95, action="wages"),
        *both("amount_recovered", 884_540_000, 884_540_000, action="small"),
        *both("amount_recovered", 806_190_000, 806_190_000, action="wages"),
    )
    text = text_of(compose(material(kind, figures)))
    assert "1008" not in text
    assert "1690.73" not in text
    if kind != "day":
        assert "913件" in text
        assert "分项数不作累加" in text


@pytest.mark.parametrize("kind", PERIODS)
def test_numbers_stand_beside_the_words_they_are_in(kind: str) -> None:
    """Scenario 37: every number of a paragraph is a Value in reading order, and no other digit."""
    figures = (
        *headline(),
        *ACTIONS,
        *both("closure_rate", "0.9580", "0.96", before="0.9597"),
        *both("average_days", "36.25", "40", before="37"),
        *both("persons_compelled", 11, 66),
        *both("persons_detained", 7, 50),
        *both("houses_sealed", 447, 447),
        *both("pre_penalty_notices", 37, 37),
        *both("persons_complied", 37, 37, unit="人"),
        *both("amount_complied", 215_000_000, 215_000_000),
        *both("cases_criminal", 11, 11),
        *both("persons_criminal", 14, 14, unit="人"),
        figure("time_progress", "0.3239", "cumulative"),
        figure("target_rate:amount_recovered", "0.2", "cumulative"),
    )
    found = material(
        kind,
        figures,
        previous=EARLIER,
        missing={TIE: ("案件台账",)},
        problems=OpenProblems(queries={YIN: 2}),
        workdays=(12, 45),
    )
    bulletin = compose(found)
    counted = 0
    for section in bulletin.sections:
        assert loose_digits(section) == "", section.title
        for value in section.numbers:
            assert value.number is not None
            if value.key is not None and value.aspect == "value":
                counted += 1
                assert found.figures[value.key].value == value.number
    assert counted >= 4


@pytest.mark.parametrize("kind", PERIODS)
@pytest.mark.parametrize("by", ["", "team", "officer"])
def test_nothing_known_is_nothing_told_as_nought(kind: str, by: str) -> None:
    """T31: a figure nobody gave is missing in words and tables, never 0."""
    missing = (
        *both("cases_closed", None, None, note="未报"),
        *both("cases_closed", None, None, court=HIGH, note="未报"),
    )
    bulletin = compose(material(kind, missing, by=by))
    for section in bulletin.sections:
        assert "0件" not in "".join(section.paragraphs)
        for table in section.tables:
            for row in table.rows:
                assert all(value.number is None for value in row.values)
    assert "未报" in "".join(p for section in bulletin.sections for p in section.paragraphs)
