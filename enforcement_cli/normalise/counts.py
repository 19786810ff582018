"""Counts in a cell (件, 人次, 天) to int. Money is not read here.

Comes in: a cell and the unit its column counts in ('' when it names none). Goes out: int, None when
blank, or a Reading. A unit in the cell that counts something else (人 in a column of 人次) is asked.
"""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.normalise.reading import Reading, exact, folded, mark_of, shown
from enforcement_cli.vocabulary import units
from enforcement_cli.vocabulary.words import marks

_COUNT = re.compile(
    r"^(?P<number>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[〇零一二三四五六七八九十百千万两]+)"
    r"(?P<unit>人次|台次|车次|件|案|人|名|次|套|台|辆|部|处|期|份|户|笔|间|宗|例|天|日)?$"
)
# No court counts so many; past 15 digits a cell has lost the last ones.
_LARGEST = 10**15


def parse_count(cell: Cell, unit: str) -> int | Reading | None:
    """A count cell.

    >>> parse_count(3.0, "件"), parse_count("３人次", "人次").value, parse_count("3人", "人次").code
    (3, 3, 'V-10')
    """
    if isinstance(cell, float | int):
        return _whole(exact(cell), shown(cell), "")
    if cell is None:
        return None
    if isinstance(cell, date | time | timedelta):
        return Reading(code="V-02", facts={"raw": shown(cell)})
    said = mark_of(cell)
    return _from_text(cell, unit) if said == "value" else said


def same_unit(one: str, other: str) -> bool:
    """Whether two words count the same things.

    >>> same_unit("台", "辆"), same_unit("套", "处")
    (True, False)
    """
    return units.same_unit(one) == units.same_unit(other)


def _from_text(text: str, unit: str) -> int | Reading:
    plain = "".join(folded(text).split())
    raw = shown(text)
    if any(word in plain for word in marks("approximate")):
        return Reading(code="V-08", facts={"raw": raw})
    match = _COUNT.match(plain)
    number = _number(match["number"]) if match else None
    if match is None or number is None:
        return Reading(code="V-02", facts={"raw": raw})
    suffix = match["unit"] or ""
    if suffix and unit and not same_unit(suffix, unit):
        return Reading(code="V-10", facts={"raw": raw, "unit1": unit, "unit2": suffix})
    return _whole(number, raw, "V-03" if text == match["number"] and text.isdecimal() else "V-04")


def _number(text: str) -> Decimal | None:
    if text[-1].isdecimal():
        return Decimal(text.replace(",", "").replace("−", "-"))
    return chinese_number(text)


def _whole(number: Decimal, raw: str, code: str) -> int | Reading:
    if number < 0:
        return Reading(code="V-05", facts={"raw": raw})
    if number != number.to_integral_value():
        return Reading(code="V-06", facts={"raw": raw})
    value = int(number)
    if value >= _LARGEST:
        return Reading(code="V-17", facts={"raw": raw})
    return (
        Reading(value=value, code=code, facts={"raw": raw, "value": str(value)}) if code else value
    )
