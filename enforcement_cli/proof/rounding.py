"""Whether a printed number is what it may say of a true one: exact, rounded, or with 余, 约, 近.

Comes in: a claim and the exact number in its unit. Goes out: how it agrees, or that it does not.
Refuses to know which figure the number is.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from enforcement_cli.model.claim import Claim
from enforcement_cli.vocabulary.proof import proof_words

Agreement = Literal["exact", "half_up", "at_least", "near", "no"]
_HALF = Decimal("0.5")
# What 约 may leave open is never more than a fifth, however round the number is.
_MOST_OPEN = Decimal("0.2")
_SCALES = (("亿", Decimal(100_000_000)), ("万", Decimal(10_000)), ("千", Decimal(1_000)))
_YI, _WAN = Decimal(100_000_000), Decimal(10_000)


def agreement(claim: Claim, true: Decimal) -> Agreement:
    """How the claim's number agrees with the true one, both in the claim's unit.

    Without a word it is rounded half-up to the last printed digit (domain.md 9.3); 余, 多, 超 floor
    to the last digit that is not 0; 约 and 近 stand for what lies within half of that digit.
    """
    printed = claim.value
    if printed == true:
        return "exact"
    word = claim.approx_word
    if not word:
        return "half_up" if _rounded(true, claim.step) == printed else "no"
    open_by = significance(claim)
    half = min(open_by, max(abs(printed) * _MOST_OPEN, claim.step)) * _HALF
    if word in proof_words("approximate", "at_least"):
        return "at_least" if printed < true < printed + open_by else "no"
    if word in proof_words("approximate", "at_most"):
        return "near" if printed - open_by < true < printed else "no"
    if word in proof_words("approximate", "below"):
        return "near" if printed - 2 * half <= true < printed else "no"
    return "near" if abs(true - printed) <= half else "no"


def significance(claim: Claim) -> Decimal:
    """What one in the last printed digit that is not 0 is worth: 万 of 113万, 百万 of 1500万.

    >>> from enforcement_cli.model.claim import Claim
    >>> def told(value, step):
    ...     return Claim(metric="", value=Decimal(value), unit="元", raw="", start=0, end=0,
    ...                  sentence=(0, 0), step=Decimal(step))
    >>> print(significance(told(1130000, 10000)), significance(told(15000000, 10000)))
    10000 1000000
    """
    step = claim.step
    if claim.value == 0:
        return step
    while claim.value % (step * 10) == 0:
        step *= 10
    return step


def as_printed(claim: Claim, true: Decimal) -> str:
    """The true number as the text would print it: in its scale, with its decimals and unit.

    Where these show nothing of it, as when 亿 stands for 万, in the scale that fits.
    """
    scale = next((size for word, size in _SCALES if word in claim.raw), Decimal(1))
    step = min(claim.step, scale)
    rounded = _rounded(true, step)
    if abs(rounded - true) > abs(true) / 100:
        return natural(true, claim.unit)
    places = max(0, -(step / scale).normalize().as_tuple().exponent)  # type: ignore[operator]  # finite
    word = next((word for word, size in _SCALES if size == scale), "")
    return f"{rounded / scale:.{places}f}{word}{_unit(claim.unit)}"


def natural(true: Decimal, unit: str) -> str:
    """A number as our own bulletins print it: 1544.84万元, 1.98亿元, 913件, 95.00%."""
    if unit == "元":
        scale, word = (_YI, "亿") if abs(true) >= _YI else (_WAN, "万")
        return f"{_rounded(true / scale, Decimal('0.01')):.2f}{word}元"
    if unit in ("%", "百分点"):
        return f"{_rounded(true, Decimal('0.01')):.2f}{_unit(unit)}"
    whole = true == true.to_integral_value()
    return f"{true:.0f}{unit}" if whole else f"{_rounded(true, Decimal('0.1')):.1f}{unit}"


def other_scale(claim: Claim, true: Decimal) -> bool:
    """Whether the digits are right and 万 stands for 亿, 元 for 万元, or the other way round."""
    if claim.unit != "元" or true == 0:
        return False
    return any(
        _rounded(true, claim.step * factor) == claim.value * factor
        for factor in (_WAN, 1 / _WAN, _YI, 1 / _YI)
    )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _unit(unit: str) -> str:
    return "个百分点" if unit == "百分点" else unit
