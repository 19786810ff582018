"""Which court has spoken about which days and columns: 未报 is never 0 (design.md section 3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.forms import form_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One accepted return: whose, which form, the days it is about.

    `fields` are those it has columns of; `unread` of them could not be read, and say nothing.
    """

    court: str
    form: str
    start: date
    end: date
    as_of: date
    measure_kinds: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What every court has spoken about, as known at one moment."""

    ledger_until: dict[str, date] = field(default_factory=dict)
    ledger_measures: dict[str, frozenset[str]] = field(default_factory=dict)
    listed_days: dict[str, frozenset[date]] = field(default_factory=dict)
    ledger_fields: dict[str, frozenset[str]] = field(default_factory=dict)
    # By court and field the last day that a column which could be read speaks of; "" is a ledger
    # without columns: a zero report speaks of all.
    read_until: dict[tuple[str, str], date] = field(default_factory=dict)
    paying: frozenset[str] = frozenset()

    def lacks(self, court: str, indicator: Indicator) -> bool:
        """Whether no ledger of the court has the column an indicator is counted by.

        Nothing filed is 0; no 立案日期 to tell by is not.
        """
        fields = self.ledger_fields.get(court, frozenset())
        return bool(fields) and indicator.form == "cases" and not _needed(indicator) <= fields

    def covers(self, court: str, indicator: Indicator, start: date, end: date) -> bool:
        """Whether the court's accepted returns say all about `start` to `end` for the indicator.

        A ledger lists every case as it stands, so one as of the end or later says all before it.
        An event list says only what its own days hold, so every day needs a list.
        """
        until = self.ledger_until.get(court)
        if self.lacks(court, indicator):
            return False
        if indicator.form != "measures":
            return until is not None and until >= end and not self.unread(court, indicator, end)
        if indicator.measure in self.ledger_measures.get(court, frozenset()):
            return until is not None and until >= end
        days = self.listed_days.get(court, frozenset())
        return all(
            start + timedelta(days=i) in days for i in range((end - start).days + 1)
        ) and bool(days)

    def unread(self, court: str, indicator: Indicator, end: date) -> bool:
        """Whether a column the indicator is counted by was absent or put aside in the last ledger.

        Money that the court lists payment by payment needs no column of a ledger.
        """
        if not self.ledger_fields.get(court) or indicator.form != "cases":
            return False
        needed = _needed(indicator)
        if indicator.table == "receipts" and court not in self.paying:
            needed |= {"recovered_fen"}
        zero = self.read_until.get((court, ""), date.min)
        return any(max(self.read_until.get((court, n), date.min), zero) < end for n in needed)

    def until(self, court: str, indicator: Indicator) -> date | None:
        """The last day that the court's returns say anything about for the indicator."""
        if indicator.form != "measures" or indicator.measure in self.ledger_measures.get(
            court, frozenset()
        ):
            return self.ledger_until.get(court)
        return max(self.listed_days.get(court, frozenset()), default=None)

    def ever(self, court: str, indicator: Indicator) -> bool:
        """Whether the court has ever spoken about the indicator at all."""
        if indicator.form != "measures":
            return court in self.ledger_until and not self.lacks(court, indicator)
        kinds = self.ledger_measures.get(court, frozenset())
        return indicator.measure in kinds or bool(self.listed_days.get(court))


def coverage_of(returns: Iterable[Spoken]) -> Coverage:
    """The coverage that a set of accepted returns gives."""
    until: dict[str, date] = {}
    kinds: dict[str, frozenset[str]] = {}
    days: dict[str, set[date]] = {}
    fields: dict[str, frozenset[str]] = {}
    read: dict[tuple[str, str], date] = {}
    paying: set[str] = set()
    for spoken in returns:
        if spoken.form == "cases":
            until[spoken.court] = max(until.get(spoken.court, spoken.as_of), spoken.as_of)
            kinds[spoken.court] = kinds.get(spoken.court, frozenset()) | set(spoken.measure_kinds)
            fields[spoken.court] = fields.get(spoken.court, frozenset()) | spoken.fields
            for name in (spoken.fields - spoken.unread) or ({""} - spoken.fields):
                key = (spoken.court, name)
                read[key] = max(read.get(key, spoken.as_of), spoken.as_of)
        elif spoken.form == "payments":
            paying.add(spoken.court)
        elif spoken.form == "measures":
            length = (spoken.end - spoken.start).days + 1
            days.setdefault(spoken.court, set()).update(
                spoken.start + timedelta(days=i) for i in range(length)
            )
    listed = {court: frozenset(found) for court, found in days.items()}
    return Coverage(
        ledger_until=until,
        ledger_measures=kinds,
        listed_days=listed,
        ledger_fields=fields,
        read_until=read,
        paying=frozenset(paying),
    )


def _needed(indicator: Indicator) -> frozenset[str]:
    """The columns of a ledger without which nothing is counted; money may come by lists too."""
    if indicator.kind != "events" or indicator.table != "cases":
        return frozenset()
    named = re.findall(r"\w+", f"{indicator.day} {indicator.where}")
    return frozenset(named) & {column.name for column in form_named("cases").fields}
