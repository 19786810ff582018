"""Starts the scheduler's own program: crontab, systemctl, schtasks.

Comes in: its name and arguments, what it is to read. Goes out: what it printed. Refuses to know
what that means; no shell is ever between us and it.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass

from enforcement_cli.model.failure import EnforceError

_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program printed, and its exit code."""

    code: int
    out: bytes
    error: str


def has(program: str) -> bool:
    """Whether this machine has the program."""
    return shutil.which(program) is not None


def call(program: str, *arguments: str, given: bytes = b"") -> Answer:
    """Run a program to its end; its messages are asked for in English, so that they can be told.

    Raises:
        EnforceError: the machine has no such program, or it does not end.
    """
    place = shutil.which(program)
    if place is None:
        raise EnforceError(
            f"这台机器上没有 {program}，没有改动。",
            remedy="请用 --for 换一种定时方式：cron、systemd、windows。",
        )
    try:
        ran = subprocess.run(  # noqa: S603  # no shell; every argument is our own
            [place, *arguments],
            input=given,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EnforceError(
            f"{program} 没有运行完（{type(error).__name__}）。",
            where=place,
            remedy="请核对它能否手工运行，再重新运行同一命令。",
        ) from error
    return Answer(code=ran.returncode, out=ran.stdout, error=_words(ran.stderr or ran.stdout))


def call_well(program: str, *arguments: str, given: bytes = b"") -> Answer:
    """The same, where any exit code but 0 is a failure.

    Raises:
        EnforceError: it said no; what it said is told.
    """
    answer = call(program, *arguments, given=given)
    if answer.code:
        raise EnforceError(
            f"{program} 没有办成：{answer.error or f'退出码 {answer.code}'}",
            where=" ".join([program, *arguments[:2]]),
            remedy="请照它说的改好，再重新运行同一命令。",
        )
    return answer


def _words(data: bytes) -> str:
    text = data.decode("utf-8", "replace").strip()
    return text.splitlines()[0][:200] if text else ""
