"""The moment a command stores or reports as now: never before what the store already has.

Comes in: a room. Goes out: the moment, and what to tell of a clock that cannot be right or of a
store that was brought up to this version. Refuses to judge a moment the clerk gave.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from enforcement_cli.model.clock import now
from enforcement_cli.store.clock import next_moment, written_at
from enforcement_cli.store.migrate import Migration, migrations
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.opening import last_writing
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.journal import note
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace

# Clocks of two machines, or before and after they are set by the network.
_TOLERANCE = timedelta(minutes=10)
# A workspace may rest between two campaigns; longer than this looks like a wrong year.
_LONG = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Now in UTC+8, as the store may take it; `warnings` are sentences for the person there."""

    moment: datetime
    warnings: tuple[str, ...] = ()


def present(workspace: Workspace, *, writes: bool) -> Present:
    """Now, or just after the last writing where the machine's clock stands before that.

    Args:
        workspace: where the store may be.
        writes: the moment will be stored: no two writings share it while the clock is behind.

    Raises:
        StoreBusy: another enforce holds the store.
        StoreBroken: it cannot be opened.
    """
    clock = now()
    if not workspace.store.exists():
        return Present(moment=clock)
    with open_store(workspace.store, write=False) as connection:
        last, done = written_at(connection), migrations(connection)
    # By this very opening: with the clock behind, all that was ever done lies ahead of it.
    told = [_told_migration(workspace, each) for each in done if clock <= each.at <= now()]
    moment = clock
    if last is not None and clock < last:
        moment = _after(workspace, clock) if writes else last
        told += _told_behind(workspace, clock, last, moment)
    elif last is not None and writes and clock - last > _LONG:
        note(workspace, "clock_ahead", level="warning", days=(clock - last).days)
        told.append(
            f"系统时钟（{_shown(clock)}）比上次记录（{_shown(last)}）晚 {(clock - last).days} 天；"
            "如不对，请校正系统时钟后撤回本次收的报表重收。"
        )
    return Present(moment=moment, warnings=tuple(told))


def present_over(room: Room) -> Present:
    """The same of a room whose facts are in a lake, which nothing here writes."""
    clock, last = now(), last_writing(room)
    if last is None or clock >= last:
        return Present(moment=clock)
    return Present(moment=last, warnings=_told_behind(room.workspace, clock, last, last))


def _told_behind(
    workspace: Workspace, clock: datetime, last: datetime, moment: datetime
) -> tuple[str, ...]:
    """A clock that is behind the last writing by more than two machines' clocks may differ."""
    if last - clock <= _TOLERANCE:
        return ()
    minutes = int((last - clock).total_seconds()) // 60
    note(workspace, "clock_behind", level="warning", minutes=minutes)
    said = (
        f"系统时钟（{_shown(clock)}）比上次记录（{_shown(last)}）早，"
        f"本次按 {_shown(moment)} 记录；请校正系统时钟"
        "（若是上次的时钟错了，用 enforce doctor --repair）。"
    )
    return (said,)


def _after(workspace: Workspace, clock: datetime) -> datetime:
    with open_store(workspace.store, write=True) as connection, transaction(connection):
        return next_moment(connection, clock)


def _told_migration(workspace: Workspace, done: Migration) -> str:
    with audited(workspace, "migrate", about={"found": done.found, "made": done.made}):
        pass  # the store notes by itself, in one step with the change; here it is only told
    return f"数据库已从版本 {done.found} 升级到 {done.made}，升级前的副本在 {done.backup}。"


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
