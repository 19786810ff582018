"""When the routine runs, and what is started then; every clock that a clerk sees is UTC+8.

Comes in: a room, the kinds of run wanted, the hour. Goes out: jobs, with the moment of their next
run. Refuses to know how cron, systemd or Windows write a job down.
"""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import UsageError
from enforcement_cli.workflow.state import Room

Kind = Literal["daily", "weekly", "monthly"]
System = Literal["cron", "systemd", "windows"]
SYSTEM_NAMES: dict[System, str] = {
    "cron": " crontab ",
    "systemd": " systemd ",
    "windows": "任务计划程序",
}
KINDS: tuple[Kind, ...] = ("daily", "weekly", "monthly")
KIND_NAMES: dict[Kind, str] = {"daily": "每日例行", "weekly": "每周例行", "monthly": "每月例行"}
# What `enforce run --campaign` takes for every campaign under way.
ALL_CAMPAIGNS = "all"
SIX = time(6, 0)
_FRIDAY = 4
_WEEK = 7
# A day that every month has: what would lie after it runs on the first of the next month.
_EVERY_MONTH = 28
_WEEKDAYS = "一二三四五六日"
_ZONE = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """An hour on every day, on one weekday (Monday 0) or on one day of the month, in some zone."""

    at: time
    weekday: int | None = None
    month_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A routine of one workspace and campaign; its beat is in UTC+8."""

    kind: Kind
    root: Path
    campaign: str
    beat: Beat

    @property
    def name(self) -> str:
        """A name in ASCII that no other workspace, campaign or kind on this machine has."""
        return f"enforce-{self.campaign}-{_short(self.root)}-{self.kind}"

    @property
    def command(self) -> tuple[str, ...]:
        """The program and its arguments; paths are absolute, nothing is asked."""
        return (
            *_program(), "run", self.kind, "-C", str(self.root), "--campaign", self.campaign,
            "--no-input", "-q",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A job found on this machine; `next_run` is None where a hand wrote what we cannot read.

    `name` is what its scheduler calls it; `kind` is empty where a hand changed the command.
    """

    system: System
    name: str
    kind: str
    root: str
    campaign: str
    next_run: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineZone:
    """The zone of this machine's clock: what is added to UTC, and whether summer changes it."""

    offset: timedelta
    summer: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether its clock shows what the desk's does, all the year."""
        return self.offset == _ZONE and not self.summer


def jobs_of(
    room: Room, kinds: Sequence[Kind], at: time = SIX, *, campaign: str = ""
) -> tuple[Job, ...]:
    """The jobs of a room's campaign, in the order of KINDS.

    `campaign` ALL_CAMPAIGNS runs whichever are under way, on the days of the room's own.

    Raises:
        UsageError: no scheduler can write down the workspace's path.
    """
    root = room.workspace.root
    if any(ord(sign) < ord(" ") or sign == "\x7f" for sign in str(root)):
        raise UsageError(
            "工作区的路径里有换行等控制符，写不进定时任务，没有改动。",
            where=repr(str(root)),
            remedy="请把文件夹改名后重试。",
        )
    return tuple(
        Job(kind=kind, root=root, campaign=campaign or room.campaign.id, beat=_beat(room, kind, at))
        for kind in KINDS
        if kind in kinds
    )


def _beat(room: Room, kind: Kind, at: time) -> Beat:
    """The weekly run is the morning after the last due weekday, the monthly one after a month's.

    A month's return is due on the first such weekday after the month, so all are within a week.
    """
    if kind == "daily":
        return Beat(at=at)
    calendar = room.desk.calendar
    if kind == "monthly":
        day = calendar.month_starts + _WEEK
        return Beat(at=at, month_day=day if day <= _EVERY_MONTH else day - _EVERY_MONTH)
    due = [
        expected.due.weekday
        for expected in room.campaign.expects
        if expected.due is not None and expected.every == "week"
    ]
    last = max(due, key=lambda day: (day - calendar.week_starts) % _WEEK, default=_FRIDAY)
    return Beat(at=at, weekday=(last + 1) % _WEEK)


def said(beat: Beat) -> str:
    """The beat in words, such as 每周六 06:00."""
    hour = beat.at.strftime("%H:%M")
    if beat.weekday is not None:
        return f"每周{_WEEKDAYS[beat.weekday]} {hour}"
    return f"每天 {hour}" if beat.month_day is None else f"每月{beat.month_day}日 {hour}"


def next_run(beat: Beat, after: datetime) -> datetime | None:
    """The first moment of the beat after `after`, in the zone that both are in."""
    for ahead in range(63):
        day = after.date() + timedelta(days=ahead)
        moment = datetime.combine(day, beat.at, after.tzinfo)
        right_day = beat.weekday in (None, day.weekday()) and beat.month_day in (None, day.day)
        if right_day and moment > after:
            return moment
    return None


def in_zone(beat: Beat, zone: MachineZone) -> Beat:
    """A beat of UTC+8 as the machine's clock shows it; a day no month surely has: the first."""
    moved = timedelta(hours=beat.at.hour, minutes=beat.at.minute) + zone.offset - _ZONE
    minutes = moved % timedelta(days=1) // timedelta(minutes=1)
    hour = time(minutes // 60, minutes % 60)
    month_day = None if beat.month_day is None else beat.month_day + moved.days
    if month_day is not None and not 1 <= month_day <= _EVERY_MONTH:
        month_day = 1
    weekday = None if beat.weekday is None else (beat.weekday + moved.days) % _WEEK
    return Beat(at=hour, weekday=weekday, month_day=month_day)


def machine_zone(at: datetime) -> MachineZone:
    """The zone this machine keeps at a moment."""
    offset = _offset(at)
    halves = {
        _offset(datetime(at.year, month, 1, tzinfo=BEIJING)) for month in (1, 4, 7, 10)
    }  # fmt: skip
    return MachineZone(offset=offset, summer=len(halves) > 1)


def _offset(moment: datetime) -> timedelta:
    return moment.astimezone(None).utcoffset() or timedelta()


def _short(root: Path) -> str:
    """Tells workspaces apart where a name takes no path."""
    return hashlib.sha256(str(root).encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _program() -> list[str]:
    """How to start enforce without any PATH: the script beside the interpreter, else -m."""
    name = "enforce.exe" if sys.platform == "win32" else "enforce"
    script = Path(sys.executable).with_name(name)
    if script.exists():
        return [str(script)]
    return [sys.executable, "-m", "enforcement_cli"]
