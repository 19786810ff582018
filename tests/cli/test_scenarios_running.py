"""Hard acceptance scenarios of operation: 10, 41 and 43 to 48.

Most are told where their subject is; TOLD says where, and fails when that test goes away. Here: 45,
what others see of a long write; 46, seventy returns in any order, and twice; 47, that a week which
is here already costs less than a new one (the seconds of a year are benchmarks/checking.py's).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.store.lock import locked
from tests.cli.running import ROOT, WEEK, Desk, enforce, returns_of
from tests.sample.samples import sample_folder

TOLD = {
    "10": ("cli/test_cli_locked_out.py", "test_seven_files_that_are_not_what_they_seem"),
    "41": ("cli/test_scenarios_bulletins.py", "test_scenario_41"),
    "43": ("cli/test_consoles.py", "test_an_empty_environment_no_terminal_no_input_in_the_root_folder"),
    "43, twice": ("cli/test_cli_routine.py", "test_weekly_under_an_empty_environment_twice"),
    "43, the line": ("cli/test_cli_routine.py", "test_the_cron_line_runs_as_it_is_printed"),
    "44": ("cli/test_consoles.py", "test_redirected_with_an_encoding_of_its_own"),
    "44, locale": ("cli/test_consoles.py", "test_a_gbk_locale"),
    "45, killed": ("faults/test_faults.py", "test_killed_anywhere_it_is_gone_on_with"),
    "45, a run": ("cli/test_cli_run.py", "test_a_second_run_is_told_who_is_at_work"),
    "46, commands": ("cli/test_repeated.py", "test_the_routine"),
    "48": ("security/test_leaks_in_logs.py", "test_a_whole_run_over_such_returns"),
    "48, sockets": ("security/test_sockets.py", "test_no_test_reaches_the_network"),
}  # fmt: skip
SEED = 46
RECEIVED = ("--received", "2026-02-02T09:00")
TABLES = ("cases", "recoveries", "payouts", "measures", "statements", "returns", "problems")
# Numbers of arrival, and the moment of it: the order of arrival makes them.
PASSING = {"id", "return", "return_id", "problem_id", "received_at", "found_at", "version"}


@pytest.mark.parametrize("scenario", TOLD)
def test_it_is_told_where_its_subject_is(scenario: str) -> None:
    file, name = TOLD[scenario]
    assert f"\ndef {name}" in (ROOT / "tests" / file).read_text("utf-8")


# --- 45: two at once ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [("ingest", *map(str, returns_of(2, "银州"))), ("status", *WEEK), ("report", *WEEK)],
    ids=["a writer", "the board", "a bulletin"],
)
def test_scenario_45_a_second_is_told_who_and_since_when(
    own: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0.1")
    with locked(own.root / "store.lock", exclusive=True, patience=1):
        ran = own(*words, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (75, "busy")
    assert f" {os.getpid()}" in ran.json["error"]["message"]
    assert "202" in ran.json["error"]["message"]
    assert own(*words).code in (0, 3, 4)


@pytest.mark.slow
def test_scenario_45_status_during_a_long_write(new: Desk) -> None:
    files = [path for week in range(1, 6) for path in returns_of(week, "")]
    seen: list[int] = []
    command = [sys.executable, "-m", "enforcement_cli", "ingest", "-C", str(new.root),
               *map(str, files), *RECEIVED, "-q"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "ENFORCE_LOCK_WAIT": "100"},
    ) as writing:  # fmt: skip
        while writing.poll() is None:
            ran = new("status", *WEEK, "--json")
            if ran.code == 75:
                assert ran.json["error"]["message"]
                continue
            assert ran.code in (3, 4), ran
            seen.append(len(records(new, "returns")))
        assert writing.returncode in (0, 3)
    assert seen == sorted(seen)
    # It was looked at while it was being written: neither before nor after alone.
    assert len(set(seen)) > 2


# --- 46: seventy returns, in any order, and twice -------------------------------------------------


def records(desk: Desk, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk("export", table, "--json").json["data"]["records"]
    return found


def content(desk: Desk) -> dict[str, list[str]]:
    """Every table as it is exported, without what the order of arrival makes."""
    found = {
        table: sorted(
            repr(sorted((k, v) for k, v in record.items() if k not in PASSING))
            for record in records(desk, table)
        )
        for table in TABLES
    }
    figures = desk.figures("--total")
    found["figures"] = sorted(repr(sorted(figure.items())) for figure in figures)
    return found


def whole_desk(root: Path) -> Desk:
    """The sample's own campaign file, so that all its courts are known."""
    assert enforce("init", root).code == 0
    campaign = (sample_folder("tieling") / "enforce.toml").read_text("utf-8")
    (root / "enforce.toml").write_text(campaign, "utf-8")
    (root / "person.salt").write_bytes(bytes(range(32)))
    (root / "person.salt").chmod(0o600)
    return Desk(root)


@pytest.mark.slow
def test_scenario_46_seventy_returns_in_any_order_and_twice(tmp_path: Path) -> None:
    files = [path for week in range(1, 6) for path in returns_of(week, "")][:70]
    assert len(files) == 70
    straight = whole_desk(tmp_path / "straight")
    assert straight("ingest", *files, *RECEIVED).code in (0, 3)
    expected = content(straight)
    assert len(expected["returns"]) >= 70
    assert all(expected[table] for table in ("cases", "recoveries", "measures", "figures"))
    chance = random.Random(SEED)
    shuffled = whole_desk(tmp_path / "shuffled")
    mixed = [*files, *files]
    chance.shuffle(mixed)
    codes = [shuffled("ingest", *mixed[n : n + 28], *RECEIVED).code for n in range(0, 140, 28)]
    assert set(codes) <= {0, 3}
    found = content(shuffled)
    for table, rows in expected.items():
        assert found[table] == rows, table


# --- 47: what is here already costs less ----------------------------------------------------------


@pytest.mark.slow
def test_scenario_47_a_second_look_is_cheaper_than_the_first(new: Desk) -> None:
    files = [path for week in range(1, 6) for path in returns_of(week, "银州", "昌图")]
    spent = []
    for _ in range(2):
        begun = time.perf_counter()
        assert new("ingest", *files, *RECEIVED).code in (0, 3)
        spent.append(time.perf_counter() - begun)
    assert spent[1] < spent[0]
