"""Originals under their fingerprint."""

import hashlib
import stat
import sys

import pytest

from enforcement_cli.workbook.archive import archive, fingerprint


def test_a_copy_is_made_once_and_kept(tmp_path):
    original = tmp_path / "银州.XLSX"
    original.write_bytes(b"abc")
    sha256 = fingerprint(original)
    assert sha256 == hashlib.sha256(b"abc").hexdigest()
    kept = archive(original, tmp_path / "archive", sha256)
    assert kept == tmp_path / "archive" / f"{sha256}.xlsx"
    assert kept.read_bytes() == b"abc"
    before = kept.stat().st_mtime_ns
    assert archive(original, tmp_path / "archive", sha256) == kept
    assert kept.stat().st_mtime_ns == before
    assert [path.name for path in (tmp_path / "archive").iterdir()] == [kept.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_nobody_else_may_read_it(tmp_path):
    original = tmp_path / "a.xls"
    original.write_bytes(b"abc")
    kept = archive(original, tmp_path / "archive", fingerprint(original))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_file_that_changed_leaves_nothing_behind(tmp_path):
    original = tmp_path / "a.xls"
    original.write_bytes(b"abc")
    sha256 = fingerprint(original)
    original.write_bytes(b"abcd")
    with pytest.raises(ValueError, match=r"a\.xls"):
        archive(original, tmp_path / "archive", sha256)
    assert list((tmp_path / "archive").iterdir()) == []
