"""What a number of running text is worth, and what one in its last printed place is.

Comes in: a match of numbers.py, or digits and signs of it. Goes out: exact Decimals. Refuses to know
what is counted.
"""

import re
from decimal import Decimal

from enforcement_cli.model.numerals import chinese_number

_SCALES = {
    "": 1,
    "拾": 10,
    "佰": 100,
    "仟": 1_000,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 100_000_000,
}


def value_of(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """What a match is worth, and what its last place is; None where it is no number after all."""
    if found["high"]:
        scale, low = Decimal(_SCALES[found["by"]]), times_of(found["low"])
        rest = Decimal(found["rest"]) * low
        if rest >= scale:
            return None
        value, step = Decimal(found["high"]) * scale + rest, last_place(found["rest"]) * low
    elif found["number"]:
        scale = times_of(found["scale"] + found["scale1"])
        value, step = Decimal(found["number"]) * scale, last_place(found["number"]) * scale
    else:
        numeral, scale2 = found["percent"] or found["numeral"], found["scale2"] or ""
        # 万余件, 上万人次 are of one.
        spoken = f"一{numeral}" if numeral[0] in "万萬亿" else numeral
        whole = chinese_number(spoken + scale2)
        if whole is None:
            return None
        value, step = whole, _numeral_step(numeral, scale2)
        if found["percent"]:
            step = min(step, Decimal(1))  # 百分之百
    if found["jiao"]:
        value += Decimal(f"0.{found['jiao']}{found['fen'] or ''}")
        step = Decimal("0.01") if found["fen"] else Decimal("0.1")
    return value, step


def times_of(signs: str) -> Decimal:
    """What 千万 multiplies by."""
    times = Decimal(1)
    for sign in signs:
        times *= _SCALES[sign]
    return times


def last_place(digits: str) -> Decimal:
    """What one in the last digit is worth."""
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def _numeral_step(numeral: str, scale: str) -> Decimal:
    """What the last spoken place is worth: 10 for 三百二十, 10000 for 两千万."""
    if "点" in numeral:
        fraction = numeral.partition("点")[2]
        digits = fraction.rstrip("万萬亿")
        return Decimal(1).scaleb(-len(digits)) * times_of(fraction[len(digits) :] + scale)
    step = Decimal(1)
    for sign in reversed(numeral + scale):
        if sign not in _SCALES:
            break
        step *= _SCALES[sign]
    return step
