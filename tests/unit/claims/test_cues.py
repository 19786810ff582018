"""One case's numbers and a court's: which is which, and that a story stays beside the totals."""

from __future__ import annotations

import pytest

from enforcement_cli.claims.read import claims_in
from tests.unit.claims.reads import totals


@pytest.mark.parametrize(
    "story",
    [
        "被执行人张某欠李某某货款3万元，法院冻结其账户2个，扣划1.2万元。",
        "该案执行标的额27万余元，张某当场履行15万元。",
        "张某拖欠5名工人工资8.6万元，经执行干警劝导，当场付清。",
        "一起标的额98万元的买卖合同纠纷案，历时3个月执行完毕。",
        "本案中，法院判令某公司支付违约金120万元。",
        "李某某接过执行款6万元，送来锦旗1面。",
        "最终，双方达成和解协议，由王某每月支付2000元。",
        "执行干警依法将张某司法拘留，其家属当日代为偿还12万元。",
        "法院依法对该公司罚款10万元。",
        "经过三轮竞价，该房屋以86.5万元成交。",
    ],
)
def test_a_story_is_no_total(story: str) -> None:
    claims = claims_in(story)
    assert claims
    assert {claim.metric for claim in claims} <= {"anecdote_amount", "anecdote_other"}
    assert all(claim.subject is None and claim.relation is None for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "被执行人张某欠李某某货款3万元，当场履行2万元。截至目前，全市法院共执结120件，到位300万元。",
        "截至目前，全市法院共执结120件，到位300万元。被执行人张某欠李某某货款3万元，当场履行2万元。",
        "张某某当场履行2万元。\n全市法院共执结120件，到位300万元。",
        "被执行人张某欠货款3万元；截至目前，全市法院共执结120件，到位300万元。",
    ],
)
def test_totals_beside_a_story(text: str) -> None:
    assert totals(text) == [("120件", "cases_closed"), ("300万元", "amount_recovered")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11月3日凌晨，拘传28人，拘留5人，到位30万元。",
         [("28人", "persons_compelled"), ("5人", "persons_detained"), ("30万元", "amount_recovered")]),
        ("执结12件", [("12件", "cases_closed")]),
        ("到位3.5万元", [("3.5万元", "amount_recovered")]),
        ("近日，全市法院拘留8人，促使3起案件执行完毕。",
         [("8人", "persons_detained"), ("3起", "cases_completed")]),
    ],
)  # fmt: skip
def test_a_bulletin_needs_few_words(text: str, found: list[tuple[object, ...]]) -> None:
    assert totals(text) == found
