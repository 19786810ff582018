"""What a cell shows otherwise than it holds it, and what it was computed from."""

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.formula import ArrayFormula

from enforcement_cli.model.grid import Links, Shown
from enforcement_cli.workbook.number_formats import scale_of, shows_percent
from enforcement_cli.workbook.read import read_book
from tests.unit.workbook.test_workbook_read import SHEET, codes, edit

FORMATTED = [
    ("0%", 0.5), ("0.0%;-0.0%", 0.25), ('0"%"', 5), ("0!.0000", 12345), ("#,##0,", 5000),
    ('0.00"万元"', 1.5), ("#,##0.00", 7), ('yyyy"年"', 46027), ("0%", "一半"),
]  # fmt: skip


def workbook(path):
    if path.suffix == ".xlsx":
        made = openpyxl.Workbook()
        for row, (code, value) in enumerate(FORMATTED, start=1):
            cell = made.active.cell(row=row, column=2, value=value)
            cell.number_format = code
        made.save(path)
    else:
        made = xlwt.Workbook()
        page = made.add_sheet("一")
        for row, (code, value) in enumerate(FORMATTED):
            page.write(row, 1, value, xlwt.easyxf(num_format_str=code))
        made.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_percentages_and_scaled_numbers_are_marked_with_their_values_untouched(tmp_path, suffix):
    grid = read_book(workbook(tmp_path / f"a{suffix}")).value.sheets[0]
    assert grid.percents == {(1, 2), (2, 2)}
    assert grid.scaled == {
        (4, 2): Shown(divisor=10000),
        (5, 2): Shown(divisor=1000),
        (6, 2): Shown(divisor=1, unit="万元"),
    }
    assert [grid.value(row, 2) for row in (1, 4, 5, 6)] == [0.5, 12345, 5000, 1.5]


@pytest.mark.parametrize(
    ("code", "divisor", "unit"),
    [
        ('0!.0,"万"', 10_000, "万元"), ("#,##0.00,,", 1_000_000, ""), ('0"."00', 100, ""),
        (r"0\.0000", 10_000, ""), ('[>=10000]0!.0,"万";0', 10_000, "万元"), ('0!.0,"亿"', 10_000, "亿元"),
    ],
)  # fmt: skip
def test_formats_that_scale(code, divisor, unit):
    assert scale_of(code) == Shown(divisor=divisor, unit=unit)


@pytest.mark.parametrize(
    "code",
    ["General", "", "@", "0,000.00", "#,##0_);(#,##0)", '_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ', '0"件";"万"', "[$-804]yyyy年"],
)  # fmt: skip
def test_formats_that_do_not(code):
    assert scale_of(code) is None
    assert not shows_percent(code)


def test_formulas_and_links_to_other_workbooks(tmp_path):
    made = openpyxl.Workbook()
    page = made.active
    page["A1"], page["A2"], page["B1"] = 1, "=A1+1", "=[1]Sheet1!A1"
    page["B2"], page["B3"] = "='[2]一 月'!A1*2", "=SUM(Table1[2025])"
    page["C3"] = ArrayFormula("C3:C3", "='[上月.xlsx]Sheet1'!B2")
    made.save(tmp_path / "a.xlsx")
    valued = edit(tmp_path / "a.xlsx", SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>"))  # fmt: skip
    outcome = read_book(valued)
    (grid,) = outcome.value.sheets
    assert grid.formulas == {(2, 1), (1, 2), (2, 2), (3, 2), (3, 3)}
    assert grid.links == Links(row=1, column=2, count=3)
    assert codes(outcome) == ["S-16"]
    assert (outcome.problems[0].origin.row, outcome.problems[0].origin.column) == (1, 2)


def test_the_linked_file_is_named_without_its_folder(tmp_path):
    made = openpyxl.Workbook()
    made.active["A1"] = "=[1]Sheet1!A1"
    made.save(tmp_path / "a.xlsx")
    relation = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    def add(part, change):
        edit(tmp_path / "a.xlsx", part, change)

    add("xl/workbook.xml", lambda xml: xml.replace(b"</sheets>", b'</sheets><externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></externalReferences>'))  # fmt: skip
    add("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}externalLink" Target="/xl/externalLinks/externalLink1.xml"/></Relationships>'.encode()))  # fmt: skip
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            f'<Relationships {relation}><Relationship Id="rId1" Type="{kind}externalLinkPath" '
            'Target="file:///C:%5C%E5%8F%B0%E8%B4%A6%5C2025.xlsx" TargetMode="External"/></Relationships>',
        )
    assert read_book(tmp_path / "a.xlsx").value.sheets[0].links.file == "2025.xlsx"


def test_rows_without_numbers_are_counted_over_chunks(tmp_path, monkeypatch):
    monkeypatch.setattr("enforcement_cli.workbook.sheet_xml._CHUNK", 64)
    made = openpyxl.Workbook()
    made.active["A1"] = 1
    made.save(tmp_path / "a.xlsx")
    rows = b"<row><c><v>1</v></c></row>" * 40 + b'<row hidden="1"><c/><c><f>A1</f></c></row>'
    body = b"<sheetData>" + rows + b"</sheetData>"
    path = edit(
        tmp_path / "a.xlsx",
        SHEET,
        lambda xml: (
            xml[: xml.index(b"<sheetData>")] + body + xml[xml.index(b"</sheetData>") + 12 :]
        ),
    )
    grid = read_book(path).value.sheets[0]
    assert (grid.hidden_rows, grid.broken) == ({41}, {(41, 2): "未计算"})
