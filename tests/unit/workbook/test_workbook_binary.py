"""The kinds that only calamine reads: .ods and .xlsb give the grid of the workbook they stand for."""

import datetime as dt
import struct
import zipfile

import pytest

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.read import read_book
from tests.builder import book

CASE = "（2026）辽1202执1号"
DAY = dt.date(2026, 1, 5)


def twin(tmp_path):
    made = book().sheet("台账").blank().row("案号", "立案日期", "金额").row(CASE, DAY, 12.5)
    return read_book(made.row(None, None, 0).save(tmp_path / "twin.xlsx")).value.sheets[0]


def ods(path, *, repeat=1):
    text = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    names = "".join(text % name for name in ("案号", "立案日期", "金额"))
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="台账"><table:table-row><table:table-cell/>'
        f"</table:table-row><table:table-row>{names}</table:table-row><table:table-row>"
        f'{text % CASE}<table:table-cell office:value-type="date" office:date-value="2026-01-05"/>'
        '<table:table-cell office:value-type="float" office:value="12.5"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="{repeat}"><table:table-cell '
        'table:number-columns-repeated="2"/><table:table-cell office:value-type="float" '
        'office:value="0"/></table:table-row></table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return path


def record(number, data=b""):
    """One record of the binary format: its number and size in groups of seven bits."""
    head = [number] if number < 128 else [number & 0x7F | 0x80, number >> 7]
    size = len(data)
    return bytes([*head, size & 0x7F | 0x80, size >> 7]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(number, column, data, style=0):
    return record(number, struct.pack("<II", column, style) + data)


def xlsb(path):
    real = lambda value: struct.pack("<d", value)  # noqa: E731
    row = lambda number: record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))  # noqa: E731
    sheet = [record(129), record(148, struct.pack("<IIII", 1, 3, 0, 2)), record(145), row(1)]
    sheet += [cell(6, i, wide(text)) for i, text in enumerate(("案号", "立案日期", "金额"))]
    sheet += [row(2), cell(6, 0, wide(CASE)), cell(5, 1, real(46027), 1), cell(5, 2, real(12.5))]
    sheet += [row(3), cell(5, 2, real(0)), record(146), record(130)]
    styles = [record(278), record(617, struct.pack("<I", 2))]
    styles += [record(47, struct.pack("<HHHHHBBHH", 0, f, 0, 0, 0, 0, 0, 0, 0)) for f in (0, 14)]
    styles += [record(618), record(279)]
    entry = struct.pack("<II", 0, 1) + wide("rId1") + wide("台账")
    workbook = [record(131), record(153, bytes(12)), record(143), record(156, entry), record(144)]
    workbook += [record(132)]
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{relation}/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.bin", b"".join(workbook))
        package.writestr("xl/_rels/workbook.bin.rels", relations)
        package.writestr("xl/styles.bin", b"".join(styles))
        package.writestr("xl/worksheets/sheet1.bin", b"".join(sheet))
    return path


@pytest.mark.parametrize(("make", "kind"), [(ods, "ods"), (xlsb, "xlsb")], ids=["ods", "xlsb"])
def test_the_grid_of_its_twin_whatever_the_suffix(tmp_path, make, kind):
    read = read_book(make(tmp_path / "银州.xls")).value
    (grid,) = read.sheets
    right = twin(tmp_path)
    assert read.kind == kind
    assert (grid.name, grid.rows, grid.first_row) == (right.name, right.rows, right.first_row)


@pytest.mark.parametrize("make", [ods, xlsb])
def test_a_cut_file_is_refused(tmp_path, make):
    path = make(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:-60])
    assert [p.code for p in read_book(path).problems] == ["F-01"]


def test_repeated_rows_are_counted_before_they_are_built(tmp_path):
    path = ods(tmp_path / "a.ods", repeat=1000)
    assert [p.code for p in read_book(path, Limits(sheet_cells=500)).problems] == ["F-01"]
    assert len(read_book(path).value.sheets[0].rows) == 1002
