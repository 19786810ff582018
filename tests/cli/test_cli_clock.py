"""A dead battery sets the machine back two years: the corrected return still counts."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store import session
from enforcement_cli.workflow import present
from tests.cli.running import case_row, ledger

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Desk

WEEK = ("--week", "--date", "2025-12-28")


def set_clock(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    moment = datetime(year, 1, 5, 9, tzinfo=BEIJING)
    for module in (present, session):
        monkeypatch.setattr(module, "now", lambda: moment)


def send(desk: Desk, folder: Path, money: int) -> Any:
    folder.mkdir()
    path = folder / "铁岭市银州区人民法院第02周案件台账.xlsx"
    ledger("2", "2025-12-22", "2025-12-28", case_row(11, money)).save(path)
    return desk("ingest", path, "--json")


def recovered(desk: Desk) -> list[int]:
    rows = csv.DictReader(io.StringIO(desk("export", "cases").out))
    return [int(row["recovered_fen"]) for row in rows]


def test_the_corrected_version_counts(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, 2026)
    assert send(new, tmp_path / "1", 9000).err == ""
    set_clock(monkeypatch, 2024)
    # Whichever name the files' hashes give them, the later one counts.
    for place, money in enumerate((9100, 9200, 9300, 9400, 9500), start=2):
        ran = send(new, tmp_path / str(place), money)
        assert ran.json["data"]["returns"][0]["status"] == "accepted", ran.out
        assert ran.err.startswith("注意：系统时钟（2024-01-05 09:00）")
        assert recovered(new) == [money * 100]
    published = new("publish", *WEEK, "--by", "内勤", "--json")
    assert published.json["status"] != "failed" or published.code == 7, published
    assert "Traceback" not in published.err


def test_the_users_word_is_not_touched(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, 2026)
    send(new, tmp_path / "1", 9000)
    set_clock(monkeypatch, 2024)
    path = tmp_path / "铁岭市银州区人民法院第02周案件台账.xlsx"
    ledger("2", "2025-12-22", "2025-12-28", case_row(11, 9100)).save(path)
    ran = new("ingest", path, "--received", "2025-12-30T08:00", "--json")
    assert (ran.err, ran.json["data"]["returns"][0]["status"]) == ("", "accepted")
    told = new("status", "--date", "2025-12-28", "--known-at", "2025-12-31", "--json")
    assert "2025-12-30T08:00" in told.out
    assert told.err == ""
