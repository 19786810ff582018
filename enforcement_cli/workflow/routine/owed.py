"""Which bulletins a run owes: those of every complete period since the last issue, not yet early.

Comes in: a room, its board, the issues that went out. Goes out: periods in the order of their
issues, and what the first of them still waits for. Refuses to write any.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from enforcement_cli.model.board import Slot
from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.store.publications import Publication
from enforcement_cli.workflow.clocks import clocks_of
from enforcement_cli.workflow.periods import periods_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board

# A bulletin waits for returns of its own days or shorter ones; nobody's month holds up a week.
_LENGTHS: tuple[PeriodKind, ...] = ("day", "week", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is to be drafted now, the oldest first.

    `caught_up` are those of `periods` that an earlier run should have drafted. `again`: nothing is
    owed, the last is only brought up to what has come since. `waiting` is the first that is owed
    and may not be drafted before `until`; `moved`: a holiday or an extension put that moment off.
    """

    periods: tuple[Period, ...] = ()
    caught_up: tuple[Period, ...] = ()
    again: bool = False
    waiting: Period | None = None
    until: datetime | None = None
    moved: bool = False


def owed(
    room: Room, kind: PeriodKind, board: Board | None, issues: Iterable[Publication], today: date
) -> Owed:
    """The bulletins of a kind that are owed on a day.

    After the last issue every complete period is; with none so far only the last complete one, and
    so with nothing owed. One whose returns are not due yet is left for a later run, and with it
    what comes after: issues are numbered in order.
    """
    complete = [p for p in periods_of(kind, room.desk, room.campaign) if p.end < today]
    ends = [i.period_end for i in issues if i.kind == kind and i.state != "correction"]
    missed = [p for p in complete if not ends or p.end > max(ends)]
    again = bool(ends) and not missed
    chosen = missed if ends and missed else complete[-1:]
    ready: list[Period] = []
    for period in chosen:
        until = None if again or board is None else _waits_until(board, period)
        if until is not None:
            return Owed(
                periods=tuple(ready),
                caught_up=tuple(p for p in ready if p != complete[-1]),
                waiting=period,
                until=until,
                moved=_is_moved(room, board, period) if board else False,
            )
        ready.append(period)
    late = () if again else tuple(p for p in ready if p != complete[-1])
    return Owed(periods=tuple(ready), caught_up=late, again=again)


def expects_daily(room: Room) -> bool:
    """Whether a daily bulletin is drafted: as the file says, else where a return is due daily."""
    asked = room.desk.routine.daily_bulletin
    return any(e.every == "day" for e in room.campaign.expects) if asked is None else asked


def _waits_until(board: Board, period: Period) -> datetime | None:
    """The moment its returns are due, while that has not come and one of them is missing."""
    slots = _slots(board, period)
    if not any(slot.is_missing for slot in slots):
        return None
    # One court's extension holds up nobody else; an extension for all moves the whole form.
    by_form: dict[str, datetime] = {}
    for slot in slots:
        if slot.clocks and slot.state != "exempt":
            due = slot.clocks.due
            by_form[slot.form] = min(by_form.get(slot.form, due), due)
    until = max(by_form.values(), default=None)
    return until if until is not None and board.now <= until else None


def _is_moved(room: Room, board: Board, period: Period) -> bool:
    """Whether any of its returns is due later than the week's or month's plain day."""
    plain = {each.form: _plain(each) for each in room.campaign.expects}
    for slot in _slots(board, period):
        clocks = clocks_of(plain[slot.form], slot.period, board.days)
        if clocks and slot.clocks and slot.clocks.due > clocks.due:
            return True
    return False


def _plain(expected: Expectation) -> Expectation:
    due = replace(expected.due, holiday="none") if expected.due else None
    return replace(expected, due=due)


def _slots(board: Board, period: Period) -> list[Slot]:
    longest = _LENGTHS.index(period.kind)
    return [
        slot
        for slot in board.slots
        if slot.period.kind in _LENGTHS
        and _LENGTHS.index(slot.period.kind) <= longest
        and period.covers(slot.period.end)
    ]
