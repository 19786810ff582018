"""The routine as lines of a crontab, each job in a block of its own that is marked as ours.

Comes in: jobs, the crontab as it is. Goes out: the crontab as it should be. Refuses to touch a line
outside its own marks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.schedule.calls import call, call_well
from enforcement_cli.workflow.schedule.jobs import (
    KIND_NAMES,
    Beat,
    Installed,
    Job,
    MachineZone,
    in_zone,
    machine_zone,
    next_run,
    said,
)

_BEGIN = "# >>> enforce "
_END = "# <<<"
_OURS = "CRON_TZ=Asia/Shanghai"
_RUN = re.compile(r"(\d+) (\d+) (\d+|\*) \* (\d+|\*) .* run (daily|weekly|monthly) -C ")
_SAFE = re.compile(r"[A-Za-z0-9_@+=:,./-]+")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines between our marks, or lines of others: then there is no `root`."""

    lines: tuple[str, ...]
    root: str = ""
    campaign: str = ""

    @property
    def run(self) -> re.Match[str] | None:
        """The line that starts enforce."""
        return next(filter(None, map(_RUN.match, self.lines)), None)

    @property
    def kind(self) -> str:
        """Which routine it runs; empty where a hand changed the line."""
        return self.run[5] if self.run else ""

    def is_of(self, job: Job) -> bool:
        """Whether the block is that job's."""
        return (self.root, self.campaign, self.kind) == (str(job.root), job.campaign, job.kind)


def cron_lines(job: Job, zone: MachineZone) -> list[str]:
    """The lines that run a job, without the marks of its block.

    Some crons do not know CRON_TZ. On a machine of UTC+8 it says what is so anyway; on any other
    the hour is told by the machine's own clock, which every cron understands.
    """
    lines = [f"# enforce {KIND_NAMES[job.kind]}：{said(job.beat)}（北京时间）"]
    beat = job.beat
    if zone.is_ours:
        lines.append(_OURS)
    else:
        beat = in_zone(job.beat, zone)
        lines.append(f"# 这台机器的时钟比北京时间{_differs(zone)}，下行按机器的时钟写")
        if zone.summer:
            lines.append("# 这里有夏令时：换时前后北京时间会早或晚一小时，换时后请重新 install")
    # cron counts from Sunday = 0, we from Monday = 0.
    weekday = "*" if beat.weekday is None else str((beat.weekday + 1) % 7)
    month_day = "*" if beat.month_day is None else str(beat.month_day)
    command = " ".join(map(_word, job.command))
    log = _word(str(job.root / "logs" / "cron.log"))
    # cron takes % for a new line unless a backslash precedes it, inside quotes too.
    line = f"PYTHONUTF8=1 LANG=C.UTF-8 {command} >> {log} 2>&1".replace("%", "\\%")
    lines.append(f"{beat.at.minute} {beat.at.hour} {month_day} * {weekday} {line}")
    return lines


def install_cron(job: Job, at: datetime) -> bool:
    """Put a job's block into the crontab, in place of an earlier one; False: it was there as it is.

    Raises:
        EnforceError: crontab refused, or a block of ours has lost its end.
    """
    marked = f"{_BEGIN}{job.root} {job.campaign}"
    block = _Block((marked, *cron_lines(job, machine_zone(at)), _END), str(job.root), job.campaign)

    def placed(blocks: list[_Block]) -> list[_Block]:
        place = next((i for i, each in enumerate(blocks) if each.is_of(job)), None)
        kept = [each for each in blocks if not each.is_of(job)]
        kept.insert(len(kept) if place is None else place, block)
        return kept

    return _change(placed)


def remove_cron(found: Installed) -> bool:
    """Take a job's block out of the crontab.

    Raises:
        EnforceError: as `install_cron`.
    """
    wanted = (found.root, found.campaign, found.kind)
    return _change(
        lambda blocks: [b for b in blocks if not b.root or (b.root, b.campaign, b.kind) != wanted]
    )


def installed_cron(at: datetime) -> tuple[Installed, ...]:
    """The jobs of enforce in this account's crontab.

    Raises:
        EnforceError: as `install_cron`.
    """
    return tuple(
        Installed(
            system="cron", name="crontab", kind=block.kind, root=block.root,
            campaign=block.campaign, next_run=_next(block, at),
        )
        for block in _blocks(_crontab())
        if block.root
    )  # fmt: skip


def by_hand(job: Job) -> tuple[int, ...]:
    """The crontab's lines outside our marks that run the same routine of the same workspace."""
    wanted = f" run {job.kind} -C {_word(str(job.root))} ".replace("%", "\\%")
    found: list[int] = []
    number = 0
    for block in _blocks(_crontab()):
        for line in block.lines:
            number += 1
            if not block.root and wanted in line and not line.lstrip().startswith("#"):
                found.append(number)
    return tuple(found)


def _change(new: Callable[[list[_Block]], list[_Block]]) -> bool:
    """Write the crontab anew where `new` changes its blocks, and see that it is there."""
    before = _crontab()
    blocks = list(_blocks(before))
    wanted = new(blocks)
    if wanted == blocks:
        return False
    after = "".join(f"{line}\n" for block in wanted for line in block.lines)
    call_well("crontab", "-", given=after.encode("utf-8", "surrogateescape"))
    if _crontab() != after:
        raise EnforceError(
            "crontab 写进去后读出来不一样，可能同时有人在改。",
            where="crontab -l",
            remedy="请用 crontab -l 核对后，重新运行同一命令。",
        )
    return True


def _crontab() -> str:
    """This account's crontab, its bytes kept whatever their encoding; empty where there is none."""
    answer = call("crontab", "-l")
    if answer.code and not answer.out.strip():
        if "no crontab" in answer.error.lower() or "no such file" in answer.error.lower():
            return ""
        call_well("crontab", "-l")
    return answer.out.decode("utf-8", "surrogateescape")


def _blocks(text: str) -> Iterator[_Block]:
    """The crontab cut into our blocks and the lines between them."""
    lines = text.removesuffix("\n").split("\n") if text else []
    inside: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith(_BEGIN) and inside:
            raise _endless(inside[0])
        if line.startswith(_BEGIN) or inside:
            inside.append(line)
        else:
            yield _Block((line,))
        if inside and line.rstrip() == _END:
            root, _, campaign = inside[0].removeprefix(_BEGIN).rstrip().rpartition(" ")
            yield _Block(tuple(inside), root, campaign)
            inside = []
        elif inside and number == len(lines):
            raise _endless(inside[0])


def _endless(mark: str) -> EnforceError:
    return EnforceError(
        f"crontab 里“{mark}”一段没有结尾“{_END}”，分不清哪些行是 enforce 的，没有改动。",
        where="crontab -l",
        remedy=f"请运行 crontab -e，在这一段后面补上一行“{_END}”。",
    )


def _next(block: _Block, at: datetime) -> datetime | None:
    if block.run is None:
        return None
    minute, hour, month_day, weekday = block.run.groups()[:4]
    try:
        beat = Beat(
            at=time(int(hour), int(minute)),
            weekday=None if weekday == "*" else (int(weekday) - 1) % 7,
            month_day=None if month_day == "*" else int(month_day),
        )
    except ValueError:
        return None
    zone = BEIJING if _OURS in block.lines else timezone(machine_zone(at).offset)
    moment = next_run(beat, at.astimezone(zone))
    return moment.astimezone(BEIJING) if moment else None


def _differs(zone: MachineZone) -> str:
    hours = (zone.offset - timedelta(hours=8)) / timedelta(hours=1)
    return f"{'快' if hours > 0 else '慢'} {abs(hours):g} 小时"


def _word(text: str) -> str:
    """A word for the shell that also survives cron: a backslash never stands before a percent."""
    if _SAFE.fullmatch(text):
        return text
    quoted = text.replace("'", "'\"'\"'")
    return "'" + quoted.replace("\\%", "\\''%") + "'"
