"""A text is read in a child process: what kills the reader, or cannot be read, ends in one sentence."""

from pathlib import Path

import pytest

from enforcement_cli.model.failure import ExitCode, UnknownName, Unreadable
from enforcement_cli.workflow.prose import read_prose


def test_a_text_comes_back_with_its_places(tmp_path):
    path = tmp_path / "新闻.txt"
    path.write_text("一、成效\n执结12件。\n", "utf-8")
    prose = read_prose(path)
    assert (prose.file_name, prose.text) == ("新闻.txt", "一、成效\n执结12件。\n")
    assert [p.place for p in prose.paragraphs] == ["第1段", "第2段"]


def test_a_file_that_is_not_there():
    with pytest.raises(UnknownName) as told:
        read_prose(Path("没有.txt"))
    assert told.value.code == ExitCode.UNKNOWN


@pytest.mark.parametrize("kind", ["picture", "folder", "link"])
def test_what_cannot_be_read_is_one_failure(tmp_path, kind):
    path = tmp_path / "a.docx"
    if kind == "picture":
        path.write_bytes(b"\x89PNG\r\n\x1a\n")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(__file__)
    with pytest.raises(Unreadable) as told:
        read_prose(path)
    assert told.value.code == ExitCode.FINDINGS
    assert told.value.where.endswith("a.docx")
    assert told.value.remedy
