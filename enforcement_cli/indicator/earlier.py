"""From which day on a court's returns speak: earlier days are not 0, they are not known.

Comes in: what the accepted returns are about. Goes out: whether a figure of earlier days can be
had. Refuses to know until when they speak: coverage.py does.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from enforcement_cli.indicator.coverage import Coverage, Spoken
from enforcement_cli.indicator.facts import LEDGER_COLUMNS
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.words import always_listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The first day that ledgers speak of, by court and column, and the days of payment lists.

    Column "" is a ledger that speaks of all (a zero report), "measure:KIND" a column of measures,
    "listed:KIND" a list that held the kind.
    A ledger says nothing of closings and receipts before its first period: it may have dropped
    them, or never have had the column.
    """

    first: Mapping[tuple[str, str], date] = field(default_factory=dict)
    paid: Mapping[str, frozenset[date]] = field(default_factory=dict)

    def speaks(
        self, coverage: Coverage, court: str, indicator: Indicator, start: date, end: date
    ) -> bool:
        """Whether the court's returns say all about days that may be long past."""
        first_day = end if indicator.kind == "state" and indicator.at == "end" else start
        if not coverage.covers(court, indicator, first_day, end):
            return False
        if indicator.form == "measures":
            return self._speaks_of_measures(coverage, court, indicator, first_day)
        if indicator.form != "cases":
            return True
        needed = _columns_of(indicator)
        if indicator.table == "receipts" and self._lists(court, start, end):
            needed -= {"recovered_fen"}
        return all(self._from(court, name) <= first_day for name in needed or {"case_no"})

    def _speaks_of_measures(
        self, coverage: Coverage, court: str, indicator: Indicator, day: date
    ) -> bool:
        """A kind few courts list, or how far it has come, must have been listed already then."""
        kinds = set(indicator.kinds)
        in_ledgers = kinds <= coverage.ledger_measures.get(court, frozenset())
        if in_ledgers and not indicator.stage:
            return all(self._from(court, f"measure:{kind}") <= day for kind in kinds)
        asked = {f"{kind}/stage" for kind in kinds} if indicator.stage else kinds - always_listed()
        return all(self.first.get((court, f"listed:{kind}"), date.max) <= day for kind in asked)

    def _from(self, court: str, column: str) -> date:
        everything = self.first.get((court, ""), date.max)
        return min(self.first.get((court, column), date.max), everything)

    def _lists(self, court: str, start: date, end: date) -> bool:
        days = self.paid.get(court, frozenset())
        return all(start + timedelta(days=n) in days for n in range((end - start).days + 1))


def since_of(returns: Iterable[Spoken]) -> Since:
    """From when a set of accepted returns speaks."""
    first: dict[tuple[str, str], date] = {}
    paid: dict[str, set[date]] = {}
    for spoken in returns:
        if spoken.form == "payments":
            length = (spoken.end - spoken.start).days + 1
            paid.setdefault(spoken.court, set()).update(
                spoken.start + timedelta(days=n) for n in range(length)
            )
        if spoken.form == "measures":
            for kind in spoken.measure_kinds:
                key = (spoken.court, f"listed:{kind}")
                first[key] = min(first.get(key, spoken.start), spoken.start)
        if spoken.form != "cases":
            continue
        columns = spoken.fields - spoken.unread if spoken.fields else frozenset({""})
        for name in (*columns, *(f"measure:{kind}" for kind in spoken.measure_kinds)):
            key = (spoken.court, name)
            first[key] = min(first.get(key, spoken.start), spoken.start)
    return Since(first=first, paid={court: frozenset(days) for court, days in paid.items()})


def _columns_of(indicator: Indicator) -> set[str]:
    """The columns of a ledger that the indicator is counted by; summed money needs its own."""
    summed = " ".join(LEDGER_COLUMNS.get(indicator.amount, ()))
    text = f"{indicator.day} {indicator.where} {summed}"
    if indicator.table == "receipts":
        text = f"{indicator.where} recovered_fen"
    if indicator.kind == "state":
        text += " filed_on closed_on"
    known = {column.name for column in form_named("cases").fields}
    return set(re.findall(r"\w+", text)) & known
