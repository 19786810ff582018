"""The eleven issues of the sample campaign at the gate: nothing the program wrote is doubted."""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from enforcement_cli.model.failure import HeldBack
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.gate import Gate, problems_at_gate
from enforcement_cli.workflow.material import ReportOptions
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.publish import PublishPlan, publish
from enforcement_cli.workflow.report import file_stem, report_from
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.verify import verify
from enforcement_cli.workflow.workspace import Workspace
from enforcement_cli.workflow.writing import layout_of, render_all
from tests.campaign import SAMPLE, Played

pytestmark = pytest.mark.slow
FORMATS = ("md", "xlsx", "docx", "html")
# What is found in the words and in the files, not in the returns.
OF_WORDS = {"B-04", "B-05", "B-06", "B-07", "B-08", "B-09", "B-10", "B-11", "B-12", "B-13", "B-14"}


def issues() -> list[tuple[date, datetime]]:
    """The last day of every week and when its issue went out."""
    with (SAMPLE / "issues.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (date.fromisoformat(row["end"]), datetime.fromisoformat(row["known_at"])) for row in rows
    ]


def at_gate(room: Room, wish: PeriodWish, at: datetime, folder: Path, *, rank: bool) -> set[str]:
    period, previous = resolve_period(wish, room.desk, room.campaign, at.date())
    with open_store(room.workspace.store, write=False) as connection:
        options = ReportOptions(rank=rank)
        found = report_from(connection, room, period, previous, at, options)
    folder.mkdir()
    files = render_all(found.bulletin, FORMATS, folder, file_stem(found), layout_of(room.workspace))
    gate = Gate(number=1, expected=1, accept=True, profile="bulletin")
    return {problem.code for problem in problems_at_gate(room, found, files, gate)}


@pytest.mark.parametrize("rank", [False, True], ids=["", "rank"])
def test_no_word_of_ours_is_doubted(played: Played, tmp_path: Path, rank: bool) -> None:
    weeks = issues()
    assert len(weeks) == 11
    wishes = [(PeriodWish(kind="week", day=end), at) for end, at in weeks]
    wishes += [
        (PeriodWish(kind=kind, day=weeks[-1][0]), weeks[-1][1]) for kind in ("month", "total")
    ]
    doubted = {
        (wish.kind, str(wish.day)): found
        for n, (wish, at) in enumerate(wishes)
        if (found := at_gate(played.room, wish, at, tmp_path / str(n), rank=rank) & OF_WORDS)
    }
    assert doubted == {}


def test_every_issue_goes_out_unless_a_return_waits(played: Played, tmp_path: Path) -> None:
    """`publish --yes` week by week; what is held is held by returns, and a year later all verify."""
    shutil.copytree(played.room.workspace.root, tmp_path / "desk")
    room = enter(Workspace(tmp_path / "desk"))
    held: dict[date, str] = {}
    out: list[int] = []
    for end, at in issues():
        plan = PublishPlan(by="统计员甲", formats=("md", "xlsx"), accept=True)
        try:
            done = publish(room, PeriodWish(kind="week", day=end), plan, at=at)
        except HeldBack as stop:
            held[end] = stop.message
        else:
            out.append(done.number)
            assert {problem.code for problem in done.problems} <= {"B-03"}
    assert all("B-02" in said and not any(c in said for c in OF_WORDS) for said in held.values())
    assert out
    assert [number for number in out if not verify(room, number, "week").clean] == []
