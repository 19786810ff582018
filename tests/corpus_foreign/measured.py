"""Reads one foreign file in a worker and says what it cost.

Comes in: a ReadTask. Goes out: the Reading, its processor time, and the most memory the worker ever held.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar
from enforcement_cli.workflow.reading import Reading, ReadTask, read_return
from tests.corpus_foreign.places import CORPUS

HOSTILE = CORPUS / "hostile"


@dataclass(frozen=True)
class Measured:
    """What one file gave and took."""

    reading: Reading
    seconds: float
    peak_bytes: int


def measure(task: ReadTask) -> Measured:
    """Read a file as the program does; `peak_bytes` is the worker's so far."""
    start = time.process_time()
    reading = read_return(task)
    seconds = time.process_time() - start
    return Measured(reading=reading, seconds=seconds, peak_bytes=_peak())


def _peak() -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def files(folder: Path = HOSTILE) -> list[Path]:
    """Every file of the hostile corpus, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def tasks_of(
    paths: list[Path], folder: Path = HOSTILE, passwords: tuple[str, ...] = ()
) -> list[ReadTask]:
    """Tasks of a desk that expects none of these."""
    court = Court(code="辽12", name="铁岭市中级人民法院", short="铁岭中院", level="intermediate")
    campaign = Campaign(
        id="winter70", name="冬季行动", start=date(2025, 12, 20), end=date(2026, 2, 28)
    )
    desk = Desk(court="辽12", calendar=Calendar(), courts=(court,), campaigns=(campaign,))
    return [
        ReadTask(
            path=path,
            shown=path.relative_to(folder).as_posix(),
            sha256="",
            desk=desk,
            campaign=campaign,
            salt=b"salt",
            passwords=passwords,
        )
        for path in paths
    ]
