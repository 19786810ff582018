"""Children that die, hang and eat memory cost one item each."""

import ctypes
import os
import signal
import sys
import time
import zipfile
from pathlib import Path

import pytest

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.workbook import worker
from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from tests.builder import book

MIB = 1 << 20
SECRET = "银州某某"  # noqa: S105
CORPUS = Path(os.environ.get("ENFORCE_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))


def behave(item):
    word, number = item
    while word == "spin":
        number += 1
    if word == "deep":
        return behave(item)
    if word in _ENDS:
        return _ENDS[word](number)
    if word == "slow":
        time.sleep(0.2)
    return number


def fail(number):
    raise KeyError(f"{SECRET} {number}") from ValueError(SECRET)


def miss(number):
    raise UnknownName("没有", where=str(number), remedy="怎么办")


_ENDS = {
    "abort": lambda _: os.abort(),
    "hang": lambda _: time.sleep(60),
    "eat": lambda number: len(bytearray(number * MIB)),
    "raise": fail,
    "unknown": miss,
    "odd": lambda number: lambda: number,  # no pickle of it
    "exit": lambda _: os._exit(1),
    "segfault": lambda _: ctypes.string_at(0),
}


def run(items, *, workers=2, seconds=20.0):
    return list(
        run_in_workers(behave, items, workers=workers, seconds=seconds, memory_bytes=256 * MIB)
    )


def test_results_come_in_the_order_of_items():
    items = [("slow" if n % 3 == 0 else "quick", n) for n in range(12)]
    assert run(items) == [(item, item[1]) for item in items]
    assert run([]) == []


def test_a_child_that_aborts_costs_its_item_alone():
    items = [("quick", 1), ("abort", 2), ("quick", 3), ("abort", 4), ("quick", 5)]
    results = [result for _, result in run(items)]
    assert results[::2] == [1, 3, 5]
    for failure in results[1::2]:
        assert isinstance(failure, WorkerFailure)
        assert failure.cause == "died"
        assert failure.exit_code == -signal.SIGABRT


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time")
def test_a_child_that_works_too_long_is_replaced_by_its_own_time_alone(monkeypatch):
    monkeypatch.setattr(worker, "_PATIENCE", 90)  # a busy machine gives it its second late
    (_, spun), (_, quick) = run([("spin", 0), ("quick", 1)], workers=1, seconds=1.0)
    assert isinstance(spun, WorkerFailure)
    assert (spun.cause, spun.exit_code, quick) == ("too slow", -signal.SIGXCPU, 1)


def test_a_child_that_hangs_is_replaced():
    began = time.monotonic()
    results = [result for _, result in run([("hang", 0), ("quick", 1)], workers=1, seconds=1.0)]
    assert results == [WorkerFailure(cause="too slow"), 1]
    assert time.monotonic() - began < 20


@pytest.mark.skipif(sys.platform != "linux", reason="only there is the limit kept")
def test_a_child_that_eats_memory():
    results = [result for _, result in run([("eat", 2048), ("eat", 1)], workers=1)]
    assert results == [WorkerFailure(cause="out of memory"), MIB]


def test_a_bug_of_ours_costs_its_item_alone_and_tells_where_but_not_what():
    results = [r for _, r in run([("quick", 1), ("raise", 2), ("quick", 3), ("raise", 4)])]
    assert results[::2] == [1, 3]
    for failure in results[1::2]:
        assert isinstance(failure, WorkerFailure)
        assert failure.cause == "bug"
        assert "in behave" in failure.detail
        assert "builtins.KeyError" in failure.detail
        assert SECRET not in failure.detail


def test_what_cannot_be_handed_back_is_a_bug_of_its_item():
    (_, odd), (_, quick) = run([("odd", 1), ("quick", 2)], workers=1)
    assert isinstance(odd, WorkerFailure)
    assert (odd.cause, quick) == ("bug", 2)


def test_what_somebody_else_must_mend_is_raised():
    with pytest.raises(UnknownName) as caught:
        run([("quick", 1), ("unknown", 2)])
    assert caught.value.remedy == "怎么办"


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_every_way_to_die_among_others_that_live():
    words = ("raise", "exit", "segfault", "abort", "spin", "eat", "deep")
    items = [item for n, word in enumerate(words) for item in ((word, 900 + n), ("quick", n))]
    results = run(items, seconds=1.5)
    assert [item for item, _ in results] == items
    assert [result for _, result in results[1::2]] == list(range(len(words)))
    died = {word: r for (word, _), r in results[::2]}
    assert {word: failure.cause for word, failure in died.items()} == {
        "raise": "bug", "exit": "died", "segfault": "died", "abort": "died", "spin": "too slow",
        "eat": "out of memory", "deep": "bug",
    }  # fmt: skip
    assert died["exit"].exit_code == 1
    assert died["segfault"].exit_code == -signal.SIGSEGV


def test_not_more_is_in_flight_than_twice_the_workers():
    taken = []

    class Items(list):
        def __getitem__(self, index):
            taken.append(index)
            return super().__getitem__(index)

    items = Items(("quick", n) for n in range(40))
    results = run_in_workers(behave, items, workers=2, seconds=20, memory_bytes=256 * MIB)
    for _ in range(3):
        next(results)
    assert max(taken) <= 3 + 2 * 2
    results.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is the limit kept")
def test_a_small_workbook_that_claims_a_huge_area_costs_itself_alone(tmp_path):
    made = book().row("x").save(tmp_path / "far.xlsx")
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    other = book().row("y").save(tmp_path / "other.xlsx")
    results = run_in_workers(
        read_book, [made, other], workers=1, seconds=20, memory_bytes=512 * MIB
    )
    far_result, other_result = (result for _, result in results)
    assert isinstance(far_result, WorkerFailure)
    assert other_result.value.sheets[0].value(1, 1) == "y"


@pytest.mark.skipif(not (CORPUS / "hostile").is_dir(), reason="the corpus is not here")
def test_foreign_files_are_read_or_refused():
    files = sorted(path for path in (CORPUS / "hostile").rglob("*") if path.is_file())
    sample = files[:: max(len(files) // 60, 1)][:60]
    assert len(sample) == 60
    read = 0
    for path, result in run_in_workers(
        read_book, sample, workers=2, seconds=10, memory_bytes=1024 * MIB
    ):
        if isinstance(result, WorkerFailure):
            continue
        assert result.value is not None or result.problems, path
        read += result.value is not None
    assert read > 30
