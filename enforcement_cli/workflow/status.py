"""Who has sent what for a period, why a file was not taken, what waits for an answer.

Comes in: a room, a moment. Goes out: the board of a period and of the campaign. One look into the
store a command, over returns, problems and events alone: facts are never read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from enforcement_cli.model.board import CourtRecord, Reason, Slot
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import (
    BoardEvent,
    BoardReturn,
    BoardRow,
    Expiring,
    board_events,
    board_returns,
    expiring_explanations,
    issued_periods,
    rows_by_court,
)
from enforcement_cli.store.problems import StoredProblem, open_problems
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.board import today_limit
from enforcement_cli.workflow.board import (
    Known,
    allowances_of,
    court_records,
    reason_of,
    slots_of,
)
from enforcement_cli.workflow.clocks import ClockBook, desk_time
from enforcement_cli.workflow.opening import has_facts, open_facts
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.slot_book import CameByFile, LateByCourt, SlotsBySender, court_slots
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import WorkDays, workdays_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign as of `now` (UTC+8, no zone): every slot, every reading, what waits.

    `issued` are the last days of the weeks whose bulletin went out.
    """

    now: datetime
    slots: tuple[Slot, ...]
    returns: tuple[BoardReturn, ...]
    events: tuple[BoardEvent, ...]
    waiting: tuple[StoredProblem, ...]
    expiring: tuple[Expiring, ...]
    issued: tuple[date, ...]
    days: WorkDays

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years that a clock of a period already begun runs through, and nobody has entered."""
        years = {
            moment.year
            for slot in self.slots
            if slot.clocks and slot.clocks.by_weekday and slot.period.start <= self.now.date()
            for moment in (slot.clocks.due, slot.clocks.locked_at or slot.clocks.on_time_until)
        }
        return tuple(sorted(years - self.days.years))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was not taken and stands for no slot of the board."""

    file_name: str
    court: str | None
    form: str | None
    received_at: datetime
    return_id: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The board of a period, the courts' record, and problems that still wait for an answer."""

    period: Period
    slots: tuple[Slot, ...]
    refused: tuple[Refused, ...]
    problems: tuple[StoredProblem, ...]
    board: Board
    records: tuple[CourtRecord, ...]

    @property
    def missing(self) -> tuple[Slot, ...]:
        """Slots whose return is still wanted."""
        return tuple(slot for slot in self.slots if slot.is_missing)


def status(room: Room, wish: PeriodWish, *, known_at: datetime) -> Status:
    """The board of one period as known at a moment."""
    period, _ = resolve_period(wish, room.desk, room.campaign, known_at.date())
    board = load_board(room, known_at)
    return Status(
        period=period,
        slots=tuple(s for s in board.slots if period.covers(s.period.end)),
        refused=_refused(board, period, last=period.end == room.campaign.end),
        problems=board.waiting,
        board=board,
        records=court_records(board.slots, board.now),
    )


def load_board(room: Room, known_at: datetime) -> Board:
    """The campaign as known at a moment; empty slots where nothing was ever received."""
    days = workdays_of(room.workspace)
    now = desk_time(known_at)
    returns: list[BoardReturn] = []
    events: list[BoardEvent] = []
    waiting: list[StoredProblem] = []
    expiring: list[Expiring] = []
    issued: list[date] = []
    if has_facts(room):
        with open_facts(room) as connection:
            returns = board_returns(connection, now)
            events = board_events(connection, now, room.campaign.id)
            waiting = _waiting(connection, now)
            soon = now.date() + timedelta(days=today_limit("expires_days"))
            expiring = expiring_explanations(connection, now, soon)
            issued = issued_periods(connection, now, room.campaign.id)
    known = Known(
        now=now, returns=returns, allowances=allowances_of(events), waiting=_by_return(waiting)
    )
    return Board(
        now=now,
        slots=slots_of(room.desk, room.campaign, days, known),
        returns=tuple(returns),
        events=tuple(events),
        waiting=tuple(waiting),
        expiring=tuple(expiring),
        issued=tuple(issued),
        days=days,
    )


def clock_book(room: Room, received_at: datetime, *, keep: bool = True) -> ClockBook:
    """What an ingest must know to judge its files by the clock, loaded once.

    Returns are those received before it; grants count whenever they were put on record. `keep`
    False writes no table of working days.
    """
    days = workdays_of(room.workspace, keep=keep)
    now = desk_time(received_at)
    rows: dict[str | None, list[BoardRow]] = {}
    events: list[BoardEvent] = []
    waiting: list[StoredProblem] = []
    if has_facts(room) and any(e.due for e in room.campaign.expects):
        with open_facts(room) as connection:
            rows = rows_by_court(connection, now)
            events = board_events(connection, datetime(9999, 12, 31), room.campaign.id)
            waiting = _waiting(connection, now)
    known = Known(
        now=now, returns=(), allowances=allowances_of(events), waiting=_by_return(waiting)
    )
    slots = court_slots(room.desk, room.campaign, days, known, rows)
    return ClockBook(
        days=days,
        slots=SlotsBySender(source=slots),
        came=CameByFile(source=slots),
        late_in=LateByCourt(source=slots),
    )


def _waiting(connection: Connection, now: datetime) -> list[StoredProblem]:
    return [
        problem
        for problem in open_problems(connection, now)
        if problem.severity in ("return", "query")
    ]


def _by_return(problems: Sequence[StoredProblem]) -> dict[int | None, list[StoredProblem]]:
    found: dict[int | None, list[StoredProblem]] = {}
    for problem in problems:
        found.setdefault(problem.return_id, []).append(problem)
    return found


def _refused(board: Board, period: Period, *, last: bool) -> tuple[Refused, ...]:
    """Files of the period that no slot shows: sent by nobody known, or for another form or day.

    A file that names no period is told of on the board that was next when it came.
    """
    shown = {file.return_id for slot in board.slots for file in slot.history}
    taken = {each.sha256 for each in board.returns if each.taken}
    until = date.max if last else period.end + timedelta(days=7)
    newest: dict[str, BoardReturn] = {}
    for each in board.returns:
        came = each.received_at.date()
        mine = each.period_end == period.end if each.period_end else period.end <= came <= until
        if each.status == "returned" and each.sha256 not in taken and mine:
            newest[each.sha256] = each
    causes = _by_return(board.waiting)
    return tuple(
        Refused(
            file_name=each.file_name,
            court=each.court or each.sender or None,
            form=each.form,
            received_at=each.received_at,
            return_id=each.return_id,
            reasons=tuple(reason_of(problem) for problem in causes.get(each.return_id, ())),
        )
        for each in newest.values()
        if each.return_id not in shown
    )
