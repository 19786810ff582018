"""Runs enforce under the shim: counts its calls, or makes the N-th of them the last.

Comes in: a command line, a folder, a fault. Goes out: exit code, both streams, the calls.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.clock import BEIJING

SOURCE = Path(__file__).with_name("shim.c")
# The clock stands still, so that what is written twice is equal to the byte.
CLOCK = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
_PATIENCE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """At the call `at` (from 1): `kill`, `torn`, or the number of an errno."""

    at: int
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that changed something below the folder."""

    number: int
    name: str
    size: int
    path: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended; -9 is killed."""

    code: int
    out: str
    err: str
    calls: tuple[Call, ...] = ()

    @property
    def killed(self) -> bool:
        """Whether the fault came to pass."""
        return self.code == -signal.SIGKILL


def shim() -> Path:
    """The compiled shim, made once for this source by whoever comes first."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"enforce-shim-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{digest}.so"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            part = made.with_suffix(".part")
            subprocess.run(
                ["cc", "-O1", "-shared", "-fPIC", "-o", part, SOURCE, "-ldl"], check=True
            )
            part.replace(made)
    return made


def run(
    arguments: Sequence[str | Path],
    root: Path,
    *,
    fault: Fault | None = None,
    log: Path | None = None,
    clock: datetime = CLOCK,
) -> Ran:
    """One command as cron would start it, in a bare environment with a clock that stands still."""
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C",
        "HOME": str(root),
        "ENFORCE_LOCK_WAIT": "60",
        "LD_PRELOAD": str(shim()),
        "FAULT_ROOT": str(root),
        "FAULT_CLOCK": str(int(clock.timestamp())),
    }
    if fault:
        environment |= {"FAULT_AT": str(fault.at), "FAULT_DO": fault.do}
    if log:
        environment["FAULT_LOG"] = str(log)
    ran = subprocess.run(
        [sys.executable, "-m", "enforcement_cli", *map(str, arguments)],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    calls = _calls(log) if log else ()
    return Ran(code=ran.returncode, out=ran.stdout.decode(), err=ran.stderr.decode(), calls=calls)


def _calls(log: Path) -> tuple[Call, ...]:
    rows = [line.split("\t") for line in log.read_text("utf-8", "replace").splitlines()]
    return tuple(
        Call(number=int(number), name=name, size=int(size), path=path, to=to)
        for number, name, size, path, to in rows
    )
