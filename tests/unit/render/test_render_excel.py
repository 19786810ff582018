"""The weekly workbook, re-read by a reader that does not calculate, and by openpyxl for its frame."""

import importlib.util
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.render.excel import render_excel

TEMPLATES = Path(__file__).parents[3] / "templates"
TABLE = "各院执结情况"


@pytest.fixture
def path(bulletin, tmp_path):
    target = tmp_path / "weekly.xlsx"
    render_excel(bulletin, TEMPLATES / "weekly.xlsx", target)
    return target


def test_a_reader_that_does_not_calculate_sees_every_number(path, bulletin):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(TABLE).to_python()
    table = bulletin.sections[0].tables[0]
    for line, row in zip(rows[6:12], table.rows, strict=True):
        assert line[0] == row.label
        for seen, value in zip(line[1:], row.values, strict=True):
            if value.number is None:
                assert seen == value.shown
            elif value.kind == "money":
                assert round(seen * 1_000_000) == value.number
            else:
                assert seen == float(value.number)


def test_money_digits_are_exact_text(path):
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    digits = dict(re.findall(r'<c r="(E\d+)"[^>]*>(?:<f>[^<]*</f>)?<v>([^<]*)</v>', sheet))
    assert digits == {
        "E7": "0.000001",
        "E8": "9.95",
        "E9": "333.51",
        "E10": "12.345678",
        "E11": "355.805678",
        "E12": "355.805679",
    }


def test_only_proven_totals_are_formulas(path):
    sheet = openpyxl.load_workbook(path)[TABLE]
    formulas = {c.coordinate: c.value for r in sheet.iter_rows() for c in r if c.data_type == "f"}
    assert formulas == {  # B: a part is missing; C12: distinct, not the sum; F, G: not additive
        "C11": "=SUM(C8:C10)",
        "D11": "=SUM(D8:D10)",
        "E11": "=SUM(E8:E10)",
        "D12": "=SUM(D7:D10)",
        "E12": "=SUM(E7:E10)",
    }
    cached = openpyxl.load_workbook(path, data_only=True)[TABLE]
    assert [cached[at].value for at in formulas] == [90, 100, 355.805678, 112, 355.805679]


def test_number_formats_follow_the_kind_of_number(path):
    sheet = openpyxl.load_workbook(path)[TABLE]
    formats = [sheet.cell(12, column).number_format for column in range(3, 7)]
    assert formats == ["0", "0", "0.00", "0.00%"]
    assert sheet["A12"].font.bold
    assert not sheet["A10"].font.bold


def test_a_marked_number_stays_a_number(bulletin, tmp_path):
    value = bulletin.sections[0].tables[0].rows[1].values[1]
    object.__setattr__(value, "mark", "*")
    target = tmp_path / "marked.xlsx"
    render_excel(bulletin, TEMPLATES / "weekly.xlsx", target)
    object.__setattr__(value, "mark", "")
    cell = openpyxl.load_workbook(target)[TABLE]["C8"]
    assert (cell.value, cell.number_format) == (20, '0"*"')


def test_frame_merges_panes_titles_and_page(path):
    book = openpyxl.load_workbook(path)
    sheet = book[TABLE]
    assert book.sheetnames == ["首页", TABLE]
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        *("A1:H1", "A4:H4", "A5:A6", "B5:C5"),
        *("D5:D6", "E5:E6", "F5:F6", "G5:G6", "H5:H6"),
    }
    assert sheet.freeze_panes == "B7"
    panes = [one.pane for one in sheet.sheet_view.selection]
    assert sorted(panes) == ["bottomLeft", "bottomRight", "topRight"]
    assert sheet.print_title_rows == "$5:$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["H"].width == sheet.column_dimensions["B"].width == 10.5
    assert sheet.row_dimensions[12].height == 20
    assert sheet["H12"].border.top.style == "thin"


def test_the_dimension_tells_the_truth(path):
    book = openpyxl.load_workbook(path, read_only=True)
    assert book[TABLE].calculate_dimension() == "A1:H14"
    book.close()


def test_text_that_begins_like_a_formula_is_text(path):
    sheet = openpyxl.load_workbook(path)[TABLE]
    for at, text in (("H8", "=1+1"), ("H9", "@x")):
        assert (sheet[at].value, sheet[at].data_type, sheet[at].quotePrefix) == (text, "s", True)
    assert not sheet["H10"].quotePrefix


def test_chart_shows_the_courts_without_totals(path):
    chart = openpyxl.load_workbook(path)[TABLE]._charts[0]
    assert chart.series[0].val.numRef.f == f"'{TABLE}'!$D$7:$D$10"
    assert chart.series[0].cat.numRef.f == f"'{TABLE}'!$A$7:$A$10"


def test_mode_and_bytes_are_the_same_every_time(bulletin, path):
    again = path.with_name("again.xlsx")
    render_excel(bulletin, TEMPLATES / "weekly.xlsx", again)
    assert again.read_bytes() == path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_unwritable_signs_do_not_break_the_file(bulletin, tmp_path):
    odd = Bulletin(
        title="a\x00<&>\ud800",
        subtitle=bulletin.subtitle,
        issue=bulletin.issue,
        period_line="",
        cutoff_line="",
        issuer="",
        sections=(),
    )
    target = tmp_path / "odd.xlsx"
    render_excel(odd, TEMPLATES / "weekly.xlsx", target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["首页"]
    assert book["首页"]["A1"].value == "a\ufffd<&>\ufffd"


def test_the_shipped_template_is_what_its_script_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("make_weekly", TEMPLATES / "make_weekly.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = tmp_path / "weekly.xlsx"
    script.make(made)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(TEMPLATES / "weekly.xlsx") as old:
        assert {n: new.read(n) for n in new.namelist()} == {n: old.read(n) for n in old.namelist()}
