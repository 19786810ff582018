"""What the corpus of files made to break readers cost: `python -m tests.fuzz.hostile`.

Comes in: nothing. Goes out: figures of docs/reliability.md. Says so where the corpus is absent.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from enforcement_cli.workbook.limits import MIB, Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.stages import STAGES
from tests.corpus_foreign.measured import HOSTILE, files, measure, tasks_of


def main() -> int:
    """Read every file with the program's own limits, and print what it cost."""
    if not HOSTILE.is_dir():
        sys.stdout.write(f"no corpus at {HOSTILE}; ENFORCE_CORPUS names another place\n")
        return 0
    limits = Limits()
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    peak = 0
    results = run_in_workers(
        measure, tasks_of(files()), workers=2, seconds=limits.seconds,
        memory_bytes=limits.memory_bytes, modules=STAGES,
    )  # fmt: skip
    for task, result in results:
        if isinstance(result, WorkerFailure):
            outcomes[f"worker: {result.cause}"] += 1
            sys.stdout.write(f"  {result.cause:14} {Path(task.shown).name}\n")
            continue
        reading = result.reading
        codes = sorted({p.code for p in reading.problems})
        outcomes[
            "read" if reading.batches else "skipped" if reading.skipped else " ".join(codes)
        ] += 1
        slowest.append((result.seconds, Path(task.shown).name))
        peak = max(peak, result.peak_bytes)
    slowest.sort(reverse=True)
    lines = [f"{outcomes.total()} files", *(f"{n:6}  {word}" for word, n in outcomes.most_common())]
    lines += [
        "slowest, seconds of processor time:",
        *(f"{s:6.2f}  {name}" for s, name in slowest[:5]),
    ]
    lines += [
        f"peak of a worker: {peak // MIB} MiB (limit {limits.memory_bytes // MIB} above its start)"
    ]
    lines += [f"bugs: {outcomes['worker: bug']}; too slow: {outcomes['worker: too slow']}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(outcomes["worker: bug"] or outcomes["worker: too slow"]))


if __name__ == "__main__":
    sys.exit(main())
