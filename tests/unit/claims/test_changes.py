"""Changes and what they are measured from, parts, places in an order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from enforcement_cli.claims.read import claims_in
from tests.unit.claims.reads import of, totals


@pytest.mark.parametrize(
    ("words", "relation", "raw", "against"),
    [
        ("，同比增长12.5%", "increase", "12.5%", "同比"),
        ("，同比下降了近12%", "decrease", "12%", "同比"),
        ("，环比上升12个百分点", "increase", "12个百分点", "环比"),
        ("，较上周增加12件", "increase", "12件", "较上周"),
        ("，比上周多12件", "increase", "12件", "比上周"),
        ("，比上周少12件", "decrease", "12件", "比上周"),
        ("（同比+12.5%）", "increase", "12.5%", "同比"),
        ("（同比-3.2%）", "decrease", "3.2%", "同比"),
        ("，同比－3.2%", "decrease", "3.2%", "同比"),
        ("，同比↓3.2%", "decrease", "3.2%", "同比"),
        ("，同比↑3.2%", "increase", "3.2%", "同比"),
        ("，增幅12.5%", "increase", "12.5%", None),
        ("，降幅为12.5%", "decrease", "12.5%", None),
        ("，较去年同期减少12件", "decrease", "12件", "较去年同期"),
        ("，实现12.5%的增长", "increase", "12.5%", None),
        ("，实现12.5%的下降", "decrease", "12.5%", None),
    ],
)
def test_a_change(words: str, relation: str, raw: str, against: str | None) -> None:
    (level, change) = claims_in(f"全市法院共执结案件130件{words}。")
    assert (level.raw, level.relation, level.against) == ("130件", None, None)
    assert (change.raw, change.relation, change.against) == (raw, relation, against)
    assert (change.metric, change.value >= 0) == ("cases_closed", True)


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("全市法院执结130件，同比增长至150件。", {"130件": None, "150件": None}),
        ("在收案持续上升的情况下全市法院干警共执结案件130件。", {"130件": None}),
        ("全市法院结案率提高到95%。", {"95%": "rate"}),
        ("全市法院结案率同比提高3.2个百分点，达98.5%。", {"3.2个百分点": "increase", "98.5%": "rate"}),
        ("全市法院执结130件，同比增长，拘留8人。", {"130件": None, "8人": None}),
        ("全市法院收案130件，同比增加20件，增幅18.2%。",
         {"130件": None, "20件": "increase", "18.2%": "increase"}),
        ("全市法院执结130件，同比增长12.5%、环比下降3%。",
         {"130件": None, "12.5%": "increase", "3%": "decrease"}),
    ],
)  # fmt: skip
def test_a_level_is_no_change(text: str, relations: dict[str, object]) -> None:
    assert of(text, "relation") == relations


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("全市法院受理130件，执结110件，同比分别增长12%、8.5%。",
         {"130件": "cases_received", "110件": "cases_closed", "12%": "cases_received", "8.5%": "cases_closed"}),
        ("全市法院受理150件，执结110件，到位30万元，同比分别增长12%、8.5%。",
         {"150件": "cases_received", "110件": "cases_closed", "30万元": "amount_recovered",
          "12%": "cases_closed", "8.5%": "amount_recovered"}),
        ("全市法院受理130件，执结110件，同比增长12%。",
         {"130件": "cases_received", "110件": "cases_closed", "12%": "cases_closed"}),
        ("全市法院执结110件，到位30万元，收案同比增长12%。",
         {"110件": "cases_closed", "30万元": "amount_recovered", "12%": "cases_received"}),
        ("全市法院执结110件，到位30万元，较上周增加5万元。",
         {"110件": "cases_closed", "30万元": "amount_recovered", "5万元": "amount_recovered"}),
        ("全市法院执结110件，到位30万元，案件数较上周增加5件。",
         {"110件": "cases_closed", "30万元": "amount_recovered", "5件": "cases_closed"}),
        ("全市法院终本率、到位率分别为9.6%和41.8%，较年初提升6.02个和3.1个百分点。",
         {"9.6%": "interim_rate", "41.8%": "recovery_rate", "6.02个": "interim_rate", "3.1个百分点": "recovery_rate"}),
        ("全市法院人均结案130件，同比多12件。", {"130件": "cases_per_judge", "12件": "cases_per_judge"}),
    ],
)  # fmt: skip
def test_what_a_change_is_of(text: str, metrics: dict[str, str]) -> None:
    assert of(text, "metric") == metrics


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("全市法院共执结130件，其中执行完毕80件、和解12件。", {"130件": None, "80件": "130件", "12件": "130件"}),
        ("全市法院共执结130件，其中，执行完毕80件，和解12件。", {"130件": None, "80件": "130件", "12件": "130件"}),
        ("全市法院共执结130件，其中执行完毕80件；拘留8人。", {"130件": None, "80件": "130件", "8人": None}),
        ("全市法院共受理150件，执结130件，其中执行完毕80件。", {"150件": None, "130件": None, "80件": "130件"}),
        ("全市法院执结130件，其中和解12件；拘传20人，其中女性3人。",
         {"130件": None, "12件": "130件", "20人": None, "3人": "20人"}),
    ],
)  # fmt: skip
def test_a_part_knows_its_whole(text: str, parts: dict[str, str | None]) -> None:
    starts = {claim.start: claim.raw for claim in claims_in(text)}
    found = {
        claim.raw: None if claim.part_of is None else starts[claim.part_of]
        for claim in claims_in(text)
    }
    assert found == parts
    assert {raw for raw, relation in of(text, "relation").items() if relation == "of_which"} == {
        raw for raw, whole in parts.items() if whole
    }


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("银州区法院结案率98.5%，居全市第1位。", [("第1位", "closure_rate", "1")]),
        ("银州区法院结案率98.5%，位列第十二名。", [("第十二名", "closure_rate", "12")]),
        ("银州区法院结案率98.5%，排名第三；到位率45%，居榜首。",
         [("第三", "closure_rate", "3"), ("榜首", "recovery_rate", "1")]),
        ("银州区法院结案率98.5%、到位率45%，均居全市第一。",
         [("第一", "closure_rate", "1"), ("第一", "recovery_rate", "1")]),
        ("全市法院结案率、到位率分别为98.5%、45%，分列全省第一位、第三位。",
         [("第一位", "closure_rate", "1"), ("第三位", "recovery_rate", "3")]),
        ("银州区法院结案率位列全市第一，到位率位列全市第三。",
         [("第一", "closure_rate", "1"), ("第三", "recovery_rate", "3")]),
        ("银州区法院共拘留8人，居全市首位。", [("首位", "persons_detained", "1")]),
        ("银州区法院综合考评位列全市第二。", [("第二", "other", "2")]),
        ("银州区法院结案率98.5%、到位率45%、终本率9%，三项指标均居全市第一。",
         [("第一", "closure_rate", "1"), ("第一", "recovery_rate", "1"), ("第一", "interim_rate", "1")]),
        ("银州区法院稳居第一方阵。", []),
        ("银州区法院位列第一梯队。", []),
        ("居民小区第三次走访。", []),
        ("累计执结位次（第11期）", []),
        ("全市法院排查第二批案件。", []),
        ("全市法院列入第一季度计划。", []),
        ("全市法院位居前列。", []),
        ("银州区法院居全市第一、第二批。", []),
    ],
)  # fmt: skip
def test_places_in_an_order(text: str, places: list[tuple[str, str, str]]) -> None:
    found = [
        (claim.raw, claim.metric, str(claim.value))
        for claim in claims_in(text)
        if claim.relation == "rank"
    ]
    assert found == places
    assert all(c.unit == "位" for c in claims_in(text) if c.relation == "rank")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市法院力争执结120件。", []),
        ("全市法院确保年底前结案率达到95%。", []),
        ("全市法院日均执结12件，月均到位3万元。", [("12件", "other"), ("3万元", "other")]),
        ("全市法院人均结案30件。", [("30件", "cases_per_judge")]),
        ("全市法院共执结12件，占收案数的85%。", [("12件", "cases_closed"), ("85%", "share")]),
        ("全市法院力争执结120件，已执结98件。", [("98件", "cases_closed")]),
    ],
)
def test_aims_averages_and_shares(text: str, found: list[tuple[object, ...]]) -> None:
    assert totals(text) == found


def test_a_change_is_exact() -> None:
    (_, change) = claims_in("全市法院执结130件，同比增长12.50%。")
    assert (change.value, change.step, change.unit) == (Decimal("12.50"), Decimal("0.01"), "%")
