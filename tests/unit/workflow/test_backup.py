"""Backups: what is in them, what a crafted or torn one may do, what a killed one leaves."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError, StoreBusy, UnknownName, UsageError
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.care import backup, backup_gather
from enforcement_cli.workflow.care import restore as restoring
from enforcement_cli.workflow.care.backup import back_up, own_backups, verify_backup
from enforcement_cli.workflow.care.backup_file import read_manifest
from enforcement_cli.workflow.care.restore import Restoring, restore
from enforcement_cli.workflow.workspace import Workspace, create_workspace, person_salt

AT = datetime(2026, 3, 2, 8, 30, tzinfo=BEIJING)
CAMPAIGN = """\
[desk]
court = "辽12"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
short = "铁岭中院"
level = "intermediate"

[[campaign]]
id = "winter70"
name = "行动"
start = 2025-12-20
end = 2026-02-28
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "desk", CAMPAIGN)
    person_salt(made)
    with open_store(made.store, write=True) as connection:
        connection.execute("INSERT INTO events (what, reason) VALUES ('note', '甲')")
    original = b"PK the return as it came"
    sha256 = hashlib.sha256(original).hexdigest()
    (made.archive / f"{sha256}.xlsx").write_bytes(original)
    issue = made.bulletins / "已发布" / "winter70-week-第1期"
    issue.mkdir(parents=True)
    (issue / "一.md").write_text("第1期", "utf-8")
    (issue / "一.md").chmod(0o400)
    (made.bulletins / "草稿.md").write_text("草稿", "utf-8")
    (made.mappings / "辽1202-cases.toml").write_text("", "utf-8")
    (made.inbox / "来了 一份.xlsx").write_bytes(b"new")
    (made.logs / "enforce.log").write_text("line", "utf-8")
    (made.root / ".weekly.md.ab12cd34.enforce-part").write_text("half", "utf-8")
    return made


def made(workspace: Workspace, to: Path | None = None, **more: Any) -> Path:
    return back_up(workspace, at=AT, output=to, **more).path


def names(path: Path) -> set[str]:
    return {kept.name for kept in read_manifest(path).files}


def contents(root: Path) -> dict[str, bytes]:
    skipped = ("store.", "logs", "audit", "backups", ".")
    return {
        name: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not (name := path.relative_to(root).as_posix()).startswith(skipped)
    }


def left_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != "backup.lock")


# --- what is in it


def test_a_backup_holds_what_cannot_be_made_again_and_nothing_else(workspace: Workspace) -> None:
    path = made(workspace)
    assert path.parent == workspace.root / "backups"
    assert path.name == "enforce-辽12-20260302-083000.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = names(path)
    assert {n.partition("/")[0] for n in found} == {
        "archive", "bulletins", "enforce.toml", "inbox", "mappings", "person.salt", "store.duckdb",
    }  # fmt: skip
    assert "bulletins/已发布/winter70-week-第1期/一.md" in found
    assert "bulletins/草稿.md" in found


def test_the_manifest_comes_first_and_says_what_the_store_holds(workspace: Workspace) -> None:
    path = made(workspace)
    with zipfile.ZipFile(path) as book:
        assert book.namelist()[0] == "manifest.json"
        told = json.loads(book.read("manifest.json"))
    assert told["schema"] == "enforce.backup/1"
    assert (told["desk"], told["created"]) == ("辽12", AT.isoformat())
    assert told["rows"]["events"] == 1
    salt = next(f for f in told["files"] if f["name"] == "person.salt")
    assert salt["sha256"] == hashlib.sha256(workspace.salt.read_bytes()).hexdigest()
    assert (salt["size"], salt["mode"]) == (32, 0o600)


@pytest.mark.parametrize("year", [1970, 2110])
def test_a_year_that_no_zip_knows_is_no_reason_to_make_none(
    workspace: Workspace, year: int
) -> None:
    path = back_up(workspace, at=AT.replace(year=year)).path
    assert read_manifest(path).created.year == year


def test_a_backup_is_not_laid_where_returns_are_taken_from(workspace: Workspace) -> None:
    for place in (workspace.inbox, workspace.archive / "a.zip", workspace.inbox / "new"):
        with pytest.raises(UsageError):
            back_up(workspace, at=AT, output=place)
    assert left_in(workspace.inbox) == ["来了 一份.xlsx"]


def test_no_workspace_is_restored_into_another(workspace: Workspace) -> None:
    path = made(workspace)
    with pytest.raises(UsageError):
        restore(path, workspace.inbox / "new", Restoring(), at=AT)
    assert left_in(workspace.inbox) == ["来了 一份.xlsx"]


def test_the_second_backup_does_not_hold_the_first(workspace: Workspace) -> None:
    made(workspace, workspace.root / "elsewhere")
    second = back_up(workspace, at=AT + timedelta(days=1), output=workspace.root / "elsewhere")
    assert not any(".zip" in kept.name for kept in second.manifest.files)


def test_links_are_not_followed_and_told(workspace: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("of another", "utf-8")
    (workspace.inbox / "link.xlsx").symlink_to(secret)
    (workspace.root / "more").symlink_to(tmp_path)
    os.mkfifo(workspace.inbox / "pipe.xlsx")
    found = back_up(workspace, at=AT)
    assert set(found.links) == {"inbox/link.xlsx", "inbox/pipe.xlsx", "more"}
    assert not names(found.path) & set(found.links)


def test_a_name_no_other_system_takes_is_told(workspace: Workspace) -> None:
    bad = os.fsencode(workspace.inbox) + b"/" + "台账.xlsx".encode("gbk")
    Path(os.fsdecode(bad)).write_bytes(b"x")
    (workspace.inbox / "10:30.xlsx").write_bytes(b"x")
    found = back_up(workspace, at=AT)
    assert len(found.unsafe) == 2
    assert verify_backup(found.path, workspace.logs).files == found.manifest.files


def test_a_file_that_is_being_written_is_read_until_it_holds_still(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, changed = backup_gather.shutil.copyfile, []

    def copy(source: Path, to: Path) -> None:
        real(source, to)
        if Path(source).name == "草稿.md" and len(changed) < 3:
            changed.append(1)
            Path(source).write_text("草稿" * (len(changed) + 1), "utf-8")

    monkeypatch.setattr(backup_gather.shutil, "copyfile", copy)
    monkeypatch.setattr(backup_gather, "_PAUSE_SECONDS", 0)
    path = made(workspace)
    with zipfile.ZipFile(path) as book:
        assert book.read("workspace/bulletins/草稿.md").decode() == "草稿" * 4


def test_a_file_that_never_holds_still_stops_the_backup(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, times = backup_gather.shutil.copyfile, []

    def copy(source: Path, to: Path) -> None:
        real(source, to)
        times.append(1)
        Path(source).write_bytes(b"x" * len(times))

    monkeypatch.setattr(backup_gather.shutil, "copyfile", copy)
    monkeypatch.setattr(backup_gather, "_PAUSE_SECONDS", 0)
    with pytest.raises(EnforceError):
        back_up(workspace, at=AT)
    assert left_in(workspace.root / "backups") == []


def test_a_broken_campaign_file_is_no_reason_not_to_back_up(workspace: Workspace) -> None:
    workspace.campaign_file.write_text("[desk\n", "utf-8")
    assert made(workspace).name.startswith("enforce-desk-")


# --- keep


def test_keep_removes_the_oldest_of_this_desk_only(workspace: Workspace, tmp_path: Path) -> None:
    to = tmp_path / "kept"
    for day in range(3):
        back_up(workspace, at=AT + timedelta(days=day), output=to)
    (to / "enforce-辽13-20200101-000000.zip").write_bytes(b"another desk's")
    (to / "enforce-辽12.zip").write_bytes(b"no backup's name")
    last = back_up(workspace, at=AT + timedelta(days=3), output=to, keep=2)
    assert [p.name[-19:-4] for p in own_backups(to, "辽12")] == [
        "20260304-083000",
        "20260305-083000",
    ]
    assert len(last.removed) == 2
    assert (to / "enforce-辽13-20200101-000000.zip").exists()
    assert (to / "enforce-辽12.zip").exists()


def test_another_workspace_of_the_desk_keeps_its_own_beside(
    workspace: Workspace, tmp_path: Path
) -> None:
    to = tmp_path / "kept"
    other = Workspace(tmp_path / "other")
    shutil.copytree(workspace.root, other.root)
    other.salt.write_bytes(bytes(reversed(range(32))))
    theirs = back_up(other, at=AT, output=to).path
    ours = [back_up(workspace, at=AT + timedelta(days=day), output=to).path for day in (1, 2)]
    last = back_up(workspace, at=AT + timedelta(days=3), output=to, keep=1)
    assert last.removed == tuple(ours)
    assert theirs.exists()


def test_a_clock_set_back_does_not_cost_the_new_backup(workspace: Workspace) -> None:
    back_up(workspace, at=AT)
    new = back_up(workspace, at=AT - timedelta(days=3000), keep=1)
    assert own_backups(new.path.parent, "辽12") == [new.path]


def test_nothing_is_removed_while_an_original_is_damaged(workspace: Workspace) -> None:
    old = made(workspace)
    (original,) = workspace.archive.iterdir()
    original.write_bytes(b"rotten")
    found = back_up(workspace, at=AT + timedelta(days=1), keep=1)
    assert found.damaged == (f"archive/{original.name}",)
    assert found.removed == ()
    assert old.exists()


@pytest.mark.parametrize("keep", [0, -1])
def test_keep_must_keep_something(workspace: Workspace, keep: int) -> None:
    with pytest.raises(UsageError):
        back_up(workspace, at=AT, keep=keep)


def test_a_named_file_is_replaced_only_where_it_is_a_backup_of_this_desk(
    workspace: Workspace, tmp_path: Path
) -> None:
    to = tmp_path / "usb" / "desk.zip"
    made(workspace, to)
    (workspace.bulletins / "草稿.md").write_text("新", "utf-8")
    made(workspace, to)
    with zipfile.ZipFile(to) as book:
        assert book.read("workspace/bulletins/草稿.md").decode() == "新"
    to.write_bytes(b"somebody's work")
    with pytest.raises(UsageError):
        made(workspace, to)
    assert to.read_bytes() == b"somebody's work"


# --- what stops it


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 4096, 60_000, 1_000_000])
def test_a_full_disk_leaves_nothing(workspace: Workspace, tmp_path: Path, size: int) -> None:
    to = tmp_path / "kept"
    to.mkdir()
    noise = os.urandom(2_000_000)
    (workspace.archive / f"{hashlib.sha256(noise).hexdigest()}.xls").write_bytes(noise)
    with at_most(size), pytest.raises((OSError, EnforceError)):
        back_up(workspace, at=AT, output=to)
    assert left_in(to) == []
    made(workspace, to)


def test_what_was_written_is_read_back_before_it_gets_its_name(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.workflow.care import backup

    real = backup.write_backup

    def flipped(handle: Any, *rest: Any) -> None:
        real(handle, *rest)
        handle.flush()
        size = os.fstat(handle.fileno()).st_size
        os.pwrite(handle.fileno(), b"\xff" * 8, size // 2)

    monkeypatch.setattr(backup, "write_backup", flipped)
    with pytest.raises(EnforceError):
        back_up(workspace, at=AT, output=tmp_path / "kept")
    assert left_in(tmp_path / "kept") == []


def test_what_a_killed_backup_left_is_swept_by_the_next(workspace: Workspace) -> None:
    folder = workspace.root / "backups"
    folder.mkdir()
    half = folder / ".enforce-辽12-20260301-083000.zip.00aa11bb.enforce-part"
    half.write_bytes(b"half")
    staging = folder / ".enforce-辽12-20260301-083000.zip.22cc33dd.enforce-part"
    staging.mkdir()
    (staging / "store.duckdb").write_bytes(b"copy")
    other = folder / ".store-v3.ee44.enforce-part"
    other.write_bytes(b"somebody else's")
    path = made(workspace)
    assert left_in(folder) == [other.name, path.name]


def test_two_at_once_are_one_after_the_other(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.disk.turn import in_turn

    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    with in_turn(workspace.root / "backups" / "backup.lock", patience=0), pytest.raises(StoreBusy):
        back_up(workspace, at=AT)


def test_a_store_somebody_writes_to_is_waited_for_and_then_left(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.store.lock import locked

    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    with locked(workspace.lock, exclusive=True, patience=1), pytest.raises(StoreBusy):
        back_up(workspace, at=AT)
    assert left_in(workspace.root / "backups") == []


@pytest.mark.parametrize("size", [0, 100, 60_000])
def test_a_disk_full_of_a_restore_changes_nothing(
    workspace: Workspace, tmp_path: Path, size: int
) -> None:
    path = made(workspace)
    before = contents(workspace.root)
    with at_most(size), pytest.raises((OSError, EnforceError)):
        restore(path, workspace.root, ASKED, at=AT)
    assert contents(workspace.root) == before
    with at_most(size), pytest.raises((OSError, EnforceError)):
        restore(path, tmp_path / "there", Restoring(), at=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["desk"]


# --- a power cut


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> set[tuple[int, int]]:
    """Size and number of every file and folder the disk was made to have."""
    told: set[tuple[int, int]] = set()
    flush = os.fsync

    def fsync(handle: int) -> None:
        flush(handle)
        status = os.fstat(handle)
        told.add((status.st_ino, 0 if stat.S_ISDIR(status.st_mode) else status.st_size))

    monkeypatch.setattr(os, "fsync", fsync)
    return told


def test_a_backup_and_its_name_are_on_the_disk(
    workspace: Workspace, flushed: set[tuple[int, int]]
) -> None:
    path = made(workspace)
    assert (path.stat().st_ino, path.stat().st_size) in flushed
    assert (path.parent.stat().st_ino, 0) in flushed


def test_all_that_was_restored_is_on_the_disk(
    workspace: Workspace,
    tmp_path: Path,
    flushed: set[tuple[int, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = made(workspace, tmp_path / "b.zip")
    (tmp_path / "over").mkdir()
    place = tmp_path / "over" / "desk"
    restore(path, place, Restoring(), at=AT)
    flushed.clear()
    rename = Path.rename

    def renamed(self: Path, to: Path) -> Path:
        flushed.discard((place.parent.stat().st_ino, 0))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", renamed)
    restore(path, place, ASKED, at=AT)
    assert (place.parent.stat().st_ino, 0) in flushed
    for each in [place, *place.rglob("*")]:
        status = each.stat()
        is_ours = ".lock" not in each.name and "logs" not in each.parts
        if is_ours:
            size = 0 if each.is_dir() else status.st_size
            assert (status.st_ino, size) in flushed, each


def test_who_waits_for_the_old_store_waits_for_the_new_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = made(workspace, tmp_path / "b.zip")
    before = workspace.lock.stat().st_ino
    restore(path, workspace.root, ASKED, at=AT)
    assert workspace.lock.stat().st_ino == before


def test_what_is_published_while_the_store_is_copied_waits_for_the_next_backup(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = workspace.bulletins / "已发布" / "winter70-week-第2期" / "二.md"
    came = workspace.archive / f"{hashlib.sha256(b'new').hexdigest()}.xlsx"
    copy = backup_gather.copy_store

    def meanwhile(path: Path, to: Path) -> None:
        copy(path, to)
        later.parent.mkdir()
        later.write_text("第2期", "utf-8")
        came.write_bytes(b"new")

    monkeypatch.setattr(backup_gather, "copy_store", meanwhile)
    found = names(made(workspace))
    assert later.relative_to(workspace.root).as_posix() not in found
    assert came.relative_to(workspace.root).as_posix() in found


def test_what_the_disk_changes_while_it_is_packed_stops_the_backup(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = next(workspace.archive.iterdir())
    real = backup.write_backup

    def rotten(*of: Any) -> None:
        original.write_bytes(original.read_bytes()[::-1])
        real(*of)

    monkeypatch.setattr(backup, "write_backup", rotten)
    with pytest.raises(EnforceError):
        made(workspace)
    assert left_in(workspace.root / "backups") == []


# --- what may come back


def test_a_backup_comes_back_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    path = made(workspace)
    done = restore(path, tmp_path / "other" / "desk", Restoring(), at=AT)
    assert done.aside is None
    wanted = contents(workspace.root)
    assert contents(done.folder) == wanted
    assert wanted
    for each in (done.folder, *(p for p in done.folder.rglob("*"))):
        open_mode = stat.S_IMODE(each.stat().st_mode)
        assert open_mode == (0o700 if each.is_dir() else 0o400 if each.name == "一.md" else 0o600)
    with open_store(done.folder / "store.duckdb", write=False) as connection:
        assert connection.execute("SELECT reason FROM events").fetchall() == [("甲",)]
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["desk"]


def test_an_empty_folder_may_be_named(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    restore(made(workspace), tmp_path / "empty", Restoring(), at=AT)
    assert (tmp_path / "empty" / "enforce.toml").exists()


@pytest.mark.parametrize(
    "wish", [Restoring(), Restoring(yes=True), Restoring(by="周某", reason="换机器"),
             Restoring(yes=True, by="周某", reason=" ")]
)  # fmt: skip
def test_a_workspace_is_not_replaced_unasked(workspace: Workspace, wish: Restoring) -> None:
    path = made(workspace)
    before = contents(workspace.root)
    with pytest.raises(UsageError):
        restore(path, workspace.root, wish, at=AT)
    assert contents(workspace.root) == before


def test_what_is_no_workspace_is_not_replaced(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "论文.docx").write_bytes(b"x")
    with pytest.raises(UsageError):
        restore(made(workspace), tmp_path / "home", ASKED, at=AT)
    assert left_in(tmp_path / "home") == ["论文.docx"]


ASKED = Restoring(yes=True, by="周某", reason="换机器")


def test_the_workspace_before_is_set_aside_whole(workspace: Workspace) -> None:
    path = made(workspace)
    (workspace.bulletins / "草稿.md").write_text("后来", "utf-8")
    before = contents(workspace.root)
    done = restore(path, workspace.root, ASKED, at=AT)
    assert done.aside == workspace.root.with_name("desk.before-restore-20260302-083000")
    assert contents(done.aside) == before
    assert (workspace.bulletins / "草稿.md").read_text("utf-8") == "草稿"


def test_the_audit_log_goes_on(workspace: Workspace) -> None:
    from enforcement_cli.workflow.record.audit_check import read_audit, verify_audit

    path = made(workspace)
    second = back_up(workspace, at=AT + timedelta(days=1)).path
    restore(path, workspace.root, ASKED, at=AT)
    assert second.parent.name == "backups"
    found = [(e.what, e.result, e.who) for e in read_audit(workspace)]
    assert found == [("backup", "done", ""), ("backup", "done", ""), ("restore", "done", "周某")]
    assert not verify_audit(workspace).breaches


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.unit.workflow.test_backup import ASKED, AT
from enforcement_cli.workflow.care.restore import restore
real = Path.rename
def rename(self, to):
    if self.name.endswith(".enforce-part"):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, to)
Path.rename = rename
restore(Path(sys.argv[1]), Path(sys.argv[2]), ASKED, at=AT)
"""


def test_killed_between_the_renames_the_same_command_completes(workspace: Workspace) -> None:
    from enforcement_cli.workflow.record.audit_check import read_audit

    path = made(workspace, workspace.root.parent / "b.zip")
    ran = subprocess.run([sys.executable, "-c", KILLED, path, workspace.root], check=False)
    assert ran.returncode == -9
    assert not workspace.root.exists()
    restore(path, workspace.root, ASKED, at=AT)
    assert (workspace.bulletins / "草稿.md").read_text("utf-8") == "草稿"
    assert [e.what for e in read_audit(workspace)] == ["backup", "restore", "restore"]
    beside = sorted(p.name for p in workspace.root.parent.iterdir())
    assert beside == ["b.zip", "desk", "desk.before-restore-20260302-083000"]


def test_an_audit_log_somebody_writes_all_the_while_stops_the_restore(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(workspace)
    before = contents(workspace.root)
    real = restoring.in_turn
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")

    @contextmanager
    def busy(lock: Path, *, patience: float) -> Iterator[None]:
        with real(lock, patience=1), real(lock, patience=patience):
            yield

    monkeypatch.setattr(restoring, "in_turn", busy)
    with pytest.raises(StoreBusy):
        restore(path, workspace.root, ASKED, at=AT)
    assert contents(workspace.root) == before
    assert [p.name for p in workspace.root.parent.iterdir()] == ["desk"]


def test_a_rename_that_is_refused_leaves_the_workspace_where_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(workspace)
    before = contents(workspace.root)
    real = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if self.name.endswith(".enforce-part"):
            raise PermissionError(13, "no", str(self))
        return real(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        restore(path, workspace.root, ASKED, at=AT)
    assert contents(workspace.root) == before
    assert [p.name for p in workspace.root.parent.iterdir()] == ["desk"]


def test_what_was_set_aside_is_not_set_aside_again(workspace: Workspace) -> None:
    path = made(workspace, workspace.root.parent / "b.zip")
    done = restore(path, workspace.root, ASKED, at=AT)
    assert done.aside
    with pytest.raises(UsageError) as refused:
        restore(path, done.aside, ASKED, at=AT)
    assert str(workspace.root) in refused.value.remedy


def test_a_store_of_an_older_schema_comes_back_and_a_newer_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    with duckdb.connect(str(workspace.store)) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    newer = Path(tmp_path / "newer.zip")
    craft(newer, {"store.duckdb": workspace.store.read_bytes()}, schema_version=999)
    with pytest.raises(EnforceError):
        restore(newer, tmp_path / "other", Restoring(), at=AT)
    assert not (tmp_path / "other").exists()


# --- crafted ones


def craft(
    path: Path,
    files: dict[str, bytes],
    *,
    change: Callable[[dict[str, Any]], None] | None = None,
    extra: Callable[[zipfile.ZipFile], None] | None = None,
    schema_version: int | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A zip that says it is a backup."""
    told: dict[str, Any] = {
        "schema": "enforce.backup/1", "version": "0", "desk": "辽12", "created": AT.isoformat(),
        "schema_version": schema_version, "rows": {},
        "files": [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(),
             "mode": 0o600} for name, data in files.items()
        ],
    }  # fmt: skip
    if change:
        change(told)
    with zipfile.ZipFile(path, "w", method) as book:
        book.writestr("manifest.json", json.dumps(told))
        for name, data in files.items():
            book.writestr(f"workspace/{name}", data)
        if extra:
            extra(book)
    return path


HOSTILE_NAMES = (
    "../out.txt", "a/../../out.txt", "/etc/out.txt", "//server/share/x", "C:/out.txt", "C:out.txt",
    "a\\..\\..\\out.txt", "..\\out.txt", "a//b", "./a", "a/.", "", "a/", "nul", "con.toml",
    "archive/aux.xlsx", "COM1", "lpt9.txt", "a\x00b", "a\nb", "a\x1b[31m", "x.", "x ", "a*b", "a?",
    "store.lock", "store.queue/000000000001-w-00000000", "audit/audit.lock", "backups/x",
    "logs/enforce.log", ".store.duckdb.new", ".x.enforce-part", "q" * 300,
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_leads_elsewhere_writes_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)

    def rename(told: dict[str, Any]) -> None:
        told["files"][0]["name"] = name

    craft(folder / "b.zip", {"enforce.toml": b"x"}, change=rename)
    raw = (folder / "b.zip").read_bytes()
    with zipfile.ZipFile(folder / "b.zip", "w") as book:
        with zipfile.ZipFile(io.BytesIO(raw)) as old:
            book.writestr("manifest.json", old.read("manifest.json"))
        if name:
            book.writestr(zipfile.ZipInfo(f"workspace/{name}"), b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(EnforceError):
        restore(folder / "b.zip", folder / "desk", Restoring(), at=AT)
    assert sorted(tmp_path.rglob("*")) == before


def _entry(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda told: told["files"][0].update(values)


def _top(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda told: told.update(values)


def _add(name: str, data: bytes) -> Callable[[zipfile.ZipFile], None]:
    return lambda book: book.writestr(name, data)


def _link(book: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("workspace/inbox/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    book.writestr(info, "/etc/passwd")


LIES: dict[str, dict[str, Any]] = {
    "another hash": {"change": _entry(sha256="0" * 64)},
    "another size": {"change": _entry(size=8)},
    "a size that is none": {"change": _entry(size=-1)},
    "a size in words": {"change": _entry(size="many")},
    "a mode that is none": {"change": _entry(mode=True)},
    "no files": {"change": _top(files=None)},
    "files that are none": {"change": _top(files=[1])},
    "no day": {"change": _top(created="yesterday")},
    "another schema": {"change": _top(schema="enforce.backup/2")},
    "a store that is not there": {"change": _top(schema_version=4)},
    "a file that is not listed": {"extra": _add("workspace/inbox/x", b"x")},
    "a file beside": {"extra": _add("x", b"x")},
    "a link": {
        "change": lambda told: told["files"].append(
            {"name": "inbox/link", "size": 11, "mode": 0o777,
             "sha256": hashlib.sha256(b"/etc/passwd").hexdigest()}),
        "extra": _link,
    },
    "a file twice": {"change": lambda told: told["files"].append(told["files"][0])},
    "a method we do not take": {"method": zipfile.ZIP_BZIP2},
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_backup_that_lies_writes_nothing(tmp_path: Path, lie: str) -> None:
    path = craft(tmp_path / "b.zip", {"enforce.toml": b"[desk]\n"}, **LIES[lie])
    with pytest.raises(EnforceError):
        restore(path, tmp_path / "desk", Restoring(), at=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"]


def test_a_file_that_is_the_folder_of_another_writes_nothing(tmp_path: Path) -> None:
    path = craft(tmp_path / "b.zip", {"a": b"x", "a/b": b"y"})
    with pytest.raises(EnforceError):
        restore(path, tmp_path / "desk", Restoring(), at=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"]


def test_a_bomb_is_refused_by_its_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from enforcement_cli.workflow.care import backup_file

    monkeypatch.setattr(backup_file, "_ANY_SHRINKING_BYTES", 1 << 20)
    path = craft(tmp_path / "b.zip", {"inbox/bomb.csv": bytes(3 << 20)})
    with pytest.raises(EnforceError):
        restore(path, tmp_path / "desk", Restoring(), at=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"]


def test_what_the_disk_has_no_room_for_is_not_begun(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.workflow.care import restore as module

    monkeypatch.setattr(module, "_SPARE_BYTES", 1 << 60)
    with pytest.raises(EnforceError):
        restore(made(workspace), tmp_path / "there", Restoring(), at=AT)
    assert not (tmp_path / "there").exists()


def test_what_is_no_backup_is_told(tmp_path: Path, workspace: Workspace) -> None:
    for data in (b"", b"PK\x03\x04", b"not a zip", made(workspace).read_bytes()[:3000]):
        path = tmp_path / "b.zip"
        path.write_bytes(data)
        with pytest.raises(EnforceError):
            restore(path, tmp_path / "there", Restoring(), at=AT)
        assert not (tmp_path / "there").exists()
    with pytest.raises(UnknownName):
        restore(tmp_path / "none.zip", tmp_path / "there", Restoring(), at=AT)


def test_no_flipped_byte_goes_unseen(workspace: Workspace, tmp_path: Path) -> None:
    """Each changed byte is refused, or is one that changes no file: the copies must be equal."""
    whole = made(workspace, tmp_path / "b.zip").read_bytes()
    wanted = contents(workspace.root)
    step = max(1, len(whole) // 150)
    for place in range(0, len(whole), step):
        path = tmp_path / "flipped.zip"
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        there = tmp_path / f"at{place}"
        try:
            restore(path, there, Restoring(), at=AT)
        except EnforceError:
            assert not there.exists()
        else:
            assert contents(there) == wanted


def test_a_list_that_points_before_the_file_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Every bit of the zip's last record: its offsets may come out below 0."""
    whole = made(workspace, tmp_path / "b.zip").read_bytes()
    path = tmp_path / "flipped.zip"
    refused = 0
    for place in range(len(whole) - 22, len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
            try:
                read_manifest(path)
            except EnforceError:
                refused += 1
    assert refused > 80
