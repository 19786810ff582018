"""The lock: in the order of coming, named rightly, never kept by the dead, and on any disk."""

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from enforcement_cli.model.failure import DiskFailed, ExitCode, StoreBusy
from enforcement_cli.store.lock import locked
from enforcement_cli.store.queue import arrived, first_ahead, holders, queued
from enforcement_cli.store.session import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and file modes of POSIX")

HOLD = """
import sys
from pathlib import Path
from enforcement_cli.store.lock import locked
with locked(Path(sys.argv[2]), exclusive=sys.argv[1] == "ingest", patience=30):
    print("held", flush=True)
    sys.stdin.read()
"""
# Takes turns, each marked in one file, until the file `end` is there; a writer ends by making it.
TURNS = """
import os, sys, time
from pathlib import Path
from enforcement_cli.store.lock import locked
kind, lock, marks, end, most = sys.argv[1], *map(Path, sys.argv[2:5]), int(sys.argv[5])
log = os.open(marks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
print("ready", flush=True)
sys.stdin.readline()
for turn in range(most):
    os.write(log, f"asks {kind}\\n".encode())
    with locked(lock, exclusive=kind == "w", patience=60):
        os.write(log, f"has {kind} {os.getpid()}\\n".encode())
        time.sleep(0.06 if kind == "r" else 0.01)
        os.write(log, f"left {kind} {os.getpid()}\\n".encode())
    if end.exists():
        break
if kind == "w":
    end.touch()
"""


@contextmanager
def started(code: str, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline()
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            if process.stdin and not process.stdin.closed:
                process.stdin.close()


def refused(lock: Path, *, exclusive: bool) -> StoreBusy:
    with (
        pytest.raises(StoreBusy) as caught,
        locked(lock, exclusive=exclusive, patience=0.1),
    ):
        pass
    assert caught.value.code == ExitCode.BUSY
    return caught.value


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "store.lock"


@pytest.mark.parametrize(("command", "manner"), [("ingest", "写入"), ("report", "读取")])
def test_who_holds_it_is_named(lock: Path, command: str, manner: str) -> None:
    # Somebody else wrote before: that name is not told.
    with locked(lock, exclusive=True, patience=0):
        pass
    with started(HOLD, command, lock) as holder:
        message = refused(lock, exclusive=True).message
    found = re.search(r"enforce (\w+)，进程 (\d+)，自 (\S+ \S+) 起(..)", message)
    assert found is not None
    assert found.group(1, 2, 4) == (command, str(holder.pid), manner)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", found[3])
    assert str(os.getpid()) not in message


def test_more_readers_are_counted(lock: Path) -> None:
    with started(HOLD, "report", lock), started(HOLD, "status", lock):
        assert "另有 1 个" in refused(lock, exclusive=True).message


def test_the_dead_hold_nothing_and_are_not_named(lock: Path) -> None:
    with started(HOLD, "ingest", lock) as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert list(lock.with_suffix(".queue").iterdir())
    with started(HOLD, "report", lock) as holder:
        message = refused(lock, exclusive=True).message
    assert (str(holder.pid) in message, str(killed.pid) in message) == (True, False)
    with locked(lock, exclusive=True, patience=0):
        assert len(list(lock.with_suffix(".queue").iterdir())) == 1
    assert not list(lock.with_suffix(".queue").iterdir())


def test_a_reader_that_comes_after_a_waiting_writer_waits_behind_it(
    lock: Path, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    with started(HOLD, "report", lock) as first, ExitStack() as stack:
        with locked(lock, exclusive=False, patience=0):
            pass  # readers share
        writer = stack.enter_context(started(TURNS, "w", lock, marks, tmp_path / "end", 1))
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
        until = time.monotonic() + 30
        while not any("-w-" in e.name for e in lock.with_suffix(".queue").iterdir()):
            assert time.monotonic() < until
            time.sleep(0.01)
        assert str(first.pid) in refused(lock, exclusive=False).message
        assert first.stdin
        first.stdin.close()
        assert writer.wait(30) == 0
    with locked(lock, exclusive=False, patience=0):
        pass


def run_turns(lock: Path, tmp_path: Path, turns: list[tuple[str, Path, int]]) -> list[list[str]]:
    marks = tmp_path / "marks"
    with ExitStack() as stack:
        all_of_them = [
            stack.enter_context(started(TURNS, kind, lock, marks, end, most))
            for kind, end, most in turns
        ]
        for each in all_of_them:
            assert each.stdin
            each.stdin.write("\n")
            each.stdin.flush()
        assert [each.wait(120) for each in all_of_them] == [0] * len(turns)
    return [line.split() for line in marks.read_text().splitlines()]


def test_a_writer_among_readers_without_end_gets_its_turn(lock: Path, tmp_path: Path) -> None:
    end = tmp_path / "end"
    marks = run_turns(lock, tmp_path, [("r", end, 1_000_000)] * 3 + [("w", end, 20)])
    turns: list[int] = []
    waited = None
    for what, kind, *_ in marks:
        if (what, kind) == ("asks", "w"):
            waited = 0
        elif (what, kind) == ("has", "w"):
            assert waited is not None
            turns.append(waited)
            waited = None
        elif (what, kind) == ("has", "r") and waited is not None:
            waited += 1
    # Three readers may be ahead in the queue, and some more between the mark and the queue: there
    # the system may let the writer wait, but not again and again.
    assert len(turns) == 20
    assert sorted(turns)[15] <= 6, turns


def test_eight_at_once_never_share_with_a_writer_and_all_get_on(lock: Path, tmp_path: Path) -> None:
    marks = run_turns(lock, tmp_path, [(k, tmp_path / f"{i}", 8) for i, k in enumerate("rw" * 4)])
    inside: dict[str, str] = {}
    for what, kind, *pid in marks:
        if what == "has":
            inside[pid[0]] = kind
            assert "w" not in inside.values() or len(inside) == 1, inside
        elif what == "left":
            del inside[pid[0]]
    assert sum(what == "has" for what, *_ in marks) == 64


def test_lock_files_are_private(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        with open_store(tmp_path / "store.duckdb", write=True):
            queue = tmp_path / "store.queue"
            found = [*queue.iterdir(), tmp_path / "store.lock", tmp_path / "store.duckdb"]
            assert [each.stat().st_mode & 0o777 for each in found] == [0o600] * 3
            assert queue.stat().st_mode & 0o777 == 0o700
            told = json.loads(found[0].read_text())
            assert (told["pid"], told["holds"], told["writes"]) == (os.getpid(), 1, 1)
    finally:
        os.umask(mask)


READ_ONLY = """
import sys
from pathlib import Path
from enforcement_cli.model.failure import DiskFailed
from enforcement_cli.store.session import open_store
path = Path(sys.argv[1])
with open_store(path, write=False) as connection:
    print(connection.execute("SELECT value FROM meta WHERE key = 'mark'").fetchall())
try:
    with open_store(path, write=True):
        pass
except DiskFailed as error:
    print("refused", error.where)
"""


def without_override() -> None:
    # Root writes where it may not unless it gives up CAP_DAC_OVERRIDE; others just do not get it.
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities of Linux")
@pytest.mark.parametrize("left", ["lock", "no lock", "log"])
def test_a_folder_one_may_only_read(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "desk"
    path = folder / "store.duckdb"
    with open_store(path, write=True) as connection:
        connection.execute("INSERT INTO meta VALUES ('mark', 'kept')")
        if left == "log":  # as whoever is killed now leaves it
            kept = {each.name: each.read_bytes() for each in folder.glob("store.duckdb*")}
    if left == "log":
        assert len(kept) == 2
        for name, data in kept.items():
            (folder / name).write_bytes(data)
    if left == "no lock":
        (folder / "store.lock").unlink()
        (folder / "store.queue").rmdir()
    for each in (*folder.iterdir(), folder):
        each.chmod(0o500 if each.is_dir() else 0o400)
    before = {each.name for each in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, path],
        capture_output=True, text=True, check=False, preexec_fn=without_override,
    )  # fmt: skip
    assert {each.name for each in folder.iterdir()} == before
    folder.chmod(0o700)
    assert done.stdout.splitlines() == [
        "[('kept',)]", f"refused {folder / 'store.lock'}",
    ], done.stderr  # fmt: skip


@pytest.mark.parametrize("number", ["ENOLCK", "EOPNOTSUPP"])
def test_a_disk_without_locks_is_told(
    lock: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    import errno

    def refuse(*_: object, **__: object) -> None:
        raise OSError(getattr(errno, number), "flock")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(DiskFailed) as caught, locked(lock, exclusive=False, patience=0):
        pass
    assert caught.value.code == ExitCode.FAILED
    assert caught.value.where == str(lock.with_name("store.duckdb"))


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_without_a_queue_the_lock_itself_still_keeps_writers_apart(
    lock: Path, *, first: bool, second: bool
) -> None:
    lock.with_suffix(".queue").write_text("in the way of the folder")
    with (
        locked(lock, exclusive=first, patience=0),
        pytest.raises(StoreBusy),
        locked(lock, exclusive=second, patience=0),
    ):
        pass
    with locked(lock, exclusive=False, patience=0), locked(lock, exclusive=False, patience=0):
        pass


def test_who_waits_holds_nothing(tmp_path: Path) -> None:
    with queued(tmp_path, exclusive=True) as has, queued(tmp_path, exclusive=False) as waits:
        assert has
        assert waits
        arrived(has)
        with queued(tmp_path, exclusive=False) as last:
            assert last
            assert [(owner.writes, owner.holds) for owner in holders(last)] == [(True, True)]
            assert first_ahead(last) == has.path
    assert not any(tmp_path.iterdir())
