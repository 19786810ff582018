"""Amounts in the campaign file: money with its unit, percentages, counts, the bounds of a target.

Comes in: a table of the file. Goes out: 分 as int, bounds as Decimal in the indicator's base unit.
Refuses a bare number for money and any amount that is not a whole number of 分.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.money import FEN_PER_UNIT, to_fen
from enforcement_cli.workflow.campaign.section import Section

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MONEY = re.compile(_NUMBER + f"({'|'.join(sorted(FEN_PER_UNIT, key=len, reverse=True))})")
_BOUNDS = ("at_least", "at_most", "between", "clear")
_PERCENT = re.compile(_NUMBER + "%")


def money_fen(section: Section, key: str) -> int | None:
    """An amount such as "10万元" in 分; None when the key is absent.

    Raises:
        BadConfiguration: a number without unit, an unreadable text, a fraction of a 分.
    """
    if key not in section.values:
        return None
    value = section.values[key]
    if not isinstance(value, str):
        raise _without_unit(section, (key,), value)
    fen = _fen(section, (key,), value)
    if fen is None:
        raise section.fault((key,), f"“{value}”读不成金额。", '请写成 "10万元" 或 "3500元"。')
    return fen


def bounds(section: Section, indicator: str) -> tuple[Decimal | None, Decimal | None]:
    """The lower and upper bound of a target, from at_least, at_most, between or clear.

    Raises:
        BadConfiguration: none of them, several that exclude each other, or a low above a high.
    """
    written = [key for key in _BOUNDS if key in section.values]
    if not written:
        raise section.fault(
            (), "没有写目标值。", "请写 at_least、at_most、between 或 clear = true 之一。"
        )
    if len(written) > 1 and written != ["at_least", "at_most"]:
        raise section.fault((written[-1],), f"不能和 {written[0]} 写在一起。", "只留其中一个。")
    if "clear" in written:
        return _cleared(section, indicator)
    low: Decimal | None
    high: Decimal | None
    if "between" in written:
        low, high = _between(section, indicator)
    else:
        low, high = (
            bound_of(section, "at_least", indicator),
            bound_of(section, "at_most", indicator),
        )
    if low is not None and high is not None and low > high:
        raise section.fault((written[-1],), "下限大于上限。", "请把两个数对调或改正。")
    return low, high


def written_as(section: Section) -> Literal["count", "money", "rate"]:
    """What the bounds of a target are written as, whatever its indicator is counted in."""
    values = [section.values[key] for key in _BOUNDS if key in section.values]
    each = values[0][0] if values and isinstance(values[0], list) else next(iter(values), 0)
    if not isinstance(each, str):
        return "count"
    return "rate" if _plain(each).endswith("%") else "money"


def _cleared(section: Section, indicator: str) -> tuple[None, Decimal]:
    """`clear = true`: no case of the action is left open."""
    if not section.flag("clear"):
        raise section.fault(("clear",), "写的是 false，等于没有目标。", "写 true，或删去这个目标。")
    if indicator != "cases_open":
        raise section.fault(
            ("indicator",),
            "和 clear = true 不合。",
            'clear = true 是清零未结案件，indicator 写 "cases_open" 或不写。',
        )
    return None, Decimal(0)


def _between(section: Section, indicator: str) -> tuple[Decimal, Decimal]:
    value = section.values["between"]
    pair = 2
    if not isinstance(value, list) or len(value) != pair:
        raise section.wrong_type("between", "两个数的列表，例如 [100, 150]")
    low, high = (
        _bound(section, ("between", number), item, indicator) for number, item in enumerate(value)
    )
    return low, high


def share_of(section: Section, key: str) -> Decimal:
    """A required percentage such as "30%", from 0 to 1.

    Raises:
        BadConfiguration: absent, no percentage, or more than 100%.
    """
    written = section.text(key)
    percent = _PERCENT.fullmatch(_plain(written))
    share = Decimal(percent[1].replace(",", "")) / 100 if percent else None
    if share is None or share > 1:
        raise section.fault((key,), f"“{written}”不是 0% 到 100% 的比率。", '请写成 "30%"。')
    return share


def bound_of(section: Section, key: str, indicator: str) -> Decimal | None:
    """One bound in the indicator's base unit; None when the key is absent.

    Raises:
        BadConfiguration: an unreadable value, or money without its unit.
    """
    if key not in section.values:
        return None
    return _bound(section, (key,), section.values[key], indicator)


def _bound(section: Section, path: tuple[str | int, ...], value: object, indicator: str) -> Decimal:
    if isinstance(value, str):
        return _written_bound(section, path, value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise section.fault(
            path,
            "不是可用的目标值。",
            '件数、人次写不加引号的整数，如 150；金额写 "800万元"；比率写 "80%"。',
        )
    # A bare number would be taken for 分 and no court could miss such a target.
    if indicator.startswith("amount_") or indicator.endswith("_amount"):
        raise _without_unit(section, path, value)
    return Decimal(value)


def _written_bound(section: Section, path: tuple[str | int, ...], value: str) -> Decimal:
    percent = _PERCENT.fullmatch(_plain(value))
    if percent:
        return Decimal(percent[1].replace(",", "")) / 100
    fen = _fen(section, path, value)
    if fen is None:
        raise section.fault(
            path,
            f"“{value}”读不成目标值。",
            '金额写 "800万元"，比率写 "80%"；件数、人次写不加引号的整数，如 150。',
        )
    return Decimal(fen)


def _fen(section: Section, path: tuple[str | int, ...], value: str) -> int | None:
    money = _MONEY.fullmatch(_plain(value))
    if money is None:
        return None
    fen = to_fen(Decimal(money[1].replace(",", "")), money[2])
    if fen is None:
        raise section.fault(path, f"“{value}”不足一分。", "金额最多写到分。")
    return fen


def _without_unit(section: Section, path: tuple[str | int, ...], value: object) -> Exception:
    return section.fault(
        path, f"是 {value}，没有写单位。", '金额要写明单位并加引号，例如 "10万元" 或 "100000元"。'
    )


def _plain(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split())
