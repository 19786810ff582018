"""The parts of bulletins: measures, windows, comparisons, places, lists, targets, charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from enforcement_cli.bulletin.compose import compose
from enforcement_cli.bulletin.material import TrendPoint, WindowFigures
from enforcement_cli.bulletin.numbers import floored_money
from enforcement_cli.bulletin.sentences import ratio_change
from enforcement_cli.model.bulletin import Bulletin, Chart
from enforcement_cli.model.campaign import Action, Campaign, Operation
from enforcement_cli.model.case_list import CaseLine, CaseList
from enforcement_cli.model.comparison import Comparison, Marking, Pace, Placed, Ranking
from enforcement_cli.model.court import Court
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.story import Story
from tests.unit.bulletin.materials import (
    CAMPAIGN,
    DESK,
    EARLIER,
    HIGH,
    INDICATORS,
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


def charts_of(bulletin: Bulletin) -> dict[str, Chart]:
    return {chart.id: chart for section in bulletin.sections for chart in section.charts}


# Measures: what is alike and what is not.


def test_prosecution_is_two_lines_and_no_sum() -> None:
    """T9: 11案14人 and 5案8人; never 16 or 22."""
    figures = (
        *both("cases_criminal", 11, 11),
        *both("persons_criminal", 14, 14, unit="人"),
        *both("cases_criminal_private", 5, 5),
        *both("persons_criminal_private", 8, 8, unit="人"),
    )
    bulletin = compose(one_court("year", figures))
    lines = titled(bulletin, "打击拒执犯罪").paragraphs
    assert len(lines) == 2
    assert lines[0].endswith("11案14人。")
    assert lines[1].endswith("5案8人。")
    assert "自诉" in lines[1]
    assert "16案" not in text_of(bulletin)
    assert "22人" not in text_of(bulletin)


def test_notices_that_warn_are_no_measures() -> None:
    """T8: 37份 notices join neither the detained nor the fined."""
    figures = (
        *both("persons_detained", 62, 62, unit="人"),
        *both("pre_penalty_notices", 40, 40),
        *both("persons_complied", 37, 37, unit="人"),
        *both("amount_complied", 215_000_000, 215_000_000),
    )
    bulletin = compose(one_court("year", figures))
    assert titled(bulletin, "预处罚成效").paragraphs == (
        "发出预拘留、预罚款等预告文书40份，促使被执行人37人主动履行215.00万元。（预告文书不计入已实施措施）",
    )
    (measures,) = titled(bulletin, "执行措施").paragraphs
    assert measures == "本年依法司法拘留62人。"
    assert "40" not in "".join(
        value.text
        for table in bulletin.sections
        for t in table.tables
        for r in t.rows
        for value in r.values
    )


def test_a_combined_measure_stays_combined() -> None:
    """T7: 857人 of 限高和失信 is one figure, beside which neither part is made up."""
    figures = both("persons_restricted_or_blacklisted", 857, 857, unit="人", sources=("declared",))
    bulletin = compose(one_court("year", (*figures, *both("persons_fined", 116, 116))))
    (line,) = titled(bulletin, "执行措施").paragraphs
    assert line == "本年依法罚款116人次，限高和失信857人。"
    heads = [column.spanner for column in table_of(bulletin, "measures").columns]
    assert "限高和失信（人）" in heads
    assert "限制消费（人次）" not in heads


def test_events_instead_of_persons_have_a_note() -> None:
    figures = (
        *both("persons_detained", 7, 50),
        figure("persons_detained", 7, court=YIN),
        *both("persons_compelled", 2, 5, unit="人"),
    )
    (note,) = [n for n in compose(material("week", figures)).notes if "按人次统计" in n]
    assert note.startswith("司法拘留按人次统计")
    assert "拘传" not in note


def test_a_unit_line_names_every_unit_of_its_table() -> None:
    figures = (*both("persons_compelled", 2, 5, unit="人"), *both("persons_detained", 7, 9))
    table = table_of(compose(material("week", figures)), "measures")
    assert table.unit_line == "单位：人、人次、次、万元"
    additive = {column.spanner: column.additive for column in table.columns}
    assert additive["拘传（人）"] is False
    assert additive["司法拘留（人次）"] is True


# Windows beside the campaign.

PARTS = tuple(
    Action(id=name, name=title)
    for name, title in (
        ("labour", "劳务用工"), ("pay", "劳动报酬"), ("traffic", "交通事故"), ("firm", "涉企"),
    )
)  # fmt: skip


def backlog() -> WindowFigures:
    figures = (
        figure("cases_closed", 273),
        figure("amount_recovered", 1_887_060_000),
        figure("amount_recovered", 87_700_000, action="labour"),
        figure("amount_recovered", 170_930_000, action="pay"),
        figure("amount_recovered", 174_000_000, action="traffic"),
        figure("amount_recovered", 1_797_000_000, action="firm"),
    )
    return WindowFigures(
        name="积案集中执行",
        start=date(2025, 3, 1),
        end=date(2025, 12, 31),
        figures={one.key: one for one in figures},
        actions=PARTS,
        indicators=("cases_closed", "amount_recovered"),
    )


def test_parts_may_exceed_the_whole_and_are_never_added() -> None:
    """T10: 2229.63 stands nowhere; that the parts overlap and exceed does."""
    bulletin = compose(one_court("year", headline(), windows=(backlog(),)))
    first, last = titled(bulletin, "另列口径").paragraphs
    assert first.startswith(
        "积案集中执行（2025年3月1日至12月31日）：执结273件，执行到位金额1887.06万元；"
    )
    for part in (
        "劳务用工到位87.70万元",
        "劳动报酬到位170.93万元",
        "交通事故到位174.00万元",
        "涉企到位1797.00万元",
    ):
        assert part in first
    assert first.endswith("（分项有交叉，不作累加，各项之和大于总数）。")
    assert last == "积案集中执行为另列口径，不并入本次统计，也不与其相加。"
    assert "2229.63" not in text_of(bulletin)
    assert loose_digits(titled(bulletin, "另列口径")) == ""


def test_windows_keep_their_units_and_are_not_the_campaign_s_figures() -> None:
    """Seed 4: 3人 in the campaign, 9人次 of the standing team, side by side."""
    team = (
        figure("persons_compelled", 164, team="拘传拘留专职团队"),
        figure("persons_detained", 9, team="拘传拘留专职团队"),
    )
    window = WindowFigures(
        name="拘传拘留专职团队",
        start=date(2025, 1, 1),
        end=date(2025, 12, 14),
        figures={one.key: one for one in team},
        team="拘传拘留专职团队",
        indicators=("persons_compelled", "persons_detained"),
    )
    figures = (*both("persons_detained", 3, 3, unit="人"), *both("persons_summoned", 93, 93))
    bulletin = compose(one_court("total", figures, windows=(window,)))
    assert "拘传164人次，司法拘留9人次" in titled(bulletin, "另列口径").paragraphs[0]
    table = table_of(bulletin, "windows")
    assert [[value.text for value in row.values] for row in table.rows] == [
        ["—", "3人"], ["164人次", "9人次"],
    ]  # fmt: skip
    assert [value.window for value in table.rows[1].values] == ["拘传拘留专职团队"] * 2
    assert not any(column.additive for column in table.columns)
    assert not any(row.total for row in table.rows)


def test_a_window_of_another_campaign_is_told_apart_by_its_name() -> None:
    """Its figures have the same keys as the bulletin's own: the window says whose they are."""
    bulletin = compose(one_court("year", headline(), windows=(backlog(),)))
    numbers = titled(bulletin, "另列口径").numbers
    assert {value.window for value in numbers} == {"积案集中执行"}


def test_what_was_asked_of_a_window_and_is_missing_is_said() -> None:
    empty = replace(
        backlog(), figures={(one := figure("cases_closed", None)).key: one}, actions=()
    )  # fmt: skip
    first = titled(compose(one_court("year", windows=(empty,))), "另列口径").paragraphs[0]
    assert "执结未报" in first


def test_an_operation_of_the_campaign_is_part_of_it() -> None:
    operation = Operation(id="s", name="春节攻坚", start=date(2026, 2, 1), end=date(2026, 2, 28))
    window = replace(
        backlog(), name="春节攻坚", start=operation.start, end=operation.end, approximate=True
    )
    campaign = replace(CAMPAIGN, operations=(operation,))
    bulletin = compose(material("total", campaign=campaign, windows=(window,)))
    lines = titled(bulletin, "集中行动").paragraphs
    assert "1887万余元" in lines[0]
    assert lines[-1] == "春节攻坚是本次行动的一部分，不与总数相加。"
    assert "另列口径" not in titles(bulletin)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(113_420_000, "113万余元"), (113_000_000, "113万元"), (1_476_540_000, "1476万余元"),
     (1_000_001, "1万余元"), (999_999, "1.00万元"), (0, "0.00万元"), (20_013_400_000, "2.00亿余元")],
)  # fmt: skip
def test_money_is_floored_never_rounded_up(fen: int, shown: str) -> None:
    assert floored_money(fen) == shown


# Comparisons.


def compared(kind: str, now: int | str | None, then: int | str | None, **more) -> Comparison:
    """A comparison as it is worked out elsewhere."""
    indicator, court = more.pop("indicator", "cases_closed"), more.pop("court", None)
    unit = INDICATORS[indicator].unit
    a, b = (Decimal(x) if isinstance(x, str) else x for x in (now, then))
    change = a - b if a is not None and b is not None else None
    share = (
        Decimal(change) / Decimal(b) if change is not None and b and b > 0 and unit != "%" else None
    )
    return Comparison(
        kind=kind,  # type: ignore[arg-type]
        key=FigureKey(indicator=indicator, court=court),
        unit=unit,
        start=more.pop("start", date(2025, 1, 5)),
        end=more.pop("end", date(2025, 1, 11)),
        now=a,
        then=b,
        change=change,
        share=share,
        **more,
    )


@pytest.mark.parametrize(
    ("now", "then", "indicator", "words"),
    [
        (110, 100, "cases_closed", "执结110件，同比增长10.00%"),
        (90, 100, "cases_closed", "执结90件，同比下降10.00%"),
        (100, 100, "cases_closed", "执结100件，持平"),
        (5, 0, "cases_closed", "执结5件（上年同期为零，不计算同比）"),
        (0, 0, "cases_closed", "执结0件，持平"),
        (500, -200, "amount_recovered", "执行到位金额0.00万元（上年同期为负数，不计算同比）"),
        ("0.9580", "0.9597", "completion_rate", "执行完毕率95.80%，同比下降0.17个百分点"),
        ("0.95801", "0.95799", "completion_rate", "执行完毕率95.80%，持平"),
    ],
)
def test_a_comparison_in_words(now, then, indicator, words) -> None:
    """Scenario 32, T23, T24."""
    one = compared("year", now, then, indicator=indicator)
    found = titled(compose(material("week", comparisons=(one,))), "同期比较")
    assert found.paragraphs == (f"与上年同期（2025年1月5日至1月11日）相比，{words}。",)
    assert loose_digits(found) == ""


@pytest.mark.parametrize(
    ("previous", "value", "words"),
    [
        (0, 500, "（上周为零，不计算环比）"),
        (-300, 500, "（上周为负数，不计算环比）"),
        (500, 500, "，与上周持平"),
        (0, 0, "，与上周持平"),
    ],
)
def test_a_base_of_nought_has_no_ratio(previous: int, value: int, words: str) -> None:
    """T23: never ∞%."""
    assert ratio_change(figure("amount_recovered", value, before=previous), "上周") == (words,)


def test_both_alignments_say_which_they_are() -> None:
    """Scenario 34: the same day of the campaign and the same distance to 春节 are two sentences."""
    last = Campaign(id="last", name="上一冬季行动", start=date(2024, 12, 10), end=date(2025, 2, 10))
    campaign = replace(CAMPAIGN, compares="last")
    desk = replace(DESK, campaigns=(last, campaign))
    found = (
        compared("day", 110, 100, start=date(2024, 12, 10), end=date(2025, 1, 1)),
        compared("festival", 110, 88, start=date(2024, 12, 10), end=date(2024, 12, 23)),
    )
    bulletin = compose(material("week", comparisons=found, campaign=campaign, desk=desk))
    first, second = titled(bulletin, "同期比较").paragraphs
    assert first == (
        "按行动日对齐，与上一冬季行动第23天（2024年12月10日至2025年1月1日）相比，执结110件，增长10.00%。"
    )
    assert second == (
        "按春节对齐，与上一冬季行动同一时点（2024年12月10日至12月23日）相比，执结110件，增长25.00%。"
    )
    ids = [table.id for table in titled(bulletin, "同期比较").tables]
    assert ids == ["compared-day", "compared-festival"]


def test_courts_without_a_base_are_named_and_left_blank() -> None:
    found = (
        compared("year", 100, 90),
        compared("year", 60, 50, court=YIN),
        compared("year", 9, None, court=QING, note="无同期数据"),
    )
    bulletin = compose(material("week", comparisons=found))
    assert titled(bulletin, "同期比较").paragraphs[1] == (
        "未纳入上年同期比较：清河区法院（无同期数据）。"
    )
    table = table_of(bulletin, "compared-year")
    cells = {row.label: [value.shown for value in row.values] for row in table.rows}
    assert cells["银州区法院"] == ["60", "50", "10", "20.00%"]
    assert cells["清河区法院"] == ["9", "—", "—", "—"]
    assert cells["全市合计"] == ["100", "90", "10", "11.11%"]


# Places and intervals.


def test_ties_share_a_place_and_say_so() -> None:
    """Scenario 33: 1, 2, 2; the unranked are listed with the reason."""
    key = FigureKey(indicator="completion_rate", basis="cumulative")
    lines = (
        Placed(court=TIE, place=1, tied=False, value=Decimal("0.8")),
        Placed(court=YIN, place=2, tied=True, value=Decimal("0.6")),
        Placed(court=QING, place=2, tied=True, value=Decimal("0.6")),
    )
    ranking = Ranking(key=key, unit="%", lines=lines, unranked=((HIGH, "基数不足10件"),))
    bulletin = compose(material("total", rankings=(ranking,)))
    (line,) = titled(bulletin, "指标对比").paragraphs
    # Nobody is behind the other two: they are not in front.
    assert line == "累计执行完毕率居前的是铁岭县法院（80.00%）。"
    behind = Placed(court=HIGH, place=4, tied=False, value=Decimal("0.1"))
    four = replace(ranking, lines=(*lines, behind), unranked=())
    (line,) = titled(compose(material("total", rankings=(four,))), "指标对比").paragraphs
    assert line == (
        "累计执行完毕率居前的是铁岭县法院（80.00%）、银州区法院（60.00%，并列第2）、清河区法院（60.00%，并列第2）。"
    )
    table = table_of(bulletin, "rank-completion_rate-all-cumulative")
    assert [(row.label, row.values[0].shown, row.values[1].shown) for row in table.rows] == [
        ("铁岭县法院", "第1", "80.00%"),
        ("银州区法院", "并列第2", "60.00%"),
        ("清河区法院", "并列第2", "60.00%"),
        ("铁岭中院", "不参与排名", "基数不足10件"),
    ]


@pytest.mark.parametrize("kind", PERIODS)
def test_without_rankings_nobody_is_ranked(kind: str) -> None:
    text = text_of(compose(material(kind, headline())))
    for word in ("居前", "排名", "位次", "第1名", "末位"):
        assert word not in text


def test_intervals_mark_without_order() -> None:
    marking = Marking(
        key=FigureKey(indicator="completion_rate"),
        low=Decimal("0.3"),
        high=Decimal("0.6"),
        inside=(YIN, TIE),
        below=(QING,),
        above=(),
        unmarked=((HIGH, "基数不足10件"),),
    )
    (line,) = titled(compose(material("month", markings=(marking,))), "质效指标").paragraphs
    assert line == (
        "从执行完毕率看（参考区间30.00%至60.00%），银州区法院、铁岭县法院处于参考区间；"
        "清河区法院低于参考值，请逐案分析原因。未作对比：铁岭中院（基数不足10件）。"
    )


def test_a_mark_against_time_is_told_with_the_targets() -> None:
    marking = Marking(
        key=FigureKey(indicator="cases_closed"),
        low=None,
        high=None,
        inside=(),
        below=(QING,),
        above=(),
    )
    assert "指标对比" not in titles(compose(material("total", markings=(marking,))))


# Lists.


def a_list(**more) -> CaseList:
    lines = more.pop("lines", (
        CaseLine(court=YIN, case_no="（2025）辽1202执1号", officer="赵某", day=date(2026, 1, 3),
                 days=-5, amount_fen=12_340_000, note="冻结后变现", state="未办结"),
        CaseLine(court=QING, case_no="（2025）辽1204执2号", day=date(2026, 1, 9), days=0),
    ))  # fmt: skip
    return CaseList(
        kind=more.pop("kind", "todos"),
        title="日督办清单",
        rule="未办结的督办事项",
        lines=lines,
        **more,
    )


def test_a_list_is_a_table_with_the_columns_it_has() -> None:
    found = material("week", lists=(a_list(total=5, silent=(TIE,)),), by="team")
    section = titled(compose(found), "督办清单")
    (table,) = section.tables
    assert [column.title for column in table.columns] == [
        "法院", "承办人", "办结时限", "超期天数", "金额（万元）", "状态", "事项",
    ]  # fmt: skip
    assert [value.shown for value in table.rows[0].values] == [
        "银州区法院", "赵某", "2026-01-03", "-5", "12.34", "未办结", "冻结后变现",
    ]  # fmt: skip
    # What a line does not say is missing, and no deadline today is nought days.
    assert [value.shown for value in table.rows[1].values][3:5] == ["0", "—"]
    assert "共5项，列示2项。" in table.notes
    assert section.paragraphs[0] == "日督办清单5项（未办结的督办事项）。"
    assert section.paragraphs[1] == "日督办清单不含铁岭县法院：没有报送所需的报表。"


def test_a_list_nobody_reports_for_is_unknown_not_empty() -> None:
    everyone = (HIGH, YIN, QING, TIE)
    silent = CaseList(
        kind="unpaid", title="未发放案款", rule="", buckets=(("31—60天", 0),), silent=everyone
    )
    section = titled(compose(material("month", lists=(silent,))), "存在问题")
    assert "未发放案款：没有法院报送所需的报表，无法列出。" in section.paragraphs
    assert not any("0件" in paragraph for paragraph in section.paragraphs)


def test_ageing_is_told_by_its_buckets() -> None:
    ageing = CaseList(
        kind="ageing",
        title="未结案件账龄",
        rule="按立案日期",
        buckets=(("30天以内", 12), ("超过365天", 3)),
    )
    section = titled(compose(material("week", lists=(ageing,), by="officer")), "未结案件账龄")
    assert section.paragraphs == ("未结案件账龄：30天以内12件，超过365天3件。",)
    assert [value.number for value in section.numbers] == [12, 3]


def test_a_list_of_a_month_stands_in_the_annex_and_is_told_once() -> None:
    unpaid = a_list(kind="unpaid", total=2)
    bulletin = compose(material("month", lists=(unpaid,)))
    assert sum("日督办清单2件" in p for s in bulletin.sections for p in s.paragraphs) == 1
    assert [table.id for table in titled(bulletin, "附表").tables][-1] == "list-unpaid"


# Targets, projections.


def a_pace(**more) -> Pace:
    key = FigureKey(
        indicator="cases_closed", basis="cumulative", action="small", court=more.pop("court", YIN)
    )
    given = {
        "target": Decimal(150), "value": 60, "rate": Decimal("0.4"), "elapsed": Decimal("0.62"),
        "gap": 90, "by": date(2026, 2, 28), "low": 120, "high": 138,
    }  # fmt: skip
    return Pace(key=key, unit="件", **{**given, **more})


def target_week(*paces: Pace):
    campaign = replace(CAMPAIGN, targets=(target("small", YIN, 150), target("small", QING, 70)))
    figures = (
        figure("cases_closed", 60, "cumulative", action="small", court=YIN, target=150),
        figure("cases_closed", 70, "cumulative", action="small", court=QING, target=70),
        figure("time_progress", "0.62", "cumulative"),
        figure("target_rate", "0.4", "cumulative", action="small", court=YIN),
        figure("target_rate", "1", "cumulative", action="small", court=QING),
    )
    return material("week", figures, campaign=campaign, paces=paces)


def test_a_target_says_the_gap_in_cases_and_a_range() -> None:
    reached = a_pace(court=QING, target=Decimal(70), value=70, rate=Decimal(1), gap=0, reached=True)
    bulletin = compose(target_week(a_pace(), reached))
    table = table_of(bulletin, "targets")
    rows = {row.label: [value.shown for value in row.values] for row in table.rows}
    assert rows["银州区法院 小标的案件执结"] == ["150", "60", "40.00%", "-22.00", "90", "120—138"]
    assert rows["清河区法院 小标的案件执结"][4:] == ["0", "已完成"]
    assert (
        "慢于序时进度的：银州区法院小标的案件执结还差90件。"
        in titled(bulletin, "问题提示").paragraphs
    )


def test_no_projection_is_printed_where_there_is_none() -> None:
    bulletin = compose(target_week(a_pace(low=None, high=None)))
    assert table_of(bulletin, "targets").rows[0].values[-1].shown == "—"


def test_the_desk_s_own_target_in_a_sentence() -> None:
    bulletin = compose(target_week(a_pace(court=None)))
    assert titled(bulletin, "目标完成与时间进度").paragraphs[-1] == (
        "小标的案件执结距目标150件还差90件，按近期进度预计完成120件—138件。"
    )


def test_time_runs_as_the_campaign_says() -> None:
    for pace, words in (("days", "首尾都算"), ("workdays", "按工作日"), ("curve", "进度曲线")):
        found = target_week(a_pace())
        found = replace(found, campaign=replace(found.campaign, pace=pace))
        assert words in table_of(compose(found), "targets").notes[0]


# Who speaks.


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("辽宁省铁岭市中级人民法院", "全市"),
        ("内蒙古自治区高级人民法院", "全区"),
        ("上海市高级人民法院", "全市"),
        ("湖南省高级人民法院", "全省"),
        ("内蒙古自治区锡林郭勒盟中级人民法院", "全盟"),
        ("湖北省恩施土家族苗族自治州中级人民法院", "全州"),
    ],
)
def test_all_courts_are_called_after_the_desk(name: str, words: str) -> None:
    head = Court(code=HIGH, name=name, short="本院", level="intermediate")
    desk = replace(DESK, courts=(head, *DESK.courts[1:]))
    bulletin = compose(material("week", headline(), desk=desk))
    assert f"{words}法院累计执结" in bulletin.sections[0].paragraphs[0]
    assert table_of(bulletin, "actions").rows[-1].label == f"{words}合计"


def test_one_court_speaks_for_itself() -> None:
    assert "全院累计执结" in compose(one_court("week", headline())).sections[0].paragraphs[0]
    one_of_four = compose(material("week", headline(), courts=(YIN,)))
    assert "银州区法院累计执结" in one_of_four.sections[0].paragraphs[0]
    assert [row.label for row in table_of(one_of_four, "actions").rows] == ["银州区法院"]


# Charts and headlines.


def test_a_trend_keeps_its_gap_and_knows_its_periods() -> None:
    earliest = replace(EARLIER, label="第2周", number=2)
    trend = tuple(
        TrendPoint(
            period=period, figures={one.key: one for one in (figure("cases_closed", number),)}
        )
        for period, number in ((earliest, 71), (EARLIER, None), (PERIODS["week"], 110))
    )
    chart = charts_of(compose(material("week", headline(), trend=trend)))["trend-cases_closed"]
    ((_, values),) = chart.series
    assert chart.labels == ("第2周", "第3周", "第4周")
    assert [value.number for value in values] == [71, None, 110]
    # Only this period's point is the bulletin's own figure of that key.
    assert [value.window for value in values] == ["第2周", "第3周", ""]


def test_recoveries_by_action_are_bars_that_say_they_overlap() -> None:
    figures = (
        *both("amount_recovered", 1, 884_540_000, action="small"),
        *both("amount_recovered", 1, 806_190_000, action="wages"),
    )
    chart = charts_of(compose(material("week", (*headline(), *figures))))["recovered-by-action"]
    assert chart.kind == "bars"
    assert "不作累加" in chart.note


def test_targets_are_marks_beside_the_bars() -> None:
    chart = charts_of(compose(target_week(a_pace())))["targets-small"]
    assert chart.labels == ("银州区法院", "清河区法院")
    assert [value.number for value in chart.series[0][1]] == [60, 70]
    assert [value.number for value in chart.marks] == [150, 70]
    assert {value.aspect for value in chart.marks} == {"target"}


def test_charts_show_nothing_that_is_not_known() -> None:
    for kind in PERIODS:
        for chart in charts_of(compose(material(kind, headline()))).values():
            for _, values in chart.series:
                assert any(value.number is not None for value in values)


def test_headlines_are_few_and_have_their_figures() -> None:
    found = material("week", (*headline(), *both("persons_detained", 7, 50)))
    lines = compose(found).headlines
    assert [(one.name, one.value.shown, one.unit, one.beneath) for one in lines] == [
        ("本周执结", "110", "件", "累计522件"),
        ("本周执行到位金额", "141.47", "万元", "累计751.69万元"),
        ("本周执行完毕率", "54.60", "%", "累计58.35%"),
        ("本周司法拘留", "7", "人次", "累计50人次"),
        ("期末未结", "639", "件", ""),
    ]
    for one in lines:
        assert one.value.key is not None
        assert found.figures[one.value.key].value == one.value.number


# Cards, stories, rounding.


def test_cards_are_an_appendix() -> None:
    rate = INDICATORS["completion_rate"]
    table = table_of(compose(material("month", cards=(rate,))), "cards")
    assert table.rows[0].label == rate.name
    assert "÷" in table.rows[0].values[1].shown


def test_stories_are_highlights() -> None:
    story = Story(id="a", court=YIN, title="扣划", text="扣划{amount}。", amount_fen=11_150_000)
    section = titled(compose(material("week", stories=(story,))), "工作亮点")
    assert "11.15万元" in section.paragraphs[0]
    assert [value.number for value in section.numbers] == [11_150_000]


def test_printed_parts_that_miss_the_total_have_a_note() -> None:
    figures = [
        figure("amount_recovered", fen, court=court)
        for court, fen in zip((HIGH, YIN, QING, TIE), (3_333, 3_333, 3_333, 3_333), strict=True)
    ]
    whole = figure("amount_recovered", 13_332)
    notes = compose(material("week", (*figures, whole))).notes
    assert any("因四舍五入" in note for note in notes)
