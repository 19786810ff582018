"""The log: lines that name nobody, files that stay small, and several processes at once."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement_cli.workflow.record import faults, journal
from enforcement_cli.workflow.record.journal import RUN_ID, log_files, note, note_end
from enforcement_cli.workflow.record.plain_facts import HIDDEN, plain
from enforcement_cli.workflow.workspace import Workspace, create_workspace

CARRIED = [
    "王小明",
    "李四某某",
    "欧阳",
    "210102198801011234",
    "21010219880101123X",
    "13800138000",
    "138-0013-8000",
    "A138-0013-8000",
    "6222021234567890123",
    "041184567890",
    "zhang@example.cn",
    "辽M·12345",
    "辽M12345",
    "E12345678",
    "银州区法院台账王小明.xlsx",
    "王小明.xlsx",
    "（2025）辽1202执11号",
    "追索劳动报酬",
    "two words",
    "a=b",
    "line\nbreak",
    "\x1b[31m",
    "/srv/desk/inbox/x.xlsx",
    "D:\\x",
    "",
]
WRITTEN = [
    "辽1202",
    "辽",
    "P-01",
    "accepted",
    "mapping_confirm",
    "winter70",
    "2026-02-06",
    "2026-W06",
    "2026-02-06T06:00:00+08:00",
    "a1b2c3d4e5f6",
    "123456789012",
    "f" * 64,
    "12",
    "1.20.3",
    "KeyError",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty one."""
    return create_workspace(tmp_path / "desk", "[desk]\n")


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process remembers of its log is of each test alone."""
    monkeypatch.delenv("ENFORCE_LOG", raising=False)
    monkeypatch.setattr(journal, "_memory", journal._Memory())


def lines(workspace: Workspace) -> list[str]:
    """What the log holds, the oldest line first."""
    files = reversed(list(log_files(workspace)))
    return [line for path in files for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("text", CARRIED)
def test_what_may_name_somebody_is_hidden(text: str) -> None:
    assert plain(text) == HIDDEN


@pytest.mark.parametrize("text", WRITTEN)
def test_codes_days_and_hashes_are_written(text: str) -> None:
    assert plain(text) == text


def test_other_values() -> None:
    assert plain(7) == 7
    assert plain(13800138000) == HIDDEN
    assert plain(dt.date(2026, 2, 6)) == "2026-02-06"
    assert plain(["辽1202", "王小明", 3]) == ["辽1202", HIDDEN, 3]
    assert plain(3.5) == plain(None) == plain(b"ab") == plain({"a": 1}) == HIDDEN
    assert len(str(plain(list(range(5000))))) < 2000


@given(st.text(alphabet="王李张三四明 \n\t=甲执号", min_size=2, max_size=20))
def test_no_chinese_text_passes(text: str) -> None:
    assert plain(text) == HIDDEN


@given(st.text(max_size=80))
def test_whatever_passes_is_short_and_carries_no_number_of_a_person(text: str) -> None:
    found = str(plain(text))
    assert found in (text, HIDDEN)
    assert "\n" not in found
    assert " " not in found
    assert sum("\u4e00" <= sign <= "\u9fff" for sign in found) <= 1


@given(st.from_regex(r"1[3-9]\d{9}|\d{15}|\d{17}[\dX]|\d{16}|\d{19}", fullmatch=True))
def test_no_number_of_a_person_passes_alone_or_in_a_word(number: str) -> None:
    assert plain(number) == HIDDEN
    assert plain(f"n{number}") == HIDDEN
    if number.isdigit():
        assert plain(int(number)) in (HIDDEN, int(number) if int(number) < 10**9 else HIDDEN)


@given(facts=st.dictionaries(st.sampled_from("abc"), st.text(max_size=30), max_size=3))
def test_a_line_is_one_line(
    facts: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = Workspace(tmp_path_factory.mktemp("desk"))
    (room.root / "enforce.toml").write_text("[desk]\n", "utf-8")
    note(room, "tried", level="info", **facts)  # type: ignore[arg-type]
    (line,) = lines(room)
    assert line.split(" ")[1:4] == ["info", RUN_ID, "tried"]


def test_a_text_line(workspace: Workspace) -> None:
    note(workspace, "ingest", level="warning", court="辽1202", n=3, of="王小明", codes=["P-01"])
    (line,) = lines(workspace)
    at, level, run, event, *facts = line.split(" ")
    assert dt.datetime.fromisoformat(at).utcoffset() == dt.timedelta(hours=8)
    assert (level, run, event) == ("warning", RUN_ID, "ingest")
    assert facts == ["court=辽1202", "n=3", "of=?", "codes=P-01"]
    path = workspace.logs / "enforce.log"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("by", ["file", "environment"])
def test_a_json_line(workspace: Workspace, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if by == "file":
        workspace.campaign_file.write_text('\ufeff[desk]\nlog = "json"\n', "utf-8")
    else:
        monkeypatch.setenv("ENFORCE_LOG", "json")
    note(workspace, "ingest", court="辽1202", n=3, codes=["P-01", "王小明"])
    told = json.loads(lines(workspace)[0])
    assert told.pop("at")
    assert told == {
        "level": "info", "run": RUN_ID, "event": "ingest", "court": "辽1202", "n": 3,
        "codes": ["P-01", HIDDEN],
    }  # fmt: skip


def test_a_campaign_file_that_is_broken_stops_no_log(workspace: Workspace) -> None:
    workspace.campaign_file.write_text("[desk\n", "utf-8")
    note(workspace, "ingest")
    assert len(lines(workspace)) == 1


def test_the_log_never_fails(workspace: Workspace) -> None:
    workspace.logs.rmdir()
    workspace.logs.write_text("no folder", "utf-8")
    note(workspace, "ingest", n=1)
    assert workspace.logs.read_text("utf-8") == "no folder"


def test_rotated_by_size_and_count(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_BYTES", 1000)
    for n in range(300):
        note(workspace, "ingest", n=n)
    files = list(log_files(workspace))
    assert len(files) == 6
    assert all(path.stat().st_size <= 1000 for path in files)
    numbers = [int(line.rpartition("=")[2]) for line in lines(workspace)]
    assert numbers == list(range(numbers[0], 300))


def test_how_a_command_ended(workspace: Workspace) -> None:
    note_end("report", 0)
    assert lines(workspace) == []
    note(workspace, "begin")
    note_end("ingest", 3)
    note_end("ingest", 3)
    note(workspace, "begin")
    note_end("王小明", 70)
    _, first, _, second = (line.split(" ") for line in lines(workspace))
    assert (first[1], first[3:6]) == ("info", ["exit", "command=ingest", "code=3"])
    assert (second[1], second[3:6]) == ("error", ["exit", "command=?", "code=70"])


def test_what_goes_to_the_log_can_be_shown(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    note(workspace, "quiet")
    journal.show_on_screen()
    note(workspace, "ingest", of="王小明")
    assert capsys.readouterr().err.endswith("info " + RUN_ID + " ingest of=?\n")


def _many(root: Path, who: int) -> None:
    journal._BYTES = 20_000
    for n in range(100):
        note(Workspace(root), "ingest", who=who, n=n)


def test_several_processes_lose_no_line(workspace: Workspace) -> None:
    start = multiprocessing.get_context("spawn")
    running = [start.Process(target=_many, args=(workspace.root, who)) for who in range(4)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    found = [tuple(line.split(" ")[4:]) for line in lines(workspace)]
    assert sorted(found) == sorted((f"who={w}", f"n={n}") for w in range(4) for n in range(100))
    assert len(list(log_files(workspace))) > 1


def test_records_of_bugs_are_kept_to_the_newest(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = dt.datetime(2026, 2, 6, 6, 0)
    kept = []
    for n in range(25):
        monkeypatch.setattr(faults, "now", lambda n=n: at + dt.timedelta(days=n))
        kept.append(Path(faults.record_fault(f"frames {n}", [workspace.logs])))
    assert sorted(workspace.logs.glob("fault-*.log")) == kept[-20:]
