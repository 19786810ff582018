"""What cron does: inbox in, problems back, who is missing, texts, bulletins, deliveries; in order.

Comes in: rooms of one workspace, a wish, a moment. Goes out: a Run, and its record on disk. Every
step may be repeated, and fails by itself. Refuses to ask anybody anything.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from enforcement_cli.model.failure import StoreBusy
from enforcement_cli.model.period import PeriodKind
from enforcement_cli.model.routine import BULLETIN_OF
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.journal import Level, note
from enforcement_cli.workflow.routine.bulletins import Drafted, draft_owed, publish_drafts
from enforcement_cli.workflow.routine.courts import chase_files, chase_late, look
from enforcement_cli.workflow.routine.deliver import Delivered, deliver
from enforcement_cli.workflow.routine.doing import Doing
from enforcement_cli.workflow.routine.owed import expects_daily
from enforcement_cli.workflow.routine.receive import Received, give_back, receive
from enforcement_cli.workflow.routine.record import begin_record, end_record, record_folder
from enforcement_cli.workflow.routine.result import CourtCount, Run, RunWish
from enforcement_cli.workflow.routine.state import State, read_state, write_state
from enforcement_cli.workflow.routine.steps import Step, contained
from enforcement_cli.workflow.routine.turn import alone
from enforcement_cli.workflow.schedule.log import trim_cron_log
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.status import Board
from enforcement_cli.workflow.workdays import workdays_of
from enforcement_cli.workflow.workspace import Workspace

ALL_CAMPAIGNS = "all"
# What came late to a campaign that is over still wants its bulletins.
_AFTERWARDS = timedelta(days=31)


def rooms_of(workspace: Workspace, campaign: str | None, at: datetime) -> tuple[Room, ...]:
    """The campaigns a run is for: the named one, every running one for `all`, else the last.

    Raises:
        BadConfiguration: the campaign file is wrong.
        UnknownName: there is no such campaign.
    """
    if campaign != ALL_CAMPAIGNS:
        return (enter(workspace, campaign),)
    last = enter(workspace)
    day = at.date()
    running = [c for c in last.desk.campaigns if c.start <= day <= c.end + _AFTERWARDS]
    return tuple(replace(last, campaign=each) for each in running) or (last,)


def run_routine(rooms: Sequence[Room], wish: RunWish, *, at: datetime) -> Run:
    """Do all steps of a run and leave its record; what failed is in it.

    Run again it brings what has come since, and else writes the same: no return enters twice, no
    court is told twice a day, no issue gets a second number, no file is delivered twice.

    Raises:
        UnknownName: the wished day lies in no period of the campaign; nothing was done.
        StoreBusy: another run, or another enforce, is at work; what was done stays.
        EnforceError: the audit cannot be written; nothing was done.
    """
    _check_day(rooms, wish)
    workspace = rooms[-1].workspace
    ids = [room.campaign.id for room in rooms]
    doing = Doing(rooms=rooms, wish=wish, at=at, folder=record_folder(rooms, wish, at))
    with alone(workspace, at), audited(
        workspace, "run", about={"kind": wish.kind, "campaigns": ids}
    ) as entry:  # fmt: skip
        doing.state = doing.step("record", "", lambda: _begun(doing), None)
        try:
            _do(doing)
        except StoreBusy:
            _end(doing)
            raise
        run = _end(doing)
        entry.add(code=int(run.code), issues=[draft.number for draft in run.drafts])
    level: Level = "error" if run.status == "failed" else "info"
    note(workspace, "run", level=level, kind=run.kind, status=run.status, code=int(run.code))
    return run


def _do(doing: Doing) -> None:
    room, at = doing.rooms[-1], doing.at
    doing.received = doing.step("receive", "", lambda: receive(room, at), Received())
    if room.desk.routine.mark:
        none: tuple[Path, ...] = ()
        marked = doing.step("send_back", "", lambda: give_back(room, doing.received, at), none)
        doing.pack("marked", "", f"{at:%Y-%m-%d}", marked)
    step, resting = contained(doing.workspace, ("status", ""), lambda: _rest(doing), None)
    doing.steps.extend([step] if step.error else [])
    doing.rested = resting is not None
    if not doing.rested:
        for each in doing.rooms:
            _campaign(doing, each)
        doing.pack("chase", "", f"{at:%Y-%m-%d}", chase_files(room, at))
    _deliver(doing)


def _campaign(doing: Doing, room: Room) -> None:
    """Status, chase, bulletins and their publication, of one campaign."""
    at, wish, name = doing.at, doing.wish, room.campaign.id
    nothing: tuple[Board | None, tuple[CourtCount, ...]] = (None, ())
    board, counts = doing.step("status", name, lambda: look(room, at, wish.day), nothing)
    doing.courts.extend(counts)
    if board is not None:
        doing.step("chase", name, lambda: chase_late(room, board, at), None)
    publishes = room.desk.routine.publish if wish.publish is None else wish.publish
    for kind in _bulletins(doing, room):
        day = wish.day if kind == BULLETIN_OF[wish.kind] else None
        done = doing.step(
            "bulletin",
            name,
            lambda kind=kind, day=day: draft_owed(room, kind, board, at=at, day=day),  # type: ignore[misc]
            Drafted(kind=kind),
        )
        doing.drafts.extend(done.drafts)
        _remember(doing, room, done)
        goods = done.drafts
        if publishes and done.drafts:
            goods = doing.step(
                "publish",
                name,
                lambda drafts=done.drafts: publish_drafts(room, drafts, at=at),  # type: ignore[misc]
                (),
            )
            doing.published.extend(goods)
        for draft in goods:
            doing.pack("bulletins", name, str(draft.period.end), tuple(draft.files.values()))


def _bulletins(doing: Doing, room: Room) -> list[PeriodKind]:
    """The kinds of bulletin that this run drafts: its own, and daily what waited for a deadline."""
    wish = doing.wish
    own = BULLETIN_OF[wish.kind]
    if wish.kind != "daily":
        return [own] if _covers(room, wish) else []
    kinds: list[PeriodKind] = [own] if wish.day or expects_daily(room) else []
    waiting = doing.state.waiting if doing.state else ()
    if wish.day is None:
        kinds += [kind for kind in ("week", "month") if (room.campaign.id, kind) in waiting]
    return kinds


def _remember(doing: Doing, room: Room, done: Drafted) -> None:
    if done.owed.waiting is not None:
        doing.waiting.append(done.owed)
    if doing.state is None:
        return
    mine = (room.campaign.id, done.kind)
    kept = tuple(pair for pair in doing.state.waiting if pair != mine)
    waits = (mine,) if done.owed.waiting is not None else ()
    doing.state = replace(doing.state, waiting=(*kept, *waits))


def _deliver(doing: Doing) -> None:
    """Take the files where they go. That it did not work fails no run; that nobody knows does."""
    state, room = doing.state, doing.rooms[-1]
    if state is None:
        return

    def work() -> tuple[Step, tuple[Delivered, ...]]:
        found, _ = deliver(
            doing.workspace, room.desk.routine.deliveries, doing.parcels,
            (doing.wish.kind, doing.folder), state, lambda kept: write_state(doing.workspace, kept),
        )  # fmt: skip
        facts = {
            one: sum(d.outcome == one for d in found) for one in ("done", "warning", "given_up")
        }
        return Step(name="deliver", skipped=not found, facts=facts), found

    doing.deliveries = doing.step("deliver", "", work, ())


def _begun(doing: Doing) -> tuple[Step, State]:
    trim_cron_log(doing.workspace)
    begin_record(doing.folder, doing.wish, doing.at)
    return Step(name="record"), read_state(doing.workspace)


def _end(doing: Doing) -> Run:
    """The run as it is, and its record."""
    run = doing.finished()
    before = len(doing.steps)
    doing.step("record", "", lambda: _ended(doing, run), None)
    # Only one that failed is worth telling besides the one at the beginning.
    failed = [step for step in doing.steps[before:] if step.status == "failed"]
    return replace(run, steps=(*run.steps, *failed))


def _ended(doing: Doing, run: Run) -> tuple[Step, None]:
    end_record(doing.folder, doing.rooms[-1], run)
    return Step(name="record"), None


def _rest(doing: Doing) -> tuple[Step, date | None]:
    """The day a daily run rests on: no working day, and nobody asked for a period; else None."""
    day = doing.at.date()
    asked = doing.wish.kind != "daily" or doing.wish.day is not None
    working = asked or workdays_of(doing.workspace).is_working(day)
    return Step(name="status"), None if working else day


def _check_day(rooms: Sequence[Room], wish: RunWish) -> None:
    if wish.day is not None and not any(_covers(room, wish) for room in rooms):
        kind = BULLETIN_OF[wish.kind]
        resolve_period(
            PeriodWish(kind=kind, day=wish.day), rooms[0].desk, rooms[0].campaign, wish.day
        )


def _covers(room: Room, wish: RunWish) -> bool:
    """Whether the wished day lies in the campaign; with none wished every campaign is meant."""
    return wish.day is None or room.campaign.start <= wish.day <= room.campaign.end
