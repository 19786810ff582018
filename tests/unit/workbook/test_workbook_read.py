"""Files as they come: read under Excel's addresses, or refused with the right code."""

import datetime as dt
import io
import os
import zipfile

import pytest

from enforcement_cli.model.failure import UnknownName
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.sniff import has_macros, sniff, sniff_bytes
from tests.builder import book

CASE = "（2026）辽1202执1号"
DAY = dt.date(2026, 1, 5)


@pytest.mark.parametrize("amount", ["50,000", "¥1,205,000.50"])
def test_an_amount_torn_by_its_own_comma_refuses_the_text_file(tmp_path, amount):
    # Its pieces are numbers: the row would be read, each figure under its neighbour's header.
    lines = [
        "银州区法院台账",
        "案号,申请标的（元）,到位金额（元）",
        f"{CASE},500,120",
        f"{CASE},{amount},7",
    ]
    path = tmp_path / "银州.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert codes(read_book(path)) == ["F-01"]
    path.write_text("\n".join(lines).replace(amount, f'"{amount}"'), encoding="utf-8")
    assert codes(read_book(path)) == []


def ledger():
    return (
        book()
        .sheet("台账")
        .title("银州区法院台账", across=3)
        .header("案号", "立案日期", "到位金额（元）")
        .row(CASE, DAY, 12.5)
        .row(None, None, None)
        .row("（2026）辽1202执2号", DAY, 0)
    )


def edit(path, part, change):
    """Rewrite one part of a package, as other programs leave it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def codes(outcome):
    return [problem.code for problem in outcome.problems]


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_values_dates_merges_hidden_rows_and_addresses(tmp_path, suffix):
    made = ledger().hide(5).sheet("旧", hidden=True).row("x").save(tmp_path / f"a{suffix}")
    read = read_book(made).value
    grid, old = read.sheets
    assert read.kind == suffix[1:]
    assert (grid.name, grid.hidden, old.hidden) == ("台账", False, True)
    assert grid.value(3, 1) == CASE
    assert grid.value(3, 2) == DAY
    assert grid.value(3, 3) == 12.5
    assert grid.value(4, 1) is None
    assert grid.value(5, 3) == 0
    assert [(m.top, m.left, m.bottom, m.right) for m in grid.merges] == [(1, 1, 1, 3)]
    assert grid.hidden_rows == {5}


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_leading_blank_rows_and_columns_keep_their_addresses(tmp_path, suffix):
    made = book().blank(2).row(None, "案号").row(None, CASE).save(tmp_path / f"a{suffix}")
    grid = read_book(made).value.sheets[0]
    assert grid.value(3, 2) == "案号"
    assert grid.value(4, 2) == CASE
    assert grid.value(4, 1) is None


def test_the_suffix_is_never_believed(tmp_path):
    renamed = ledger().save(tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    assert sniff(renamed) == "xlsx"
    assert read_book(renamed).value.sheets[0].value(3, 1) == CASE
    renamed = ledger().save(tmp_path / "b.xls").rename(tmp_path / "b.xlsx")
    assert read_book(renamed).value.sheets[0].value(3, 3) == 12.5


def test_a_lying_dimension_hides_no_row(tmp_path):
    made = edit(
        ledger().save(tmp_path / "a.xlsx"),
        SHEET,
        lambda xml: xml.replace(b'ref="A1:C5"', b'ref="A1:A1"'),
    )
    assert b'ref="A1:A1"' in zipfile.ZipFile(made).read(SHEET)
    assert read_book(made).value.sheets[0].value(5, 1) == "（2026）辽1202执2号"


def test_error_cells_and_uncached_formulas_are_named(tmp_path):
    made = ledger().row("合计", None, "=SUM(C3:C5)").save(tmp_path / "a.xlsx")
    made = edit(
        made,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>",
            b'<row r="7"><c r="A7" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B7"><f>1+1</f><v>2</v></c>'
            b'<c r="C7" t="str"><f>""</f><v></v></c><c r="D7" t="e"><v>#REF!</v></c></row>'
            b'<row><c/><c t="e"><v>#N/A</v></c></row></sheetData>',
        ),
    )
    grid = read_book(made).value.sheets[0]
    assert grid.broken == {
        (6, 3): "未计算",
        (7, 1): "#DIV/0!",
        (7, 4): "#REF!",
        (8, 2): "#N/A",
    }
    assert grid.value(6, 3) is None
    assert grid.value(7, 2) == 2


def test_marks_in_texts_are_no_marks(tmp_path):
    made = book().row('t="e" hidden="1" <f>x</f>', "y").save(tmp_path / "a.xlsx")
    grid = read_book(made).value.sheets[0]
    assert grid.broken is None
    assert not grid.hidden_rows


def test_a_prefixed_sheet_is_scanned_too(tmp_path):
    def prefix(xml):
        for name in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"f"):
            for left in (b"<", b"</"):
                for right in (b" ", b">"):
                    xml = xml.replace(left + name + right, left + b"x:" + name + right)
        return xml.replace(b"xmlns=", b"xmlns:x=", 1)

    made = book().row(1, "=A1+1").hide(1).save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(made) as package:
        assert b"<f>" in package.read(SHEET)
    read = read_book(edit(made, SHEET, prefix))
    assert read.value.sheets[0].broken == {(1, 2): "未计算"}
    assert read.value.sheets[0].hidden_rows == {1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text(tmp_path, encoding, delimiter):
    made = (
        book()
        .title("昌图县法院台账")
        .header("案号", "备注", "金额")
        .row(CASE, "甲,\n乙", "0012")
        .row(CASE, '="210012"', "")
        .save(tmp_path / "a.xls.txt", encoding=encoding, delimiter=delimiter)
    )
    read = read_book(made).value
    grid = read.sheets[0]
    assert read.kind == "csv"
    assert grid.value(3, 1) == CASE
    assert grid.value(3, 2) == "甲,\n乙"
    assert grid.value(3, 3) == "0012"
    assert grid.value(4, 2) == "210012"
    assert grid.value(4, 3) is None


ENCRYPTED_SIGN = "EncryptedPackage".encode("utf-16-le")


def ole_file(*names):
    """A compound file with empty streams of these names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    for slot in range(1, 109):
        header[76 + slot * 4 : 80 + slot * 4] = b"\xff" * 4
    table = bytearray(b"\xff" * 512)
    table[4:8] = (0xFFFFFFFE).to_bytes(4, "little")

    def entry(name, child=0xFFFFFFFF, right=0xFFFFFFFF):
        data = bytearray(128)
        raw = name.encode("utf-16-le") + b"\0\0"
        data[: len(raw)] = raw
        data[64:66] = len(raw).to_bytes(2, "little")
        data[68:80] = b"\xff" * 4 + right.to_bytes(4, "little") + child.to_bytes(4, "little")
        return bytes(data)

    entries = [entry("Root Entry", child=1)]
    for number, name in enumerate(names, start=1):
        entries.append(entry(name, right=number + 1 if number < len(names) else 0xFFFFFFFF))
    return bytes(header) + bytes(table) + b"".join(entries).ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (ole_file("EncryptionInfo", "EncryptedPackage"), "encrypted", "F-02"),
        (ole_file("WordDocument"), "doc", "F-11"),
        (b"<html><body><p>1</p></body></html>", "html", "F-01"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml2003", "F-01"),
        (b"\x89PNG\r\n\x1a\n0000", "picture", "F-11"),
        (os.urandom(7) + b"\0\1\2" * 40, "unknown", "F-01"),
        (b"PK\x03\x04 cut off", "unknown", "F-01"),
    ],
    ids=["encrypted", "doc", "html", "xml2003", "png", "noise", "cut"],
)  # fmt: skip
def test_what_is_no_return_is_refused_by_content(tmp_path, data, kind, code):
    path = tmp_path / "铁岭.xls"
    path.write_bytes(data)
    assert sniff(path) == kind
    outcome = read_book(path)
    assert outcome.value is None
    assert codes(outcome) == [code]


def package_of(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["xl/workbook.xml", "xl/vbaProject.bin"], "xlsm"),
        (["xl\\workbook.xml"], "xlsx"),
        (["xl/workbook.bin"], "xlsb"),
        (["content.xml", "mimetype"], "ods"),
        (["word/document.xml"], "docx"),
        (["第1周/银州.xlsx"], "zip"),
    ],
)
def test_packages_are_told_apart_by_their_parts(names, kind):
    assert sniff_bytes(package_of(*names)) == kind


def test_empty_temporary_and_linked_files(tmp_path):
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert codes(read_book(tmp_path / "空.xlsx")) == ["F-01"]
    for name in ("~$银州.xlsx", "._银州.xlsx"):
        (tmp_path / name).write_bytes(b"x" * 165)
        assert codes(read_book(tmp_path / name)) == ["F-11"]
    real = ledger().save(tmp_path / "a.xlsx")
    (tmp_path / "link.xlsx").symlink_to(real)
    assert codes(read_book(tmp_path / "link.xlsx")) == ["F-11"]
    assert codes(read_book(tmp_path)) == ["F-11"]
    with pytest.raises(UnknownName):
        read_book(tmp_path / "none.xlsx")


def test_macros_are_read_and_said(tmp_path):
    made = ledger().save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    outcome = read_book(made)
    assert outcome.value.kind == "xlsm"
    assert codes(outcome) == ["F-03"]


def test_a_text_is_kept_as_text(tmp_path):
    path = tmp_path / "铁岭.xls"
    path.write_bytes("本周执结12件，到位3万元。\n详见附件。\n".encode("gb18030"))
    read = read_book(path).value
    assert (read.kind, read.sheets) == ("text", ())
    assert read.text == "本周执结12件，到位3万元。\n详见附件。"


def test_macros_in_binary_workbooks_are_said_too(tmp_path):
    (tmp_path / "a.xls").write_bytes(ole_file("Workbook", "_VBA_PROJECT_CUR"))
    assert has_macros((tmp_path / "a.xls").read_bytes())
    assert not has_macros(ole_file("Workbook"))
    made = ledger().save(tmp_path / "b.xls")
    assert codes(read_book(made)) == []
    assert codes(read_book(made.rename(tmp_path / "b.et"))) == ["F-03"]
    assert has_macros(package_of("xl/workbook.bin", "xl/vbaProject.bin"))


def test_limits_are_checked_before_rows_are_built(tmp_path):
    made = book().row("x").save(tmp_path / "far.xlsx")
    far = edit(made, SHEET, lambda x: x.replace(b"</sheetData>", b'<row r="900"><c r="ZZ900"><v>1</v></c></row></sheetData>'))  # fmt: skip
    outcome = read_book(far, Limits(sheet_cells=10_000))
    assert (outcome.value, codes(outcome)) == (None, ["F-01"])
    assert outcome.problems[0].origin.sheet == "Sheet1"
    bomb = edit(
        made, SHEET, lambda x: x.replace(b"</sheetData>", b" " * 3_000_000 + b"</sheetData>")
    )
    assert codes(read_book(bomb, Limits(unzipped_free=1_000_000))) == ["F-01"]
    assert codes(read_book(bomb)) == []
    assert codes(read_book(bomb, Limits(file_bytes=100))) == ["F-01"]


def test_a_damaged_sheet_is_named_and_the_others_are_read(tmp_path):
    made = ledger().sheet("二").row("y").save(tmp_path / "a.xlsx")
    outcome = read_book(edit(made, SHEET, lambda xml: xml[: len(xml) // 2] + b"<<<"))
    assert [(p.code, p.origin.sheet) for p in outcome.problems] == [("F-01", "台账")]
    assert [grid.name for grid in outcome.value.sheets] == ["二"]


def test_a_truncated_workbook(tmp_path):
    made = ledger().save(tmp_path / "a.xlsx")
    made.write_bytes(made.read_bytes()[:-200])
    assert codes(read_book(made)) == ["F-01"]
    made = ledger().save(tmp_path / "b.xls")
    made.write_bytes(made.read_bytes()[:600])
    assert codes(read_book(made)) == ["F-01"]


def test_two_sheets_of_one_name_refuse_the_file(tmp_path):
    # A reader that asks for a sheet by its name reads the first twice and the second never.
    path = ledger().sheet("附表").row(1).save(tmp_path / "银州.xlsx")
    edit(path, "xl/workbook.xml", lambda part: part.replace("附表".encode(), "台账".encode()))
    outcome = read_book(path)
    assert (outcome.value, codes(outcome)) == (None, ["F-01"])
