"""The proof-reader against forty planted faults, and against texts in which there are none.

`python -m tests.proof.measure` prints the same as a table, with what was said of each fault.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.campaign import Played
from tests.proof.judged import Said, judge, said_of
from tests.proof.material import PAPERS, WEEK, Material, material_of, prose_of
from tests.proof.measure import ALARMS_AT_MOST, MISSED_AT_MOST, together, unasked
from tests.proof.planted import DIFFERS
from tests.proof.press import press_text
from tests.proof.truth import swapped

LAST = ("--week", "--date", "2026-02-28")


@pytest.fixture(scope="module")
def desk(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample campaign."""
    root = tmp_path_factory.mktemp("planted") / "desk"
    return Path(shutil.copytree(played.folder, root))


@pytest.fixture(scope="module")
def week(desk: Path) -> Material:
    return material_of(WEEK, desk, desk.parent)


@pytest.fixture(scope="module", params=PAPERS, ids=lambda paper: paper.name)
def material(request: pytest.FixtureRequest, desk: Path) -> Material:
    return material_of(request.param, desk, desk.parent)


def serious(said: list[Said]) -> list[Said]:
    return [one for one in said if one.serious]


def test_nearly_all_planted_faults_are_found(material: Material) -> None:
    judged, alarms, _ = together(material)
    missed = [(one.fault.kind, one.planted.wrong) for one in judged if not one.found]
    assert len(missed) <= len(judged) * MISSED_AT_MOST, missed
    assert len(alarms) <= ALARMS_AT_MOST, alarms


def test_the_week_has_the_faults_that_the_measure_asks_for(week: Material) -> None:
    assert len(week.faults()) == 40
    assert len({fault.kind for fault in week.faults()}) >= 15


def test_a_deaf_proof_reader_finds_nothing_and_a_nervous_one_gives_alarms(week: Material) -> None:
    path, planted = week.faulty(week.faults())
    prose = prose_of(path)
    deaf, quiet = judge(prose, week.faults(), planted, [])
    assert (sum(one.found for one in deaf), quiet) == (0, [])
    # All that differs everywhere, by one code at a time, names only faults of that code.
    everything = Said(code="weekday", start=0, end=len(prose.text), words="", serious=True)
    nervous, _ = judge(prose, week.faults(), planted, [everything])
    assert sum(one.found for one in nervous) == 0
    beside = Said(code=DIFFERS, start=0, end=4, words="", serious=True)
    assert judge(prose, week.faults(), planted, [beside])[1] == [beside]


def test_nothing_is_said_against_a_rightly_edited_copy(material: Material) -> None:
    alarms, _, counts = unasked(material)
    assert alarms == []
    # It was read: nearly all that it states is held against a figure, and agrees.
    assert counts["matches"] + counts["rounded"] > 300
    assert counts["rounded"] >= 5
    assert counts.get("absent", 0) + counts.get("undecided", 0) < sum(counts.values()) / 20


def test_nothing_is_said_against_a_press_report(week: Material) -> None:
    path = week.folder / "press.txt"
    path.write_text(press_text(week.truth), "utf-8")
    ran = week.proof(path)
    assert (ran.code, serious(said_of(ran.json["data"]))) == (0, [])
    assert [one["verdict"] for one in ran.json["data"]["claims"]].count("matches") >= 15


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_one_other_number_in_a_published_issue(week: Material, suffix: str) -> None:
    text = issue(week, suffix).read_text("utf-8")
    pattern = r"(整治欠薪案件：[^。]*?累计执结(?:<[^>]*>)?)(\d+)(?=件)"
    (found,) = re.finditer(pattern, text)
    number = swapped(found[2])
    path = week.folder / f"edited.{suffix}"
    path.write_text(text[: found.start(2)] + number + text[found.end(2) :], "utf-8")
    ran = week.proof(path, *LAST)
    assert ran.code == 3
    prose = prose_of(path).text
    (paragraph,) = re.finditer(r"整治欠薪案件：本周[^\n]*", prose)
    wrong = prose.index(f"累计执结{number}件", paragraph.start()) + len("累计执结")
    heard = serious(said_of(ran.json["data"]))
    # What does not agree with it in its own sentence (其中, a rate) may be said, too.
    assert [said.start for said in heard if said.code == DIFFERS] == [wrong]
    assert [said for said in heard if not said.touches(paragraph.span())] == []


def test_one_other_number_in_a_published_workbook(week: Material) -> None:
    book = openpyxl.load_workbook(issue(week, "xlsx"))
    sheet = book["各院办案情况"]
    (column,) = [cell.column for row in sheet.iter_rows() for cell in row if cell.value == "终本"]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "昌图县法院"]
    cell = sheet.cell(row, column)
    cell.value = int(swapped(int(cell.value)))  # type: ignore[arg-type]
    path = week.folder / "edited.xlsx"
    book.save(path)
    ran = week.proof(path, *LAST)
    assert ran.code == 3
    (table,) = [one for one in prose_of(path).tables if one.place == sheet.title]
    span = table.rows[row - table.first_row][column - table.first_column]
    # The total is a formula: whoever counts it anew may say that it is not the sum.
    heard = serious(said_of(ran.json["data"]))
    assert [said.code for said in heard if said.touches(span)] == [DIFFERS]
    assert {said.code for said in heard if not said.touches(span)} <= {"column_total"}


def issue(week: Material, suffix: str) -> Path:
    """The last issue as it was published."""
    (found,) = (week.desk.root / "bulletins").glob(f"*-第11周-*.{suffix}")
    return found
