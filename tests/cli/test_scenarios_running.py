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
from enforcement_cli.workflow.demo import sample_folder
from tests.cli.running import ROOT, WEEK, Desk, enforce, returns_of

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
# Numbers of arrival, and the moment of it: the order of arrival makes them. So it does the name of
# what came twice under two names (第2周 of the 中院): sha256 says which file is meant.
PASSING = {
    "id",
    "return",
    "return_id",
    "problem_id",
    "received_at",
    "found_at",
    "version",
    "file_name",
    "file",
}


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
def test_scenario_45_status_during_a_long_write(own: Desk) -> None:
    files = [path for week in range(3, 8) for path in returns_of(week, "银州", "昌图")]
    seen: list[int] = []
    command = [sys.executable, "-m", "enforcement_cli", "ingest", "-C", str(own.root),
               *map(str, files), *RECEIVED, "-q"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "ENFORCE_LOCK_WAIT": "100"},
    ) as writing:  # fmt: skip
        while writing.poll() is None:
            board = own("status", *WEEK, "--json")
            stored = own("export", "returns", "--json")
            for ran in (board, stored):
                assert ran.code in (0, 3, 4, 75), ran
                assert ran.code != 75 or ran.json["error"]["message"], ran
            if stored.code == 0:
                seen.append(len(stored.json["data"]["records"]))
        assert writing.returncode in (0, 3)
    assert seen == sorted(seen)
    # It was looked at before the end, and at the end all of it is there.
    assert seen[0] < 8 + len(files) == len(records(own, "returns"))


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
    """The sample's own campaign file, with all its courts; whenever a file comes, it is taken."""
    assert enforce("init", root).code == 0
    campaign = (sample_folder("tieling") / "enforce.toml").read_text("utf-8")
    lines = [line for line in campaign.splitlines(keepends=True) if not line.startswith("due =")]
    (root / "enforce.toml").write_text("".join(lines), "utf-8")
    (root / "person.salt").write_bytes(bytes(range(32)))
    (root / "person.salt").chmod(0o600)
    return Desk(root)


def taken(desk: Desk, files: list[Path]) -> set[int]:
    """The exit codes of taking files in; what a court sent again came a day after the first."""
    codes: set[int] = set()
    for day, wanted in ((2, False), (3, True)):
        batch = [path for path in files if ("（" in path.name) is wanted]
        if batch:
            codes.add(desk("ingest", *batch, "--received", f"2026-02-0{day}T09:00").code)
    return codes


@pytest.mark.slow
def test_scenario_46_seventy_returns_in_any_order_and_twice(tmp_path: Path) -> None:
    files = [path for week in range(1, 6) for path in returns_of(week, "")][:70]
    assert len(files) == 70
    straight = whole_desk(tmp_path / "straight")
    assert taken(straight, files) <= {0, 3}
    expected = content(straight)
    # One came twice under two names, one is what Excel leaves beside an open file.
    assert len(expected["returns"]) == 68
    assert all(expected[table] for table in ("cases", "recoveries", "measures", "figures"))
    chance = random.Random(SEED)
    shuffled = whole_desk(tmp_path / "shuffled")
    mixed = [*files, *files]
    chance.shuffle(mixed)
    for n in range(0, 140, 28):
        assert taken(shuffled, mixed[n : n + 28]) <= {0, 3}
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
