"""The simulations of benchmarks/: the same bytes each time, and an ingest gives their truth back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.simulation import Plan, make_simulation
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import create_workspace

PLAN = Plan(name="tiny", courts=3, weeks=2, cases=20)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_simulation(tmp_path_factory.mktemp("simulation"), PLAN)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    again = make_simulation(tmp_path, PLAN)
    assert _hashes(again) == _hashes(tiny)
    assert len(_hashes(tiny)) == 2 + 3 * 2 * 4


def test_another_seed_gives_other_returns(tiny: Path, tmp_path: Path) -> None:
    plan = Plan(name="tiny", courts=3, weeks=2, cases=20, seed=9)
    other = _hashes(make_simulation(tmp_path, plan))
    same = [name for name, value in _hashes(tiny).items() if other[name] == value]
    assert same == ["enforce.toml"]


def test_no_two_courts_lay_out_alike(tiny: Path) -> None:
    import python_calamine

    heads = set()
    for path in (tiny / "returns" / "第01周").glob("*案件台账.xlsx"):
        rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        heads.add(next(tuple(row) for row in rows if any("案由" in str(cell) for cell in row)))
    assert len(heads) == 3


def test_the_truth_comes_back_from_an_ingest(tiny: Path, tmp_path: Path) -> None:
    text = (tiny / "enforce.toml").read_text(encoding="utf-8")
    room = enter(create_workspace(tmp_path / "desk", text))
    options = IngestOptions(received_at=datetime(2026, 1, 19, 9))
    receipts = ingest(room, [tiny / "returns"], options)
    assert {receipt.status for receipt in receipts} == {"accepted"}
    assert len(receipts) == 3 * 2 * 4
    # What is read another way than it stands is noted; nothing is left to be asked.
    asked = {p.rule.code for r in receipts for p in r.problems if p.severity != "fixed"}
    assert asked == set()
    truth: dict[str, Any] = json.loads((tiny / "truth.json").read_text(encoding="utf-8"))
    assert _stored(room.workspace.store) == truth
    assert all(told["closed"] and told["recovered_fen"] for told in truth.values())


def _stored(store: Path) -> dict[str, Mapping[str, int]]:
    """The truth's figures, straight from the facts of each court's last returns."""
    asked = {
        "cases": "SELECT count(DISTINCT case_no) FROM last_cases",
        "closed": "SELECT count(*) FILTER (closed_on IS NOT NULL) FROM last_cases",
        "recovered_fen": "SELECT sum(recovered_fen) FROM last_cases",
        "payments": "SELECT count(*) FROM recoveries JOIN returns USING (return_id)",
        "measures": "SELECT count(*) FROM measures JOIN returns USING (return_id)",
        "declared_fen": (
            "SELECT max(value) FILTER (indicator = 'amount_recovered' AND basis = 'cumulative')"
            " FROM statements JOIN returns USING (return_id)"
        ),
    }
    last = (
        "SELECT cases.*, reporting_court FROM cases JOIN returns USING (return_id)"
        " WHERE as_of = DATE '2026-01-18'"
    )
    found: dict[str, dict[str, int]] = {}
    with open_store(store, write=False) as connection:
        for name, sql in asked.items():
            select, _, rest = sql.partition(" FROM ")
            grouped = (
                f"WITH last_cases AS ({last}) {select}, reporting_court FROM {rest} GROUP BY ALL"
            )
            for value, court in connection.execute(grouped).fetchall():
                found.setdefault(court, {})[name] = int(value)
    return found
