"""Every limit: what is just below is read, what is just above is refused with its own sentence."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from enforcement_cli.workbook.limits import MIB, Limits
from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.unpack import unpack
from enforcement_cli.workbook.zip_directory import refuse_crowded
from tests.builder import book
from tests.fuzz.seeds import as_html, as_ods, as_xml2003
from tests.unit.workbook.test_workbook_binary import xlsb
from tests.unit.workbook.test_workbook_word import docx, paragraph

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["案号", "立案日期", "金额"], ["（2026）辽1202执1号", dt.date(2026, 1, 5), 12]]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def workbook(path: Path, **changes) -> Path:
    """A small workbook with parts replaced (by a function of what stood there, or by bytes)."""
    parts = with_strings(parts_of(book().rows(*map(tuple, ROWS)).save(path)))
    for name, change in changes.items():
        where = {"sheet": SHEET, "book": "xl/workbook.xml", "styles": "xl/styles.xml",
                 "strings": "xl/sharedStrings.xml"}[name]  # fmt: skip
        parts[where] = change(parts[where]) if callable(change) else change
    return zipped(path, parts)


def with_strings(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same workbook with its first cell among shared strings, as Excel writes all of them."""
    parts = {name: data for name, data in parts.items() if name != "xl/sharedStrings.xml"}
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = "<sst xmlns='%s' count='1'><si><t>案号</t></si></sst>".encode() % space
    parts["xl/sharedStrings.xml"] = b'<?xml version="1.0" encoding="UTF-8"?>' + strings
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    if b"sharedStrings" not in parts[types]:
        named = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
        parts[types] = parts[types].replace(b"</Types>", named)
        target = (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        )
        relation = b'<Relationship Id="rIdS" Type="%s" Target="sharedStrings.xml"/>' % target
        end = b"</Relationships>"
        parts[relations] = parts[relations].replace(end, relation + end)
    cell = b'<c r="A1" t="s"><v>0</v></c>'
    parts[SHEET] = re.sub(rb'<c r="A1".*?</c>', cell, parts[SHEET], count=1, flags=re.DOTALL)
    return parts


def zipped(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def told(path: Path, limits: Limits = Limits()) -> tuple[bool, str, str]:  # noqa: B008  # frozen
    """Whether it was read, and the code and reason of the first problem."""
    outcome = read_book(path, limits)
    first = outcome.problems[0] if outcome.problems else None
    return (
        outcome.value is not None,
        first.code if first else "",
        first.facts.get("reason", "") if first else "",
    )


def limit_cases(tmp: Path) -> dict[str, tuple[Path, Limits, Limits, str]]:
    """A file, limits it just keeps, limits it just breaks, and a word of the sentence."""
    plain = workbook(tmp / "plain.xlsx")
    size = plain.stat().st_size
    parts = parts_of(plain)
    unpacked = sum(map(len, parts.values()))
    small = max(
        len(data) for name, data in parts.items() if "sheet1" not in name and "theme" not in name
    )
    merged = book().rows(*[(1, 2)] * 5).merge("A1:B1", "A2:B2", "A3:B3").save(tmp / "m.xlsx")
    sheets = book().sheet("一").row(1).sheet("二").row(1).sheet("三").row(1).save(tmp / "s.xlsx")
    page = tmp / "page.xls"
    page.write_text("<table><tr><td>1</td></tr></table>" * 3)
    deep = tmp / "deep.xls"
    deep.write_text(as_xml2003(ROWS).replace("<Table>", "<Table>" + "<a>" * 5 + "</a>" * 5))
    office = tmp / "o.ods"
    office.write_bytes(as_ods(ROWS))
    comma = tmp / "c.csv"
    comma.write_text("甲,乙,丙\n1,2,3\n")
    prose = tmp / "p.txt"
    prose.write_text("银州法院本周执结小标的案件十二件")
    return {
        "bytes": (plain, Limits(file_bytes=size), Limits(file_bytes=size - 1), "超过上限"),
        "unzipped": (plain, Limits(unzipped_bytes=unpacked), Limits(unzipped_bytes=unpacked - 1), "解压后"),
        "ratio": (plain, Limits(unzipped_free=0, unzipped_ratio=unpacked // size + 1),
                  Limits(unzipped_free=0, unzipped_ratio=unpacked // size), "解压后"),
        "a small part": (plain, Limits(small_part_bytes=small), Limits(small_part_bytes=small - 1), "解压后"),
        "shared strings": (plain, Limits(strings_bytes=len(parts["xl/sharedStrings.xml"])),
                           Limits(strings_bytes=len(parts["xl/sharedStrings.xml"]) - 1), "文字表"),
        "cells": (plain, Limits(sheet_cells=6), Limits(sheet_cells=5), "单元格太多"),
        "sheets": (sheets, Limits(sheets=3), Limits(sheets=2), "工作表"),
        "tables of a page": (page, Limits(sheets=3), Limits(sheets=2), "表格超过"),
        "merges": (merged, Limits(merges=3), Limits(merges=2), "合并单元格"),
        "cells of text": (comma, Limits(sheet_cells=6), Limits(sheet_cells=5), "单元格太多"),
        "columns of text": (comma, Limits(sheet_columns=3), Limits(sheet_columns=2), "第 1 行的列数"),
        "nesting": (deep, Limits(nesting=8), Limits(nesting=7), "套了"),
        "nesting of ods": (office, Limits(nesting=7), Limits(nesting=6), "套了"),
        "nesting of words": (docx(tmp / "w.docx", paragraph("执结")), Limits(nesting=5),
                             Limits(nesting=4), "套了"),
        "words": (prose, Limits(text_characters=16), Limits(text_characters=15), "文字太多"),
        "members": (plain, Limits(directory_bytes=10_000), Limits(directory_bytes=100), "文件多得"),
    }  # fmt: skip


NAMES = ("bytes", "unzipped", "ratio", "a small part", "shared strings", "cells", "sheets",
         "tables of a page", "merges", "cells of text", "columns of text", "nesting",
         "nesting of ods", "nesting of words", "words", "members")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_just_below_is_read_and_just_above_is_refused(tmp_path, name):
    cases = limit_cases(tmp_path)
    assert set(cases) == set(NAMES)
    path, kept, broken, word = cases[name]
    assert told(path, kept)[0]
    read, code, reason = told(path, broken)
    assert (read, code) == (False, "F-01")
    assert word in reason


# Bombs.


def overlapping(path: Path, count: int = 200) -> Path:
    """Many entries of the list point at one member."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("0000.csv", b"1,2\n" * 100_000)
    whole = data.getvalue()
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    entries = b"".join(entry.replace(b"0000.csv", b"%04d.csv" % n) for n in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    path.write_bytes(whole[:start] + entries + tail)
    return path


def lying(path: Path, member: str, size: int) -> Path:
    """The size a member declares in the list made smaller than it is."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        number = [i.filename for i in infos].index(member)
    place = -1
    for _ in range(number + 1):
        place = data.index(b"PK\x01\x02", place + 1)
    struct.pack_into("<I", data, place + 24, size)
    path.write_bytes(bytes(data))
    return path


def test_overlapping_members_are_no_files(tmp_path):
    path = overlapping(tmp_path / "a.zip", 300)
    into = tmp_path / "in"
    into.mkdir()
    # Each is small, all together are beyond the ratio.
    files = unpack(path, "a.zip", into, Limits(unzipped_free=MIB))
    assert files == [(path, "a.zip")]
    assert told(path, Limits(unzipped_free=MIB))[:2] == (False, "F-01")
    assert sum(p.stat().st_size for p in into.rglob("*") if p.is_file()) < 100 * MIB


@pytest.mark.parametrize("member", [SHEET, "xl/sharedStrings.xml"])
def test_a_size_that_lies_is_found_out(tmp_path, member):
    path = lying(workbook(tmp_path / "a.xlsx"), member, 40)
    assert told(path)[:2] == (False, "F-01")


def test_an_archive_whose_sizes_lie_writes_no_more_than_declared(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1,2\n" * 500_000, "b.csv": b"1,2\n"})
    lying(path, "a.csv", 1000)
    into = tmp_path / "in"
    into.mkdir()
    assert unpack(path, "a.zip", into, Limits()) == [(path, "a.zip")]
    assert sum(p.stat().st_size for p in into.rglob("*") if p.is_file()) <= 1004
    assert told(path)[:2] == (False, "F-01")


def test_an_archive_that_holds_itself_ends(tmp_path):
    data = b"x"
    for n in range(20):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for copy in range(3):
                package.writestr(f"{n}-{copy}.zip", data)
        data = held.getvalue()
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    into = tmp_path / "in"
    into.mkdir()
    files = unpack(path, "a.zip", into, Limits())
    assert len(files) == 9
    assert {told(place)[:2] for place, _ in files} == {(False, "F-01")}


def test_a_million_members_are_not_even_listed(tmp_path):
    path = tmp_path / "a.zip"
    count, entry = 1_000_000, b"PK\x01\x02" + bytes(24) + b"\x01" + bytes(17) + b"a"
    entries = entry * count
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), 4, 0)
    path.write_bytes(b"PK\x03\x04" + entries + tail)
    into = tmp_path / "in"
    into.mkdir()
    assert unpack(path, "a.zip", into, Limits()) == [(path, "a.zip")]
    read, code, reason = told(path)
    assert (read, code) == (False, "F-01")
    assert "文件多得超过上限" in reason


def test_the_list_of_a_large_zip_is_measured_too():
    record = b"PK\x06\x06" + bytes(36) + struct.pack("<Q", 50 * MIB) + bytes(8)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    from enforcement_cli.workbook.refusal import Refused

    with pytest.raises(Refused):
        refuse_crowded(io.BytesIO(b"PK\x03\x04" + record + tail), Limits())
    stream = io.BytesIO(b"PK\x03\x04" + tail)
    refuse_crowded(stream, Limits())
    assert stream.tell() == 0


def test_what_a_method_of_packing_takes_is_not_left_to_the_archive(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1,2\n" * 100}, zipfile.ZIP_LZMA)
    into = tmp_path / "in"
    into.mkdir()
    assert unpack(path, "a.zip", into, Limits()) == [(path, "a.zip")]
    assert "压缩方法" in told(path)[2]


# Declarations.

BILLION = "<!DOCTYPE l [<!ENTITY a '一'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE l [<!ENTITY % j SYSTEM "file:///etc/passwd"> %j;]>'
DECLARATIONS = (BILLION, OUTSIDE, PARAMETER)


def declared(xml: bytes, declaration: str, encoding: str = "utf-8") -> bytes:
    text = xml.decode("utf-8")
    head, _, body = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    del head
    said = "" if encoding == "utf-8" else f'<?xml version="1.0" encoding="{encoding}"?>'
    return (said + declaration + body.replace("案号", "&j;")).encode(encoding)


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=["billion", "outside", "parameter"])
@pytest.mark.parametrize("part", ["sheet", "book", "styles", "strings"])
def test_no_part_of_a_workbook_declares_anything(tmp_path, part, declaration):
    path = workbook(tmp_path / "a.xlsx", **{part: lambda xml: declared(xml, declaration)})
    read, code, reason = told(path)
    assert (read, code) == (False, "F-01")
    assert "声明" in reason


@pytest.mark.parametrize("part", ["book", "styles", "strings", "sheet"])
def test_nor_in_two_bytes_a_sign(tmp_path, part):
    path = workbook(tmp_path / "a.xlsx", **{part: lambda xml: declared(xml, BILLION, "utf-16")})
    assert told(path)[:2] == (False, "F-01")


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=["billion", "outside", "parameter"])
def test_nor_other_markup(tmp_path, declaration):
    files = {"a.xls": declared(as_xml2003(ROWS).encode(), declaration),
             "u.xls": declared(as_xml2003(ROWS).encode(), declaration, "utf-16")}  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert told(tmp_path / name)[:2] == (False, "F-01")
    office = tmp_path / "a.ods"
    office.write_bytes(as_ods(ROWS))
    parts = parts_of(office)
    parts["content.xml"] = declared(parts["content.xml"], declaration)
    assert "声明" in told(zipped(office, parts))[2]
    document = docx(tmp_path / "a.docx", paragraph("&j;"), declaration=declaration)
    assert "声明" in told(document)[2]


def test_what_includes_another_file_includes_nothing(tmp_path):
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    path = tmp_path / "a.xls"
    path.write_text(as_xml2003(ROWS).replace("案号", include))
    texts = [cell for sheet in read_book(path).value.sheets for row in sheet.rows for cell in row]
    assert not any("root" in str(cell) for cell in texts)
    docx(tmp_path / "a.docx", paragraph("执结12件", include))
    assert "root" not in read_book(tmp_path / "a.docx").value.text


def test_an_encoding_nobody_knows(tmp_path):
    office = tmp_path / "a.ods"
    office.write_bytes(as_ods(ROWS))
    parts = parts_of(office)
    parts["content.xml"] = parts["content.xml"].replace(
        b'encoding="UTF-8"', b'encoding="x-klingon"'
    )
    assert told(zipped(office, parts))[:2] == (False, "F-01")
    strange = b'<?xml version="1.0" encoding="x-klingon"?>'
    path = workbook(tmp_path / "a.xlsx", styles=lambda xml: strange + xml)
    assert told(path)[1] in ("", "F-01")


# Sizes no sheet has.


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".xls", ".ods", "html"])
@pytest.mark.parametrize("length", [32_767, 120_000])
def test_long_cells_are_read_whole(tmp_path, suffix, length):
    text = "长" * length
    rows = [["案号", "备注"], ["（2026）辽1202执1号", text]]
    path = tmp_path / f"a{suffix if suffix != 'html' else '.xls'}"
    if suffix == "html":
        path.write_text(as_html(rows))
    elif suffix == ".ods":
        path.write_bytes(as_ods(rows))
    elif suffix == ".xls" or (suffix == ".xlsx" and length > 32_767):
        path.write_text(as_xml2003(rows))
    else:
        book().rows(*map(tuple, rows)).save(path)
    assert read_book(path, Limits()).value.sheets[0].value(2, 2) == text


def test_as_many_columns_as_a_sheet_has_and_one_more(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join("甲" * 16_384) + "\n")
    assert len(read_book(path).value.sheets[0].rows[0]) == 16_384
    path.write_text(",".join("甲" * 16_385) + "\n")
    assert "列数" in told(path)[2]
    path.write_text(",".join("1" * 1_000_000) + "\n")
    assert "列数" in told(path)[2]
    wide = book().row(*range(16_384)).save(tmp_path / "a.xlsx")
    assert read_book(wide).value.sheets[0].value(1, 16_384) == 16_383


def test_one_line_of_fifty_megabytes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * (50 * MIB) + b",b\n")
    assert told(path) == (False, "F-01", "文字太多")
    path.write_bytes(b"a,b\nc,d\n" + b"a" * (50 * MIB))
    read, code, reason = told(path)
    assert (read, code) == (False, "F-01")
    assert "131072 字" in reason


@pytest.mark.parametrize("data", [b"a,b\n1,\x002\n", b"\x00" * 500, b"a,\x00\x00,b\n" * 50])
def test_noughts_in_text(tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert told(path)[:2] == (False, "F-01")


def test_a_hundred_thousand_tables_in_each_other(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html>" + "<table><tr><td>" * 100_000 + "1")
    assert "表格超过" in told(path)[2]
    path.write_text("<html><table><tr><td>" + "<div>" * 100_000 + "甲" + "</div>" * 100_000)
    assert read_book(path).value.sheets[0].value(1, 1) == "甲"


# Binary formats.


def test_an_old_workbook_whose_sectors_run_in_circles(tmp_path):
    path = book().rows(*map(tuple, ROWS)).save(tmp_path / "a.xls")
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    begin = 512 * (table + 1)
    for sector in range(8):
        struct.pack_into("<I", data, begin + 4 * sector, sector // 2)
    path.write_bytes(bytes(data))
    assert told(path)[:2] == (False, "F-01")


def test_a_short_stream_that_never_ends(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(small_compound(loops=True))
    assert told(path) == (False, "F-01", "不是完整的 .xls 文件")
    path.write_bytes(small_compound(loops=False))
    assert told(path)[:2] == (False, "F-01")  # its stream is no workbook, and ends


def small_compound(*, loops: bool) -> bytes:
    """A compound file with a Workbook stream of 256 bytes in the short sectors."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = struct.pack("<128I", 0xFFFFFFFD, end, end, end, *[free] * 124)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = bytearray(128)
        spelt = name.encode("utf-16-le") + b"\0\0"
        raw[: len(spelt)] = spelt
        struct.pack_into("<HBBIII", raw, 64, len(spelt), kind, 1, free, free, child)
        struct.pack_into("<IQ", raw, 116, start, size)
        return bytes(raw)

    directory = entry("Root Entry", 5, 1, 3, 512) + entry("Workbook", 2, free, 0, 256) + bytes(256)
    mini = struct.pack("<128I", 1, 2, 3, 0 if loops else end, *[free] * 124)
    return bytes(header) + fat + directory + mini + bytes(512)


def test_a_large_old_workbook_is_found_behind_its_first_tables(tmp_path):
    # Its directory lies behind what 109 allocation tables speak of.
    made = book()
    for row in range(260):
        made.row(f"{row}" + "长" * 15_000)
    path = made.save(tmp_path / "a.xls")
    assert path.stat().st_size > 109 * 128 * 512
    assert len(read_book(path).value.sheets[0].rows) == 260


def test_a_binary_workbook_cut_anywhere(tmp_path):
    data = xlsb(tmp_path / "a.xlsb").read_bytes()
    for sixteenth in range(16):
        path = tmp_path / f"{sixteenth}.xlsb"
        path.write_bytes(data[: len(data) * sixteenth // 16])
        assert told(path)[:2] == (False, "F-01")


def test_many_styles_that_show_percentages_cost_no_more_than_few(tmp_path):
    count = 3000
    formats = "".join(f'<xf numFmtId="10" fontId="{n % 2}"/>' for n in range(count))
    styles = f"<styleSheet><cellXfs count='{count + 1}'><xf numFmtId='0'/>{formats}</cellXfs></styleSheet>"

    def sheet(xml: bytes) -> bytes:
        cells = "".join(
            f'<row r="{n}"><c r="A{n}" s="{n % count + 1}"><v>0.5</v></c></row>'
            for n in range(10, 3010)
        )
        return xml.replace(b"</sheetData>", cells.encode() + b"</sheetData>")

    path = workbook(tmp_path / "a.xlsx", styles=styles.encode(), sheet=sheet)
    grid = read_book(path).value.sheets[0]
    assert {(row, 1) for row in range(10, 3010)} <= grid.percents


@pytest.mark.parametrize("written", ["1e400", "-1e400", "NaN", "inf", "-Infinity", "9" * 400])
def test_a_number_without_end_is_an_error_cell(tmp_path, written):
    def sheet(xml: bytes) -> bytes:
        return xml.replace(b"<v>12</v>", f"<v>{written}</v>".encode())

    grid = read_book(workbook(tmp_path / "a.xlsx", sheet=sheet)).value.sheets[0]
    assert (grid.value(2, 3), grid.broken) == (None, {(2, 3): "#NUM!"})


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_nor_in_an_old_workbook(tmp_path, number):
    path = book().row("案号", "金额").row("甲", 12.345678).save(tmp_path / "a.xls")
    data = path.read_bytes()
    assert data.count(struct.pack("<d", 12.345678)) == 1
    path.write_bytes(data.replace(struct.pack("<d", 12.345678), struct.pack("<d", number)))
    grid = read_book(path).value.sheets[0]
    assert (grid.value(2, 2), grid.broken) == (None, {(2, 2): "#NUM!"})
