"""Money in a cell to 分. Every notation of domain.md 6.6 (9, 10, 11, 13).

Comes in: a cell and the unit of its column ('' when nothing names one). Goes out: int 分, None when
the cell is blank, or a Reading. Refuses to guess: what can be read two ways is a question.
"""

import math
import re
from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit, to_fen
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.normalise.reading import Reading, exact, folded, mark_of, shown
from enforcement_cli.vocabulary.words import marks

if TYPE_CHECKING:  # a single amount is read without it
    import pyarrow as pa

# An amount that Excel's 15 digits still hold to the 分.
_EXACT_LIMIT = 10**15
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_AMOUNT = re.compile(
    rf"^(?:人民币|RMB|CNY|[¥￥])?(?P<sign>[-−+])?(?:[¥￥])?(?P<number>{_DIGITS})"
    r"(?P<unit>百万元|千元|万元|亿元|万|亿|元|圆|块|角|分)?[整正]?$",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"^(?:人民币)?(?P<number>[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬点]+)"
    r"(?P<unit>元|圆)?(?:(?P<jiao>[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:(?P<fen>[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?[整正]?$"
)
_NEGATIVE = re.compile(rf"^(?:[△▲负]\s*(?:{_DIGITS})\D{{0,3}}|\((?:{_DIGITS})\D{{0,3}}\))$")
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_TWO_NUMBERS = re.compile(r"[\d.]\s+\d|\d\s+\.\d")
_SCIENTIFIC = re.compile(r"^-?\d+(?:\.\d+)?E\+?\d+$", re.IGNORECASE)
_LED_BY_ZERO = re.compile(r"0\d")  # the 000 that a torn 50,000 leaves in a column of its own
_POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}$")
_NUMERALS = frozenset({"万", "亿"})
_UNIT_NAMES = {"万": "万元", "亿": "亿元", "圆": "元", "块": "元"}


def parse_amount(cell: Cell, unit: str) -> int | Reading | None:
    """A money cell in 分; T3, T11, T12, T26 of domain.md 13.

    Args:
        cell: as read from the sheet; True and False must have been made text before.
        unit: of the column, a key of FEN_PER_UNIT, or '' when no header or title names one.

    >>> parse_amount(1.2, "万元"), parse_amount("—", "元"), parse_amount(0.0, "元")
    (1200000, None, 0)
    >>> parse_amount("113万余元", "元").code, parse_amount("1.98亿", "").value
    ('V-08', 19800000000)
    """
    if isinstance(cell, float | int):
        return _from_number(float(cell), unit)
    if cell is None:
        return None
    if isinstance(cell, date | time | timedelta):
        return Reading(code="V-02", facts={"raw": shown(cell)})
    said = mark_of(cell)
    return _from_text(cell, unit) if said == "value" else said


def plain_amounts(
    cells: Sequence[Cell], unit: str, kinds: Collection[type] | None = None
) -> "pa.Array | None":
    """A column of nothing but numbers of whole 分 and blanks; None when it holds more to say.

    `kinds` are the types of the cells, where they are known.
    """
    import numpy as np
    import pyarrow as pa

    if not unit or not set(kinds or map(type, cells)) <= {float, type(None)}:
        return None
    numbers = np.array(cells, dtype="float64")
    blank = np.isnan(numbers)
    numbers[blank] = 0.0
    scale = FEN_PER_UNIT[unit]
    with np.errstate(over="ignore"):  # infinite is not below the limit
        fen = np.rint(numbers * scale)
    # See _from_number: IEEE division rounds to the nearest float, here as there.
    if not ((fen >= 0) & (fen < _EXACT_LIMIT) & (fen / scale == numbers)).all():
        return None
    return pa.array(fen.astype("int64"), pa.int64(), mask=blank)


def _from_number(number: float, unit: str) -> int | Reading | None:
    if number == 0:
        return 0
    if not unit:
        return Reading(code="S-11", facts={"raw": shown(number), "suggestion": ""})
    scale = FEN_PER_UNIT[unit]
    scaled = number * scale
    fen = round(scaled) if math.isfinite(scaled) else 0
    # n / scale is the float nearest to that decimal; being the cell itself, and n within 15
    # digits, the cell's 15-digit decimal is n / scale exactly.
    if 0 < fen < _EXACT_LIMIT and fen / scale == number:
        return fen
    return _in_fen(exact(number), unit, shown(number), "", "")


def _in_fen(amount: Decimal, unit: str, raw: str, code: str, suffix: str) -> int | Reading:
    facts = {"raw": raw, "unit": unit}
    if amount < 0:
        return Reading(code="V-05", facts=facts)
    fen = to_fen(amount, unit)
    if fen is not None and fen >= _EXACT_LIMIT:
        return Reading(code="V-17", facts=facts)
    if fen is None:
        return Reading(code="V-07", facts={**facts, "raw": raw.removesuffix(suffix)})
    if not code:
        return fen
    return Reading(value=fen, code=code, facts={**facts, "value": _yuan(fen)})


def _yuan(fen: int) -> str:
    return format(in_unit(fen, "元"), "f")


def _from_text(text: str, unit: str) -> int | Reading:
    plain = _joined(folded(text))
    raw = shown(text)
    if any(word in plain for word in marks("approximate")):
        return Reading(code="V-08", facts={"raw": raw})
    if _NEGATIVE.match(plain):
        return Reading(code="V-05", facts={"raw": raw})
    if _SCIENTIFIC.match(plain):
        return Reading(code="V-17", facts={"raw": raw})
    match = _AMOUNT.match(plain)
    if match is None:
        return _from_chinese(plain, unit, raw)
    number = Decimal(match["number"].replace(",", ""))
    if match["sign"] in {"-", "−"}:
        number = -number
    suffix = match["unit"] or ""
    if _LED_BY_ZERO.match(match["number"]) or _in_thousands(match["number"], suffix or unit):
        return Reading(code="V-02", facts={"raw": raw})
    code = "V-03" if plain == match["number"] and plain == text and "," not in plain else "V-04"
    return _with_suffix(number, suffix, unit, raw, code)


def _in_thousands(number: str, unit: str) -> bool:
    """Whether 50.000 元 may be fifty thousand: no amount in 元 has a third decimal of its own."""
    return unit in {"元", "圆", "块"} and bool(_POINTED.match(number))


def _joined(text: str) -> str:
    """Without spaces, but for one between digits that parts no thousands: 3000 2000 is two numbers."""
    kept = _THOUSANDS.sub("", text)
    return kept if _TWO_NUMBERS.search(kept) else "".join(kept.split())


def _with_suffix(number: Decimal, suffix: str, unit: str, raw: str, code: str) -> int | Reading:
    written = _UNIT_NAMES.get(suffix, suffix)
    if not written:
        if number == 0:
            return Reading(value=0, code=code, facts={"raw": raw, "value": "0"})
        if not unit:
            return Reading(code="S-11", facts={"raw": raw, "suggestion": ""})
        return _in_fen(number, unit, raw, code, "")
    read = _in_fen(number, written, raw, "V-09", suffix)
    agrees = not unit or FEN_PER_UNIT[written] == FEN_PER_UNIT[unit] or number == 0
    # 2000万 in a column of 元 is a number of 元 in words (T26); 2000万元 there names another unit.
    agrees = agrees or (unit == "元" and suffix in _NUMERALS)
    if agrees or not isinstance(read, Reading) or read.code != "V-09":
        return read
    return Reading(code="V-10", facts={**read.facts, "unit1": unit, "unit2": written})


def _from_chinese(plain: str, unit: str, raw: str) -> int | Reading:
    match = _CHINESE.match(plain)
    number = chinese_number(match["number"]) if match else None
    if match is None or number is None:
        return Reading(code="V-02", facts={"raw": raw})
    tail = (match["jiao"], match["fen"])
    if any(tail) and not match["unit"]:  # 三角: of what?
        return Reading(code="V-02", facts={"raw": raw})
    for digit, scale in zip(tail, (Decimal("0.1"), Decimal("0.01")), strict=True):
        if digit:
            number += (chinese_number(digit) or 0) * scale
    if match["unit"]:
        return _with_suffix(number, "元", "元" if _in_yuan(plain, unit) else unit, raw, "V-04")
    if "万" in plain or "萬" in plain or "亿" in plain:  # 壹万 in a column of 元 has said its unit
        return _with_suffix(number, "元", "", raw, "V-04")
    return _with_suffix(number, "", unit, raw, "V-04")


def _in_yuan(plain: str, unit: str) -> bool:
    """Whether 壹万元 agrees with a column of 万元: its own myriads name that unit."""
    return unit in {"元", ""} or (unit in {"万", "万元"} and plain.rstrip("整正").endswith("万元"))
