"""The nation of benchmarks/: a lake that enforce opens, and the truth of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.nation import Nation, make_nation
from enforcement_cli.store.lake.over import open_lake, read_head
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import Workspace

NATION = Nation(courts=6, weeks=10, cases=600, sample=2)


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_nation(tmp_path_factory.mktemp("nation"), NATION)


def _bytes(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    # The workspace beside it has its own salt.
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in found
        if path.relative_to(folder).parts[0] != "desk"
    }


def test_the_same_seed_gives_the_same_bytes(nation: Path, tmp_path: Path) -> None:
    again = _bytes(make_nation(tmp_path, NATION))
    assert again == _bytes(nation)
    assert len([name for name in again if name.endswith(".parquet")]) == 6 * 3 * 10 - 2 * 3


def test_the_lake_says_the_truth_of_all_courts_but_the_sample(nation: Path, tmp_path: Path) -> None:
    truth = json.loads((nation / "truth.json").read_text(encoding="utf-8"))
    assert read_head(nation / "lake").campaigns == ("simulated",)
    with open_lake(nation / "lake", spill=tmp_path) as connection:
        found = connection.execute("""
            WITH latest AS (
                SELECT reporting_court AS court, case_no, arg_max(recovered_fen, as_of) AS fen,
                       max(closed_on) AS closed_on
                FROM cases JOIN returns USING (return_id) GROUP BY ALL)
            SELECT court, count(*), count(closed_on), sum(fen) FROM latest GROUP BY court""").fetchall()
    told = {
        court: {"cases": cases, "closed": closed, "recovered_fen": int(fen)}
        for court, cases, closed, fen in found
    }
    sampled = ["京3001", "津3001"]
    assert len(truth) == 6
    assert {court: told[court] for court in truth if court not in sampled} == {
        court: truth[court] for court in truth if court not in sampled
    }
    assert all(told[court] != truth[court] for court in sampled)


def test_the_sample_sends_its_last_week_as_workbooks(nation: Path) -> None:
    room = enter(Workspace(root=nation / "desk"))
    options = IngestOptions(received_at=datetime(2026, 3, 16, 9))
    receipts = ingest(room, [nation / "returns"], options)
    assert {(receipt.head.court, receipt.status) for receipt in receipts if receipt.head} == {
        ("京3001", "accepted"), ("津3001", "accepted"),
    }  # fmt: skip
    assert sum(receipt.rows for receipt in receipts) > 10
