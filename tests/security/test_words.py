"""Hostile words: numbers that are not what they look like, and what leads to a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from enforcement_cli.claims.read import claims_in


def _values(text: str) -> list[tuple[Decimal, str]]:
    return [(claim.value, claim.unit) for claim in claims_in(text) if claim.is_total]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1万2345元", "12345"),
        ("12万3456元7角8分", "123456.78"),
        ("1万2千元", "12000"),
        ("1亿2000万元", "120000000"),
        ("1亿零50万元", "100500000"),
        ("1,234.5万元", "12345000"),
        ("１，２３４元", "1234"),
    ],
)
def test_a_number_of_several_parts_is_read_whole(said: str, value: str) -> None:
    assert _values(f"全市法院执行到位金额{said}。") == [(Decimal(value), "元")]


@pytest.mark.parametrize(
    "said",
    [
        "1,23件", "1,2345件", "1'234件", "3百20件", "一百20件", "12 34件", "1.2.3万件", "1..2万件",
        "12/34件", "一二三件", "三五件", "第1234件", "3_0件", "1e3件", "0x12件",
    ],
)  # fmt: skip
def test_the_end_of_a_number_that_is_not_understood_is_no_number(said: str) -> None:
    assert _values(f"全市法院执结{said}。") == []


@pytest.mark.parametrize(
    "sign", ["\u00ad", "\u200b", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff", "\u034f",
             "\ufe0f", "\u3164"],
)  # fmt: skip
def test_a_sign_that_nobody_sees_does_not_cut_a_number(sign: str) -> None:
    assert _values(f"全市法院执结3{sign}0件。") in ([], [(Decimal(30), "件")])


@pytest.mark.parametrize("minus", ["-", "－", "−", "负"])
def test_a_negative_amount_does_not_turn_positive(minus: str) -> None:
    read = _values(f"全市法院执行到位{minus}35万元。")
    assert read in ([], [(Decimal(-350000), "元")])


@pytest.mark.parametrize(
    "said", ["美元350万元", "$350万元", "€350万元", "HK$350万元", "100万美元", "100万港币"]
)
def test_foreign_money_is_not_yuan(said: str) -> None:
    assert _values(f"全市法院执行到位{said}。") == []


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("每人执结12件。", "cases_closed"),
        ("平均每案到位3.5万元。", "amount_recovered"),
        ("执行到位1万元/人。", "amount_recovered"),
        ("应执结900件。", "cases_closed"),
    ],
)
def test_an_average_or_a_due_is_no_total(text: str, metric: str) -> None:
    assert [claim.raw for claim in claims_in(text) if claim.metric == metric] == []


def test_other_parts_of_a_bracket_do_not_belong_to_what_follows_it() -> None:
    read = claims_in("执结12件（其中3件为终本），到位3万元。")
    assert [(claim.metric, claim.relation) for claim in read] == [
        ("cases_closed", None),
        ("cases_closed_interim", "of_which"),
        ("amount_recovered", None),
    ]
