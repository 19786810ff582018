"""Files that are whole or not there: what is flushed before what, what others may read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from enforcement_cli.disk import whole
from enforcement_cli.disk.oslock import give_back, take
from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import is_left_over, make_folder, passing_folder, put_all
from enforcement_cli.disk.whole import write_whole as write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names behind file handles of POSIX")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was flushed and renamed, in its order."""
    told: list[str] = []
    flush, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        flush(handle)
        status = os.fstat(handle)
        kind = "folder" if stat.S_ISDIR(status.st_mode) else f"file of {status.st_size}"
        told.append(kind)

    def rename(self: Path, to: Path) -> Path:
        told.append(f"{to.name} gets its name")
        return replace(self, to)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", rename)
    return told


def test_the_bytes_before_the_name_and_the_name_before_we_go_on(
    tmp_path: Path, seen: list[str]
) -> None:
    write(tmp_path / "a.txt", b"12345")
    assert "file of 5" in seen
    assert seen[seen.index("a.txt gets its name") :] == ["a.txt gets its name", "folder"]


def test_of_several_all_are_flushed_before_the_first_has_its_name(
    tmp_path: Path, seen: list[str]
) -> None:
    parts = [tmp_path / "1", tmp_path / "22"]
    for part in parts:
        part.write_bytes(part.name.encode())
    (tmp_path / "x").mkdir()
    put_all({parts[0]: tmp_path / "x/a", parts[1]: tmp_path / "b"})
    assert seen[:2] == ["file of 1", "file of 2"]
    assert seen[2:4] == ["a gets its name", "b gets its name"]
    assert seen[4:] == ["folder", "folder"]


def test_each_new_folder_is_flushed_where_it_lies(tmp_path: Path, seen: list[str]) -> None:
    make_folder(tmp_path / "a/b/c")
    assert seen == ["folder"] * 3
    make_folder(tmp_path / "a/b/c")
    assert len(seen) == 3


def test_nobody_else_reads_it_whatever_the_umask(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        make_folder(tmp_path / "a")
        write(tmp_path / "a/b", b"x")
        write(tmp_path / "a/c", b"x", mode=0o400)
        with passing_folder(tmp_path / "a") as folder:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        os.umask(mask)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")}
    assert modes == {"a": 0o700, "b": 0o600, "c": 0o400}


@pytest.mark.parametrize("refused", ["fsync", "replace", "chmod"])
def test_what_the_disk_refuses_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os if refused == "fsync" else Path, refused, refuse)
    with pytest.raises(OSError, match="full"):
        write(place, b"new")
    monkeypatch.undo()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert place.read_bytes() == b"old"


@pytest.mark.parametrize(("number", "passes"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_share_that_flushes_no_folder_is_no_failure_a_bad_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, passes: bool
) -> None:
    def refuse(handle: int) -> None:
        del handle
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    if passes:
        whole.sync_folder(tmp_path)
    else:
        with pytest.raises(OSError, match="no"):
            whole.sync_folder(tmp_path)


def test_a_drive_that_is_not_there_is_refused_and_not_asked_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises((FileExistsError, NotADirectoryError)):
        make_folder(Path("/"))


def test_what_is_left_over_tells_so(tmp_path: Path) -> None:
    with passing_folder(tmp_path) as folder:
        names = [
            folder,
            whole.part_of(tmp_path / ("长" * 200)),
            whole.write_part(tmp_path / "a", b""),
        ]
        assert all(map(is_left_over, names))
        assert all(len(os.fsencode(each.name)) <= 255 for each in names)
    assert not is_left_over(tmp_path / "a.enforce-part.txt")
    assert not is_left_over(tmp_path / "a.enforce-part")


def test_one_at_a_time_and_readers_together(tmp_path: Path) -> None:
    lock = tmp_path / "a/x.lock"
    with in_turn(lock, patience=0):
        with pytest.raises(TimeoutError), in_turn(lock, patience=0):
            pass
        handle = os.open(lock, os.O_RDONLY)
        assert not take(handle, exclusive=False)
    other = os.open(lock, os.O_RDONLY)
    assert take(handle, exclusive=False)
    assert take(other, exclusive=False)
    assert not take(other, exclusive=True)
    give_back(handle)
    assert take(other, exclusive=True)
    os.close(handle)
    os.close(other)
    with in_turn(lock, patience=0):
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600
