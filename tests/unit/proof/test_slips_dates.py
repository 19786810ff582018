"""Dates that cannot be, and those of another bulletin."""

import pytest

from tests.unit.proof.slip_texts import ground, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2月30日，银州区法院开展行动。", ("no_such_date", "2月30日")),
        ("2025年2月29日，开展行动。", ("no_such_date", "2025年2月29日")),
        ("13月5日，开展行动。", ("no_such_date", "13月5日")),
        ("填表日期：2026-04-31。", ("no_such_date", "2026-04-31")),
        ("2026年3月5日（星期三），开展行动。", ("weekday", "2026年3月5日（星期三")),
        ("2月24日（周一）召开会议。", ("weekday", "2月24日（周一")),
        ("12月20日星期日启动。", ("weekday", "12月20日星期日")),
        ("行动自2026年2月28日至2025年12月20日。", ("end_first", "2026年2月28日至2025年12月20日")),
        ("2月15日至2日开展攻坚。", ("end_first", "2月15日至2日")),
        ("2月15日—2月12日开展攻坚。", ("end_first", "2月15日—2月12日")),
        ("截至2027年2月28日，开展行动。", ("future", "截至2027年2月28日")),
        ("截止2026年3月20日，开展行动。", ("future", "截止2026年3月20日")),
    ],
)
def test_a_date_that_cannot_be(text: str, found: tuple[str, str]) -> None:
    assert found in told(text, ground())


@pytest.mark.parametrize(
    "text",
    [
        "2024年借款，同年2月29日到期，2月29日前未还。",
        "2024年2月29日，开展行动。",
        "2026年3月5日（星期四），开展行动。",
        "2月24日（周二）召开会议。",
        "12月20日星期六启动。",
        "2月24日周一至周五值班。",
        "2025年12月20日至2026年2月28日，12月20日至2月28日。",
        "2月12日—15日、2月28日至3月1日开展攻坚。",
        "计划于2026年6月30日前完成清理。",
        "战报2026.02.28版，第1.2节。",
    ],
)
def test_a_date_that_can(text: str) -> None:
    assert told(text, ground()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("截至2026年2月22日，累计执结。", ("stale_cutoff", "截至2026年2月22日")),
        ("截至2月8日，行动进入尾声。", ("stale_cutoff", "截至2月8日")),
        ("截止到1月底，行动进入尾声。", ("stale_cutoff", "截止到1月底")),
        ("第10期　执行指挥中心", ("other_issue", "第10期")),
        ("专项行动战报\n第十期", ("other_issue", "第十期")),
        ("第 12 期", ("other_issue", "第 12 期")),
        ("战报\n第10周", ("other_week", "第10周")),
        ("截至目前，专项行动进入第9周。", ("other_week", "第9周")),
        ("截至第10周，行动过半。", ("other_week", "第10周")),
        (
            "统计区间：2026年2月16日至2月22日",
            ("other_period", "统计区间：2026年2月16日至2月22日"),
        ),
        ("本周（2月16日至22日）成效明显。", ("other_period", "本周（2月16日至22日")),
        ("统计期间：2月23日—3月1日", ("other_period", "统计期间：2月23日—3月1日")),
    ],
)
def test_what_is_of_another_bulletin(text: str, found: tuple[str, str]) -> None:
    assert told(text, ground()) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "截至2026年2月28日，专项行动进入第11周（共11周）。",
        "截至2月28日，累计执结。截至2月底，累计执结。截至目前，进展顺利。",
        "截至3月3日9时，收到8家法院的报表。",
        "带“*”的数沿用上期：调兵山市法院（截至2026年2月8日）。",
        "第11期　铁岭中院执行指挥中心\n统计区间：2026年2月23日至2月28日",
        "统计区间：2月23日—28日　数据时点：2026年3月3日09:00",
        "行动为期70天（2025年12月20日至2026年2月28日）。",
        "本周较第10周增加，第3周以来持续攻坚。",
        "行动部署会上，各院学习了战报第3期所载的经验做法，并结合本院实际逐项对照检查，查找不足、补齐短板，形成了问题清单和整改措施，明确了责任人和完成时限。",
        "截至2月10日报名的案款领取已结束。",
    ],
)
def test_what_is_of_this_one(text: str) -> None:
    assert told(text, ground()) == []


def test_without_data_only_the_calendar_is_known() -> None:
    assert told("截至2月8日，进入第9周。第10期") == []
    assert told("3月5日（星期三）") == []
    assert told("2月29日，开展行动。") == []
    assert told("2026年3月5日（星期三）") == [("weekday", "2026年3月5日（星期三")]
