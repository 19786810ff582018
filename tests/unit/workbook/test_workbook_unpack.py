"""Archives: what is inside as if it stood in a folder; nothing written anywhere else."""

import io
import zipfile

import pytest

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.unpack import unpack
from enforcement_cli.workflow.files import find_files, unpacked
from tests.builder import book


def workbook(tmp_path):
    return book().row("案号", "金额").row("甲", 1).save(tmp_path / "made.xlsx").read_bytes()


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def taken(tmp_path, data, limits=Limits()):  # noqa: B008  # frozen
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    into = tmp_path / "private"
    into.mkdir(exist_ok=True)
    return path, unpack(path, "a.zip", into, limits)


def test_files_inside_are_read_as_outside_and_gone_afterwards(tmp_path):
    data = workbook(tmp_path)
    (tmp_path / "in").mkdir()
    archive = tmp_path / "in" / "a.zip"
    archive.write_bytes(
        packed(**{"第3周/银州.xlsx": data, "内.zip": packed(**{"铁岭.xlsx": data})})
    )
    (tmp_path / "in" / "b.xlsx").write_bytes(data)
    with unpacked(find_files([tmp_path / "in"])) as files:
        assert [shown for _, shown in files] == [
            "a.zip/第3周/银州.xlsx",
            "a.zip/内.zip/铁岭.xlsx",
            "b.xlsx",
        ]
        grids = [read_book(path).value.sheets[0].rows for path, _ in files]
        assert grids == [grids[2]] * 3
        places = [path for path, _ in files[:2]]
        assert all(path.parents[1].stat().st_mode & 0o077 == 0 for path in places)
    assert not any(path.exists() for path in places)


def test_names_in_gbk_without_a_flag(tmp_path):
    data = packed(**{"xx/yyyy.csv": "案号,金额\n"})
    data = data.replace(b"xx/yyyy", "周/银州".encode("gbk"))
    _, files = taken(tmp_path, data)
    assert [shown for _, shown in files] == ["a.zip/周/银州.csv"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../银州.csv", "a.zip/银州.csv"),
        ("/etc/银州.csv", "a.zip/etc/银州.csv"),
        ("C:\\周\\..\\银州.csv", "a.zip/周/银州.csv"),
        ("..", "a.zip/未命名"),
        ("a\x1b[31m\u202e.csv", "a.zip/a[31m.csv"),
        ("长" * 300 + ".csv", "a.zip/" + "长" * 300 + ".csv"),
    ],
)
def test_no_path_is_trusted(tmp_path, name, shown):
    before = sorted(p for p in tmp_path.parent.rglob("*.csv") if "private" not in p.parts)
    _, files = taken(tmp_path, packed(**{name: "a,b\n1,2\n"}))
    assert [said for _, said in files] == [shown]
    assert all(path.is_relative_to(tmp_path / "private") for path, _ in files)
    after = sorted(p for p in tmp_path.parent.rglob("*.csv") if "private" not in p.parts)
    assert after == before


def encrypted():
    data = bytearray(packed(**{"银州.xlsx": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.csv", "1,2,3,4,5")
    assert b"3,4" in data.getvalue()
    return data.getvalue().replace(b"3,4", b"3,5")


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (encrypted(), Limits(), "F-02"),
        (packed(), Limits(), "F-01"),
        (packed(**{"a.csv": "1", "b.csv": "2"}), Limits(archive_files=1), "F-01"),
        (packed(**{"a.csv": b"0" * 3_000_000}), Limits(unzipped_free=1_000_000), "F-01"),
        (packed(**{"a.csv": b"0" * 3_000_000}), Limits(unzipped_bytes=1_000_000), "F-01"),
        (damaged(), Limits(), "F-01"),
        (packed(**{"a.csv": b"abcabc"})[:-30], Limits(), "F-01"),
    ],
    ids=["encrypted", "empty", "many", "ratio", "large", "damaged", "cut"],
)
def test_what_cannot_be_taken_stays_a_file_and_says_why(tmp_path, data, limits, code):
    path, files = taken(tmp_path, data, limits)
    assert files == [(path, "a.zip")]
    outcome = read_book(path, limits)
    assert (outcome.value, [p.code for p in outcome.problems]) == (None, [code])


def test_archives_in_archives_end_at_the_second(tmp_path):
    deep = packed(**{"c.zip": packed(**{"a.csv": "1,2\n"})})
    _, files = taken(tmp_path, packed(**{"b.zip": deep}))
    assert [shown for _, shown in files] == ["a.zip/b.zip/c.zip"]
    assert [p.code for p in read_book(files[0][0]).problems] == ["F-01"]


def test_two_of_one_name_are_shown_apart(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed(**{"x/../银州.csv": "1,2\n", "x/银州.csv": "3,4\n"}))
    with unpacked([(path, "a.zip")]) as files:
        assert len({shown for _, shown in files}) == len(files) == 2
