"""Who has sent what for a period, why a file was not taken, what waits for an answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.period import Period
from enforcement_cli.store.current import View
from enforcement_cli.store.read import (
    StoredProblem,
    StoredReturn,
    accepted_returns,
    all_problems,
    all_returns,
)
from enforcement_cli.store.session import open_store
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room, view_of

SlotState = Literal["missing", "returned", "queried", "accepted"]
STATE_NAMES: dict[SlotState, str] = {
    "missing": "未报",
    "returned": "已退回",
    "queried": "已收，有问题待答复",
    "accepted": "已收",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One due return: whose, which form, what became of it."""

    court: str
    form: str
    title: str
    state: SlotState
    late: bool
    due: datetime | None
    received_at: datetime | None
    return_id: int | None
    file_name: str
    rows: int
    held: int
    queries: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The board of a period, and problems that still wait for an answer."""

    period: Period
    slots: tuple[Slot, ...]
    refused: tuple[StoredReturn, ...]
    problems: tuple[StoredProblem, ...]

    @property
    def missing(self) -> tuple[Slot, ...]:
        """Slots without an accepted return."""
        return tuple(slot for slot in self.slots if slot.state in ("missing", "returned"))


def status(room: Room, wish: PeriodWish, *, known_at: datetime) -> Status:
    """The board of one period as known at a moment."""
    period, _ = resolve_period(wish, room.desk, room.campaign, known_at.date())
    returns: list[StoredReturn] = []
    in_force: list[StoredReturn] = []
    problems: list[StoredProblem] = []
    if room.workspace.store.exists():
        view: View = view_of(room, known_at)
        known = known_at.replace(tzinfo=None)
        with open_store(room.workspace.store, write=False) as connection:
            returns = [r for r in all_returns(connection) if r.received_at <= known]
            in_force = accepted_returns(connection, view)
            problems = all_problems(connection, known_at)
    waiting = [p for p in problems if p.state == "open" and p.severity in ("return", "query")]
    slots = tuple(
        _slot(expected, court, period, in_force, returns, waiting)
        for expected in room.campaign.expects
        for court in room.court_codes
        if expected.courts is None or court in expected.courts
    )
    accepted_files = {stored.sha256 for stored in in_force}
    refused = tuple(r for r in returns if r.status == "returned" and r.sha256 not in accepted_files)
    return Status(period=period, slots=slots, refused=refused, problems=tuple(waiting))


def _slot(
    expected: Expectation,
    court: str,
    period: Period,
    in_force: list[StoredReturn],
    returns: list[StoredReturn],
    waiting: list[StoredProblem],
) -> Slot:
    due = due_moment(expected, period)
    mine = [
        r
        for r in in_force
        if r.court == court and r.form == expected.form and r.period_end == period.end
    ]
    refused = [
        r
        for r in returns
        if r.status == "returned"
        and r.court == court
        and r.form == expected.form
        and r.period_end == period.end
    ]
    last = mine[-1] if mine else None
    # A file that only waited for the desk's own answer came when it first came.
    files = {(r.sha256, court, expected.form) for r in mine}
    came = (r.received_at for r in returns if (r.sha256, r.court, r.form) in files)
    first = min(came, default=None)
    open_here = [p for p in waiting if last and p.return_id == last.return_id]
    state: SlotState = "missing"
    reason = ""
    if last:
        state = "queried" if open_here else "accepted"
        reason = "；".join(dict.fromkeys(f"{p.code} {p.message}" for p in open_here[:2]))
    elif refused:
        state = "returned"
        causes = [p for p in waiting if p.return_id == refused[-1].return_id]
        reason = "；".join(dict.fromkeys(f"{p.code} {p.message}" for p in causes[:2]))
    shown = last or (refused[-1] if refused else None)
    late = bool(due and first and first > due)
    return Slot(
        court=court,
        form=expected.form,
        title=form_named(expected.form).title,
        state=state,
        late=late,
        due=due,
        received_at=shown.received_at if shown else None,
        return_id=shown.return_id if shown else None,
        file_name=shown.file_name if shown else "",
        rows=shown.rows if shown else 0,
        held=shown.held if shown else 0,
        queries=len(open_here),
        reason=reason,
    )


def due_moment(expected: Expectation, period: Period) -> datetime | None:
    """When the return of a period is due: the first such weekday after its last day.

    A due day that is a holiday moves as the campaign file says (domain.md 10).
    """
    if expected.due is None:
        return None
    day = period.end + timedelta(days=1)
    while day.weekday() != expected.due.weekday:
        day += timedelta(days=1)
    step = {"next": 1, "previous": -1}.get(expected.due.holiday, 0)
    while step and not is_working_day(day):
        day += timedelta(days=step)
    moment = datetime.combine(day, expected.due.at)
    grace = expected.due.grace_days
    while grace > 0:
        moment += timedelta(days=1)
        if is_working_day(moment.date()):
            grace -= 1
    return moment


def is_working_day(day: date) -> bool:
    """A working day by the holiday table; by the weekday alone in a year it does not know."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def open_problems_of(room: Room, return_ids: set[int], *, known_at: datetime) -> int:
    """How many problems of these returns somebody must still answer."""
    if not return_ids or not room.workspace.store.exists():
        return 0
    with open_store(room.workspace.store, write=False) as connection:
        return sum(
            1
            for problem in all_problems(connection, known_at)
            if problem.return_id in return_ids
            and problem.state == "open"
            and problem.severity in ("return", "query")
        )
