"""The figures of every bulletin, as first published and as known at the end.

In: returns, answers, accounts. Out: rows of figures.csv and late.csv.
Refuses to know how a case is settled and where rows are written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sample_data.making.accounting import Account, accounts
from sample_data.making.courts import COURT, COURTS
from sample_data.making.measures import COMPELLED, DETAINED, FINED, SEARCHED
from sample_data.making.nouns import Answer, Return
from sample_data.making.weeks import END, RAID, SPRING, START, WEEKS, Week

CITY, SCOPE = "", ""
ACTIONS = ("small", "livelihood", "wages", SCOPE)
_METHODS = {
    "cases_closed": None,
    "cases_completed": "执行完毕",
    "cases_closed_interim": "终结本次执行程序",
}
_UNITS = {
    "amount_recovered": "fen",
    "fines_amount": "fen",
    "persons_compelled": "人次",
    "persons_detained": "人次",
    "persons_fined": "人次",
    "searches": "次",
}
_MEASURES = ("persons_compelled", "persons_detained", "persons_fined", "fines_amount", "searches")
_KINDS = {
    "persons_compelled": COMPELLED,
    "persons_detained": DETAINED,
    "persons_fined": FINED,
    "fines_amount": FINED,
    "searches": SEARCHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `value` is None for a court that has not reported or has no such column."""

    known: str
    kind: str
    id: str
    start: date
    end: date
    court: str
    action: str
    indicator: str
    basis: str
    value: int | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A measure on a day: kind, quantity, fine, person."""

    court: str
    kind: str
    on: date
    quantity: int
    amount_fen: int
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that was known at one moment."""

    known: str
    accounts: tuple[Account, ...]
    happened: tuple[Happened, ...]
    reported: frozenset[tuple[str, int]]


def knowledge(
    returns: Sequence[Return],
    answers: Sequence[Answer],
    transfers: dict[str, str],
    at: datetime | None = None,
) -> Knowledge:
    """What the desk knew at a moment; without one, at the end."""
    seen = [r for r in returns if r.accepted and (at is None or r.received_at <= at)]
    told = [answer for answer in answers if at is None or answer.at <= at]
    return Knowledge(
        known="final" if at is None else "published",
        accounts=tuple(accounts(seen, told, transfers).values()),
        happened=tuple(_happened(seen)),
        reported=frozenset((r.court.code, r.week.number) for r in seen if r.form == "cases"),
    )


def _happened(returns: Iterable[Return]) -> Iterator[Happened]:
    """Lines of lists, and ledger marks once a case: at their date, or where first ticked."""
    marked: set[tuple[str, str]] = set()
    for sent in sorted(returns, key=lambda r: (r.week.end, r.version)):
        for line in sent.measures:
            fen = line.amount_fen or 0
            yield Happened(
                court=sent.court.code,
                kind=line.kind,
                on=line.on,
                quantity=line.quantity,
                amount_fen=fen,
                person=line.person_id,
            )
        for row in sent.statements:
            for kind, value in ((COMPELLED, row.compelled), (DETAINED, row.detained)):
                if value is None or (row.case_no, kind) in marked:
                    continue
                marked.add((row.case_no, kind))
                on = value if isinstance(value, date) else sent.week.end
                yield Happened(
                    court=sent.court.code, kind=kind, on=on, quantity=1, amount_fen=0, person=""
                )


def week_figures(known: Knowledge, week: Week) -> Iterator[Figure]:
    """All figures of one weekly bulletin."""
    yield from _period(known, "week", week.id, week.start, week.end)


def total_figures(known: Knowledge) -> Iterator[Figure]:
    """The figures of the whole campaign."""
    yield from _period(known, "total", "total", START, END)


def operation_figures(known: Knowledge) -> Iterator[Figure]:
    """The figures of the two operations, of their own courts."""
    for name, court, window in (("spring", "辽1281", SPRING), ("raid", "辽1223", RAID)):
        base = Figure(
            known=known.known,
            kind="operation",
            id=name,
            start=window[0],
            end=window[1],
            court=court,
            action=SCOPE,
            indicator="",
            basis="period",
            value=None,
            unit="件",
        )
        for indicator in ("cases_closed", "amount_recovered"):
            value = _case_value(known.accounts, indicator, court, SCOPE, window)
            yield replace(base, indicator=indicator, value=value, unit=_UNITS.get(indicator, "件"))
        hits = [h for h in known.happened if h.kind == DETAINED and _in(h, court, window)]
        people = name == "raid"
        yield replace(
            base,
            indicator="persons_detained",
            value=len({h.person for h in hits}) if people else sum(h.quantity for h in hits),
            unit="人" if people else "人次",
        )


def _in(event: Happened, court: str, window: tuple[date, date]) -> bool:
    return court in {CITY, event.court} and window[0] <= event.on <= window[1]


def _period(known: Knowledge, kind: str, name: str, start: date, end: date) -> Iterator[Figure]:
    last = next(week for week in WEEKS if week.holds(end))
    silent = {court.code for court in COURTS if (court.code, last.number) not in known.reported}
    for basis, window in (("period", (start, end)), ("cumulative", (START, end))):
        unknown = silent if basis == "period" else set()
        for court, action, indicator, value in _values(known, basis, window, unknown):
            yield Figure(
                known=known.known,
                kind=kind,
                id=name,
                start=start,
                end=end,
                court=court,
                action=action,
                indicator=indicator,
                basis=basis,
                value=value,
                unit=_UNITS.get(indicator, "件"),
            )


def _values(
    known: Knowledge, basis: str, window: tuple[date, date], unknown: set[str]
) -> Iterator[tuple[str, str, str, int | None]]:
    """(court, action, indicator, value); the city leaves out the courts that are unknown."""
    heard = [a for a in known.accounts if a.court not in unknown]
    events = [h for h in known.happened if h.court not in unknown]
    for court in (CITY, *COURT):
        indicators = [*_METHODS, "amount_recovered"]
        indicators += ["cases_open"] if basis == "cumulative" else []
        for action in ACTIONS:
            for indicator in indicators:
                value = _case_value(heard, indicator, court, action, window)
                yield court, action, indicator, None if court in unknown else value
        for indicator in _MEASURES:
            hits = [h for h in events if h.kind == _KINDS[indicator] and _in(h, court, window)]
            fines = indicator == "fines_amount"
            total = sum(h.amount_fen if fines else h.quantity for h in hits)
            absent = court in unknown or not _keeps(court, indicator)
            yield court, SCOPE, indicator, None if absent else total


def _keeps(court: str, indicator: str) -> bool:
    """Whether the court's returns have a place for the measure at all."""
    if court == CITY or COURT[court].sends_measures:
        return True
    return indicator in {"persons_compelled", "persons_detained"}


def _case_value(
    known: Iterable[Account], indicator: str, court: str, action: str, window: tuple[date, date]
) -> int:
    members = (
        account
        for account in known
        if court in {CITY, account.court}
        and (action in account.actions if action else bool(account.actions))
    )
    count: Callable[[Account], int] = {
        "amount_recovered": lambda a: _flow(a, window),
        "cases_open": lambda a: int(_open_at(a, window[1])),
    }.get(indicator, lambda a: int(_closed_in(a, _METHODS.get(indicator), window)))
    return sum(count(account) for account in members)


def _flow(account: Account, window: tuple[date, date]) -> int:
    return sum(fen for on, fen in account.flows if window[0] <= on <= window[1])


def _open_at(account: Account, day: date) -> bool:
    closed = account.closed_on is not None and account.closed_on <= day
    return account.last.filed_on <= day and not closed


def _closed_in(account: Account, method: str | None, window: tuple[date, date]) -> bool:
    if account.closed_on is None or not window[0] <= account.closed_on <= window[1]:
        return False
    return method is None or account.close_method == method
