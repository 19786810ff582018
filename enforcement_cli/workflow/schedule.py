"""The crontab line of the weekly routine: absolute paths, UTF-8, the desk's zone, no terminal."""

import shlex
import sys
from pathlib import Path

from enforcement_cli.workflow.state import Room

_HOUR = 6
_FRIDAY = 4


def cron_lines(room: Room) -> list[str]:
    """Lines for `crontab -e` that run the weekly routine on the morning after returns are due."""
    weekdays = [
        expected.due.weekday for expected in room.campaign.expects if expected.due is not None
    ]
    # cron counts from Sunday = 0, the campaign file from Monday = 0; the day after the due day.
    day = ((max(weekdays, default=_FRIDAY) + 1) % 7 + 1) % 7
    root = room.workspace.root
    command = [
        *_program(), "run", "weekly", "-C", str(root), "--campaign", room.campaign.id,
        "--no-input", "-q",
    ]  # fmt: skip
    log = shlex.quote(str(root / "logs" / "cron.log"))
    line = " ".join(shlex.quote(part) for part in command).replace("%", r"\%")
    return [
        "# enforce：每周例行，收 inbox/ 里的报表并写出战报",
        "CRON_TZ=Asia/Shanghai",
        f"0 {_HOUR} * * {day} PYTHONUTF8=1 LANG=C.UTF-8 {line} >> {log} 2>&1",
    ]


def _program() -> list[str]:
    """How to start enforce without any PATH: the script beside the interpreter, else -m."""
    script = Path(sys.executable).with_name("enforce")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-m", "enforcement_cli"]
