"""Who a bulletin's period is due from, what has not come, and how punctually the rest did.

Comes in: an open store, a room, a period's figures. Goes out: courts and the titles of their forms.
Refuses to know a figure: what a missing return does to one is workflow/figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from enforcement_cli.bulletin.material import Punctuality
from enforcement_cli.model.board import Allowance, Slot
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import board_events, board_returns
from enforcement_cli.store.problems import StoredProblem, open_problems
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.board import Known, allowances_of, slots_of
from enforcement_cli.workflow.clocks import desk_time
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import workdays_of

# A longer period has returns that came both ways; a window of its own has none that are due.
_PUNCTUAL = ("day", "week")
_NOTHING_DUE = ("operation", "custom")


def exemptions(connection: Connection, room: Room, figures: FigureSet) -> tuple[Allowance, ...]:
    """What the desk let courts off that the period would ask of them."""
    now = desk_time(figures.known_at)
    granted = allowances_of(board_events(connection, now, room.campaign.id))
    return tuple(
        grant
        for grant in granted
        if grant.kind == "exempted" and grant.covers(grant.court, grant.form, figures.period)
    )


def expected_courts(
    room: Room, figures: FigureSet, exempted: Iterable[Allowance]
) -> tuple[str, ...]:
    """The courts that any return is due from."""
    return tuple(court for court in figures.courts if _forms_due(room, court, exempted))


def missing_returns(
    room: Room, figures: FigureSet, exempted: Iterable[Allowance]
) -> dict[str, tuple[str, ...]]:
    """For each court in order, the titles of due forms no accepted return of which covers it."""
    missing: dict[str, tuple[str, ...]] = {}
    if figures.period.kind in _NOTHING_DUE:
        return missing
    received = _received(figures)
    for court in figures.courts:
        titles = tuple(
            form_named(form).title
            for form in _forms_due(room, court, exempted)
            if (court, form) not in received
        )
        if titles:
            missing[court] = titles
    return missing


def punctuality(
    connection: Connection, room: Room, figures: FigureSet, exempted: Iterable[Allowance]
) -> Punctuality:
    """What came late, or not before the lock, or was refused; and what was let off."""
    let_off: dict[str, list[str]] = {}
    for grant in exempted:
        if grant.court in figures.courts:
            let_off.setdefault(grant.court, []).append(form_named(grant.form).title)
    slots = _slots(connection, room, figures.period, figures.known_at)
    refused = Counter(
        slot.court
        for slot in slots
        if slot.is_missing and slot.file and slot.file.state == "returned"
    )
    return Punctuality(
        late=_titles(figures, (slot for slot in slots if slot.late and slot.is_in)),
        locked=_titles(figures, (slot for slot in slots if slot.state == "locked")),
        exempt={court: tuple(let_off[court]) for court in figures.courts if court in let_off},
        returned={court: refused[court] for court in figures.courts if refused[court]},
    )


def _forms_due(room: Room, court: str, exempted: Iterable[Allowance]) -> list[str]:
    off = {(grant.court, grant.form) for grant in exempted}
    return [
        expected.form
        for expected in room.campaign.expects
        if (expected.courts is None or court in expected.courts)
        and (court, expected.form) not in off
    ]


def _received(figures: FigureSet) -> set[tuple[str | None, str | None]]:
    """Court and form of the returns that cover the period to its end."""
    return {
        (stored.court, stored.form)
        for stored in figures.returns
        if stored.as_of is not None and stored.as_of >= figures.period.end
    }


def _slots(
    connection: Connection, room: Room, period: Period, known_at: datetime
) -> tuple[Slot, ...]:
    """The slots of one week or day, as the board has them."""
    if period.kind not in _PUNCTUAL:
        return ()
    now = desk_time(known_at)
    waiting: dict[int | None, list[StoredProblem]] = {}
    for problem in open_problems(connection, now):
        if problem.severity in ("return", "query"):
            waiting.setdefault(problem.return_id, []).append(problem)
    known = Known(
        now=now,
        returns=board_returns(connection, now),
        allowances=allowances_of(board_events(connection, now, room.campaign.id)),
        waiting=waiting,
    )
    slots = slots_of(room.desk, room.campaign, workdays_of(room.workspace, keep=False), known)
    return tuple(slot for slot in slots if period.covers(slot.period.end))


def _titles(figures: FigureSet, slots: Iterable[Slot]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for slot in slots:
        found.setdefault(slot.court, []).append(slot.title)
    return {court: tuple(found[court]) for court in figures.courts if court in found}
