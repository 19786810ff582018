"""When a file says it was last saved: packages, old binary files, and what does not say."""

import datetime as dt
import struct
import zipfile

import openpyxl
import pytest

from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.saved import last_saved_property, saved_at
from tests.builder import book

MOMENT = dt.datetime(2026, 1, 16, 9, 20, 5, tzinfo=dt.UTC)
CORE = (
    '<cp:coreProperties xmlns:cp="a" xmlns:dcterms="b"><dcterms:created>2020-01-01T00:00:00Z'
    '</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified>'
)


def package(tmp_path, part, text):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(part, text)
    return path.read_bytes()


def test_a_workbook_carries_it_to_whoever_reads_it(tmp_path):
    path = book().header("案号").row("a").save(tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(path)
    made.properties.modified = MOMENT.replace(tzinfo=None)
    made.save(path)  # writes now
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    read = read_book(path).value
    assert read is not None
    assert read.saved_at is not None
    assert before < read.saved_at < before + dt.timedelta(minutes=10)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-16T09:20:05Z", MOMENT),
        ("2026-01-16T17:20:05+08:00", MOMENT),
        ("2026-01-16T09:20:05.123456789Z", MOMENT),
        ("2026-01-16T09:20:05", MOMENT),
        ("2026-01-16", dt.datetime(2026, 1, 16, tzinfo=dt.UTC)),
        ("yesterday, at noon", None),
        ("&xxe;&xxe;&xxe;", None),
    ],
)
def test_what_the_property_may_say(tmp_path, written, read):
    data = package(tmp_path, "docProps/core.xml", CORE.format(written))
    assert saved_at(data, "xlsx") == read
    assert saved_at(data, "csv") is None


def test_other_kinds(tmp_path):
    meta = "<office:meta><dc:date>2026-01-16T09:20:05Z</dc:date></office:meta>"
    assert saved_at(package(tmp_path, "meta.xml", meta), "ods") == MOMENT
    assert saved_at(package(tmp_path, "docProps\\core.xml", CORE.format("2026-01-16")), "xlsx")
    assert saved_at(package(tmp_path, "xl/workbook.xml", ""), "xlsx") is None
    assert saved_at(package(tmp_path, "docProps/core.xml", " " * (1 << 19)), "xlsx") is None
    assert saved_at(b"no package at all", "xlsx") is None


def test_an_old_binary_file_without_a_summary(tmp_path):
    path = book().header("案号").row("a").save(tmp_path / "a.xls")
    assert saved_at(path.read_bytes(), "xls") is None
    assert saved_at(b"\xd0\xcf\x11\xe0", "xls") is None
    read = read_book(path).value
    assert read is not None
    assert read.saved_at is None


def summary(*properties):
    """A SummaryInformation stream of (name, type, 64-bit value)."""
    head = b"\xfe\xff" + b"\0" * 22 + struct.pack("<I", 1) + b"\0" * 16 + struct.pack("<I", 48)
    places = [8 + 8 * len(properties) + 12 * n for n in range(len(properties))]
    index = b"".join(
        struct.pack("<II", name, at) for (name, _, _), at in zip(properties, places, strict=True)
    )
    values = b"".join(struct.pack("<IQ", sort, value) for _, sort, value in properties)
    section = struct.pack("<II", 8 + len(index) + len(values), len(properties)) + index + values
    return head + section


def test_the_summary_of_an_old_binary_file():
    ticks = (MOMENT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) * 10
    assert last_saved_property(summary((12, 64, 1), (13, 64, ticks))) == MOMENT
    assert last_saved_property(summary((12, 64, ticks))) is None
    assert last_saved_property(summary((13, 31, ticks))) is None
    assert last_saved_property(summary((13, 64, 0))) is None
    with pytest.raises(struct.error):
        last_saved_property(b"\xfe\xff")
