"""The log in logs/enforce.log: one line an event, rotated, and nothing in it that names anybody.

Comes in: an event and its facts. Goes out: one line, `.1` to `.5` being the older files. Refuses to
fail: a log that cannot be written is no reason to stop, and to write what plain_facts does not let.
"""

import contextlib
import itertools
import json
import os
import secrets
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import make_folder, open_to_append
from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import ExitCode
from enforcement_cli.workflow.campaign.text import MOST_BYTES
from enforcement_cli.workflow.record.plain_facts import Fact, Plain, plain
from enforcement_cli.workflow.workspace import Workspace

Level = Literal["info", "warning", "error"]
LOG_FORMS = ("text", "json")
LOG_NAME = "ENFORCE_LOG"

# Links the lines of one process, here and in the audit.
RUN_ID = secrets.token_hex(4)
_BYTES, _FILES = 1_000_000, 5
_PATIENCE_SECONDS = 2.0
_ENDED_WELL = (ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.MISSING)
_ENDED_BADLY = (ExitCode.FAILED, ExitCode.BUG)


@dataclass(slots=True)
class _Memory:
    """What this process remembers: where it wrote, and whether the screen is told as well."""

    written: dict[Path, Workspace] = field(default_factory=dict)
    on_screen: bool = False
    started: float = field(default_factory=time.monotonic)


_memory = _Memory()


def note(workspace: Workspace, event: str, *, level: Level = "info", **facts: Fact) -> None:
    """Append one line: time, level, process, event, facts; what may not stand there becomes `?`.

    Never raises: whoever writes a log has other work to do.
    """
    note_all(workspace, event, facts, level=level)


def note_all(
    workspace: Workspace, event: str, facts: Mapping[str, Fact], *, level: Level = "info"
) -> None:
    """`note` for facts that are in a mapping already, whatever their keys."""
    told = {key: plain(value) for key, value in facts.items() if value not in ("", (), [])}
    shown = str(plain(event))
    # Whoever watched is gone.
    with contextlib.suppress(OSError):
        if _memory.on_screen:
            sys.stderr.write(_text(level, shown, told))
    # A full disk, a folder that is read-only: the command itself says so where it matters.
    with contextlib.suppress(OSError):
        is_json = _form(workspace) == "json"
        line = _json(level, shown, told) if is_json else _text(level, shown, told)
        _append(workspace.logs / "enforce.log", line.encode("utf-8"))
        _memory.written[workspace.root] = workspace


def note_end(command: str, code: int) -> None:
    """A last line for a command that wrote any: how it ended, and after how long.

    Another command of this process begins anew.
    """
    level: Level = "info" if code in _ENDED_WELL else "warning"
    level = "error" if code in _ENDED_BADLY else level
    for workspace in tuple(_memory.written.values()):
        took = round((time.monotonic() - _memory.started) * 1000)
        note(workspace, "exit", level=level, command=command, code=code, ms=took)
    _memory.written.clear()
    _memory.on_screen, _memory.started = False, time.monotonic()


def show_on_screen() -> None:
    """From now on standard error is told what the log is told."""
    _memory.on_screen = True


def log_files(workspace: Workspace) -> Iterator[Path]:
    """The files of the log that are there, the newest first."""
    path = workspace.logs / "enforce.log"
    yield from (each for each in (path, *_older(path)) if each.is_file())


def _older(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}.{n}") for n in range(1, _FILES + 1)]


def _text(level: str, event: str, facts: dict[str, Plain]) -> str:
    pairs = (f"{key}={_shown(value)}" for key, value in facts.items())
    return " ".join([now().isoformat(), level, RUN_ID, event, *pairs]) + "\n"


def _shown(value: Plain) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _json(level: str, event: str, facts: dict[str, Plain]) -> str:
    told = {"at": now().isoformat(), "level": level, "run": RUN_ID, "event": event, **facts}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _form(workspace: Workspace) -> str:
    """By ENFORCE_LOG, else as `[desk] log` of the campaign file has it."""
    asked = os.environ.get(LOG_NAME, "")
    if asked in LOG_FORMS:
        return asked
    return _configured(workspace.campaign_file, workspace.campaign_file.stat().st_mtime_ns)


@cache
def _configured(path: Path, changed: int) -> str:
    """What the file says; a wrong file is told by whoever needs it, not by the log."""
    del changed  # a file that was saved again is read again
    if path.stat().st_size > MOST_BYTES:
        return "text"
    try:
        desk = tomllib.loads(path.read_text("utf-8-sig")).get("desk")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return "text"
    return "json" if isinstance(desk, dict) and desk.get("log") == "json" else "text"


def _append(path: Path, line: bytes) -> None:
    make_folder(path.parent)
    try:
        # Whoever holds the file open while another renames it would write into an older one.
        with in_turn(path.with_name(f"{path.name}.lock"), patience=_PATIENCE_SECONDS):
            if path.exists() and path.stat().st_size + len(line) > _BYTES:
                _rotate(path)
            _write(path, line)
    except TimeoutError:
        # Somebody is stopped while holding it: a line too many in the file loses nothing.
        _write(path, line)


def _rotate(path: Path) -> None:
    places = [path, *_older(path)]
    for newer, older in reversed([*itertools.pairwise(places)]):
        if newer.exists():
            newer.replace(older)


def _write(path: Path, line: bytes) -> None:
    """One write at the end of the file: lines of two processes do not mix."""
    handle = open_to_append(path)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)
