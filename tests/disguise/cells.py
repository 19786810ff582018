"""How a clerk writes a value into a cell: every notation of domain.md 1.5 and 6.6.

Comes in: a value and a manner. Goes out: what stands in the cell. A manner is chosen once a column,
with a few cells in another. Refuses notations that leave the value open; perturb.py has those.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.disguise import words

FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
_WIDE = str.maketrans("0123456789.,()", "０１２３４５６７８９．，（）")
_HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_HAN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
AMOUNTS = ("number", "number", "number", "number", "text", "comma", "wide", "suffix", "yen")
DATES = (
    "cell", "cell", "cell", "serial", "iso", "slash", "dot", "han", "compact", "short",
    "no year", "han digits", "dot ri", "timed",
)  # fmt: skip
CASE_NUMBERS = ("official", "official", "official", "half", "tortoise", "square", "spaced", "zeros",
                "wide", "bare", "zi", "broken", "remark", "letter")  # fmt: skip
BLANKS = (None, None, None, None, "/", "—", "-", "无", "未报", "")
# Where only text can stand (csv, html), numbers and days are written as such a program shows them.
TEXT_ONLY = frozenset({"serial", "cell", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How one column is written; `strays` is the share of cells in another manner."""

    name: str
    blank: Any = None
    unit: str = ""
    strays: float = 0.0


def amount(fen: int, unit: str, how: str, rng: Random, *, places: int | None = None) -> Any:
    """Money in a unit."""
    value = Decimal(fen) / FEN[unit]
    plain = format(value.normalize(), "f")
    if places is not None and Decimal(plain) == round(value, places):
        plain = format(round(value, places), "f")
    if how == "number":
        return float(plain)
    if how == "comma":
        return format(Decimal(plain), ",f")
    if how == "wide":
        return plain.translate(_WIDE)
    if how == "suffix":
        return plain + (
            unit.removesuffix("元") if unit in ("万元", "亿元") and rng.random() < 0.5 else unit
        )
    if how == "yen":
        return rng.choice("¥￥") + format(Decimal(plain), ",f")
    return plain


def mixed_suffix(fen: int, rng: Random) -> str:
    """Money with a unit of its own in the cell, for columns that name none."""
    unit = rng.choice(["元", "万元", "元", "万元", "亿元"] if fen > 10**9 else ["元", "万元"])
    return str(amount(fen, unit, "suffix", rng))


def day(value: dt.date, how: str, latest: dt.date) -> Any:
    """A day. One without year must be the latest such day not after `latest`."""
    if how == "no year" and not latest - dt.timedelta(days=364) < value <= latest:
        how = "han"
    y, m, d = value.year, value.month, value.day
    texts = {
        "iso": f"{y}-{m:02}-{d:02}", "slash": f"{y}/{m}/{d}", "dot": f"{y}.{m}.{d}",
        "han": f"{y}年{m}月{d}日", "compact": f"{y}{m:02}{d:02}", "short": f"{y % 100}.{m}.{d}",
        "no year": f"{m}月{d}日", "dot ri": f"{y}.{m}.{d}日", "timed": f"{y}-{m:02}-{d:02} 00:00:00",
        "han digits": f"{str(y).translate(_HAN_DIGITS)}年{_han(m)}月{_han(d)}日",
    }  # fmt: skip
    if how == "serial":
        return float((value - dt.date(1899, 12, 30)).days)
    return texts.get(how, value)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + _HAN[ones]


def case_number(official: str, how: str) -> str:
    """A case number in a notation that leaves no doubt which it is."""
    year, rest = official[1:5], official[6:]
    head = rest.rstrip("0123456789号")
    serial = rest[len(head) : -1]
    ways = {
        "half": f"({year}){rest}", "tortoise": f"〔{year}〕{rest}", "square": f"[{year}]{rest}",
        "spaced": f" ({year}) {head} {serial} 号", "zeros": f"（{year}）{head}{int(serial):06}号",
        "wide": official.translate(_WIDE), "bare": f"({year}){head}{serial}",
        "zi": f"（{year}）{head}字第{serial}号", "broken": f"（{year}）{head}\n{serial}号",
        "remark": f"{official}（系列案）",
    }  # fmt: skip
    if how == "letter" and "0" in serial[1:-1]:
        return f"（{year}）{head}{serial[0]}{serial[1:-1].replace('0', 'O')}{serial[-1]}号"
    return ways.get(how, official)


def chosen(value: str, field: str, how: str, rng: Random) -> str:
    """A closing method or a kind of measure, by its name or by a synonym."""
    labels = (words.CLOSE_METHODS if field == "close_method" else words.MEASURE_KINDS)[value]
    return labels[0] if how == "name" else rng.choice(labels)


def name(value: str, how: str) -> str:
    """A person's name, in the manners of one who lines them up."""
    if how == "spaced" and len(value) == 2:
        return f"{value[0]} {value[1]}"
    return f"{value}法官" if how == "title" and len(value) == 2 else value


def quantity(value: int, how: str) -> Any:
    """A count."""
    return float(value) if how == "number" else str(value)


def as_text(cell: Any) -> Any:
    """A cell as a program writes it where only text can stand."""
    if isinstance(cell, dt.date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    if isinstance(cell, float):
        return format(Decimal(format(cell, ".15g")), "f")
    return cell
