"""When a return is due, on time and locked, counted in working days (domain.md 10).

Comes in: what the campaign expects, the table of working days, what the desk granted. Goes out: the
clocks of a slot, and F-13 and F-14 of a file that comes after them. Refuses to open the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from enforcement_cli.model.board import Allowance, Clocks, Slot
from enforcement_cli.model.campaign import Due, Expectation
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.workflow.workdays import WorkDays

if TYPE_CHECKING:  # status asks for clocks and knows no batches
    from enforcement_cli.model.batch import ReturnHead


def desk_time(moment: datetime) -> datetime:
    """A moment as the store keeps it: UTC+8 without a zone."""
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment


def clocks_of(
    expected: Expectation, period: Period, days: WorkDays, extended: datetime | None = None
) -> Clocks | None:
    """The clocks of a period's return; None where the campaign says no due time.

    Due is the first such weekday after the period's last day (of a day's return: the next day), a
    holiday moved as the campaign says. An extension moves the due moment; grace and lock are
    counted from the new one.
    """
    due = expected.due
    if due is None:
        return None
    moment = extended or _due_moment(due, period, days, daily=expected.every == "day")
    grace = _later(moment, due.grace_days, days)
    locked = None if due.lock_days is None else _later(moment, due.lock_days, days)
    last = max(grace, locked or grace)
    return Clocks(
        due=moment,
        on_time_until=grace,
        # A lock inside the grace would refuse what is on time.
        locked_at=None if locked is None else max(grace, locked),
        by_weekday=not days.knows(min(period.end, moment.date()), last.date()),
    )


def _due_moment(due: Due, period: Period, days: WorkDays, *, daily: bool) -> datetime:
    day = period.end + timedelta(days=1)
    if not daily:
        day += timedelta(days=(due.weekday - day.weekday()) % 7)
    step = {"next": 1, "previous": -1}.get(due.holiday, 0)
    return datetime.combine(days.moved(day, step) if step else day, due.at)


def _later(moment: datetime, count: int, days: WorkDays) -> datetime:
    return datetime.combine(days.after(moment.date(), count), moment.time())


def fits(every: str, period: Period, end: date | None, as_of: date | None) -> bool:
    """Whether a return of that period end and as-of is one of the slot.

    Returns speak of weeks; of a day or month it is one that states its last day.
    """
    if end is None:
        return False
    if every == "once":
        return period.covers(end)
    if every == "week":
        return end == period.end
    return period.end in (end, as_of)


def allowance_of(
    allowances: tuple[Allowance, ...], court: str, form: str, period: Period
) -> Allowance | None:
    """The grant about a slot; an exemption goes before an extension, then the latest."""
    mine = [each for each in allowances if each.covers(court, form, period)]
    return max(mine, key=lambda each: (each.kind == "exempted", each.at), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBook:
    """What must be known of earlier returns to judge a file by the clock; loaded once an ingest.

    `slots` are all of the campaign by court and form, as of its beginning; `came` is when a file,
    by its hash and court, first came, for one that waited for the desk's own answer. `late_in` are
    the periods a court was late in.
    """

    days: WorkDays
    slots: Mapping[tuple[str, str], tuple[Slot, ...]]
    came: Mapping[tuple[str, str | None], datetime]
    late_in: Mapping[str, tuple[Period, ...]]


def clock_problems(
    book: ClockBook, head: "ReturnHead", *, file: str, sha256: str, received_at: datetime,
    rules: Mapping[str, Rule],
) -> tuple[Problem, ...]:  # fmt: skip
    """F-13 of a return that came after the lock, F-14 of one that came late; most have neither.

    A file read again came when it first came. A version after the first complete one is neither
    late nor, where it says that it is a correction of what is in, held back by the lock: a
    correction states what changed, and the checks on resubmission look at that.
    """
    slot = _slot_of(book, head)
    if slot is None or slot.clocks is None or slot.state == "exempt":
        return ()
    clocks = slot.clocks
    came = desk_time(received_at)
    came = min(book.came.get((sha256, court), came) for court in (head.court, None))
    origin = Origin(file=file)
    corrects = slot.is_in and (head.version or 1) > 1
    locking, noting = rules.get("F-13"), rules.get("F-14")
    if clocks.locked_at and came > clocks.locked_at:
        if corrects or locking is None:
            return ()
        facts = {"period": slot.period.label, "locked": _said(clocks.locked_at)}
        command = (
            f"enforce extend {head.court} --form {head.form} --date {head.period_end} "
            "--until … --by … --reason …"
        )
        return (Problem(rule=locking, origin=origin, facts=facts, command=command),)
    if slot.complete_at is not None or came <= clocks.on_time_until or noting is None:
        return ()
    earlier = sum(p.end < slot.period.end for p in book.late_in.get(head.court, ()))
    days_late = max(1, book.days.between(clocks.due.date(), came.date()))
    facts = {"due": _said(clocks.due), "days": str(days_late), "times": str(earlier + 1)}
    return (Problem(rule=noting, origin=origin, facts=facts),)


def _slot_of(book: ClockBook, head: "ReturnHead") -> Slot | None:
    mine = book.slots.get((head.court, head.form), ())
    return next((s for s in mine if fits(s.every, s.period, head.period_end, head.as_of)), None)


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
