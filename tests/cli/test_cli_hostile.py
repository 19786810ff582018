"""An inbox made by an enemy: what is in it costs itself alone, and nothing in it reaches the terminal."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.workbook.limits import MIB
from enforcement_cli.workflow import ingest as ingesting
from enforcement_cli.workflow import keeping, reading, taking
from enforcement_cli.workflow.files import find_files, unpacked
from tests.cli.running import Desk, Ran, case_row, ledger, returns_of, snapshot

AT = ("--received", "2025-12-22T12:00")
NAME = "铁岭市银州区人民法院第01周案件台账"
STEERING = ("\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\r", "\u2028", "\x7f")
SECRET = "宋某某身份证"  # noqa: S105


def good(path: Path, serial: int = 11) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return ledger("1", "2025-12-20", "2025-12-21", case_row(serial, 9000)).save(path)


def in_this_process(function: Any, tasks: Any, **_: Any) -> Any:
    """Where what a test changes is seen, too."""
    return ((task, function(task)) for task in tasks)


def became(ran: Ran) -> dict[str, tuple[str, list[str]]]:
    return {
        one["file"]: (
            one["status"],
            [p["code"] for p in one["problems"] if p["severity"] != "fixed"],
        )
        for one in ran.json["data"]["returns"]
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_links_pipes_sockets_and_devices_are_skipped_and_never_waited_for(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    good(inbox / f"{NAME}.xlsx")
    good(outside / "别处.xlsx", 12)
    (inbox / "链接.xlsx").symlink_to(outside / "别处.xlsx")
    (inbox / "断链.xlsx").symlink_to(outside / "没有.xlsx")
    (inbox / "自己.xlsx").symlink_to(inbox / "自己.xlsx")
    (inbox / "文件夹链接").symlink_to(outside)
    (inbox / "圈").mkdir()
    (inbox / "圈" / "上级").symlink_to(inbox)
    os.mkfifo(inbox / "管道.xlsx")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as here:
        here.bind("s.xlsx")
        began = time.monotonic()
        ran = new("ingest", inbox, *AT, "--json")
    assert time.monotonic() - began < 30
    found = became(ran)
    assert found.pop(f"{NAME}.xlsx") == ("accepted", [])
    assert set(found) == {"链接.xlsx", "断链.xlsx", "自己.xlsx", "文件夹链接", "圈/上级", "管道.xlsx", "s.xlsx"}  # fmt: skip
    assert set(map(str, found.values())) == {"('skipped', ['F-11'])"}
    assert ran.code == 0
    assert len(list((new.root / "archive").iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    from enforcement_cli.workbook import read

    pipe = tmp_path / "a.xlsx"
    os.mkfifo(pipe)
    said: list[str] = []

    def look() -> None:
        try:
            read._whole(pipe, read.Limits())
        except read.Refused as refusal:
            said.append(refusal.code)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(10)
    assert said == ["F-11"]


def test_what_changes_vanishes_or_is_not_to_be_read_costs_itself_alone(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    for serial, name in enumerate(("变.xlsx", "没.xlsx", f"{NAME}.xlsx"), start=11):
        good(inbox / name, serial)
    real = reading.run_in_workers

    def meanwhile(function: Any, tasks: Any, **options: Any) -> Any:
        good(inbox / "变.xlsx", 77)
        (inbox / "没.xlsx").unlink()
        return real(function, tasks, **options)

    monkeypatch.setattr(reading, "run_in_workers", meanwhile)
    ran = new("ingest", inbox, *AT, "--json")
    assert became(ran) == {
        "变.xlsx": ("returned", ["F-01"]),
        "没.xlsx": ("returned", ["F-01"]),
        f"{NAME}.xlsx": ("accepted", []),
    }
    assert len(list((new.root / "archive").iterdir())) == 1
    # Neither was received: nothing of them is kept, and the next run takes what is there.
    monkeypatch.setattr(reading, "run_in_workers", real)
    again = became(new("ingest", inbox, *AT, "--json"))
    assert again["变.xlsx"][0] == "accepted"
    assert again[f"{NAME}.xlsx"][0] == "duplicate"


def test_what_changes_between_reading_and_keeping_is_not_stored(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = good(tmp_path / f"{NAME}.xlsx")
    real = keeping.archive

    def late(place: Path, folder: Path, sha256: str) -> Path:
        good(place, 78)
        return real(place, folder, sha256)

    monkeypatch.setattr(keeping, "archive", late)
    ran = new("ingest", path, *AT, "--json")
    assert became(ran)[path.name] == ("returned", ["F-01"])
    assert (
        new("status", "--date", "2025-12-21", "--json").json["data"]["returns"][0]["state"]
        == "missing"
    )


def test_what_the_system_does_not_let_us_read(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    good(inbox / f"{NAME}.xlsx")
    closed = good(inbox / "锁.xlsx", 12)
    # Whoever is root reads everything: the refusal is the system's own, at the same place.
    real_print, real_run = ingesting.fingerprint, reading.run_in_workers

    def denied(path: Path) -> str:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real_print(path)

    def refused(path: Path, *args: Any, **options: Any) -> Any:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return read_book(path, *args, **options)

    from enforcement_cli.workbook import read

    read_book = read.read_book
    monkeypatch.setattr(ingesting, "fingerprint", denied)
    monkeypatch.setattr(reading, "run_in_workers", in_this_process)
    monkeypatch.setattr(read, "read_book", refused)
    ran = new("ingest", inbox, *AT, "--json")
    monkeypatch.setattr(reading, "run_in_workers", real_run)
    assert became(ran)["锁.xlsx"] == ("returned", ["F-01"])
    assert became(ran)[f"{NAME}.xlsx"] == ("accepted", [])
    (told,) = [p["message"] for r in ran.json["data"]["returns"] for p in r["problems"]]
    assert "权限" in told
    assert ran.code == 3


def test_a_folder_that_cannot_be_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "关").mkdir(parents=True)
    good(tmp_path / "in" / "a.xlsx")
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("关"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [shown for _, shown in find_files([tmp_path / "in"])] == ["a.xlsx", "关"]


def test_a_bug_over_one_file_is_kept_and_the_others_go_on(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    good(inbox / "a.xlsx", 12)
    good(inbox / "b.xlsx", 13)
    good(inbox / f"{NAME}.xlsx")
    real, children = taking.judge, reading.run_in_workers

    def judge(room: Any, read: Any, options: Any, book: Any) -> Any:
        if read.task.shown in ("a.xlsx", "b.xlsx") and not read.fault:
            raise RuntimeError(SECRET)
        return real(room, read, options, book)

    monkeypatch.setattr(taking, "judge", judge)
    monkeypatch.setattr(reading, "run_in_workers", in_this_process)
    ran = new("ingest", inbox, *AT, "--json")
    found = became(ran)
    assert found[f"{NAME}.xlsx"] == ("accepted", [])
    assert found["a.xlsx"] == found["b.xlsx"] == ("returned", ["F-01"])
    assert ran.code == 70
    (record,) = ran.json["data"]["faults"]  # one record of one bug
    text = Path(record).read_text("utf-8")
    assert Path(record).parent == new.root / "logs"
    assert "in judge" in text
    assert "RuntimeError" in text
    assert SECRET not in text + ran.out + ran.err
    assert record in ran.err
    if sys.platform != "win32":
        assert Path(record).stat().st_mode & 0o077 == 0
    # Mended, the same command takes them.
    monkeypatch.setattr(taking, "judge", real)
    monkeypatch.setattr(reading, "run_in_workers", children)
    ran = new("ingest", inbox, *AT, "--json")
    assert {one["status"] for one in ran.json["data"]["returns"]} == {"accepted", "duplicate"}
    assert ran.json["data"]["faults"] == []


def test_a_dry_run_keeps_the_record_too(
    new: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = taking.judge

    def judge(room: Any, read: Any, options: Any, book: Any) -> Any:
        if not read.fault:
            raise ZeroDivisionError
        return real(room, read, options, book)

    monkeypatch.setattr(taking, "judge", judge)
    monkeypatch.setattr(reading, "run_in_workers", in_this_process)
    ran = new("check", good(tmp_path / "a.xlsx"))
    (record,) = (new.root / "logs").glob("fault-*.log")
    assert (ran.code, str(record) in ran.err) == (70, True)


# Names and texts that steer a terminal.

HOSTILE = "\x1b]0;pwned\x07\x1b[2J\u202ecod.exe\u2066\x9b31m\x7f\u2028\r结论"


def clean(ran: Ran) -> None:
    for sign in STEERING:
        assert sign not in ran.out, repr(sign)
        assert sign not in ran.err, repr(sign)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_names_steer_no_terminal(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    good(inbox / f"银州{HOSTILE}.xlsx")
    (inbox / f"{HOSTILE}\n结论：共 9 个文件：已收 9.xlsx").write_bytes(b"\x01\x02")
    with open(os.path.join(os.fsencode(inbox), b"\xff\xfe.csv"), "wb") as stream:  # noqa: PTH118, PTH123
        stream.write(b"a,b\n1,2\n")
    plain = new("ingest", inbox, *AT)
    clean(plain)
    assert "\\x1b]0;pwned\\x07" in plain.out
    assert plain.out.count("\n结论：") == 1
    told = new("ingest", inbox, *AT, "--json")
    clean(told)
    assert {one["status"] for one in told.json["data"]["returns"]} <= {"duplicate", "returned"}
    clean(new("status", "--date", "2025-12-21"))
    clean(new("problems", "list"))
    missing = new("ingest", inbox / f"没有{HOSTILE}.xlsx")
    clean(missing)
    assert missing.code == 6


def test_texts_of_cells_and_names_of_sheets_steer_no_terminal(new: Desk, tmp_path: Path) -> None:
    cell = HOSTILE.replace("\x1b", "").replace("\x07", "")  # what XML can hold
    rows = [case_row(11, 9000, note=cell), ("2", cell, "1/2/3", cell, cell, cell, cell, cell, cell, cell, cell)]  # fmt: skip
    path = ledger("1", "2025-12-20", "2025-12-21", *rows).save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    book = "xl/workbook.xml"
    parts[book] = parts[book].replace(b'name="Sheet1"', 'name="表\u202e&#x9b;31m"'.encode())
    named = tmp_path / f"{NAME}.xlsx"
    with zipfile.ZipFile(named, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    text = tmp_path / "昌图.csv"
    header = ",".join(str(value) for value in ledger("1", "2025-12-20", "2025-12-21").here.rows[-1])
    text.write_text(f"{header}\n1,\x9b31m{cell}\u202e,x,y,z,z,z,z,z,z,z\n", "utf-8")
    for command in ("check", "ingest"):
        ran = new(command, named, text, *(AT if command == "ingest" else ()))
        clean(ran)
        assert "\\u202e" in ran.out
        assert ran.code == 3
    clean(new("problems", "list"))
    ran = new("ingest", named, text, "--json", *AT)
    clean(ran)
    said = [p["message"] for one in ran.json["data"]["returns"] for p in one["problems"]]
    assert any("\\u202e" in message for message in said)


# Archives.

NAMES = (
    "../../../etc/银州.csv", "/etc/银州.csv", "C:\\Windows\\银州.csv", "\\\\server\\share\\银州.csv",
    "CON", "con.csv", "NUL.xlsx", "a\0b.csv", "a\x1b[31m\u202egpj.csv", "长" * 300 + ".csv",
    "Same.csv", "same.csv", "SAME.CSV", "  .csv", "...", ".", "./../x.csv", "a//b/../../../c.csv",
)  # fmt: skip


def test_no_name_in_an_archive_leaves_its_folder_or_meets_another(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(NAMES):
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, f"a,{number}\n")
        link = zipfile.ZipInfo("链接.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    before = snapshot(tmp_path)
    with unpacked(find_files([path])) as files:
        assert len(files) == len({shown for _, shown in files}) == len(NAMES) + 1
        assert len({place for place, _ in files}) == len(files)
        for place, shown in files:
            assert place.is_file()
            assert not place.is_symlink()
            assert shown.isprintable()
            assert ".." not in shown.split("/")
        (held,) = [place.read_text() for place, shown in files if shown.endswith("链接.csv")]
        assert held == "/etc/passwd"  # the text of a link, not what it points to
        folder = files[0][0].parent.parent
    assert not folder.exists()
    assert snapshot(tmp_path) == before


def test_a_bomb_is_one_file_among_others(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    good(inbox / f"{NAME}.xlsx")
    with zipfile.ZipFile(inbox / "炸弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (300 * MIB))
    began = time.monotonic()
    found = became(new("ingest", inbox, *AT, "--json"))
    assert time.monotonic() - began < 30
    assert found == {"炸弹.zip": ("returned", ["F-01"]), f"{NAME}.xlsx": ("accepted", [])}


# What is inside a workbook and never run.


def test_nothing_in_a_workbook_is_acted_on(new: Desk, tmp_path: Path) -> None:
    from tests.fuzz.armed import armed, listened_to

    path = armed(tmp_path / f"{NAME}.xlsm")
    heard, told = listened_to(path)
    assert heard == []
    assert "F-03" in told
    assert {"S-15", "S-16"} & set(told)
    mine = snapshot(tmp_path)
    found = became(new("check", path, "--json"))
    assert "F-03" in found[path.name][1]
    assert {k: v for k, v in snapshot(tmp_path).items() if not k.startswith("new/")} == {
        k: v for k, v in mine.items() if not k.startswith("new/")
    }


@pytest.mark.slow
def test_five_thousand_files_in_an_inbox(new: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(5000):
        (inbox / f"{number:04}.csv").write_text(f"甲,乙\n{number},1\n", "utf-8")
    good(inbox / f"{NAME}.xlsx")
    ran = new("ingest", inbox, *AT, "--json")
    found = became(ran)
    assert len(found) == 5001
    assert found[f"{NAME}.xlsx"] == ("accepted", [])
    assert ran.code == 3


def test_what_lies_in_the_folder_we_stand_in_is_never_run(new: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name in ("json", "enum", "multiprocessing", "pandas", "enforcement_cli"):
        (folder / f"{name}.py").write_text(f"open({str(folder / 'ran')!r}, 'w').close()\n")
    (returned, *_) = returns_of(1, "银州")
    # As the console script starts it: the folder is not on the path of the program itself.
    script = Path(sys.executable).with_name("enforce")
    ran = subprocess.run(
        [script, "check", returned, "-C", new.root],
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert not (folder / "ran").exists()
