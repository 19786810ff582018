"""How numbers are shown: 万元 with two decimals, rates in percent, half-up once (domain.md 9)."""

from decimal import Decimal

from enforcement_cli.model.bulletin import ColumnKind, Value
from enforcement_cli.model.indicator import Figure
from enforcement_cli.model.money import in_unit, round_half_up

MISSING = "—"
NOT_REPORTED = "未报"
CARRIED_MARK = "*"
_YI_FEN = 10_000_000_000
Number = int | Decimal | None


def count_text(value: Number) -> str:
    """A whole number, or the sign for missing."""
    return MISSING if value is None else str(int(value))


def wan_text(fen: Number) -> str:
    """分 as 万元 with two decimals, without the unit: for table cells.

    >>> wan_text(154484_0000)
    '154.48'
    """
    return MISSING if fen is None else f"{round_half_up(in_unit(int(fen), '万元'), 2)}"


def money_text(fen: Number) -> str:
    """分 as prose prints it: 万元, from 1亿 on 亿元.

    >>> money_text(1_544_840_000), money_text(1_980_000_000_000)
    ('1544.84万元', '198.00亿元')
    """
    if fen is None:
        return MISSING
    if abs(int(fen)) >= _YI_FEN:
        return f"{round_half_up(in_unit(int(fen), '亿元'), 2)}亿元"
    return f"{wan_text(fen)}万元"


def rate_text(rate: Number, places: int = 2) -> str:
    """A rate between 0 and 1 in percent.

    >>> rate_text(Decimal("0.93675"))
    '93.68%'
    """
    return MISSING if rate is None else f"{round_half_up(Decimal(rate) * 100, places)}%"


def points_text(difference: Decimal) -> str:
    """The size of a difference of rates in 个百分点 (T24)."""
    return f"{round_half_up(abs(difference) * 100, 2)}个百分点"


def value_of(figure: Figure | None, kind: ColumnKind) -> Value:
    """A table cell for a figure; a carried cumulative is marked, a missing one says why."""
    if figure is None:
        return Value(shown=MISSING, kind=kind)
    if figure.value is None:
        shown = NOT_REPORTED if figure.note.startswith(NOT_REPORTED) else MISSING
        return Value(shown=shown, kind=kind, key=figure.key)
    shown = {"count": count_text, "money": wan_text, "rate": rate_text}[kind](figure.value)
    mark = CARRIED_MARK if "沿用上期" in figure.note else ""
    return Value(shown=shown, number=figure.value, kind=kind, key=figure.key, mark=mark)
