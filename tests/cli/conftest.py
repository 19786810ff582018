"""Desks to run the command line over. No test here may reach a network."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, Desk, case_row, enforce, ledger, returns_of


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No workspace by chance: neither by the environment nor by the folder we stand in."""
    for name in [name for name in os.environ if name.startswith("ENFORCE_")]:
        monkeypatch.delenv(name)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)


@pytest.fixture
def new(tmp_path: Path) -> Desk:
    """A workspace that has received nothing."""
    return _made(tmp_path / "new")


@pytest.fixture(scope="session")
def received(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two weeks of two courts, as of 2025-12-29 noon. Shared: tests only read it."""
    desk = _made(tmp_path_factory.mktemp("received") / "desk")
    for week, day in ((1, "2025-12-22"), (2, "2025-12-29")):
        files = returns_of(week, "银州", "昌图")
        ran = desk("ingest", *files, "--received", f"{day}T12:00", "--json")
        assert ran.code == 0, ran
        statuses = [one["status"] for one in ran.json["data"]["returns"]]
        assert (ran.code, statuses) == (0, ["accepted"] * 4)
    return desk


@pytest.fixture
def own(received: Desk, tmp_path: Path) -> Desk:
    """The same for one test to change."""
    shutil.copytree(received.root, tmp_path / "own")
    return Desk(tmp_path / "own")


@pytest.fixture
def doubted(new: Desk, tmp_path: Path) -> Desk:
    """A desk with one open 核实: a recovered amount that went down (P-01)."""
    first = ledger(
        "1", "2025-12-20", "2025-12-21", case_row(11, 9000), case_row(12, 0, note="@SUM(1)")
    )
    second = ledger("2", "2025-12-22", "2025-12-28", case_row(11, 4000), case_row(12, 700))
    for week, (made, day) in enumerate(((first, "2025-12-22"), (second, "2025-12-29")), start=1):
        path = made.save(tmp_path / f"铁岭市银州区人民法院第{week:02d}周案件台账.xlsx")
        ran = new("ingest", path, "--received", f"{day}T12:00", "--json")
        assert ran.code == (0 if week == 1 else 3), ran.out
    return new


def _made(root: Path) -> Desk:
    assert enforce("init", root).code == 0
    (root / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    return Desk(root)
