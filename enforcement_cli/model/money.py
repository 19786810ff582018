"""Money is an int number of 分. Conversions here are exact or refuse; rounding is half-up.

Statistical bulletins round 四舍五入 (half-up); Python's round() is half-even, so it is not used.
"""

from decimal import ROUND_HALF_UP, Decimal

# 分 in one unit, by the unit's name in headers, title lines and cells.
FEN_PER_UNIT: dict[str, int] = {
    "分": 1,
    "角": 10,
    "元": 100,
    "千元": 100_000,
    "万元": 1_000_000,
    "万": 1_000_000,
    "百万元": 100_000_000,
    "亿元": 10_000_000_000,
    "亿": 10_000_000_000,
}


def to_fen(amount: Decimal, unit: str) -> int | None:
    """`amount` of `unit` in 分, or None when it is not a whole number of 分.

    >>> to_fen(Decimal("1.2"), "万元"), to_fen(Decimal("0.001"), "元")
    (1200000, None)
    """
    fen = amount * FEN_PER_UNIT[unit]
    whole = fen.to_integral_value()
    return int(whole) if whole == fen else None


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, as 四舍五入 and Excel's ROUND do.

    >>> round_half_up(Decimal("2.675"), 2), round_half_up(Decimal("-0.125"), 2)
    (Decimal('2.68'), Decimal('-0.13'))
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_unit(fen: int, unit: str) -> Decimal:
    """`fen` in `unit`, exact."""
    return Decimal(fen) / FEN_PER_UNIT[unit]
