"""Every command's clean run: its exit code, and with --json exactly one object of the fixed form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ENVELOPE, SEVERITIES, WEEK, Desk, Ran, enforce, returns_of, snapshot

FIGURE = {
    "indicator", "action", "court", "team", "officer", "value", "unit", "basis", "previous",
    "previous_published", "change", "target", "rank", "note",
}  # fmt: skip
RETURN = {
    "file",
    "court",
    "form",
    "period",
    "status",
    "rows",
    "held",
    "totals",
    "problems",
    "version",
    "marked",
    "notice",
}
PROBLEM = {"code", "severity", "cell", "message"}

READING = {
    "status": ("status", *WEEK),
    "report": ("report", "--week", *WEEK),
    "explain": ("explain", "cases_closed", "--week", *WEEK),
    "export": ("export", "figures", *WEEK),
    "indicators": ("indicators", "show", "cases_closed", "--sql", *WEEK),
    "problems": ("problems", "list"),
    "config": ("config", "show"),
    "schedule": ("schedule", "print"),
}


def enveloped(ran: Ran, command: str) -> dict:
    """The data of a well-formed envelope; the status says what the exit code says."""
    found = ran.json
    assert set(found) == ENVELOPE
    assert found["schema"] == f"enforce.{command}/1"
    assert found["status"] == ("clean" if ran.code == 0 else "findings")
    assert set(found["problems"]) == SEVERITIES
    assert all(isinstance(count, int) for count in found["problems"].values())
    assert isinstance(found["next"], list)
    assert ran.err == ""
    return found["data"]


@pytest.mark.parametrize("command", READING)
def test_a_reading_command_is_clean_says_one_object_and_changes_nothing(
    received: Desk, command: str
) -> None:
    before = snapshot(received.root)
    ran = received(*READING[command], "--json")
    assert ran.code == 0
    assert enveloped(ran, command)
    spoken = received(*READING[command])
    assert spoken.code == 0
    assert spoken.out
    assert "\x1b" not in spoken.out + spoken.err
    assert snapshot(received.root) == before


@pytest.mark.parametrize("command", ["status", "report"])
def test_the_same_question_gets_the_same_answer(received: Desk, command: str) -> None:
    known = "2026-01-01T09:00"
    runs = [received(*READING[command], "--known-at", known, "--json") for _ in range(2)]
    assert runs[0] == runs[1]


def test_report_data(received: Desk) -> None:
    data = enveloped(received("report", *WEEK, "--json"), "report")
    assert (data["campaign"], data["missing"]) == ("winter70", [])
    assert data["period"] == {"kind": "week", "start": "2025-12-22", "end": "2025-12-28"}
    assert data["known_at"].endswith("+08:00")
    assert all(set(figure) == FIGURE for figure in data["figures"])
    whole = {f["indicator"] for f in data["figures"] if f["court"] is f["action"] is None}
    assert {"cases_closed", "amount_recovered", "persons_detained"} <= whole
    for figure in data["figures"]:
        # 分 and counts are integers, rates are decimal strings, missing is null: never a float.
        assert figure["value"] is None or isinstance(figure["value"], int | str)
        assert not isinstance(figure["value"], bool)
        if figure["indicator"].startswith("amount_"):
            assert figure["unit"] == "fen"
            assert figure["value"] is None or isinstance(figure["value"], int)


def test_ingest_and_check_data(new: Desk) -> None:
    files = returns_of(1, "昌图")
    for command in ("check", "ingest"):
        ran = new(command, *files, "--received", "2025-12-22T12:00", "--json")
        if command == "check":
            assert ran.code == 2  # what came when is nothing a check could say
            ran = new(command, *files, "--json")
        data = enveloped(ran, command)
        assert [one["file"] for one in data["returns"]] == [path.name for path in files]
        assert all(set(one) == RETURN for one in data["returns"])
        assert all(set(p) == PROBLEM for one in data["returns"] for p in one["problems"])
        assert {one["court"] for one in data["returns"]} == {"辽1224"}
        assert {one["form"] for one in data["returns"]} == {"cases", "measures"}
        assert all(isinstance(v, int) for one in data["returns"] for v in one["totals"].values())


def test_init_then_init_again(tmp_path: Path) -> None:
    first = enforce("init", tmp_path / "desk", "--json")
    assert first.code == 0
    data = enveloped(first, "init")
    assert data["workspace"] == str(tmp_path / "desk")
    before = snapshot(tmp_path)
    assert list(before) == ["desk/enforce.toml", "desk/workdays.toml"]
    again = enforce("init", tmp_path / "desk", "--json")
    assert (again.code, again.json["data"]) == (0, data)
    assert snapshot(tmp_path) == before
    # A campaign file that somebody has worked on is never taken for a new one.
    file = tmp_path / "desk" / "enforce.toml"
    file.write_bytes(file.read_bytes() + b"\n")
    before = snapshot(tmp_path)
    again = enforce("init", tmp_path / "desk", "--json")
    assert (again.code, again.json["error"]["code"]) == (2, "usage")
    assert snapshot(tmp_path) == before


def test_what_init_wrote_can_be_used_as_it_stands(tmp_path: Path) -> None:
    enforce("init", tmp_path)
    assert enforce("config", "show", "-C", tmp_path).code == 0
    waiting = enforce("status", "-C", tmp_path, "--json")
    assert waiting.code == 4  # everybody is missing, which is no failure
    assert {one["state"] for one in waiting.json["data"]["returns"]} <= {"missing", "locked"}


def test_quiet_leaves_the_last_line(received: Desk) -> None:
    loud, quiet = received("status", *WEEK), received("status", *WEEK, "-q")
    assert len(quiet.out.splitlines()) == 1
    assert loud.out.splitlines()[-1:] == quiet.out.splitlines()


def test_known_at_gives_the_past(received: Desk) -> None:
    then = received("status", *WEEK, "--known-at", "2025-12-28T09:00", "--json")
    assert then.code == 4
    assert {one["state"] for one in then.json["data"]["returns"]} == {"missing"}


def test_a_missing_court_is_exit_code_4_and_null(own: Desk) -> None:
    for stored in own("status", *WEEK, "--json").json["data"]["returns"]:
        if stored["court"] == "辽1224":
            number = str(stored["return"])
            assert own("withdraw", number, "--by", "内勤", "--reason", "核对").code == 0
    ran = own("report", *WEEK, "--json")
    assert (ran.code, ran.json["data"]["missing"]) == (4, ["辽1224"])
    assert own.figure("cases_closed", court="辽1224") is None
    assert own.figure("cases_closed", court="辽1202") == own.figure("cases_closed")


@pytest.mark.parametrize("name", ["辽1202", "银州区法院", "铁岭市银州区人民法院", "银州"])
def test_a_court_by_any_of_its_names(doubted: Desk, name: str) -> None:
    problems = doubted("problems", "list", "--court", name, "--json").json["data"]["problems"]
    assert [problem["court"] for problem in problems] == ["辽1202"]
    assert doubted("problems", "list", "--court", "昌图", "--json").json["data"]["problems"] == []


def test_one_courts_report_is_its_part_of_the_whole(received: Desk) -> None:
    ran = received("report", *WEEK, "--court", "昌图", "--known-at", "2026-01-01", "--json")
    assert ran.code == 0
    mine = [f for f in ran.json["data"]["figures"] if f["court"] == "辽1224"]
    assert {f["court"] for f in ran.json["data"]["figures"]} <= {"辽1224", None}
    whole = received("report", *WEEK, "--known-at", "2026-01-01", "--json")
    assert mine == [f for f in whole.json["data"]["figures"] if f["court"] == "辽1224"]


@pytest.mark.parametrize(
    "period",
    [("--day", *WEEK), ("--month", *WEEK), ("--quarter", *WEEK), ("--year", *WEEK),
     ("--total", *WEEK), ("--operation", "raid"), ("--from", "2025-12-21", "--to", "2025-12-25")],
    ids=["day", "month", "quarter", "year", "total", "operation", "custom"],
)  # fmt: skip
def test_every_kind_of_period_has_a_bulletin(received: Desk, period: tuple[str, ...]) -> None:
    ran = received("report", *period, "--json")
    assert ran.code in (0, 4)
    kind = ran.json["data"]["period"]["kind"]
    assert kind == ("custom" if period[0] == "--from" else period[0].strip("-"))


def test_the_workspace_is_found_from_within_and_by_the_environment(
    received: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENFORCE_WORKSPACE", str(received.root))
    assert enforce("status", *WEEK).code == 0
    monkeypatch.delenv("ENFORCE_WORKSPACE")
    monkeypatch.chdir(received.root / "inbox")
    assert enforce("status", *WEEK).code == 0


def test_report_writes_both_formats_where_it_is_told(received: Desk, tmp_path: Path) -> None:
    ran = received("report", *WEEK, "--format", "md,xlsx", "--output", tmp_path / "out", "--json")
    assert ran.code == 0
    files = {kind: Path(path) for kind, path in ran.json["data"]["files"].items()}
    assert set(files) == {"md", "xlsx"}
    assert {p.name for p in (tmp_path / "out").iterdir()} == {p.name for p in files.values()}
    assert files["md"].read_text("utf-8") != ""
    assert files["xlsx"].read_bytes()[:2] == b"PK"
