"""Who is reminded, urged or notified now, and the texts for it; with memory.

Comes in: a room, a moment. Goes out: a text a court and one for all of them, and a record of who
was told. Never twice a day about the same return, never so soon after a file of the court came.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from enforcement_cli.model.board import Slot
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardEvent
from enforcement_cli.vocabulary.board import STEPS, Step, ladder
from enforcement_cli.workflow.board import late_periods
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board, load_board

# extended: not due yet by its new date; quiet: a file of the court has just come; told: today
# already; ours: the file is here and waits for the desk.
Held = Literal["extended", "quiet", "told", "ours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """One return that is asked for; `times` counts this lateness, `late_days` are working days."""

    slot: Slot
    step: Step
    times: int
    late_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtChase:
    """What one court is told, in the strongest step of its returns.

    `earlier` are the court's other late returns of periods before.
    """

    court: str
    step: Step
    items: tuple[Chased, ...]
    earlier: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase:
    """What is to be sent now, who is left alone and why, and who is overdue either way."""

    board: Board
    courts: tuple[CourtChase, ...]
    held: tuple[tuple[Slot, Held], ...]
    overdue: tuple[Slot, ...]
    without_due: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseWish:
    """Which returns: of the period that `day` lies in, of a form, of a court; None: all."""

    day: date | None = None
    form: str | None = None
    court: str | None = None


def plan_chase(room: Room, wish: ChaseWish, *, at: datetime) -> Chase:
    """Who would be told what at a moment; nothing is written."""
    return plan(load_board(room, at), wish)


def plan(board: Board, wish: ChaseWish) -> Chase:
    """The same of a board."""
    wanted = [slot for slot in board.slots if _is_wanted(slot, wish)]
    held: list[tuple[Slot, Held]] = []
    asked: dict[str, list[Chased]] = {}
    by_court: dict[str, list[Slot]] = {}
    for slot in board.slots:
        by_court.setdefault(slot.court, []).append(slot)
    for slot in wanted:
        times = 1 + len(_before(slot.period, late_periods(by_court[slot.court])))
        if _is_extended(slot, board.now):
            held.append((slot, "extended"))
            continue
        step = step_of(slot, board, times)
        why = _held(slot, board) if step else None
        if why:
            held.append((slot, why))
        if step is None or why:
            continue
        days = board.days.between(slot.clocks.due.date(), board.now.date()) if slot.clocks else 0
        passed = slot.clocks is not None and board.now > slot.clocks.due
        chased = Chased(slot=slot, step=step, times=times, late_days=max(1, days) if passed else 0)
        asked.setdefault(slot.court, []).append(chased)
    return Chase(
        board=board,
        courts=tuple(
            CourtChase(
                court=court,
                step=max((each.step for each in items), key=STEPS.index),
                items=tuple(items),
                earlier=_earlier(by_court[court], items),
            )
            for court, items in asked.items()
        ),
        held=tuple(held),
        overdue=tuple(s for s in wanted if s.is_missing and s.clocks and board.now > s.clocks.due),
        without_due=tuple(dict.fromkeys(s.title for s in wanted if s.clocks is None)),
    )


def step_of(slot: Slot, board: Board, times: int) -> Step | None:
    """The step of a return that is wanted now; None for one that is in, let off or not due soon."""
    clocks = slot.clocks
    if clocks is None or not slot.is_missing:
        return None
    soon = board.days.after(clocks.due.date(), -ladder("remind_days"))
    if board.now.date() < soon:
        return None
    if board.now <= clocks.on_time_until:
        return "remind"
    if clocks.locked_at and board.now > clocks.locked_at:
        # Nothing can be sent any more: it is told once, and named in later texts.
        told = [e for e in _told(slot, board.events) if e.at > clocks.locked_at]
        return None if [e for e in told if e.at.date() < board.now.date()] else "notify"
    patience = board.days.after(clocks.on_time_until.date(), ladder("notify_days"))
    severe = times >= ladder("notify_times") or board.now.date() > patience
    return "notify" if severe else "urge"


def _is_extended(slot: Slot, now: datetime) -> bool:
    """Whether the desk gave it more time, and that has not run out."""
    granted = slot.allowance is not None and slot.allowance.kind == "extended"
    return slot.is_missing and granted and slot.clocks is not None and now <= slot.clocks.due


def _is_wanted(slot: Slot, wish: ChaseWish) -> bool:
    return (
        (wish.day is None or slot.period.covers(wish.day))
        and wish.form in (None, slot.form)
        and wish.court in (None, slot.court)
    )


def _held(slot: Slot, board: Board) -> Held | None:
    """Why a court is not told of a return though it is wanted."""
    if slot.state == "received":
        return "ours"
    if was_told(slot, board.events, board.now.date()):
        return "told"
    quiet = board.now - timedelta(minutes=ladder("quiet_minutes"))
    came = (r.received_at for r in board.returns if slot.court in (r.court, r.sender))
    return "quiet" if any(moment > quiet for moment in came) else None


def was_told(slot: Slot, events: Iterable[BoardEvent], day: date) -> bool:
    """Whether the court was told of this return on that day."""
    return any(event.at.date() == day for event in _told(slot, events))


def _told(slot: Slot, events: Iterable[BoardEvent]) -> list[BoardEvent]:
    mine = (slot.court, slot.form, slot.period.start, slot.period.end)
    return [
        event
        for event in events
        if event.what == "chased"
        and (event.court, event.form, event.period_start, event.period_end) == mine
    ]


def _before(period: Period, others: Sequence[Period]) -> list[Period]:
    return [other for other in others if other.end < period.end]


def _earlier(slots: Iterable[Slot], items: Sequence[Chased]) -> tuple[Slot, ...]:
    last = max(each.slot.period.end for each in items)
    asked = {(each.slot.form, each.slot.period) for each in items}
    found = [s for s in slots if s.late and s.period.end < last and (s.form, s.period) not in asked]
    return tuple(sorted(found, key=lambda slot: slot.period.end))
