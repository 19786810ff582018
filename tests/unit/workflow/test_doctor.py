"""Every check of the doctor against a workspace that is broken in its way, and what repair mends."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.model.clock import BEIJING, now
from enforcement_cli.store.schema import SCHEMA_VERSION
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.doctor import checks, said
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workflow.care import folder as doctor_folder
from enforcement_cli.workflow.care import machine as doctor_machine
from enforcement_cli.workflow.care.backup import back_up
from enforcement_cli.workflow.care.doctor import Examined, examine, repair
from enforcement_cli.workflow.record.audit import audited
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

[[court]]
code = "辽1202"
name = "铁岭市银州区人民法院"
short = "银州区法院"

[[campaign]]
id = "winter70"
name = "行动"
start = 2025-12-20
end = 2026-02-28

[[campaign.expects]]
form = "cases"
every = "week"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two returns with their originals, as of 2026-03-01."""
    made = create_workspace(tmp_path / "desk", CAMPAIGN)
    person_salt(made)
    with open_store(made.store, write=True) as connection, transaction(connection):
        for number in (1, 2):
            data = f"return {number}".encode()
            sha256 = hashlib.sha256(data).hexdigest()
            (made.archive / f"{sha256}.xlsx").write_bytes(data)
            (made.archive / f"{sha256}.xlsx").chmod(0o600)
            connection.execute(
                """INSERT INTO returns (return_id, sha256, file_name, reporting_court, campaign,
                       form, period_start, period_end, as_of, received_at, status)
                   VALUES (?, ?, 'a.xlsx', '辽1202', 'winter70', 'cases', '2026-01-05',
                       ?, '2026-01-11', '2026-01-12 09:00', 'accepted')""",
                [number, sha256, f"2026-01-1{number}"],
            )
            connection.execute(
                "INSERT INTO cases (return_id, sheet, row, case_no) VALUES (?, '表', 5, '甲')",
                [number],
            )
    return made


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """No schedulers of this machine; the clock of the store's writes is of the tests."""
    from enforcement_cli.store import session
    from enforcement_cli.workflow.care import upkeep as doctor_care

    monkeypatch.setattr(doctor_care, "installed", lambda *_: ())
    monkeypatch.setattr(session, "now", lambda: AT - timedelta(days=1))


def look(workspace: Workspace, at: datetime = AT) -> dict[tuple[str, str], str]:
    return told(examine(workspace, at=at))


def told(done: Examined) -> dict[tuple[str, str], str]:
    return {(f.check, f.what): f.state for f in done.findings}


def mended(workspace: Workspace, at: datetime = AT) -> dict[tuple[str, str], str]:
    done = repair(workspace, at=at)
    assert done.mended
    return told(done)


def sql(workspace: Workspace, *statements: str) -> None:
    with duckdb.connect(str(workspace.store)) as connection:
        for statement in statements:
            connection.execute(statement)


def only_original(workspace: Workspace) -> Path:
    return min(workspace.archive.iterdir())


# --- the words


def test_every_finding_of_the_vocabulary_can_be_told() -> None:
    class Anything(dict[str, object]):
        def __missing__(self, key: str) -> object:
            return 1

    for check, words in load("doctor")["check"].items():
        for what, entry in words.items():
            if isinstance(entry, dict) or what == "ok":
                state, sentence, _ = said(check, what, Anything())
                assert state in load("doctor")["states"]
                assert sentence


def test_a_desk_in_good_order_has_nothing_to_answer(workspace: Workspace) -> None:
    done = examine(workspace, at=AT)
    assert done.worst in ("ok", "note")
    assert not done.store_broken
    assert not done.mendable
    assert {f.check for f in done.findings} == set(checks())


def test_a_new_workspace_has_nothing_to_answer(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "new", CAMPAIGN)
    found = look(made)
    assert found["store", "none"] == "note"
    assert set(found.values()) <= {"ok", "note"}
    assert not made.store.exists()


def test_looking_changes_nothing(workspace: Workspace) -> None:
    def all_of() -> dict[str, tuple[int, str]]:
        return {
            p.as_posix(): (p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).hexdigest())
            for p in workspace.root.rglob("*") if p.is_file() and p.suffix != ".lock"
        }  # fmt: skip

    before = all_of()
    look(workspace)
    assert all_of() == before


# --- the folder


def test_missing_folders_are_made_again(workspace: Workspace) -> None:
    workspace.inbox.rmdir()
    workspace.mappings.rmdir()
    assert look(workspace)["folders", "missing"] == "warning"
    assert ("folders", "missing") not in mended(workspace)
    assert stat.S_IMODE(workspace.inbox.stat().st_mode) == 0o700


def test_what_others_can_read_is_closed(workspace: Workspace) -> None:
    workspace.root.chmod(0o755)
    workspace.campaign_file.chmod(0o644)
    assert look(workspace)["modes", "open"] == "warning"
    assert mended(workspace)["modes", "ok"] == "ok"
    assert stat.S_IMODE(workspace.root.stat().st_mode) == 0o700
    assert stat.S_IMODE(workspace.campaign_file.stat().st_mode) == 0o600


def test_wide_rights_behind_a_closed_folder_are_a_note(workspace: Workspace) -> None:
    workspace.campaign_file.chmod(0o644)
    (workspace.inbox / "来件.xlsx").write_bytes(b"x")
    (workspace.inbox / "来件.xlsx").chmod(0o666)
    found = examine(workspace, at=AT)
    assert told(found)["modes", "behind"] == "note"
    assert [f.sentence[:1] for f in found.findings if f.check == "modes"] == ["1"]


def test_closing_keeps_what_is_read_only(workspace: Workspace) -> None:
    kept = workspace.bulletins / "一.md"
    kept.write_text("x", "utf-8")
    kept.chmod(0o444)
    repair(workspace, at=AT)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o400


def test_left_overs_are_swept(workspace: Workspace) -> None:
    old = workspace.bulletins / ".x.md.00aa11bb.enforce-part"
    old.write_text("half", "utf-8")
    folder = workspace.bulletins / ".abc.enforce-part"
    folder.mkdir()
    (folder / "y.md").write_text("half", "utf-8")
    store = workspace.root / ".store.duckdb.new"
    store.write_bytes(b"half")
    assert look(workspace)["left_overs", "young"] == "note"
    os.utime(old, (1, 1))
    assert look(workspace)["left_overs", "old"] == "warning"
    assert mended(workspace)["left_overs", "ok"] == "ok"
    assert not any(path.exists() for path in (old, folder, store))


def test_a_backup_that_is_being_written_is_left_alone(workspace: Workspace) -> None:
    folder = workspace.root / "backups"
    folder.mkdir(mode=0o700)
    young = folder / ".enforce-辽12-x.zip.00aa11bb.enforce-part"
    young.write_bytes(b"half")
    young.chmod(0o600)
    repair(workspace, at=AT)
    assert young.exists()
    os.utime(young, (time.time() - 7200,) * 2)
    repair(workspace, at=AT)
    assert not young.exists()


def test_what_a_run_is_writing_is_left_alone(workspace: Workspace) -> None:
    young = workspace.bulletins / ".state.json.00aa11bb.enforce-part"
    young.write_text("half", "utf-8")
    young.chmod(0o600)
    with in_turn(workspace.root / "run.lock", patience=1):
        repair(workspace, at=AT)
    assert young.exists()
    repair(workspace, at=AT)
    assert not young.exists()


def test_what_a_killed_restore_left_beside_is_told(workspace: Workspace) -> None:
    part = workspace.root.parent / ".desk.restoring.enforce-part"
    part.mkdir()
    (workspace.root.parent / "desk.before-restore-20260101-000000").mkdir()
    found = look(workspace)
    assert found["left_overs", "young"] == "note"
    assert found["folders", "aside"] == "note"


def test_a_workspace_in_a_workspace_is_told_from_both_sides(workspace: Workspace) -> None:
    inner = create_workspace(workspace.bulletins / "inner", CAMPAIGN)
    assert look(workspace)["nested", "holds"] == "warning"
    assert look(inner)["nested", "inside"] == "warning"


def test_links_and_devices_in_the_inbox_are_told(workspace: Workspace) -> None:
    (workspace.inbox / "link.xlsx").symlink_to("/etc/hostname")
    (workspace.inbox / "gone.xlsx").symlink_to("/nowhere")
    os.mkfifo(workspace.inbox / "pipe.xlsx")
    (workspace.inbox / "nul.xlsx").write_bytes(b"x")
    done = examine(workspace, at=AT)
    assert told(done)["inbox", "links"] == "warning"
    assert told(done)["inbox", "names"] == "note"
    assert next(f.sentence for f in done.findings if f.what == "links").startswith("有 3 个")


def test_a_file_nobody_may_read_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.inbox / "a.xlsx").write_bytes(b"x")
    monkeypatch.setattr(doctor_folder.os, "access", lambda *_: False)
    assert look(workspace)["inbox", "unreadable"] == "warning"


def test_little_room_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_folder, "_LEAST_BYTES", 1 << 60)
    assert look(workspace)["space", "little"] == "warning"


# --- what people wrote


def test_a_broken_campaign_file_is_told_and_the_rest_still_looked_at(workspace: Workspace) -> None:
    workspace.campaign_file.write_text(CAMPAIGN + "\n[desk", "utf-8")
    found = look(workspace)
    assert found["settings", "broken"] == "error"
    assert found["originals", "ok"] == "ok"


@pytest.mark.parametrize(
    ("name", "text", "check"),
    [
        ("indicators.toml", "[[indicator", "files"),
        ("stories.toml", "wrong = 1", "files"),
        ("workdays.toml", "[20x6]\n", "files"),
        ("mappings/辽1202-cases.toml", "[[column]]\nheader = 3", "mappings"),
        ("mappings/无此表.toml", "", "mappings"),
    ],
)
def test_a_broken_file_is_told(workspace: Workspace, name: str, text: str, check: str) -> None:
    (workspace.root / name).write_text(text, "utf-8")
    assert look(workspace)[check, "broken"] == "error"


def test_a_year_that_the_table_of_working_days_lacks_is_told(workspace: Workspace) -> None:
    (workspace.root / "workdays.toml").write_text("[2025]\nholidays = []\n", "utf-8")
    done = examine(workspace, at=AT)
    finding = next(f for f in done.findings if f.check == "calendar")
    assert (finding.what, finding.state) == ("unknown", "warning")
    assert "enforce config workdays 2026" in finding.remedy


def test_a_year_without_a_known_festival_is_told(workspace: Workspace) -> None:
    text = CAMPAIGN.replace("2025-12-20", "2039-12-20").replace("2026-02-28", "2040-02-28")
    workspace.campaign_file.write_text(text, "utf-8")
    found = look(workspace)
    assert found["calendar", "festival"] == "note"
    assert found["calendar", "unknown"] == "warning"


# --- the store


def test_a_store_of_rubbish_is_an_error(workspace: Workspace) -> None:
    workspace.store.write_bytes(b"not a database" * 1000)
    done = examine(workspace, at=AT)
    assert told(done)["store", "broken"] == "error"
    assert done.store_broken


def test_a_store_cut_short_is_an_error(workspace: Workspace) -> None:
    data = workspace.store.read_bytes()
    workspace.store.write_bytes(data[: len(data) // 2])
    assert examine(workspace, at=AT).store_broken


def test_rotten_blocks_are_found_wherever_they_are(workspace: Workspace) -> None:
    sql(workspace, "INSERT INTO events (reason) SELECT md5(range::VARCHAR) FROM range(60000)")
    data = bytearray(workspace.store.read_bytes())
    for place in range(len(data) // 3, len(data), 4096):
        data[place] ^= 0xFF
    workspace.store.write_bytes(bytes(data))
    assert examine(workspace, at=AT).store_broken


def test_somebody_elses_database_is_told(workspace: Workspace) -> None:
    workspace.store.unlink()
    sql(workspace, "CREATE TABLE mine (a INTEGER)")
    assert look(workspace)["store", "foreign"] == "error"


def test_a_newer_store_is_told_and_an_older_left_as_it_is(workspace: Workspace) -> None:
    sql(workspace, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    assert look(workspace)["store", "newer"] == "error"
    older = SCHEMA_VERSION - 1
    sql(workspace, f"UPDATE meta SET value = '{older}' WHERE key = 'schema_version'")
    assert look(workspace)["store", "older"] == "note"
    with duckdb.connect(str(workspace.store), read_only=True) as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    assert row == (str(older),)


def test_a_store_that_is_gone_while_its_log_is_there_is_told(workspace: Workspace) -> None:
    log = workspace.root / "store.duckdb.wal"
    log.write_bytes(b"x")
    workspace.store.unlink()
    assert look(workspace)["store", "lost"] == "error"
    repair(workspace, at=AT)
    assert log.exists()


def test_who_holds_the_store_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from enforcement_cli.store.lock import locked

    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    with locked(workspace.lock, exclusive=True, patience=1):
        found = examine(workspace, at=AT)
    assert told(found)["store", "busy"] == "warning"
    assert str(os.getpid()) in next(f.sentence for f in found.findings if f.what == "busy")


HOMELESS = {
    "facts": "INSERT INTO cases (return_id, case_no) VALUES (9, '乙')",
    "problems": "INSERT INTO problems (problem_id, return_id, code) VALUES (1, 9, 'R-01')",
    "places": "INSERT INTO places (return_id, field) VALUES (9, 'cause')",
}


@pytest.mark.parametrize("kind", HOMELESS)
def test_rows_of_no_return_are_told(workspace: Workspace, kind: str) -> None:
    sql(workspace, HOMELESS[kind])
    assert look(workspace)["returns", "homeless"] == "error"


TWICE = """INSERT INTO returns SELECT * REPLACE ({number} AS return_id) FROM returns
           WHERE return_id = 1"""


@pytest.mark.parametrize("number", [3, 1])
def test_a_return_that_counts_twice_is_told(workspace: Workspace, number: int) -> None:
    sql(workspace, TWICE.format(number=number))
    assert look(workspace)["returns", "twice"] == "error"


def test_a_return_read_otherwise_or_withdrawn_counts_once(workspace: Workspace) -> None:
    sql(
        workspace,
        TWICE.format(number=3),
        TWICE.format(number=4),
        "UPDATE returns SET mapping = 'other' WHERE return_id = 3",
        "INSERT INTO events (what, return_id) VALUES ('withdrawn', 4)",
    )
    assert ("returns", "twice") not in look(workspace)


def test_doubts_that_nobody_settled_are_told(workspace: Workspace) -> None:
    sql(workspace, "INSERT INTO meta VALUES ('unsettled', '')")
    assert look(workspace)["returns", "unsettled"] == "warning"


def test_what_is_only_in_the_log_is_no_loss(workspace: Workspace) -> None:
    import subprocess
    import sys

    code = (
        "import duckdb, os, sys\n"
        "c = duckdb.connect(sys.argv[1])\n"
        "c.execute(\"INSERT INTO events (reason) VALUES ('in the log')\")\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, workspace.store], check=False)
    assert (workspace.root / "store.duckdb.wal").exists()
    found = look(workspace)
    assert found["store", "log"] == "note"
    assert found["tables", "ok"] == "ok"


# --- the clock


def test_a_clock_behind_the_last_write_is_told_and_cured(workspace: Workspace) -> None:
    sql(
        workspace,
        "DELETE FROM meta WHERE key = 'written_at'",
        f"INSERT INTO meta VALUES ('written_at', '{(AT + timedelta(days=900)).isoformat()}')",
    )
    assert look(workspace)["clock", "back"] == "warning"
    assert ("clock", "back") not in mended(workspace)


def test_an_absurd_year_is_told(workspace: Workspace) -> None:
    assert look(workspace, AT.replace(year=2015))["clock", "absurd"] == "error"


def test_returns_of_the_future_are_told(workspace: Workspace) -> None:
    sql(workspace, "UPDATE returns SET received_at = '2099-01-01' WHERE return_id = 2")
    assert look(workspace)["clock", "ahead"] == "note"


# --- originals


def test_a_lost_original_is_told_and_nothing_made_up(workspace: Workspace) -> None:
    only_original(workspace).unlink()
    found = examine(workspace, at=AT)
    assert told(found)["originals", "lost"] == "error"
    assert not found.store_broken
    assert not found.mendable


def test_a_changed_original_is_told_and_kept(workspace: Workspace) -> None:
    original = only_original(workspace)
    original.write_bytes(b"changed")
    assert look(workspace)["originals", "changed"] == "error"
    repair(workspace, at=AT)
    assert original.read_bytes() == b"changed"


def test_an_original_of_no_return_is_harmless_and_kept(workspace: Workspace) -> None:
    data = b"came when the run was killed"
    spare = workspace.archive / f"{hashlib.sha256(data).hexdigest()}.xls"
    spare.write_bytes(data)
    (workspace.archive / "readme.txt").write_text("x", "utf-8")
    found = look(workspace)
    assert found["originals", "unowned"] == "note"
    assert found["originals", "strange"] == "note"
    repair(workspace, at=AT)
    assert spare.exists()


def test_a_return_that_is_not_archived_on_purpose_is_not_missed(workspace: Workspace) -> None:
    sql(workspace, "INSERT INTO problems (problem_id, return_id, code) VALUES (1, 1, 'V-22')",
        "UPDATE returns SET form = 'phoned' WHERE return_id = 2")  # fmt: skip
    for path in workspace.archive.iterdir():
        path.unlink()
    assert look(workspace)["originals", "ok"] == "ok"


# --- drafts and issues (the rest with real bulletins: tests/cli/test_cli_doctor.py)


def test_a_draft_that_is_gone_is_a_note(workspace: Workspace) -> None:
    sql(
        workspace,
        """INSERT INTO publications (issue, campaign, kind, state, figures, files)
                      VALUES (1, 'winter70', 'week', 'recorded', '[]', '{"md": "一.md"}')""",
    )
    assert look(workspace)["drafts", "missing"] == "note"
    (workspace.bulletins / "一.md").write_text("x", "utf-8")
    assert look(workspace)["drafts", "ok"] == "ok"


def test_a_record_that_cannot_be_read_is_told(workspace: Workspace) -> None:
    sql(
        workspace,
        """INSERT INTO publications (issue, campaign, kind, state, figures)
                      VALUES (1, 'winter70', 'week', 'published', '[')""",
    )
    found = look(workspace)
    assert found["published", "unreadable"] == "error"
    assert ("backup", "none") in found


def test_an_issue_without_its_snapshot_is_told(workspace: Workspace) -> None:
    sql(
        workspace,
        """INSERT INTO publications (issue, campaign, kind, state, figures, files,
                          period_start, period_end, known_at)
                      VALUES (1, 'gone', 'week', 'published', '[]', '{}', '2026-01-05',
                          '2026-01-11', '2026-01-12')""",
    )
    assert look(workspace)["published", "unkept"] == "error"


def test_a_folder_that_nobody_published_is_told_and_kept(workspace: Workspace) -> None:
    stray = workspace.bulletins / "已发布" / "winter70-week-第9期"
    stray.mkdir(parents=True)
    assert look(workspace)["published", "unrecorded"] == "warning"
    repair(workspace, at=AT)
    assert stray.exists()


# --- audit, runs, backups


def test_an_audit_log_that_was_changed_is_told(workspace: Workspace) -> None:
    with audited(workspace, "withdraw", by="周某", why="报错了"):
        pass
    assert look(workspace)["audit", "ok"] == "ok"
    path = workspace.audit / "audit.jsonl"
    path.write_text(path.read_text("utf-8").replace("报错了", "没报错"), "utf-8")
    assert look(workspace)["audit", "breach"] == "error"


def test_a_change_without_an_end_is_a_note(workspace: Workspace) -> None:
    with audited(workspace, "withdraw"):
        assert look(workspace)["audit", "unfinished"] == "note"


def run_of(workspace: Workspace, kind: str, day: str, text: str) -> None:
    folder = workspace.bulletins / "运行记录" / f"{kind}-{day}"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(text, "utf-8")


CLEAN, FAILED = json.dumps({"status": "findings"}), json.dumps({"status": "failed"})


@pytest.mark.parametrize(
    ("kind", "day", "text", "what", "state"),
    [
        ("weekly", "2026-02-28", CLEAN, "ok", "ok"),
        ("weekly", "2026-02-28", FAILED, "failed", "warning"),
        ("weekly", "2026-02-01", CLEAN, "late", "warning"),
        ("monthly", "2026-02-01", CLEAN, "ok", "ok"),
        ("daily", "2026-02-22", CLEAN, "ok", "ok"),
        ("daily", "2026-02-01", CLEAN, "late", "warning"),
        ("daily", "2026-03-02", "{", "unreadable", "note"),
    ],
)
def test_the_last_run_is_told(
    workspace: Workspace, kind: str, day: str, text: str, what: str, state: str
) -> None:
    run_of(workspace, kind, "2026-01-03", FAILED)
    run_of(workspace, kind, day, text)
    assert look(workspace)["runs", what] == state


def test_after_the_campaign_no_run_is_late(workspace: Workspace) -> None:
    run_of(workspace, "weekly", "2026-03-07", CLEAN)
    assert look(workspace, AT + timedelta(days=200))["runs", "ok"] == "ok"


def test_names_without_a_day_are_somebody_elses(workspace: Workspace) -> None:
    run_of(workspace, "weekly", "2026-13-45", "{}")
    (workspace.root / "backups").mkdir(mode=0o700, exist_ok=True)
    (workspace.root / "backups" / "enforce-辽12-20261345-080000.zip").write_bytes(b"")
    found = look(workspace)
    assert found["runs", "none"] == "note"
    assert found["backup", "none"] == "note"


def test_an_audit_log_that_cannot_be_read_is_a_finding(workspace: Workspace) -> None:
    (workspace.audit / "audit.jsonl").mkdir(parents=True)
    assert look(workspace)["audit", "unreadable"] == "error"


def test_backups_grow_old(workspace: Workspace) -> None:
    assert look(workspace)["backup", "none"] == "note"
    back_up(workspace, at=AT)
    assert look(workspace)["backup", "ok"] == "ok"
    assert look(workspace, AT + timedelta(days=8))["backup", "old"] == "note"


def test_a_backup_on_another_disk_counts(workspace: Workspace, tmp_path: Path) -> None:
    made = now()
    back_up(workspace, at=made, output=tmp_path / "盘")
    assert look(workspace, made)["backup", "ok"] == "ok"
    assert look(workspace, made + timedelta(days=8))["backup", "old"] == "note"
    assert look(workspace, made - timedelta(days=1))["backup", "none"] == "note"


# --- the machine


def _office(path: Path | None) -> Callable[[], Path | None]:
    return lambda: path


def test_what_the_machine_lacks_is_a_note(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_machine, "office", _office(None))
    assert look(workspace)["pdf", "office"] == "note"
    monkeypatch.setattr(doctor_machine, "office", _office(Path("/bin/true")))
    monkeypatch.setattr(doctor_machine, "_has_chinese_fonts", lambda: False)
    assert look(workspace)["pdf", "fonts"] == "note"


def test_a_missing_or_old_library_is_an_error(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("duckdb>=99.1", "no-such-library>=1"):
        monkeypatch.setattr(doctor_machine.importlib.metadata, "requires", lambda _, line=line: [
            line, 'pyspark>=99; extra == "spark"'])  # fmt: skip
        assert look(workspace)["versions", "missing"] == "error"
    monkeypatch.setattr(
        doctor_machine.importlib.metadata, "requires", lambda _: ['x>=99; extra == "spark"']
    )
    assert look(workspace)["versions", "ok"] == "ok"


def test_file_names_that_are_not_utf8_are_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_machine.sys, "getfilesystemencoding", lambda: "ascii")
    assert look(workspace)["locale", "files"] == "warning"


# --- repair


def test_repair_is_recorded_and_done_once(workspace: Workspace) -> None:
    from enforcement_cli.workflow.record.audit_check import read_audit

    workspace.campaign_file.chmod(0o644)
    assert ("modes", "ok") in mended(workspace)
    assert [(e.what, e.result) for e in read_audit(workspace)] == [("doctor_repair", "done")]
    assert repair(workspace, at=AT).mended == ()
    assert len(read_audit(workspace)) == 1


def test_repair_waits_for_the_store(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from enforcement_cli.model.failure import StoreBusy
    from enforcement_cli.store.lock import locked

    workspace.campaign_file.chmod(0o644)
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    with locked(workspace.lock, exclusive=False, patience=1), pytest.raises(StoreBusy):
        repair(workspace, at=AT)
    assert stat.S_IMODE(workspace.campaign_file.stat().st_mode) == 0o644
