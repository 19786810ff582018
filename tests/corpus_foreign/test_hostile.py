"""Files made to break readers: each is read or refused, in bounded time and memory, alone."""

import shutil

import pytest

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.reading import read_returns
from enforcement_cli.workflow.stages import STAGES
from tests.corpus_foreign.measured import HOSTILE, files, measure, tasks_of

pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpus is not here")

SECONDS = 10.0
GIB = 1 << 30
SLICE = 60
PASSWORDS = ("password", "Password1234_", "123456789012345")


def said(reading):
    """Whether a file ended as design.md wants it: batches, or a problem with a sentence."""
    problems = [*reading.problems, *(p for _, found in reading.batches for p in found)]
    return bool(reading.batches or problems) and all(p.message for p in problems)


def test_a_slice_is_read_or_refused():
    found = files()
    tasks = tasks_of(found[:: len(found) // SLICE][:SLICE])
    readings = list(read_returns(tasks, 2))
    assert [r.task.shown for r in readings] == [task.shown for task in tasks]
    assert [r.task.shown for r in readings if not said(r)] == []


@pytest.mark.slow
@pytest.mark.parametrize("passwords", [(), PASSWORDS], ids=["locked", "opened"])
def test_every_file_in_time_and_memory_and_nothing_written(tmp_path, monkeypatch, passwords):
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "hostile"
    shutil.copytree(HOSTILE, copy)
    before = {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in tmp_path.rglob("*")}
    tasks = tasks_of(files(copy), copy, passwords)
    limits = Limits()
    silent, slow, failed, peak = [], [], [], 0
    for task, result in run_in_workers(
        measure, tasks, workers=2, seconds=SECONDS * 2, memory_bytes=limits.memory_bytes,
        modules=STAGES,
    ):  # fmt: skip
        if isinstance(result, WorkerFailure):
            failed.append((task.shown, result.cause))
            continue
        peak = max(peak, result.peak_bytes)
        if result.seconds > SECONDS:
            slow.append(task.shown)
        if not said(result.reading):
            silent.append(task.shown)
    assert [pair for pair in failed if pair[1] == "too slow"] == []
    assert (slow, silent) == ([], [])
    assert 0 < peak < GIB
    after = {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in tmp_path.rglob("*")}
    assert after == before
