"""Runs a program of the user's on files: an argument list, no shell, a small fixed environment.

Comes in: a delivery and a private folder with the files. Goes out: how it ended. Refuses to pass on
our own environment, to wait longer than allowed, and to keep what the program wrote but its length
and a masked last line.
"""

import os
import re
import signal
import stat
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.routine import Delivery
from enforcement_cli.render.plain import writable

_CHUNK = 4096
_KEPT_CHUNKS = 2
_LINE = 160
# What a program goes on doing after it ended is not waited for.
_GRACE_SECONDS = 1.0
# Numbers as long as a telephone's and addresses have no place in a record.
_PERSONAL = re.compile(r"[\w.+-]+@[\w.-]+|\d[\d \-]{5,}[\dXx]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHORTEST_SECRET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended: its exit code, None where it was stopped; how many bytes it wrote."""

    code: int | None
    written: int
    last: str


def run_command(delivery: Delivery, folder: Path, kind: str, period: str) -> Ended:
    """Run the delivery's command with the files of `folder`, in it.

    Raises:
        EnforceError: there is no such program, or the environment file is not private.
        OSError: the system refused to start it.
    """
    secrets = _environment_of(delivery)
    files = sorted(str(path) for path in folder.iterdir())
    arguments = _arguments(delivery.command, files, folder, kind, period)
    try:
        child = subprocess.Popen(  # noqa: S603 - the user's own program, as an argument list
            arguments,
            cwd=folder,
            env={**_fixed_environment(), **secrets},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise EnforceError("没有这个程序。", where=delivery.command[0]) from error
    return _wait(child, delivery.seconds, tuple(secrets.values()))


def _arguments(
    command: Sequence[str], files: Sequence[str], folder: Path, kind: str, period: str
) -> list[str]:
    values = {"{folder}": str(folder), "{kind}": kind, "{period}": period}
    found: list[str] = []
    for word in command:
        if word == "{files}":
            found.extend(files)
            continue
        for name, value in values.items():
            word = word.replace(name, value)  # noqa: PLW2901 - one replacement after the other
        found.append(word)
    return found


def _wait(child: "subprocess.Popen[bytes]", seconds: int, secrets: Sequence[str]) -> Ended:
    tail: deque[bytes] = deque(maxlen=_KEPT_CHUNKS)
    count = [0]
    stream = child.stdout
    if stream is None:
        raise AssertionError
    reader = threading.Thread(target=_drain, args=(stream, tail, count), daemon=True)
    reader.start()
    code: int | None = None
    try:
        code = child.wait(seconds)
        reader.join(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        code = None
    finally:
        # What it started and left behind holds its output open.
        if child.poll() is None or reader.is_alive():
            _stop(child)
        child.wait()
        reader.join(_GRACE_SECONDS)
    text = b"".join(tail).decode("utf-8", "replace")
    return Ended(code=code, written=count[0], last=_last_line(text, secrets))


def _drain(stream: IO[bytes], tail: "deque[bytes]", count: list[int]) -> None:
    with stream:
        while chunk := os.read(stream.fileno(), _CHUNK):
            tail.append(chunk)
            count[0] += len(chunk)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        child.kill()
        return
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _last_line(text: str, secrets: Sequence[str]) -> str:
    """The last line that says anything, without secrets, numbers and addresses of persons."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = writable(lines[-1]) if lines else ""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            line = line.replace(secret, "***")
    return _PERSONAL.sub("***", line)[:_LINE]


def _fixed_environment() -> Mapping[str, str]:
    """The same under cron, systemd and a terminal; Windows starts nothing without its root."""
    fixed = {"LANG": "C.UTF-8", "PATH": os.defpath, "TZ": "Asia/Shanghai"}
    if sys.platform == "win32":
        fixed |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return fixed


def _environment_of(delivery: Delivery) -> dict[str, str]:
    if not delivery.environment_file:
        return {}
    path = Path(delivery.environment_file)
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EnforceError(
            "环境文件读不出来。", where=str(path), remedy="请核对路径和权限。"
        ) from error
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise EnforceError(
            "环境文件别的账号也能读，没有投递。",
            where=str(path),
            remedy=f"请运行 chmod 600 {path}。",
        )
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, equals, value = line.strip().partition("=")
        if not name or name.startswith("#"):
            continue
        if not equals or not _NAME.fullmatch(name) or "\0" in value:
            # The line itself may be the secret.
            raise EnforceError(
                f"环境文件第{number}行不是 NAME=value。", where=str(path), remedy="请改正这一行。"
            )
        found[name] = value
    return found
