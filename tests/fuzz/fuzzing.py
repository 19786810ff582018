"""The fuzzer over the readers: `python -m tests.fuzz.fuzzing [SECONDS] [FIRST]`.

Comes in: seconds to spend and the number of the first damage. Goes out: what became of the files,
counted; the files that broke a reader lie in build/fuzz/. The same numbers damage alike.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.stages import STAGES
from tests.fuzz.attempt import Case, attempt, bytes_of
from tests.fuzz.seeds import seeds

KEPT = Path(__file__).parents[2] / "build" / "fuzz"
FIRST = 20_260_101
_SECONDS = 10.0
_AT_ONCE = 400


@dataclass
class Found:
    """Outcomes with their counts, and what must not be: its file, cause and outline."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[Path, str, str]] = field(default_factory=list)

    @property
    def executions(self) -> int:
        """How many files were read."""
        return self.outcomes.total()

    def __str__(self) -> str:
        lines = [f"{count:8}  {outcome}" for outcome, count in self.outcomes.most_common()]
        kinds = {(cause, detail): path for path, cause, detail in reversed(self.broken)}
        told = [f"{path}: {cause}\n{detail}" for (cause, detail), path in kinds.items()]
        return "\n".join([f"{self.executions:8}  files", *lines, *told])


def seconds_to_spend() -> float:
    """ENFORCE_FUZZ_SECONDS, else 30."""
    return float(os.environ.get("ENFORCE_FUZZ_SECONDS") or 30)


def fuzz(seconds: float, first: int = FIRST) -> Found:
    """Damage and read files for so long; every seed in turn."""
    found = Found()
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        (folder / "made").mkdir()
        (folder / "seeds").mkdir()
        (folder / "work").mkdir()
        begun = []
        for shown, data in seeds(folder / "made").items():
            begun.append(folder / "seeds" / shown)
            begun[-1].write_bytes(data)
        # What looks like a return gets furthest: the readers of cells, the checks.
        own = [place for place in begun if not place.name[:3].isdigit()]
        begun += own + own
        number = first
        while time.monotonic() < until:
            cases = [
                Case(place.name, place, n, folder / "work")
                for n in range(number, number + _AT_ONCE)
                for place in [begun[n % len(begun)]]
            ]
            number += _AT_ONCE
            _run(cases, found, until)
    return found


def _run(cases: list[Case], found: Found, until: float) -> None:
    results = run_in_workers(
        attempt, cases, workers=2, seconds=_SECONDS, memory_bytes=Limits().memory_bytes,
        modules=STAGES,
    )  # fmt: skip
    for case, result in results:
        if isinstance(result, WorkerFailure):
            found.outcomes[f"reader: {result.cause}"] += 1
            if result.cause in ("bug", "too slow"):
                found.broken.append((_keep(case), result.cause, result.detail))
        else:
            found.outcomes[result] += 1
        if time.monotonic() > until:
            results.close()
            return


def _keep(case: Case) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{case.number}-{case.name}"
    path.write_bytes(bytes_of(case))
    return path


if __name__ == "__main__":
    spend = float(sys.argv[1]) if len(sys.argv) > 1 else seconds_to_spend()
    begin = int(sys.argv[2]) if len(sys.argv) > 2 else FIRST
    sys.stdout.write(f"from {begin}\n{fuzz(spend, begin)}\n")
