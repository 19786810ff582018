"""Which court has spoken about which days and columns: 未报 is never 0 (design.md section 3).

Comes in: what the accepted returns are about. Goes out: whether a court has said all about an
indicator's days. Refuses to know any number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from enforcement_cli.indicator.facts import LEDGER_COLUMNS
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.words import always_listed

# Returns that list the events of their days, and say nothing of others.
_LISTS = ("measures", "payouts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One accepted return: whose, which form, the days it is about.

    `fields` are those it has columns of; `unread` of them could not be read, and say nothing.
    `measure_kinds` are those a ledger has columns of or a list has rows of; "KIND/stage" where it
    says how far one has come.
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
    """What every court has spoken about, as known at one moment.

    `listed_days` are the days of lists, by form and court; `listed_kinds` what a court's lists of
    measures have ever held.
    """

    ledger_until: dict[str, date] = field(default_factory=dict)
    ledger_measures: dict[str, frozenset[str]] = field(default_factory=dict)
    listed_days: dict[tuple[str, str], frozenset[date]] = field(default_factory=dict)
    listed_kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    ledger_fields: dict[str, frozenset[str]] = field(default_factory=dict)
    # By court and field the last day that a column which could be read speaks of; "" is a ledger
    # without columns: a zero report speaks of all.
    read_until: dict[tuple[str, str], date] = field(default_factory=dict)
    paying: frozenset[str] = frozenset()

    def lacks(self, court: str, indicator: Indicator) -> bool:
        """Whether no ledger of the court has the column an indicator is counted by.

        Nothing filed is 0; no 立案日期 to tell by is not. Nor is a list that never held a kind of
        measure which few courts list, such as 网络查控.
        """
        if indicator.form == "measures":
            listed = bool(self.listed_days.get(("measures", court)))
            return (
                listed
                and not self._has_column(court, indicator)
                and not self._lists(court, indicator)
            )
        fields = self.ledger_fields.get(court, frozenset())
        needed = _needed(indicator) | _summed(indicator)
        return bool(fields) and indicator.form == "cases" and not needed <= fields

    def covers(self, court: str, indicator: Indicator, start: date, end: date) -> bool:
        """Whether the court's accepted returns say all about `start` to `end` for the indicator.

        A ledger lists every case as it stands, so one as of the end or later says all before it.
        An event list says only what its own days hold, so every day needs a list.
        """
        until = self.ledger_until.get(court)
        if self.lacks(court, indicator):
            return False
        if indicator.form not in _LISTS:
            return until is not None and until >= end and not self.unread(court, indicator, end)
        if self._has_column(court, indicator):
            return until is not None and until >= end
        days = self.listed_days.get((indicator.form, court), frozenset())
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
        money = indicator.table == "receipts" or "recovered_fen" in _summed(indicator)
        if money and court not in self.paying:
            needed |= {"recovered_fen"}
        zero = self.read_until.get((court, ""), date.min)
        return any(max(self.read_until.get((court, n), date.min), zero) < end for n in needed)

    def until(self, court: str, indicator: Indicator) -> date | None:
        """The last day that the court's returns say anything about for the indicator."""
        if indicator.form not in _LISTS or self._has_column(court, indicator):
            return self.ledger_until.get(court)
        return max(self.listed_days.get((indicator.form, court), frozenset()), default=None)

    def ever(self, court: str, indicator: Indicator) -> bool:
        """Whether the court has ever spoken about the indicator at all."""
        if indicator.form not in _LISTS:
            return court in self.ledger_until and not self.lacks(court, indicator)
        if self._has_column(court, indicator):
            return True
        listed = bool(self.listed_days.get((indicator.form, court)))
        return listed and not self.lacks(court, indicator)

    def anybody(self, indicator: Indicator) -> bool:
        """Whether a figure of it says anything: what only some courts list, nobody may list."""
        usual = indicator.form not in _LISTS or bool(set(indicator.kinds) & always_listed())
        courts = {court for _, court in self.listed_days} | set(self.ledger_until)
        return usual or any(self.ever(court, indicator) for court in courts)

    def _has_column(self, court: str, indicator: Indicator) -> bool:
        """Whether the court's ledgers have a column of every kind of measure it counts."""
        kinds = self.ledger_measures.get(court, frozenset())
        return bool(indicator.kinds) and not indicator.stage and set(indicator.kinds) <= kinds

    def _lists(self, court: str, indicator: Indicator) -> bool:
        """Whether the court's lists speak of every kind of measure it counts."""
        listed = self.listed_kinds.get(court, frozenset())
        if indicator.stage:
            return {f"{kind}/stage" for kind in indicator.kinds} <= listed
        return set(indicator.kinds) <= listed | always_listed()


def coverage_of(returns: Iterable[Spoken]) -> Coverage:
    """The coverage that a set of accepted returns gives."""
    until: dict[str, date] = {}
    kinds: dict[str, frozenset[str]] = {}
    days: dict[tuple[str, str], set[date]] = {}
    listed_kinds: dict[str, frozenset[str]] = {}
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
        elif spoken.form in _LISTS:
            length = (spoken.end - spoken.start).days + 1
            days.setdefault((spoken.form, spoken.court), set()).update(
                spoken.start + timedelta(days=i) for i in range(length)
            )
            said = listed_kinds.get(spoken.court, frozenset())
            listed_kinds[spoken.court] = said | set(spoken.measure_kinds)
    listed = {place: frozenset(found) for place, found in days.items()}
    return Coverage(
        ledger_until=until,
        ledger_measures=kinds,
        listed_days=listed,
        listed_kinds=listed_kinds,
        ledger_fields=fields,
        read_until=read,
        paying=frozenset(paying),
    )


def _needed(indicator: Indicator) -> frozenset[str]:
    """The columns of a ledger without which nothing is counted; money may come by lists too."""
    if indicator.kind not in ("events", "median") or indicator.table != "cases":
        return frozenset()
    return _columns_in(f"{indicator.day} {indicator.where}")


@cache
def _columns_in(words: str) -> frozenset[str]:
    columns = {column.name for column in form_named("cases").fields}
    return frozenset(re.findall(r"\w+", words)) & columns


def _summed(indicator: Indicator) -> frozenset[str]:
    """The columns of a ledger that a sum over cases is made of; a later one need not repeat them."""
    if indicator.table != "cases":
        return frozenset()
    return frozenset(LEDGER_COLUMNS.get(indicator.amount, ()))
