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
from tests.proof.judged import Said, said_of
from tests.proof.material import Material, material_of, prose_of
from tests.proof.measure import ALARMS_AT_MOST, FOUND_AT_LEAST, together, unasked
from tests.proof.planted import DIFFERS
from tests.proof.press import press_text
from tests.proof.truth import swapped

LAST = ("--week", "--date", "2026-02-28")


@pytest.fixture(scope="module")
def material(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The documents, made from a copy of the sample campaign."""
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(played.folder, root / "desk")
    return material_of(root / "desk", root)


def serious(said: list[Said]) -> list[Said]:
    return [one for one in said if one.serious]


def test_nearly_all_of_forty_faults_are_found(material: Material) -> None:
    judged, alarms, _ = together(material)
    assert len(judged) == 40
    assert len({one.fault.kind for one in judged}) >= 15
    missed = [(one.fault.kind, one.planted.wrong) for one in judged if not one.found]
    assert len(missed) <= len(judged) - FOUND_AT_LEAST, missed
    assert len(alarms) <= ALARMS_AT_MOST, alarms


def test_nothing_is_said_against_a_rightly_edited_copy(material: Material) -> None:
    alarms, _ = unasked(material)
    assert alarms == []
    ran = material.proof(material.edited())
    assert ran.code == 0
    verdicts = [one["verdict"] for one in ran.json["data"]["claims"]]
    # It was read: most of what it states is held against a figure and agrees.
    assert verdicts.count("matches") > 100
    assert verdicts.count("rounded") >= 5


def test_nothing_is_said_against_a_press_report(material: Material) -> None:
    path = material.folder / "press.txt"
    path.write_text(press_text(material.truth), "utf-8")
    ran = material.proof(path)
    assert (ran.code, serious(said_of(ran.json["data"]))) == (0, [])
    assert [one["verdict"] for one in ran.json["data"]["claims"]].count("matches") >= 15


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_one_other_number_in_a_published_issue(material: Material, suffix: str) -> None:
    text = issue(material, suffix).read_text("utf-8")
    pattern = r"(整治欠薪案件：[^。]*?累计执结(?:<[^>]*>)?)(\d+)(?=件)"
    (found,) = re.finditer(pattern, text)
    number = swapped(found[2])
    path = material.folder / f"edited.{suffix}"
    path.write_text(text[: found.start(2)] + number + text[found.end(2) :], "utf-8")
    ran = material.proof(path, *LAST)
    (said,) = serious(said_of(ran.json["data"]))
    prose = prose_of(path).text
    assert (ran.code, said.code) == (3, DIFFERS)
    assert re.search(
        rf"整治欠薪案件：本周[^\n]*累计执结{number}$", prose[: said.start + len(number)]
    )


def test_one_other_number_in_a_published_workbook(material: Material) -> None:
    book = openpyxl.load_workbook(issue(material, "xlsx"))
    sheet = book["各院办案情况"]
    (column,) = [cell.column for row in sheet.iter_rows() for cell in row if cell.value == "终本"]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "昌图县法院"]
    cell = sheet.cell(row, column)
    cell.value = int(swapped(int(cell.value)))  # type: ignore[arg-type]
    path = material.folder / "edited.xlsx"
    book.save(path)
    ran = material.proof(path, *LAST)
    assert ran.code == 3
    (table,) = [one for one in prose_of(path).tables if one.place == sheet.title]
    span = table.rows[row - table.first_row][column - table.first_column]
    # The total is a formula: whoever counts it anew may say that it is not the sum.
    heard = serious(said_of(ran.json["data"]))
    assert [said.code for said in heard if said.touches(span)] == [DIFFERS]
    assert {said.code for said in heard if not said.touches(span)} <= {"column_total"}


def issue(material: Material, suffix: str) -> Path:
    """The last issue as it was published."""
    (found,) = (material.desk.root / "bulletins").glob(f"*-第11周-*.{suffix}")
    return found
