"""The kinds of other programs: .ods and .xlsb give the grid of the workbook they stand for."""

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


def ods(path, *, repeat=1, tables="", encrypted=False):
    text = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    names = "".join(text % name for name in ("案号", "立案日期", "金额"))
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        "<office:body>"
        '<office:spreadsheet><table:table table:name="台账"><table:table-row><table:table-cell/>'
        f"</table:table-row><table:table-row>{names}</table:table-row><table:table-row>"
        f'{text % CASE}<table:table-cell office:value-type="date" office:date-value="2026-01-05"/>'
        '<table:table-cell office:value-type="float" office:value="12.5"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="{repeat}"><table:table-cell '
        'table:number-columns-repeated="2"/><table:table-cell office:value-type="float" '
        f'office:value="0"/></table:table-row></table:table>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        + "<manifest:encryption-data/>" * encrypted
        + "</manifest:manifest>"
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


MARKED = """<table:table table:name="二"><table:table-column/>
<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-header-rows><table:table-row>
<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string">
<office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙</text:p><text:p>丙</text:p></table:table-cell>
<table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
</table:table-row></table:table-header-rows>
<table:table-row table:visibility="filter" table:number-rows-repeated="2">
<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
<table:table-cell table:formula="of:=[.A1]"/><table:table-cell office:value-type="time" office:time-value="PT30H00M00S"/>
<table:table-cell office:value-type="date" office:date-value="2026-01-05T08:30:00"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell table:number-columns-repeated="16379"/>
</table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"""  # fmt: skip


def test_what_an_open_document_says_beside_its_values(tmp_path):
    outcome = read_book(ods(tmp_path / "a.ods", tables=MARKED))
    grid = outcome.value.sheets[1]
    assert [p.code for p in outcome.problems] == []
    assert (grid.name, grid.value(1, 1), grid.value(1, 3)) == ("二", "甲  乙\n丙", 0.5)
    assert [(m.top, m.left, m.bottom, m.right) for m in grid.merges] == [(1, 1, 2, 2)]
    assert (grid.hidden_rows, grid.hidden_columns, grid.percents) == ({2, 3}, {2, 3}, {(1, 3)})
    assert grid.broken == {(2, 1): "#DIV/0!", (3, 1): "#DIV/0!", (2, 2): "未计算", (3, 2): "未计算"}
    assert grid.rows[2] == [
        None,
        None,
        dt.timedelta(hours=30),
        dt.datetime(2026, 1, 5, 8, 30),
        True,
    ]
    assert grid.last_row == 3


def test_an_encrypted_open_document_is_locked(tmp_path):
    path = ods(tmp_path / "a.ods", encrypted=True)
    assert [p.code for p in read_book(path).problems] == ["F-02"]


def test_only_what_nobody_can_look_into_is_doubted(tmp_path):
    assert [p.code for p in read_book(xlsb(tmp_path / "a.xlsb")).problems] == ["F-16"]
    assert [p.code for p in read_book(ods(tmp_path / "a.ods")).problems] == []


@pytest.mark.parametrize("make", [ods, xlsb])
def test_a_cut_file_is_refused(tmp_path, make):
    path = make(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:-60])
    assert [p.code for p in read_book(path).problems] == ["F-01"]


def test_repeated_rows_are_counted_before_they_are_built(tmp_path):
    path = ods(tmp_path / "a.ods", repeat=1000)
    assert [p.code for p in read_book(path, Limits(sheet_cells=500)).problems] == ["F-01"]
    assert len(read_book(path).value.sheets[0].rows) == 1002
