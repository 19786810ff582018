"""One cell of an aggregate return to the figures it states: one, none, or two (11案14人).

Comes in: a cell and what the figure is. Goes out: values with their units, and what was wrong.
Refuses to make 人 of 人次: the unit printed nearest the value is its unit, and the other is asked.
"""

import re
from dataclasses import dataclass

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.table import FigurePlace
from enforcement_cli.normalise.amounts import parse_amount
from enforcement_cli.normalise.counts import parse_count
from enforcement_cli.normalise.reading import Reading, folded, shown
from enforcement_cli.vocabulary.aggregate import figure_words, same_unit
from enforcement_cli.vocabulary.forms import form_named

FEN = "fen"
_PERSONS = frozenset({"人", "人次"})
_UNIT = re.compile(
    r"^(?P<number>.*?[\d〇零一二三四五六七八九十百千万两])"
    r"(?P<unit>人次|台次|车次|辆次|件|案|人|名|次|套|台|辆|部|处|期|份|户|笔|天|日|例|条|场|间|宗|个)$"
)
_PAIR = re.compile(r"^(\d{1,12})[案件]?[、,/和及]?(\d{1,12})人?$")
_PAIR_MARKS = re.compile(r"[案件/人]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """A figure of a cell. `value` None: something stands there that is no value, see `reading`."""

    indicator: str
    value: int | None
    unit: str
    reading: Reading | None = None


def read_cell(cell: Cell, place: FigurePlace, pair: str) -> list[CellValue]:
    """The figures a cell states; none where it is blank, —, 未报 or 不适用.

    Args:
        cell: as read.
        place: what its words make it.
        pair: the indicator of its persons, where the figure travels with them; else empty.
    """
    if isinstance(cell, bool):
        cell = shown(cell)
    words = figure_words()[place.indicator]
    if not words.units:
        return _one(place.indicator, parse_amount(cell, place.unit), FEN)
    if "/" in place.unit:
        return _two(cell, place, pair)
    return _count(cell, place)


def title_of(indicator: str) -> str:
    """The printed name of an indicator of the aggregate form."""
    return form_named("aggregate").field_named(indicator).title


def _one(indicator: str, read: int | Reading | None, unit: str) -> list[CellValue]:
    if isinstance(read, Reading):
        if read.value is None and not read.code:
            return []
        value = read.value if isinstance(read.value, int) else None
        return [CellValue(indicator=indicator, value=value, unit=unit, reading=read)]
    return [] if read is None else [CellValue(indicator=indicator, value=read, unit=unit)]


def _count(cell: Cell, place: FigurePlace) -> list[CellValue]:
    """A count, with the unit its cell names; 人 in a column of 人次 is marked (T39)."""
    suffix = ""
    bare: Cell = cell
    if isinstance(cell, str) and (match := _UNIT.match("".join(folded(cell).split()))):
        bare, suffix = match["number"], match["unit"]
    found = _one(place.indicator, parse_count(bare, ""), place.unit)
    if not found or not suffix or found[0].value is None:
        return [_raw(one, cell, suffix) for one in found]
    unit = same_unit(suffix) if suffix != "台" or place.unit != "台" else suffix
    if same_unit(place.unit) == same_unit(suffix):
        return [_raw(one, cell, suffix) for one in found]
    facts = {"raw": shown(cell), "unit1": unit, "unit2": place.unit}
    value = found[0].value
    if {unit, place.unit} <= _PERSONS:
        code = "V-25" if place.unit_witnesses else ""
        reading = Reading(value=value, code=code, facts=facts)
        return [CellValue(indicator=place.indicator, value=value, unit=unit, reading=reading)]
    if figure_words()[place.indicator].accepts(suffix) and not place.unit_witnesses:
        return [CellValue(indicator=place.indicator, value=value, unit=unit)]
    facts = {"raw": shown(cell), "unit1": place.unit, "unit2": suffix}
    refused = Reading(code="V-10", facts=facts)
    return [CellValue(indicator=place.indicator, value=None, unit=unit, reading=refused)]


def _raw(one: CellValue, cell: Cell, suffix: str) -> CellValue:
    """The reading with the whole cell as its text, a unit in it said as such."""
    if one.reading is None:
        return one
    facts = {**one.reading.facts, "raw": shown(cell)}
    code = "V-04" if one.reading.code == "V-03" and suffix else one.reading.code
    reading = Reading(value=one.reading.value, code=code, facts=facts, effect=one.reading.effect)
    return CellValue(indicator=one.indicator, value=one.value, unit=one.unit, reading=reading)


def _two(cell: Cell, place: FigurePlace, pair: str) -> list[CellValue]:
    """Cases and persons of one cell; 0 is both, any other single number is neither."""
    single = parse_count(cell, "")
    if single is None or (isinstance(single, Reading) and not single.code and not single.value):
        return []
    text = "".join(folded(cell).split()) if isinstance(cell, str) else ""
    match = _PAIR.match(text) if _PAIR_MARKS.search(text) else None
    zero = single == 0 or (isinstance(single, Reading) and single.value == 0)
    if match is None and not zero:
        wrong = Reading(code="V-02", facts={"raw": shown(cell)})
        return [CellValue(indicator=place.indicator, value=None, unit="件", reading=wrong)]
    cases, persons = (int(match[1]), int(match[2])) if match else (0, 0)
    return [
        CellValue(indicator=place.indicator, value=cases, unit="件"),
        CellValue(indicator=pair, value=persons, unit="人"),
    ]
