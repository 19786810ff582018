"""A template workbook of a workspace is filled with bounds: a bomb or a link is refused, soon."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.render.excel import render_excel
from tests.security.made import bulletin

ROW = '<row r="{0}"><c r="A{0}" s="0"/><c r="B{0}" s="0"/></row>'
SECONDS = 6.0
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "x" * 100}">' for n in range(9))
CASES = {
    "rows without end": lambda xml: xml.replace(
        "<sheetData>", "<sheetData>" + "".join(ROW.format(n) for n in range(2, 300_000)), 1
    ),
    "a merge of everything": lambda xml: xml.replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', 1
    ),
    "a cell at the end": lambda xml: xml.replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', 1
    ),
    "entities that multiply": lambda xml: f"<!DOCTYPE worksheet [{ENTITIES}]>" + xml.replace(
        "</sheetData>", "</sheetData><oddHeader>&e8;</oddHeader>", 1
    ),
    "half a million names in a cell": lambda xml: xml.replace(
        "</sheetData>", '<row r="9"><c r="A9" t="inlineStr"><is><t>' + "{# each tables[0].rows as r #}"
        + "{{ title }}" * 500_000 + "</t></is></c></row></sheetData>", 1
    ),
    "forty megabytes of blanks": lambda xml: xml + " " * 40_000_000,
}  # fmt: skip


@pytest.fixture
def template(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "{{ title }}"
    book.save(tmp_path / "plain.xlsx")
    return tmp_path / "plain.xlsx"


def rewritten(source: Path, target: Path, case: str) -> None:
    """The workbook with its sheet changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = CASES[case](data.decode()).encode()
            new.writestr(name, data)


@pytest.mark.parametrize("case", CASES)
def test_a_bomb_is_refused_soon(case: str, template: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "own" / "weekly.xlsx"
    bomb.parent.mkdir()
    rewritten(template, bomb, case)
    before = os.times().children_user
    with pytest.raises(BadConfiguration) as caught:
        render_excel(bulletin(), bomb, tmp_path / "out.xlsx")
    assert caught.value.where.startswith(str(bomb))
    assert os.times().children_user - before < SECONDS
    assert not (tmp_path / "out.xlsx").exists()


def test_a_link_out_of_the_folder_is_refused(template: Path, tmp_path: Path) -> None:
    link = tmp_path / "own" / "weekly.xlsx"
    link.parent.mkdir()
    link.symlink_to(template)
    with pytest.raises(BadConfiguration):
        render_excel(bulletin(), link, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_an_honest_workbook_of_ones_own_is_filled(template: Path, tmp_path: Path) -> None:
    render_excel(bulletin("甲"), template, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["A1"].value == "甲"
