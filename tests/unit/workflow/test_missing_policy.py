"""Six of seven (scenario 30): totals, notes and wording under omit, carry and block."""

import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.campaign import Action, Expectation, Target
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.court import Court
from enforcement_cli.model.failure import ExitCode, HeldBack
from enforcement_cli.render.markdown import render_markdown
from enforcement_cli.store.save import save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import Report, hold_back, report, write_report
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from enforcement_cli.workflow.writing import layout_of
from tests.facts import CAMPAIGN, DESK, aggregate, case, ledger, week

CODES = tuple(f"辽12{n:02d}" for n in (2, 4, 21, 23, 24, 81, 82))
LATE = CODES[1]
COURTS = tuple(Court(code=c, name=f"第{c[3:]}人民法院", short=f"{c[3:]}法院") for c in CODES)
DESK7 = replace(DESK, courts=COURTS)
AFTER = datetime(2026, 1, 5, 12, tzinfo=BEIJING)


@pytest.fixture(params=["ledger", "aggregate"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def room_of(folder: Path, policy: str, kind: str) -> Room:
    form = "cases" if kind == "ledger" else "aggregate"
    campaign = replace(
        CAMPAIGN, missing=policy, expects=(Expectation(form=form),),  # type: ignore[arg-type]
        actions=(Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000),),
        targets=tuple(Target(indicator="cases_closed", court=c, at_least=Decimal(20)) for c in CODES),  # type: ignore[arg-type]
    )  # fmt: skip
    return Room(workspace=Workspace(folder), desk=DESK7, campaign=campaign)


def send(room: Room, kind: str, number: int, *courts: str) -> None:
    with open_store(room.workspace.store, write=True) as connection:
        for court in courts:
            sent: Any
            if kind == "ledger":
                rows = [
                    case(n, court=court, closed="12-24" if n < 11 else "12-30")
                    for n in range(1, 12)
                ]
                sent = ledger(number, *(rows if number == 3 else rows[:10]), court=court)
            else:
                to_date = 10 if number == 2 else 11
                stated = {(None, "cases_closed", "period"): 10 if number == 2 else 1,
                          (None, "cases_closed", "cumulative"): to_date,
                          (None, "cases_open", "cumulative"): 5}  # fmt: skip
                sent = aggregate(number, stated, court)
            with transaction(connection):
                save_return(connection, sent.receipt, sent.batch)


def six_of_seven(folder: Path, policy: str, kind: str) -> Room:
    room = room_of(folder, policy, kind)
    send(room, kind, 2, *CODES)
    send(room, kind, 3, *(c for c in CODES if c != LATE))
    return room


def weekly(room: Room) -> Report:
    return report(room, PeriodWish(kind="week", day=week(3).end), known_at=AFTER)


def value(
    found: Report, basis: str = "period", court: str | None = None, name: str = "cases_closed"
):
    (figure,) = [
        f for f in found.figures.figures
        if (f.key.indicator, f.key.basis, f.key.court, f.key.action) == (name, basis, court, None)
    ]  # fmt: skip
    return figure.value


def text_of(found: Report) -> str:
    return render_markdown(found.bulletin, template_path(None, "weekly.md.j2"))


@pytest.mark.parametrize("policy", ["omit", "carry"])
def test_totals_leave_out_the_period_and_keep_what_was_known(
    tmp_path: Path, policy: str, kind: str
) -> None:
    room = six_of_seven(tmp_path, policy, kind)
    found = weekly(room)
    assert (value(found), value(found, court=LATE)) == (6, None)
    assert (value(found, "cumulative"), value(found, "cumulative", LATE)) == (76, 10)
    (desk,) = [f for f in found.figures.figures if f.key.indicator == "cases_closed"
               and f.key.basis == "period" and f.key.court is None and f.key.action is None]  # fmt: skip
    # The base is of the same six courts.
    assert (desk.previous, desk.change) == (60, -54)
    hold_back(found)
    text = text_of(found)
    name = DESK7.court_of(LATE).short  # type: ignore[union-attr]
    assert any(name in note for note in found.bulletin.notes)
    assert f"1家未报齐：{name}" in text
    mark = "*" if kind == "ledger" else "*（报）"
    assert f"10{mark}" in text
    assert f"76{mark}" in text


def test_carry_says_whose_figures_are_carried_and_since_when(tmp_path: Path, kind: str) -> None:
    found = weekly(six_of_seven(tmp_path, "carry", kind))
    (note,) = [n for n in found.bulletin.notes if n.startswith("带“*”")]
    assert DESK7.court_of(LATE).short in note  # type: ignore[union-attr]
    assert "2025年12月28日" in note
    assert sum(c.short in note for c in COURTS) == 1


def test_carried_cells_are_marked_numbers_in_the_workbook(tmp_path: Path, kind: str) -> None:
    room = six_of_seven(tmp_path, "carry", kind)
    files = write_report(weekly(room), ("md", "xlsx"), tmp_path / "out", layout_of(None))
    import openpyxl

    book = openpyxl.load_workbook(files["xlsx"], data_only=True)
    marked = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if "*" in (cell.number_format or "") and '"' in cell.number_format
    ]  # fmt: skip
    assert 10 in marked
    assert 76 in marked
    assert all(isinstance(each, int | float) for each in marked)
    assert zipfile.is_zipfile(files["xlsx"])


def test_block_writes_nothing_and_names_the_court(tmp_path: Path, kind: str) -> None:
    room = six_of_seven(tmp_path, "block", kind)
    with pytest.raises(HeldBack) as caught:
        hold_back(weekly(room))
    assert caught.value.code is ExitCode.GATE
    assert caught.value.where.startswith("B-01")
    assert DESK7.court_of(LATE).short in caught.value.message  # type: ignore[union-attr]
    with pytest.raises(HeldBack):
        issue_bulletin(room, PeriodWish(kind="week", day=week(3).end), at=AFTER, formats=("md",))
    assert not list(tmp_path.glob("**/*.md"))
    send(room, kind, 3, LATE)
    found = weekly(room)
    hold_back(found)
    assert (value(found), value(found, "cumulative")) == (7, 77)


@pytest.mark.parametrize("policy", ["omit", "carry", "block"])
def test_the_campaign_file_knows_the_policies(tmp_path: Path, policy: str) -> None:
    text = (
        '[desk]\ncourt = "辽12"\n[[court]]\ncode = "辽12"\nname = "铁岭市中级人民法院"\n[[campaign]]\n'
        f'id = "a"\nname = "甲"\nstart = 2025-12-20\nend = 2026-02-28\nmissing = "{policy}"\n'
    )
    path = tmp_path / "enforce.toml"
    path.write_text(text, "utf-8")
    assert read_campaign_file(path).campaigns[0].missing == policy


def test_targets_of_a_court_that_has_not_reported_are_not_paced(tmp_path: Path, kind: str) -> None:
    found = weekly(six_of_seven(tmp_path, "carry", kind))
    # New Year takes a day of the week: P-14 is of no target.
    codes = [p.code for p in found.findings if p.code != "P-14"]
    assert set(codes) <= {"T-05", "T-06", "T-07"}
    assert len(codes) == 6
    assert not [p for p in found.findings if LATE in p.subject]
