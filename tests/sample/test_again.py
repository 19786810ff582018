"""The sample again: any order of arrival, everything twice, and the campaign made anew."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from enforcement_cli.store.problems import all_problems
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.reading import Reading, ReadTask
from enforcement_cli.workflow.state import Room, base_relations, enter
from enforcement_cli.workflow.workspace import Workspace, create_workspace
from sample_data.make import make as make_sample
from tests.campaign import SAMPLE, Played, once, rows_of
from tests.sample.asking import LATER, TOTAL, computed


def state_of(room: Room) -> dict[str, list]:
    """All that figures and doubts are made of, without the ids that number arrivals.

    Files go by their bytes: which of two copies was the duplicate depends on their order. Doubts
    that came and went on the way are history and no part of the state. Nor is what was published
    in between, and so whether a correction changes an issue (Z-03) or only an earlier week (Z-02).
    """
    queries = {
        "cases": "SELECT * EXCLUDE (last_rank) FROM current_cases ORDER BY case_no",
        "receipts": "SELECT r.case_no, r.day, r.amount_fen, r.nature, r.sheet, r.row, n.sha256"
        " FROM receipts r JOIN returns n USING (return_id) ORDER BY ALL",
        "measures": "SELECT m.* EXCLUDE (return_id), n.sha256 FROM current_measures m"
        " JOIN returns n USING (return_id) ORDER BY ALL",
    }
    with open_store(room.workspace.store, write=False) as connection:
        parts = base_relations(connection, room, LATER)
        clause = "WITH " + ",\n".join(f"{name} AS ({sql})" for name, sql in parts.items())
        found = {
            name: connection.execute(f"{clause} {q}").fetchall() for name, q in queries.items()
        }
        found["problems"] = sorted(
            (
                p.file_name,
                p.code,
                p.sheet or "",
                p.row or 0,
                p.column or 0,
                p.field,
                p.case_no,
                p.state,
            )
            for p in all_problems(connection, LATER)
            if p.severity != "fixed" and p.state != "corrected" and p.code not in ("Z-02", "Z-03")
        )
    return found


def arrivals() -> dict[str, datetime]:
    """When each file came, as the demo received it: a day's files all with its last."""
    days: dict[str, datetime] = {}
    manifest = rows_of("manifest.csv")
    for row in manifest:
        moment = datetime.fromisoformat(row["received_at"])
        days[row["received_at"][:10]] = max(days.get(row["received_at"][:10], moment), moment)
    return {row["file"]: days[row["received_at"][:10]] for row in manifest}


def answer_all(room: Room) -> None:
    """What the desk answered; where no issue went out, nobody asks why one changed (Z-03)."""
    for row in rows_of("answers.csv"):
        if row["code"] == "Z-03":
            continue
        explanation = Explanation(
            choice=Choice(codes=(row["code"],), court=row["court"], case_no=row["case_no"]),
            by=row["by"],
            reason=row["reason"],
        )
        explain_problem(room, explanation, at=datetime.fromisoformat(row["at"]))


@pytest.fixture(scope="session")
def shuffled(played: Played, shared: Path) -> Room:
    """Another desk that got the same files in another order, with the same times of receipt."""

    def make(folder: Path) -> Room:
        room = played.room_in(folder)
        files = list(arrivals().items())
        random.Random(7).shuffle(files)
        for moment in dict.fromkeys(moment for _, moment in files):
            paths = [SAMPLE / name for name, came in files if came == moment]
            options = IngestOptions(received_at=moment, root=SAMPLE)
            ingest(room, paths, options, reader=played.reader)
        answer_all(room)
        return room

    found: Room = once(shared, "shuffled", make)
    return found


@pytest.fixture
def copied(shuffled: Room, tmp_path: Path) -> Room:
    """A copy of that desk, to be written to."""
    shutil.copytree(shuffled.workspace.root, tmp_path / "desk")
    return replace(shuffled, workspace=Workspace(tmp_path / "desk"))


@pytest.mark.slow
def test_any_order_of_arrival_gives_the_same_state(played: Played, shuffled: Room) -> None:
    expected, found = state_of(played.room), state_of(shuffled)
    for name in ("cases", "receipts", "measures"):
        assert found[name] == expected[name], name


def test_any_order_of_arrival_gives_the_same_problems(played: Played, shuffled: Room) -> None:
    assert state_of(shuffled)["problems"] == state_of(played.room)["problems"]


def test_any_order_of_arrival_gives_the_same_figures(played: Played, shuffled: Room) -> None:
    assert computed(shuffled, TOTAL, LATER) == computed(played.room, TOTAL, LATER)


def test_everything_again_is_a_duplicate_and_changes_nothing(played: Played, copied: Room) -> None:
    before = state_of(copied)
    options = IngestOptions(received_at=LATER, root=SAMPLE)
    receipts = ingest(copied, [SAMPLE / "returns"], options, reader=played.reader)
    taken = {r.file for r in played.result.receipts if r.status in ("accepted", "gaps")}
    for receipt in receipts:
        expected = {"duplicate"} if receipt.file in taken else {"duplicate", "returned", "skipped"}
        assert receipt.status in expected, receipt.file
    assert state_of(copied) == before


# --- the maker ---------------------------------------------------------------------------------


def test_the_sample_is_made_again_to_the_byte(tmp_path: Path) -> None:
    make_sample(tmp_path, faults=True)
    files = {p.relative_to(SAMPLE) for p in SAMPLE.rglob("*") if p.is_file()}
    again = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    assert again == files
    differing = [f for f in files if (tmp_path / f).read_bytes() != (SAMPLE / f).read_bytes()]
    assert differing == []


@pytest.mark.slow
def test_the_clean_campaign_has_no_faults(tmp_path: Path) -> None:
    sample = tmp_path / "clean"
    make_sample(sample, faults=False)
    names = [row["file"] for row in rows_of("manifest.csv", sample)]
    room = enter(create_workspace(tmp_path / "desk", (sample / "enforce.toml").read_text("utf-8")))
    options = IngestOptions(timed=False, received_at=LATER, root=sample)
    receipts = ingest(room, [sample / name for name in names], options)
    problems = [problem for receipt in receipts for problem in receipt.problems]
    assert {receipt.status for receipt in receipts} == {"accepted"}
    assert [p for p in problems if p.severity == "return"] == []
    assert len([p for p in problems if p.severity == "query"]) <= 2


def test_known_bytes_under_another_name_are_the_same_return(played: Played, copied: Room) -> None:
    """They are read, for a 零报告 may repeat, and then found to be of the same slot."""
    sent = next(r for r in played.result.receipts if r.status == "accepted")
    reading = played.readings[sent.file]
    copy = copied.workspace.root / f"副本{Path(sent.file).name}"
    copy.write_bytes(reading.task.path.read_bytes())

    def reader(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
        del workers
        return (replace(reading, task=task) for task in tasks)

    (receipt,) = ingest(copied, [copy], IngestOptions(received_at=LATER), reader=reader)
    assert receipt.status == "duplicate"
    assert receipt.return_id is not None
