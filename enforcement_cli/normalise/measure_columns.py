"""A ledger's measure column to events: a date, a tick or a number; other text is a question.

Comes in: a cell of 拘留, 拘传, …. Goes out: what it says happened, as a LedgerEvent, None when
nothing did, or a Reading with V-14. The case's row is never held for it (design.md section 3).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.counts import parse_count
from enforcement_cli.normalise.dates import DaySpan, day_in_text
from enforcement_cli.normalise.reading import Reading, mark_of, shown
from enforcement_cli.vocabulary.words import marks, normalise_word

# More of one measure in one case is no number of events but a year, a serial or an amount.
_MOST_EVENTS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """One cell's measure; `taken_on` None is dated at the return's as-of day by the store."""

    taken_on: date | None = None
    quantity: int = 1


TICKED = LedgerEvent()


def parse_measure_cell(cell: Cell, unit: str, span: DaySpan) -> LedgerEvent | Reading | None:
    """What a measure cell of a ledger says.

    >>> span = DaySpan(earliest=date(1990, 1, 1), latest=date(2027, 3, 1),
    ...                campaign_end=date(2026, 2, 28))
    >>> parse_measure_cell("√", "人次", span) is TICKED, parse_measure_cell(2.0, "人次", span).quantity
    (True, 2)
    >>> parse_measure_cell("已谈话", "人次", span).code
    'V-14'
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        word = normalise_word(cell)
        if word in marks("ticked"):
            return TICKED
        if word in marks("unticked") or mark_of(cell) != "value":
            return None
    day = _day(cell, span)
    if day is not None:
        return _on(day, shown(cell), span)
    return _number_of(cell, unit)


def _day(cell: Cell, span: DaySpan) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int):
        return span.serial(float(cell))
    return day_in_text(cell, span) if isinstance(cell, str) else None


def _on(day: date, raw: str, span: DaySpan) -> LedgerEvent | Reading:
    reason = span.doubt(day)
    if reason:
        facts = {"raw": raw, "value": day.isoformat(), "reason": reason}
        return Reading(code="V-12", facts=facts, effect="blank")
    return LedgerEvent(taken_on=day)


def _number_of(cell: Cell, unit: str) -> LedgerEvent | Reading | None:
    count = None if isinstance(cell, time | timedelta) else parse_count(cell, unit)
    if isinstance(count, Reading) and count.code in {"V-03", "V-04"}:
        count = count.value if isinstance(count.value, int) else None
    if count == 0:
        return None
    if isinstance(count, int) and count <= _MOST_EVENTS:
        return LedgerEvent(quantity=count)
    nearest = "请填日期、√或次数。"
    return Reading(code="V-14", facts={"raw": shown(cell), "nearest": nearest}, effect="blank")
