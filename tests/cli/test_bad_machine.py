"""A machine where things are gone, damaged or of another kind: told, never gone over in silence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from enforcement_cli.workflow.campaign.text import MOST_BYTES
from tests.cli.running import WEEK, Desk, enforce, returns_of

PIPES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")


def gone(path: Path) -> None:
    path.unlink()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "not" / "mounted")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


# --- the store


@pytest.mark.parametrize("how", [gone, dangling])
def test_a_store_that_is_gone_is_told_and_no_empty_one_made(
    own: Desk, how: Callable[[Path], None]
) -> None:
    store = own.root / "store.duckdb"
    how(store)
    for command in (("status",), ("run", "weekly", *WEEK), ("backup", "--keep", "1")):
        ran = own(*command, "--json")
        assert ran.code == 1, ran
        assert ran.json["error"]["where"] == str(store)
        assert "restore" in ran.json["error"]["next"]
    ran = own("ingest", *returns_of(3, "银州"), "--json")
    assert (ran.code, store.exists()) == (1, False)
    checked = own("doctor", "--json")
    assert checked.code == 1
    assert ("store", "error") in states(checked.json)


def test_a_new_workspace_has_lost_nothing(new: Desk) -> None:
    assert new("status").code == 4
    assert new("doctor").code == 0


@PIPES
@pytest.mark.parametrize("name", ["store.duckdb", "store.duckdb.wal"])
def test_a_pipe_in_place_of_the_store_is_not_waited_for(own: Desk, name: str) -> None:
    (own.root / name).touch()
    pipe(own.root / name)
    for command in ("status", "doctor", "backup"):
        assert own(command).code == 1


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_damaged_store_pushes_out_no_backup(own: Desk, part: float) -> None:
    assert own("backup").code == 0
    kept = sorted(own.root.glob("backups/*.zip"))
    data = (own.root / "store.duckdb").read_bytes()
    (own.root / "store.duckdb").write_bytes(data[: int(len(data) * part)])
    ran = own("backup", "--keep", "1", "--json")
    assert (ran.code, ran.json["error"]["where"]) == (1, str(own.root / "store.duckdb"))
    assert sorted(own.root.glob("backups/*.zip")) == kept


@pytest.mark.skipif(sys.platform == "win32", reason="a backslash is a slash there")
def test_a_path_duckdb_would_read_otherwise_is_refused(new: Desk) -> None:
    moved = Desk(new.root.rename(new.root.with_name("a\\b")))
    ran = moved("ingest", *returns_of(1, "昌图"), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert not (new.root.parent / "a").exists()


# --- other files


def test_a_salt_that_is_gone_is_told_and_no_other_made(own: Desk) -> None:
    salt = own.root / "person.salt"
    gone(salt)
    ran = own("ingest", *returns_of(3, "银州"), "--json")
    assert (ran.code, ran.json["error"]["where"]) == (1, str(salt))
    assert not salt.exists()
    assert ("files", "error") in states(own("doctor", "--json").json)


@PIPES
@pytest.mark.parametrize("name", ["person.salt", "workdays.toml"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(own: Desk, name: str) -> None:
    (own.root / name).touch()
    pipe(own.root / name)
    assert ("files", "error") in states(own("doctor", "--json").json)


def test_a_campaign_file_too_large_to_be_one_is_not_read(own: Desk) -> None:
    (own.root / "enforce.toml").write_bytes(b"# x\n" * (MOST_BYTES // 4 + 1))
    assert own("status").code == 5
    assert own("doctor").code == 3


def test_a_file_in_place_of_a_folder_is_told(own: Desk) -> None:
    shutil.rmtree(own.root / "templates")
    (own.root / "templates").write_text("x")
    ran = own("doctor", "--repair", "--json")
    assert (ran.code, ran.json["error"]["where"]) == (1, str(own.root / "templates"))


def test_a_folder_in_place_of_the_lock_is_told(own: Desk) -> None:
    (own.root / "store.lock").unlink()
    (own.root / "store.lock").mkdir()
    ran = own("ingest", *returns_of(3, "银州"), "--json")
    assert (ran.code, ran.json["error"]["where"]) == (1, str(own.root / "store.lock"))


def test_an_audit_nested_by_hand_beyond_reading_is_a_breach(own: Desk) -> None:
    (own.root / "audit" / "audit.jsonl").write_bytes(b"[" * 200_000 + b"\n")
    assert own("audit", "verify").code == 3
    assert own("audit", "list").code == 0


@PIPES
@pytest.mark.parametrize("name", ["audit/audit.jsonl", "logs/enforce.log"])
def test_nothing_is_written_through_a_link_out_of_the_workspace(
    own: Desk, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("of another\n")
    (own.root / name).unlink()
    (own.root / name).symlink_to(outside)
    own("run", "daily")
    assert outside.read_text() == "of another\n"


@PIPES
@pytest.mark.parametrize("name", ["audit/audit.jsonl", "logs/enforce.log"])
def test_a_pipe_in_place_of_a_record_is_not_waited_for(own: Desk, name: str) -> None:
    pipe(own.root / name)
    assert own("run", "daily").code == (1 if name.startswith("audit") else 0)
    assert own("doctor").code in (0, 3)


# --- streams


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_change_nothing(own: Desk, closed: str) -> None:
    before = (own.root / "store.duckdb").read_bytes()
    line = f'exec "$0" -m enforcement_cli status -C "$1" {closed}'
    ran = subprocess.run(["/bin/sh", "-c", line, sys.executable, str(own.root)], check=False)
    assert ran.returncode == enforce("status", "-C", own.root).code == 4
    assert (own.root / "store.duckdb").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder one stands in")
def test_a_current_folder_that_is_gone_is_told(own: Desk, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    os.chdir(here)  # the fixture of every test goes back
    here.rmdir()
    ran = own("status", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (6, "unknown")


def states(envelope: dict[str, object]) -> set[tuple[str, str]]:
    """Check and state of every finding of the doctor."""
    found: list[dict[str, str]] = json.loads(json.dumps(envelope["data"]))["checks"]
    return {(each["check"], each["state"]) for each in found}
