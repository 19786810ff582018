"""As cron and a terminal run it: no environment, no input, GBK, Ctrl-C; the real program each time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import WEEK, Desk, enforce, returns_of

PROGRAM = [sys.executable, "-m", "enforcement_cli"]
# Put on the path of a bare run: whoever opens an internet socket there ends with a traceback.
_OFFLINE = """
import socket

class Guarded(socket.socket):
    def connect(self, address):
        if self.family != socket.AF_UNIX:
            raise RuntimeError(f"reached for the network: {address}")
        return super().connect(address)

socket.socket = Guarded
"""


@pytest.fixture
def fed(new: Desk) -> Desk:
    """A desk with both weeks in its inbox, nothing ingested."""
    for week in (1, 2):
        for path in returns_of(week, "银州", "昌图"):
            shutil.copy(path, new.root / "inbox")
    return new


def test_weekly_under_an_empty_environment_twice(fed: Desk, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_OFFLINE)
    command = [*PROGRAM, "run", "weekly", "-C", str(fed.root), "--no-input", "-q", *WEEK]
    seen = []
    for _ in range(2):
        ran = subprocess.run(
            ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *command],
            env={"LANG": "C", "PYTHONPATH": str(tmp_path)},
            cwd="/",
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert ran.stderr == b""
        out = ran.stdout.decode("utf-8")
        assert "�" not in out
        assert "第1期" in out
        assert "\x1b" not in out
        assert out.count("\n") == 1
        seen.append((ran.returncode, out, fed.bulletins))
        # The clock of a second run is another: nothing of it may stand in what it writes.
        time.sleep(1.1)
    assert seen[0] == seen[1]
    assert seen[0][0] == 0
    assert {Path(name).suffix for name in seen[0][2]} == {".md", ".xlsx"}
    markdown = next(data for name, data in seen[0][2].items() if name.endswith(".md"))
    assert "银州区法院" in markdown.decode("utf-8")
    # The number that is printed is the one that was recorded.
    assert "第1期" in markdown.decode("utf-8")
    assert "\x1b" not in (fed.root / "logs" / "enforce.log").read_text("utf-8")


def test_the_cron_line_runs_as_it_is_printed(received: Desk) -> None:
    ran = received("schedule", "print", "--for", "cron")
    *comments, line = ran.out.splitlines()
    fields = line.split(" ", 5)
    assert all(comment.startswith(("#", "CRON_TZ=")) for comment in comments)
    assert fields[0].isdigit()
    assert int(fields[4]) in range(7)
    assert f"-C {received.root}" in fields[5]
    assert "--no-input" in fields[5]
    program = next(word for word in fields[5].split() if "=" not in word)
    assert Path(program).is_absolute()
    assert os.access(program, os.X_OK)


def test_a_gbk_pipe_neither_breaks_nor_loses_a_finding(doubted: Desk) -> None:
    """What GBK lacks becomes a question mark; the rest is there."""
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "LANG": "C"}
    for arguments in (("status", *WEEK), ("problems", "list"), ("report", "--court", "没有"),
                      ("report", *WEEK)):  # fmt: skip
        ran = subprocess.run(
            [*PROGRAM, *arguments[:2], "-C", str(doubted.root), *arguments[2:]]
            if arguments[0] == "problems"
            else [*PROGRAM, arguments[0], "-C", str(doubted.root), *arguments[1:]],
            env=environment,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == {"status": 4, "problems": 0}.get(arguments[0], ran.returncode)
        assert ran.returncode in (0, 3, 4, 6)
        out, err = ran.stdout.decode("gbk"), ran.stderr.decode("gbk")
        assert "Traceback" not in err
        assert "法院" in out + err
        if arguments[0] in ("status", "problems"):
            assert "P-01" in out


def test_no_colour_and_no_box_where_there_is_no_terminal(received: Desk) -> None:
    environment = {**os.environ, "TERM": "xterm-256color", "FORCE_COLOR": "1"}
    ran = subprocess.run(
        [*PROGRAM, "status", "-C", str(received.root), *WEEK],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0
    assert b"\x1b" not in ran.stdout + ran.stderr
    assert not set("│┃━─") & set(ran.stdout.decode("utf-8"))


def test_interrupted_it_can_be_gone_on_with(new: Desk) -> None:
    files = [path for week in range(1, 7) for path in returns_of(week, "银州", "昌图")]
    command = [*PROGRAM, "ingest", *map(str, files), "-C", str(new.root), "--received",
               "2026-02-02T12:00"]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        deadline = time.monotonic() + 60
        while not (new.root / "store.duckdb").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        # As the terminal does it: to the whole group, the readers among them.
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    told = err.decode("utf-8")
    assert told.startswith("错（130）")
    assert told.count("\n") == 1
    stored = new("export", "returns", "--json")
    assert stored.code == 0
    assert len(stored.json["data"]["records"]) < len(files)
    again = new("ingest", *files, "--received", "2026-02-02T12:00", "--json")
    assert again.code in (0, 3)
    statuses = [one["status"] for one in again.json["data"]["returns"]]
    assert len(statuses) == len(files)
    assert set(statuses) <= {"accepted", "gaps", "duplicate"}
    records = new("export", "returns", "--json").json["data"]["records"]
    assert len({record["sha256"] for record in records}) == len(records) == len(files)
    assert not list(new.root.rglob("*.wal"))


def test_ctrl_c_as_json(monkeypatch: pytest.MonkeyPatch, received: Desk) -> None:
    from enforcement_cli.workflow import status

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "status", interrupted)
    ran = received("status", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (130, "interrupted")


def test_the_readers_of_a_pipe_may_leave(received: Desk) -> None:
    """`enforce report | head -1` is no failure."""
    ran = subprocess.run(
        ["/bin/sh", "-c", '"$@" | head -n 1', "sh", *PROGRAM, "export", "cases", "-C",
         str(received.root)],
        capture_output=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


def test_demo_refuses_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "论文.txt").write_text("别动")
    ran = enforce("demo", tmp_path / "work", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["论文.txt"]
    ran = enforce("demo", tmp_path / "new", "--campaign", "nowhere", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert not (tmp_path / "new").exists()
