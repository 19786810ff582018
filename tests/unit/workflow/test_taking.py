"""A file taken in: what crosses from the child that read it, and what a bug over it leaves."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.facts import Facts
from enforcement_cli.workbook.archive import fingerprint
from enforcement_cli.workflow import taking
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.taking import Arrival, Manner, not_kept, take_in_file, take_in_files
from tests.cli.running import CAMPAIGN, case_row, ledger

AT = datetime(2025, 12, 22, 12, tzinfo=BEIJING)
SECRET = "甲某的证件"  # noqa: S105
NAME = "铁岭市银州区人民法院第01周案件台账.xlsx"


@pytest.fixture
def manner(tmp_path: Path) -> Manner:
    path = tmp_path / "enforce.toml"
    path.write_text(CAMPAIGN, "utf-8")
    desk = read_campaign_file(path)
    options = IngestOptions(received_at=AT)
    return Manner(desk=desk, campaign=desk.campaigns[-1], salt=bytes(32), options=options)


@pytest.fixture
def arrival(tmp_path: Path) -> Arrival:
    path = ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000)).save(tmp_path / NAME)
    return Arrival(path=path, shown=NAME, sha256=fingerprint(path))


def test_facts_are_the_rows_that_enter_and_their_places(arrival: Arrival, manner: Manner) -> None:
    ((receipt, facts),) = take_in_file(arrival, manner).pairs
    assert (receipt.status, receipt.rows) == ("accepted", 1)
    assert facts is not None
    (row,) = facts.tables["cases"].select(["case_no", "recovered_fen", "row"]).to_pylist()
    assert row == {"case_no": "（2025）辽1202执11号", "recovered_fen": 900000, "row": row["row"]}
    assert "return_id" not in facts.tables["cases"].column_names
    assert "case_no" in facts.places.column("field").to_pylist()


def test_a_child_sends_back_the_very_same(arrival: Arrival, manner: Manner) -> None:
    here = take_in_file(arrival, manner)
    (there,) = take_in_files([arrival], manner, 1)
    assert there.arrival == arrival
    (((receipt, facts),), ((sent, crossed),)) = (here.pairs, there.pairs)
    assert sent == receipt
    assert facts is not None
    assert crossed is not None
    _equal(crossed, facts)


def test_facts_are_packed_whole() -> None:
    rows = pa.table(
        {
            "row": pa.array([1, None], pa.int32()),
            "rows": pa.array([["甲"], None], pa.list_(pa.string())),
            "case_no": pa.array(["x", ""], pa.large_string()),
        }
    )
    facts = Facts(tables={"cases": rows.slice(1)}, places=rows.slice(0, 0), measure_kinds=("a",))
    _equal(pickle.loads(pickle.dumps(facts)), facts)  # noqa: S301 - our own bytes
    assert facts.nbytes > 0


def test_a_bug_over_a_file_leaves_its_outline_and_no_value(
    arrival: Arrival, manner: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = taking.judge

    def judge(court: Any, reading: Any, options: Any, book: Any) -> Any:
        if not reading.fault:
            raise RuntimeError(SECRET)
        return real(court, reading, options, book)

    monkeypatch.setattr(taking, "judge", judge)
    taken = take_in_file(arrival, manner)
    ((receipt, facts),) = taken.pairs
    assert (receipt.status, facts) == ("returned", None)
    assert [problem.code for problem in receipt.problems] == ["F-01"]
    assert "RuntimeError" in taken.fault
    assert SECRET not in taken.fault


def test_what_is_another_file_by_now_was_never_received(arrival: Arrival, manner: Manner) -> None:
    taken = take_in_file(arrival, manner)
    ((receipt, facts),) = not_kept(taken, manner).pairs
    assert (receipt.sha256, receipt.status, facts) == ("", "returned", None)
    assert [problem.code for problem in receipt.problems] == ["F-01"]
    other = Arrival(path=arrival.path, shown=NAME, sha256="0" * 64)
    ((receipt, facts),) = take_in_file(other, manner).pairs
    assert ([p.code for p in receipt.problems], facts) == (["F-01"], None)


def _equal(one: Facts, other: Facts) -> None:
    assert one.measure_kinds == other.measure_kinds
    assert one.places.equals(other.places)
    assert one.tables.keys() == other.tables.keys()
    for name, rows in one.tables.items():
        assert rows.equals(other.tables[name])
