"""A printed number against the true one: half-up, 余 and 约, 万 for 亿."""

from __future__ import annotations

from decimal import Decimal

import pytest

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.claim import Claim
from enforcement_cli.proof.rounding import agreement, as_printed, other_scale

MONEY = Decimal("15448412.37")


def told(words: str) -> Claim:
    """The one claim of a sentence that tells money, cases or a rate."""
    (claim,) = claims_in(f"本周全市法院{words}。")
    return claim


@pytest.mark.parametrize(
    ("words", "true", "how"),
    [
        ("执结案件913件", 913, "exact"),
        ("执结案件913件", 912, "no"),
        ("执行到位15448412.37元", MONEY, "exact"),
        ("执行到位1544.84万元", MONEY, "half_up"),
        ("执行到位1544.85万元", MONEY, "no"),
        ("执行到位1545万元", MONEY, "half_up"),
        ("执行到位1544万元", MONEY, "no"),
        ("执行到位1.5亿元", 149_630_000, "half_up"),
        ("执行到位1.4亿元", 149_630_000, "no"),
        ("执行到位约1.5亿元", 149_630_000, "near"),
        ("执行到位113万余元", 1_134_200, "at_least"),
        ("执行到位113万余元", 1_129_900, "no"),
        ("执行到位113万余元", 1_140_000, "no"),
        ("执行到位1500余万元", MONEY, "at_least"),
        ("执行到位1600余万元", MONEY, "no"),
        ("执行到位近1600万元", MONEY, "near"),
        ("执行到位近1500万元", MONEY, "no"),
        ("执行到位超1500万元", MONEY, "at_least"),
        ("执行到位约1700万元", MONEY, "no"),
        ("结案率93.67%", Decimal("93.674"), "half_up"),
        ("结案率93.68%", Decimal("93.674"), "no"),
    ],
)
def test_what_a_number_may_say(words: str, true: Decimal | int, how: str) -> None:
    """Without a word half-up at the last printed digit; with one what the word leaves open."""
    assert agreement(told(words), Decimal(true)) == how


def test_true_number_as_the_text_prints_it() -> None:
    """In its scale and with its decimals; where these show nothing of it, in the scale that fits."""
    assert as_printed(told("执行到位1500.00万元"), MONEY) == "1544.84万元"
    assert as_printed(told("执行到位1544.84亿元"), MONEY) == "1544.84万元"
    assert as_printed(told("执结案件913件"), Decimal(931)) == "931件"


def test_right_digits_in_the_wrong_scale() -> None:
    """万 for 亿 and the other way round; another number is only another number."""
    assert other_scale(told("执行到位1544.84亿元"), MONEY)
    assert other_scale(told("执行到位1544.84元"), MONEY)
    assert not other_scale(told("执行到位1533.84亿元"), MONEY)
