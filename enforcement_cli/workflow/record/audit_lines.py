"""The lines of the audit log: numbered, each with the hash of the line before and its own sum.

Comes in: what an entry says. Goes out: its line at the end of the file, flushed. A line that a
power cut tore is ended and noted, never taken away. Refuses to know what an entry means.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import open_to_append, sync_folder
from enforcement_cli.model.clock import now

FILE_NAME = "audit.jsonl"
# Before the first line stands nothing.
NOTHING = "0" * 64
TORN = "torn"
_LOCK_NAME = "audit.lock"
_PATIENCE_SECONDS = 20.0
_TAIL_BYTES = 65_536


def append_entry(folder: Path, told: Mapping[str, Any]) -> int:
    """Add a line to the log in `folder` and wait until the disk has it; the line's number.

    Raises:
        TimeoutError: others wrote all the while.
        OSError: the disk refused; the change that was to be recorded must not be made.
    """
    with in_turn(folder / _LOCK_NAME, patience=_PATIENCE_SECONDS):
        path = folder / FILE_NAME
        is_new = not path.exists()
        handle = open_to_append(path, read=True)
        try:
            last, number = _last_line(handle)
            if last.endswith(b"\n") or not last:
                torn, before = b"", last.removesuffix(b"\n")
            else:
                number += 1
                note = {"what": TORN, "result": TORN, "about": {"bytes": len(last)}}
                torn = b"\n" + _line(note, number, last)
                before = torn[1:-1]
            number += 1
            _write(handle, torn + _line(told, number, before))
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync_folder(folder)
    return number


def hash_of(line: bytes) -> str:
    """What the next line says of this one, which comes without its line end."""
    return hashlib.sha256(line).hexdigest() if line else NOTHING


def sum_of(values: Mapping[str, Any]) -> str:
    """A line's own sum: of everything in it but the sum."""
    return hashlib.sha256(_dumped({k: v for k, v in values.items() if k != "sum"})).hexdigest()


def read_line(line: bytes) -> dict[str, Any] | None:
    """The values of a line; None for one that is none of ours."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):  # by hand: nested deeper than any line of ours
        return None
    return values if isinstance(values, dict) and isinstance(values.get("seq"), int) else None


def _line(told: Mapping[str, Any], number: int, before: bytes) -> bytes:
    values = {"seq": number, "at": now().isoformat(), **told, "prev": hash_of(before)}
    return _dumped({**values, "sum": sum_of(values)}) + b"\n"


def _dumped(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _last_line(handle: int) -> tuple[bytes, int]:
    """The last line with its end, if it has one, and its number; nothing and 0 of an empty log."""
    size = os.fstat(handle).st_size
    tail = _read(handle, max(0, size - _TAIL_BYTES), size)
    cut = tail.rstrip(b"\n").rfind(b"\n")
    if cut < 0 and len(tail) < size:
        tail = _read(handle, 0, size)
        cut = tail.rstrip(b"\n").rfind(b"\n")
    last = tail[cut + 1 :]
    values = read_line(last)
    if values is not None:
        return last, values["seq"]
    whole = _read(handle, 0, size)
    return last, whole.count(b"\n") + (not whole.endswith(b"\n") and bool(whole))


def _read(handle: int, start: int, end: int) -> bytes:
    os.lseek(handle, start, os.SEEK_SET)
    parts = []
    while start < end and (part := os.read(handle, end - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
