"""Damaged files through the readers, for as long as ENFORCE_FUZZ_SECONDS says."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import xlwt

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.normalise.amounts import parse_amount
from enforcement_cli.normalise.case_numbers import parse_case_number
from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.reading import read_return
from enforcement_cli.workflow.stages import STAGES
from tests.corpus_foreign.measured import tasks_of
from tests.fuzz.fuzzing import fuzz, seconds_to_spend
from tests.fuzz.mutations import damaged
from tests.fuzz.seeds import as_html, seeds
from tests.fuzz.watch import listen


@pytest.mark.slow
def test_every_damaged_file_is_read_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    found = fuzz(seconds_to_spend())
    with capsys.disabled():
        print(f"\n{found}")  # noqa: T201
    assert found.broken == []
    assert found.executions > 100
    # Most get past the door, or nothing behind it is tried.
    read = sum(n for word, n in found.outcomes.items() if "F-01" not in word and "F-11" not in word)
    assert read > found.executions * 0.2


def test_the_same_number_damages_alike(tmp_path: Path) -> None:
    made = seeds(tmp_path, foreign=False)
    assert len({name.rpartition(".")[2] for name in made}) >= 7
    changed = 0
    for n, seed in enumerate(made.values()):
        twice = [damaged(seed, [seed], random.Random(n)) for _ in range(2)]
        assert twice[0] == twice[1]
        changed += twice[0] != seed
    assert changed > 0.9 * len(made)


def _misbehave(word: str) -> list[str]:
    heard = listen()
    try:
        if word == "write":
            Path("/tmp/elsewhere.txt").write_text("x")  # noqa: S108
        elif word == "start":
            __import__("subprocess").run(["true"], check=False)
        elif word == "reach":
            __import__("socket").create_connection(("127.0.0.1", 9), 0.1)
        elif word == "remove":
            Path("/tmp/elsewhere.txt").unlink()  # noqa: S108
    except OSError:
        pass
    return list(heard)


def test_what_is_done_besides_reading_is_heard() -> None:
    words = ["nothing", "write", "start", "reach", "remove"]
    heard = [
        result
        for _, result in run_in_workers(
            _misbehave, words, workers=1, seconds=20, memory_bytes=1 << 30
        )
    ]
    assert [isinstance(one, WorkerFailure) or bool(one) for one in heard] == [
        False,
        True,
        True,
        True,
        True,
    ]


# What the fuzzer found.


@pytest.mark.parametrize("cell", [1e308, -1e308, "1E999999999", "-9.9E+99999", "9" * 5000])
def test_no_number_is_too_large_to_be_answered(cell: float | str) -> None:
    answer = parse_amount(cell, "亿元")
    assert getattr(answer, "code", "") in ("V-05", "V-07", "V-17", "V-02", "V-01")


@pytest.mark.parametrize(
    "cell",
    ["9" * 33_000, "1" * 30_000 + "-1号", "（2025）辽1202执" + "1" * 30_000 + "号", "(" * 33_000],
)
def test_a_long_case_number_takes_no_hour(cell: str) -> None:
    began = time.process_time()
    assert getattr(parse_case_number(cell, 2026, ("辽1202",)), "code", "") == "V-16"
    assert time.process_time() - began < 1


def test_a_long_case_number_is_not_cut_to_a_right_one() -> None:
    answer = parse_case_number("（2025）辽1202执1号" + " " * 1000 + "等", 2026)
    assert getattr(answer, "code", "") == "V-16"


def test_a_row_of_long_numbers_counts_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(as_html([["1" * 5000] * 12, ["案号"] * 12, ["1"] * 12]), "utf-8")
    (task,) = tasks_of([path], tmp_path)
    assert read_return(task).problems


def test_an_old_workbook_that_opens_only_without_its_formats(tmp_path: Path) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("台账")
    sheet.write(0, 0, "到位率")
    sheet.write(1, 0, 0.5, xlwt.easyxf(num_format_str="0.00%"))
    made.save(tmp_path / "a.xls")
    data = bytearray((tmp_path / "a.xls").read_bytes())
    place = data.index(b"\x93\x02\x04\x00") + 4  # the record of a named style
    data[place : place + 4] = b"\xff" * 4
    (tmp_path / "a.xls").write_bytes(bytes(data))
    (grid,) = read_book(tmp_path / "a.xls").value.sheets
    assert (grid.rows, grid.percents) == ([["到位率"], [0.5]], frozenset())


def test_a_file_that_is_gone_is_no_failure_of_the_run(tmp_path: Path) -> None:
    (task,) = tasks_of([tmp_path / "没有.xlsx"], tmp_path)
    try:
        reading = read_return(task)
    except UnknownName:
        pytest.fail("it takes the others down")
    assert [p.code for p in reading.problems] == ["F-01"]
    for _, result in run_in_workers(
        read_return, [task], workers=1, seconds=20, memory_bytes=1 << 30, modules=STAGES
    ):
        assert not isinstance(result, WorkerFailure)
