"""The audit log: begun before, ended after, chained, and told when somebody touched it."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import stat
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.failure import EnforceError, StoreBusy, UsageError
from enforcement_cli.workflow.record import audit_lines, journal
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.audit_check import read_audit, verify_audit
from enforcement_cli.workflow.workspace import Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty one."""
    monkeypatch.setattr(journal, "_memory", journal._Memory())
    return create_workspace(tmp_path / "desk", "[desk]\n")


def path_of(workspace: Workspace) -> Path:
    return workspace.root / "audit" / "audit.jsonl"


def told(workspace: Workspace) -> list[dict[str, Any]]:
    """The lines as they stand."""
    return [json.loads(line) for line in path_of(workspace).read_bytes().splitlines()]


def deeds(workspace: Workspace, count: int) -> None:
    """Some changes on record."""
    for n in range(count):
        with audited(workspace, "waive", by="赵", why=f"原因{n}", about={"problems": [n]}):
            pass


def broken(workspace: Workspace) -> set[tuple[int, str]]:
    return {(breach.line, breach.what) for breach in verify_audit(workspace).breaches}


def test_begun_before_and_done_after(workspace: Workspace) -> None:
    with audited(
        workspace, "publish", by="赵敏", why="到期", about={"campaign": "winter70", "issue": 7}
    ) as entry:
        (begun,) = told(workspace)
        entry.add(files=["a1b2c3d4e5f6"])
    assert (begun["seq"], begun["result"], begun["what"], begun["run"]) == (
        1, "begun", "publish", journal.RUN_ID,
    )  # fmt: skip
    assert (begun["who"], begun["why"]) == ("赵敏", "到期")
    assert begun["about"] == {"campaign": "winter70", "issue": 7}
    user, _, host = begun["account"].partition("@")
    assert user
    assert host
    first, second = told(workspace)
    assert first == begun
    assert (second["seq"], second["result"], second["of"]) == (2, "done", 1)
    assert second["about"] == {"files": ["a1b2c3d4e5f6"]}
    (one,) = read_audit(workspace)
    assert (one.number, one.result, one.code, one.who) == (1, "done", 0, "赵敏")
    assert one.about == {"campaign": "winter70", "issue": 7, "files": ["a1b2c3d4e5f6"]}
    assert stat.S_IMODE(path_of(workspace).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(workspace).parent.stat().st_mode) == 0o700


def test_what_cannot_be_known_before(workspace: Workspace) -> None:
    with audited(workspace, "mapping_confirm", at_once=False):
        assert not path_of(workspace).exists()
    assert read_audit(workspace) == ()
    with audited(workspace, "mapping_confirm", at_once=False) as entry:
        entry.begin(court="辽1202")
        entry.begin(court="辽1224")
    (one,) = read_audit(workspace)
    assert (one.about, one.result) == ({"court": "辽1202"}, "done")


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (UsageError("no"), 2),
        (KeyboardInterrupt(), 130),
        (OSError(errno.ENOSPC, "full"), 1),
        (OSError(errno.ECHILD, "no fault of the disk"), 70),
        (KeyError("王小明"), 70),
    ],
)
def test_a_change_that_failed(workspace: Workspace, failure: BaseException, code: int) -> None:
    with pytest.raises(type(failure)), audited(workspace, "withdraw"):
        raise failure
    (one,) = read_audit(workspace)
    assert (one.result, one.code) == ("failed", code)
    assert verify_audit(workspace).unfinished == ()
    assert "王小明" not in path_of(workspace).read_text("utf-8")


def test_what_names_a_party_is_not_kept(workspace: Workspace) -> None:
    why = "王某的电话13800138000，身份证210102198801011237，卡6222021234567894\n已核"
    with audited(workspace, "waive", by="赵13900139000", why=why, about={"file": "王小明.xlsx"}):
        pass
    text = path_of(workspace).read_text("utf-8")
    for number in ("13800138000", "13900139000", "210102198801011237", "王小明"):
        assert number not in text
    (one,) = read_audit(workspace)
    assert one.why.startswith("王某的电话［手机号］，身份证［")
    assert one.why.endswith("已核")
    assert one.about == {"file": "?"}


def test_an_untouched_log_is_whole(workspace: Workspace) -> None:
    assert verify_audit(workspace).entries == 0
    deeds(workspace, 3)
    state = verify_audit(workspace)
    assert (state.entries, state.breaches, state.torn, state.unfinished) == (6, (), (), ())
    assert len(state.last) == 12


def rewritten(line: bytes, **changes: object) -> bytes:
    """A line changed by somebody who knows of its sum."""
    values = json.loads(line) | changes
    values["sum"] = audit_lines.sum_of(values)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("touch", "found"),
    [
        (lambda ls: [*ls[:2], ls[2].replace("原因1".encode(), "原因9".encode()), *ls[3:]],
         {(3, "changed"), (4, "chain")}),
        (lambda ls: [*ls[:2], rewritten(ls[2], why="原因9"), *ls[3:]], {(4, "chain")}),
        (lambda ls: [*ls[:5], ls[5].replace(b'"done"', b'"gone"')], {(6, "changed")}),
        (lambda ls: [*ls[:2], *ls[3:]],
         {(3, "chain"), (3, "number"), (4, "number"), (5, "number"), (6, "cut")}),
        (lambda ls: ls[1:],
         {(1, "chain"), *((n, "number") for n in range(1, 6)), (6, "cut")}),
        (lambda ls: [*ls[:2], ls[1], *ls[2:]],
         {(3, "chain"), *((n, "number") for n in range(3, 8))}),
        (lambda ls: [ls[0], ls[2], ls[1], *ls[3:]],
         {(2, "chain"), (2, "number"), (3, "chain"), (3, "number"), (4, "chain")}),
        (lambda ls: [*ls[:2], b"", *ls[2:]],
         {(3, "unreadable"), (4, "chain"), *((n, "number") for n in range(4, 8))}),
        (lambda ls: [*ls[:2], b"garbage", *ls[3:]], {(3, "unreadable"), (4, "chain")}),
        (lambda ls: [*ls[:2], ls[2].replace(b'":', b'": '), *ls[3:]],
         {(3, "changed"), (4, "chain")}),
        (lambda ls: ls[:4], {(5, "cut")}),
        (lambda _: [], {(1, "cut")}),
    ],
    ids=["changed", "changed with its sum", "the last", "removed", "the first removed", "doubled",
         "swapped", "blank put in", "overwritten", "spaces", "cut off", "emptied"],
)  # fmt: skip
def test_whoever_touches_it_is_found_out(
    workspace: Workspace, touch: Any, found: set[tuple[int, str]]
) -> None:
    deeds(workspace, 3)
    path = path_of(workspace)
    lines = touch(path.read_bytes().splitlines())
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    assert broken(workspace) == found
    deeds(workspace, 1)  # what comes after goes on, and mends nothing
    assert {each for each in found if each[1] != "cut"} <= broken(workspace)


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_a_line_torn_by_a_power_cut(workspace: Workspace, kept: int) -> None:
    deeds(workspace, 2)
    path = path_of(workspace)
    whole = path.read_bytes()
    last = whole.splitlines()[-1]
    path.write_bytes(whole[: -len(last) - 1] + last[:kept] if kept > 0 else whole[:-1])
    assert broken(workspace) == set()
    before = path.read_bytes()
    deeds(workspace, 1)
    assert path.read_bytes().startswith(before + b"\n")
    state = verify_audit(workspace)
    assert state.breaches == ()
    assert state.torn == ((4,) if kept > 0 else ())
    values = [audit_lines.read_line(line) for line in path.read_bytes().splitlines()]
    last_kind = "" if kept > 0 else "done"
    assert [value["result"] if value else "" for value in values] == [
        "begun", "done", "begun", last_kind, "torn", "begun", "done",
    ]  # fmt: skip
    assert len(state.unfinished) == (1 if kept > 0 else 0)


def test_noughts_at_the_end_are_a_torn_line(workspace: Workspace) -> None:
    deeds(workspace, 1)
    with path_of(workspace).open("ab") as file:
        file.write(b"\0" * 4096)
    deeds(workspace, 1)
    state = verify_audit(workspace)
    assert (state.breaches, state.torn) == ((), (3,))


def test_no_change_without_its_record(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, data: bytes) -> int:
        del handle, data
        raise OSError(errno.ENOSPC, "full")

    deeds(workspace, 1)
    before = path_of(workspace).read_bytes()
    monkeypatch.setattr(audit_lines.os, "write", full)
    changed = False
    with pytest.raises(EnforceError) as told_so, audited(workspace, "waive"):
        changed = True
    assert not changed
    assert told_so.value.code == 1
    assert "磁盘满" in told_so.value.message
    assert path_of(workspace).read_bytes() == before


def test_a_full_disk_after_half_a_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    deeds(workspace, 1)
    write = os.write
    left = [50]

    def filling(handle: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        done = write(handle, data[: left[0]])
        left[0] -= done
        return done

    monkeypatch.setattr(audit_lines.os, "write", filling)
    with pytest.raises(EnforceError), audited(workspace, "waive"):
        pass
    monkeypatch.undo()
    deeds(workspace, 1)
    state = verify_audit(workspace)
    assert (state.breaches, state.torn, state.unfinished) == ((), (3,), ())


def test_a_change_whose_end_cannot_be_recorded(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, data: bytes) -> int:
        del handle, data
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(EnforceError) as failure, audited(workspace, "waive"):
        monkeypatch.setattr(audit_lines.os, "write", full)
    assert "已经完成" in failure.value.message
    monkeypatch.undo()
    (open_one,) = verify_audit(workspace).unfinished
    assert (open_one.what, open_one.result) == ("waive", "begun")
    # What stopped the change itself is not hidden by it.
    with pytest.raises(UsageError), audited(workspace, "waive"):
        monkeypatch.setattr(audit_lines.os, "write", full)
        raise UsageError("no")


def test_somebody_else_writes_all_the_while(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_lines, "_PATIENCE_SECONDS", 0.05)
    deeds(workspace, 1)
    with (
        audit_lines.in_turn(workspace.audit / "audit.lock", patience=1),
        pytest.raises(StoreBusy),
        audited(workspace, "waive"),
    ):
        raise AssertionError
    assert len(told(workspace)) == 2


def _killed(root: Path) -> None:
    with audited(Workspace(root), "publish", by="赵"):
        os.kill(os.getpid(), signal.SIGKILL)


def _many(root: Path) -> None:
    for n in range(20):
        with audited(Workspace(root), "ingest", about={"files": n}, why="原" * 300) as entry:
            entry.add(returns=[n])


def _run(target: Any, root: Path, count: int) -> None:
    start = multiprocessing.get_context("spawn")
    running = [start.Process(target=target, args=(root,)) for _ in range(count)]
    for one in running:
        one.start()
    for one in running:
        one.join()


def test_a_process_that_was_killed_leaves_its_beginning(workspace: Workspace) -> None:
    _run(_killed, workspace.root, 1)
    state = verify_audit(workspace)
    assert state.breaches == ()
    assert [(e.what, e.who, e.result) for e in state.unfinished] == [("publish", "赵", "begun")]


def test_eight_processes_keep_one_chain(workspace: Workspace) -> None:
    _run(_many, workspace.root, 8)
    state = verify_audit(workspace)
    assert (state.entries, state.breaches, state.unfinished) == (8 * 20 * 2, (), ())
    found = sorted(entry.about["files"] for entry in read_audit(workspace))
    assert found == sorted(n for n in range(20) for _ in range(8))


def test_rubbish_in_place_of_the_last_line_is_no_power_cut(workspace: Workspace) -> None:
    deeds(workspace, 2)
    path = path_of(workspace)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + b"rubbish\n")
    state = verify_audit(workspace)
    assert [(each.line, each.what) for each in state.breaches] == [(4, "unreadable")]
    assert state.torn == ()


def test_whoever_watches_the_log_may_go_away(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def write(self, text: str) -> None:
            raise BrokenPipeError(errno.EPIPE, text)

    monkeypatch.setattr(journal.sys, "stderr", Gone())
    journal.show_on_screen()
    journal.note(workspace, "run", code=0)
    monkeypatch.undo()
    assert (workspace.logs / "enforce.log").read_text("utf-8").endswith("run code=0\n")


def test_a_line_is_on_the_disk_before_the_change_is_made(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(
        audit_lines.os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_size)
    )
    with audited(workspace, "waive"):
        assert path_of(workspace).stat().st_size in flushed
    assert path_of(workspace).stat().st_size in flushed
