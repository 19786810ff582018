"""A number as it was said on the telephone, read exactly or refused.

Comes in: the figure, the words, the unit given apart. Goes out: 分, or a count with its unit.
Refuses a number about which anything is left open: about, negative, of no unit, of another's.
"""

import re
import unicodedata
from decimal import Decimal

from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.money import FEN_PER_UNIT, to_fen
from enforcement_cli.vocabulary.aggregate import figure_words, same_unit

_VALUE = re.compile(
    r"(?P<sign>[-+]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>\D*)"
)


def phoned_value(indicator: Indicator, text: str, unit: str) -> tuple[int, str]:
    """The value in 分 or as a count, with the unit it is stored under.

    Raises:
        UsageError: it is no exact number, or leaves open what it counts.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _VALUE.fullmatch(plain)
    if match is None:
        raise UsageError(
            f"“{text}”不是准确的数。", remedy="请写数字，例如 12 或 3.5万元；约数不能记。"
        )
    if match["sign"] == "-":
        raise UsageError(f"“{text}”是负数，不能记。", remedy="核减请由该院报更正报表。")
    said, given = match["unit"], unicodedata.normalize("NFKC", unit).strip()
    if said and given and said != given:
        raise UsageError(f"数里写“{said}”，--unit 写“{given}”。", remedy="请只留正确的一个。")
    number = Decimal(match["number"].replace(",", ""))
    if indicator.unit == "fen":
        return _money(number, said or given, text), "fen"
    return _count(indicator, number, said or given, text)


def _money(number: Decimal, unit: str, text: str) -> int:
    if unit not in FEN_PER_UNIT:
        word = f"“{unit}”不是金额单位" if unit else f"“{text}”没有写单位"
        raise UsageError(f"{word}。", remedy="请写 3.5万元、35000元，或加 --unit 万元。")
    fen = to_fen(number, unit)
    if fen is None:
        raise UsageError(f"“{text}”不足一分。", remedy="金额最多写到分。")
    return fen


def _count(indicator: Indicator, number: Decimal, unit: str, text: str) -> tuple[int, str]:
    words = figure_words().get(indicator.id)
    units = words.units if words and words.units else (indicator.unit,)
    if not unit and {"人", "人次"} <= set(units):
        raise UsageError(
            f"“{text}”没有说是人还是人次。", remedy="请写 3人次 或 3人：人次不会少于人数。"
        )
    if unit and same_unit(unit) not in {same_unit(each) for each in units}:
        raise UsageError(
            f"{indicator.name}的单位是{'、'.join(units)}，写的是“{unit}”。",
            remedy="请核对指标和单位。",
        )
    if number != number.to_integral_value():
        raise UsageError(f"“{text}”不是整数。", remedy=f"{indicator.name}应为整数。")
    return int(number), unit or indicator.unit
