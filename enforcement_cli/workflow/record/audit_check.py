"""Reads the audit log back, and tells whether it is as it was written.

Comes in: a workspace. Goes out: entries, each change with its end, and what was changed, taken out
or put in. Refuses to mend anything. What the log alone cannot show, that its end was cut off, is
held against the numbers in logs/enforce.log.
"""

import errno
import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.record.audit_lines import (
    FILE_NAME,
    NOTHING,
    TORN,
    hash_of,
    read_line,
    sum_of,
)
from enforcement_cli.workflow.record.journal import log_files
from enforcement_cli.workflow.workspace import Workspace

Fault = Literal["changed", "chain", "number", "unreadable", "cut"]

_LOGGED = re.compile(rb'\baudit(?:=|":)(\d{1,9})\b')
_WRITING_SECONDS = 0.05
_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A line that is not as it was written.

    `changed`: not what its sum is of; `chain`: the line before is another than it was; `number`:
    not the next number; `unreadable`: no line of ours; `cut`: lines at the end are gone.
    """

    line: int
    what: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change: its beginning and, where it came to one, its end.

    `at` and `ended` are ISO moments. `result` begun: no end is recorded (it runs still, or was
    killed). `about` holds what was known at either.
    """

    number: int
    at: str
    run: str
    what: str
    who: str
    account: str
    why: str
    about: Mapping[str, Any]
    result: str
    code: int = 0
    ended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditState:
    """What was found. `last`: the beginning of the last line's hash, to be kept elsewhere.

    `torn` are the numbers of lines that a power cut left unfinished and that are noted as such.
    """

    entries: int
    last: str
    breaches: tuple[Breach, ...]
    torn: tuple[int, ...]
    unfinished: tuple[AuditEntry, ...]


def verify_audit(workspace: Workspace) -> AuditState:
    """Whether every line is as it was written; a workspace without a log has nothing wrong.

    Raises:
        EnforceError: it cannot be read.
    """
    # The log is asked first: whoever writes meanwhile writes to the audit before it.
    logged = _highest_logged(workspace)
    data = _bytes_of(workspace.audit / FILE_NAME)
    lines = _lines(data)
    read = [read_line(line) for line in lines]
    torn = _torn(lines, read, ended=data.endswith(b"\n"))
    breaches = [*_breaches(lines, read, torn)]
    if logged > len(lines):
        breaches.append(Breach(line=len(lines) + 1, what="cut"))
    return AuditState(
        entries=len(lines),
        last=hash_of(lines[-1])[:12] if lines else "",
        breaches=tuple(breaches),
        torn=tuple(torn),
        unfinished=tuple(e for e in _paired(read) if e.result == "begun"),
    )


def read_audit(workspace: Workspace) -> tuple[AuditEntry, ...]:
    """Every change of the log, the oldest first; lines that cannot be read are left out.

    Raises:
        EnforceError: it cannot be read.
    """
    data = _bytes_of(workspace.audit / FILE_NAME)
    return tuple(_paired([read_line(line) for line in _lines(data)]))


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; a line that is being written just now is waited for."""
    data = b""
    for _ in range(_TRIES):
        try:
            if path.exists() and not path.is_file():  # a pipe would be waited for without end
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            data = path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise EnforceError(
                f"审计记录读不出来（{error.strerror}）。",
                where=str(path),
                remedy="请核对 audit/ 文件夹和它的权限。",
            ) from error
        if data.endswith(b"\n"):
            break
        time.sleep(_WRITING_SECONDS)
    return data


def _lines(data: bytes) -> list[bytes]:
    return data.removesuffix(b"\n").split(b"\n") if data else []


def _torn(
    lines: Sequence[bytes], read: Sequence[dict[str, Any] | None], *, ended: bool
) -> list[int]:
    """Numbers of lines a power cut tore: noted by the line after it, or the last, without an end."""
    found = []
    for i, line in enumerate(lines):
        after = read[i + 1] if i + 1 < len(lines) else None
        noted = (
            after is not None
            and after.get("what") == TORN
            and after.get("about") == {"bytes": len(line)}
            and after.get("prev") == hash_of(line)
        )
        if read[i] is None and (noted or (i + 1 == len(lines) and not ended)):
            found.append(i + 1)
    return found


def _breaches(
    lines: Sequence[bytes], read: Sequence[dict[str, Any] | None], torn: Sequence[int]
) -> Iterator[Breach]:
    before = NOTHING
    for number, (line, values) in enumerate(zip(lines, read, strict=True), start=1):
        if values is not None:
            if values.get("sum") != sum_of(values) or line != _written(values):
                yield Breach(line=number, what="changed")
            if values.get("prev") != before:
                yield Breach(line=number, what="chain")
            if values["seq"] != number:
                yield Breach(line=number, what="number")
        elif number not in torn:
            yield Breach(line=number, what="unreadable")
        before = hash_of(line)


def _written(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _highest_logged(workspace: Workspace) -> int:
    """The highest number of an audit line that the log tells of; 0 where it tells of none."""
    for path in log_files(workspace):
        found = _LOGGED.findall(path.read_bytes())
        if found:
            return max(map(int, found))
    return 0


def _paired(read: Sequence[dict[str, Any] | None]) -> list[AuditEntry]:
    ends = {v.get("of"): v for v in read if v is not None and v.get("result") != "begun"}
    return [
        _entry(values, ends.get(values["seq"]))
        for values in read
        if values is not None and values.get("result") == "begun"
    ]


def _entry(begun: Mapping[str, Any], end: Mapping[str, Any] | None) -> AuditEntry:
    about = {**_told(begun), **(_told(end) if end else {})}
    return AuditEntry(
        number=begun["seq"],
        at=str(begun.get("at", "")),
        run=str(begun.get("run", "")),
        what=str(begun.get("what", "")),
        who=str(begun.get("who", "")),
        account=str(begun.get("account", "")),
        why=str(begun.get("why", "")),
        about=about,
        result=str(end.get("result")) if end else "begun",
        code=_code(end),
        ended=str(end.get("at", "")) if end else "",
    )


def _code(end: Mapping[str, Any] | None) -> int:
    code = end.get("code", 0) if end else 0
    return code if isinstance(code, int) else 0


def _told(values: Mapping[str, Any]) -> Mapping[str, Any]:
    about = values.get("about", {})
    return about if isinstance(about, dict) else {}
