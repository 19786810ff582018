"""The routine as user units of systemd: a service and the timer that starts it.

Comes in: jobs. Goes out: the text of their units; units written and switched on, or off and gone.
Refuses to touch a unit that does not begin with our name and tell its workspace.
"""

import os
import re
from datetime import datetime, time
from pathlib import Path

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.schedule.calls import call, call_well
from enforcement_cli.workflow.schedule.jobs import KIND_NAMES, Beat, Installed, Job, next_run, said

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# systemd starts no program whose own path has one of these; the shell does.
_UNSAFE = frozenset("'\"\\")
# Unknown sections that begin so are not read by systemd: ours tells whose unit it is.
_TAG = "[X-Enforce]"
_TOLD = re.compile(r"^\[X-Enforce\]\nKind=(.*)\nCampaign=(.*)\nWorkspace=(.*)$", re.MULTILINE)
_CALENDAR = re.compile(
    r"^OnCalendar=(?:(\w{3}) )?\*-\*-(\*|\d\d) (\d\d):(\d\d):00 Asia/Shanghai$", re.MULTILINE
)


def unit_texts(job: Job) -> dict[str, str]:
    """The job's two units by file name.

    Findings and missing courts (exit 3 and 4) are results, no failure of the unit; a run that the
    machine slept through is made up for.
    """
    program, *arguments = job.command
    if _UNSAFE.intersection(program):
        program, *arguments = ["/bin/sh", "-c", 'exec "$0" "$@"', *job.command]
    words = [_word(program, dollars=False), *(_word(word, dollars=True) for word in arguments)]
    what = f"enforce {KIND_NAMES[job.kind]}：{said(job.beat)}（北京时间）"
    tag = f"{_TAG}\nKind={job.kind}\nCampaign={job.campaign}\nWorkspace={job.root}\n"
    service = (
        f"[Unit]\nDescription={what}\n\n"
        f"[Service]\nType=oneshot\nExecStart={' '.join(words)}\n"
        "Environment=PYTHONUTF8=1 LANG=C.UTF-8\nUMask=0077\nNoNewPrivileges=yes\n"
        f"TimeoutStartSec=2h\nSuccessExitStatus=3 4\n\n{tag}"
    )
    beat = job.beat
    weekday = "" if beat.weekday is None else f"{_DAYS[beat.weekday]} "
    month_day = "*" if beat.month_day is None else f"{beat.month_day:02d}"
    timer = (
        f"[Unit]\nDescription={what}\n\n"
        f"[Timer]\nOnCalendar={weekday}*-*-{month_day} {beat.at:%H:%M}:00 Asia/Shanghai\n"
        f"Persistent=true\nRandomizedDelaySec=5min\n\n"
        f"[Install]\nWantedBy=timers.target\n\n{tag}"
    )
    return {f"{job.name}.service": service, f"{job.name}.timer": timer}


def unit_folder() -> Path:
    """Where systemd looks for this account's units."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".config") / "systemd/user"


def usable() -> bool:
    """Whether this account has a systemd of its own that answers."""
    return call("systemctl", "--user", "show-environment").code == 0


def install_systemd(job: Job) -> bool:
    """Write a job's units and switch its timer on; False: it was all there.

    Raises:
        EnforceError: this account's systemd does not answer or refuses.
    """
    if not usable():
        raise EnforceError(
            "这个账户的 systemd 没有应答，没有改动。",
            where="systemctl --user",
            remedy="请登录到图形或 ssh 会话里再运行，或加 --for cron。",
        )
    folder = unit_folder()
    make_folder(folder)
    changed = False
    for name, text in unit_texts(job).items():
        path, data = folder / name, text.encode("utf-8", "surrogateescape")
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
            changed = True
    enabled = call("systemctl", "--user", "is-enabled", f"{job.name}.timer").code == 0
    if changed or not enabled:
        call_well("systemctl", "--user", "daemon-reload")
        call_well("systemctl", "--user", "enable", "--now", f"{job.name}.timer")
    return changed or not enabled


def remove_systemd(found: Installed) -> bool:
    """Switch a job's timer off and delete its units.

    Raises:
        EnforceError: systemd answers, and refuses.
    """
    answers = usable()
    if answers:
        call_well("systemctl", "--user", "disable", "--now", f"{found.name}.timer")
    for suffix in (".timer", ".service"):
        (unit_folder() / f"{found.name}{suffix}").unlink(missing_ok=True)
    if answers:
        call_well("systemctl", "--user", "daemon-reload")
    return True


def installed_systemd(at: datetime) -> tuple[Installed, ...]:
    """The timers of enforce among this account's units."""
    found = []
    for path in sorted(unit_folder().glob("enforce-*.timer")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        told = _TOLD.search(text)
        if told is None:
            continue
        kind, campaign, root = told.groups()
        found.append(
            Installed(
                system="systemd", name=path.stem, kind=kind, root=root, campaign=campaign,
                next_run=_next(text, at),
            )
        )  # fmt: skip
    return tuple(found)


def _next(text: str, at: datetime) -> datetime | None:
    when = _CALENDAR.search(text)
    if when is None or when[1] not in (None, *_DAYS):
        return None
    try:
        beat = Beat(
            at=time(int(when[3]), int(when[4])),
            weekday=None if when[1] is None else _DAYS.index(when[1]),
            month_day=None if when[2] == "*" else int(when[2]),
        )
    except ValueError:
        return None
    return next_run(beat, at.astimezone(BEIJING))


def _word(text: str, *, dollars: bool) -> str:
    """A word of ExecStart. `%` and, but for the program's own path, `$` mean something there."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{quoted.replace("$", "$$") if dollars else quoted}"'
