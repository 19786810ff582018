"""The four commands that read give, from a lake, the bytes that they give from the store."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaign import Played
from tests.cli.running import CAMPAIGN, Desk, Ran, enforce, returns_of, snapshot

KNOWN = ("--known-at", "2026-06-01T12:00")
WEEK = ("--week", "--date", "2026-01-25")
# Enough for every run of the tests; the others are slow.
REPORTS = [
    (*WEEK, "--lists", "all", "--compare", "year,day", "--json"),
    (*WEEK, "--by", "team", "--cards"),
]
MORE_REPORTS = [
    (*WEEK, "--json"),
    ("--total",),
    ("--month", "--date", "2026-01-15", "--rank", "--cards"),
    (*WEEK, "--court", "昌图", "--by", "officer"),
    (*WEEK, "--lists", "all", "--profile", "public"),
    (*WEEK, "--line"),
    ("--day", "--date", "2026-01-22"),
]
TABLES = (
    "cases", "recoveries", "payouts", "measures", "statements", "todos", "problems", "returns",
    "figures",
)  # fmt: skip
EXPLAINED = [
    ("amount_recovered", *WEEK),
    ("cases_closed", *WEEK, "--court", "昌图", "--cumulative", "--json"),
    ("persons_detained", "--total"),
    ("completion_rate", *WEEK),
]


@pytest.fixture(scope="session")
def desk(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A copy of the sample's workspace, with a lake beside it."""
    root = tmp_path_factory.mktemp("lake") / "desk"
    shutil.copytree(played.room.workspace.root, root)
    ran = enforce("lake", "export", root.parent / "lake", "-C", root, "--json")
    assert ran.code == 0, ran
    assert ran.json["data"]["rows"]["returns"] == 155
    return Desk(root)


def both(desk: Desk, *arguments: str | Path) -> tuple[Ran, Ran]:
    """The same command from the store and from its lake."""
    return desk(*arguments), desk(*arguments, "--lake", desk.root.parent / "lake")


@pytest.mark.parametrize(
    "options",
    [*REPORTS, *(pytest.param(more, marks=pytest.mark.slow) for more in MORE_REPORTS)],
    ids=" ".join,
)
def test_a_report(desk: Desk, options: tuple[str, ...]) -> None:
    store, lake = both(desk, "report", *options, *KNOWN)
    assert store.code in (0, 3)
    assert store.out
    assert lake == store


@pytest.mark.slow
def test_a_report_of_what_was_known_then(desk: Desk) -> None:
    store, lake = both(desk, "report", *WEEK, "--known-at", "2026-01-12T09:00", "--json")
    assert lake == store
    assert store != desk("report", *WEEK, *KNOWN, "--json")


@pytest.mark.parametrize("table", TABLES)
def test_an_export(desk: Desk, table: str) -> None:
    store, lake = both(desk, "export", table, "--date", "2026-01-25", *KNOWN, "--json")
    assert store.code == 0
    assert lake == store


@pytest.mark.parametrize("asked", EXPLAINED, ids=" ".join)
def test_an_explanation(desk: Desk, asked: tuple[str, ...]) -> None:
    store, lake = both(desk, "explain", *asked, *KNOWN)
    assert store.code == 0
    assert lake == store


@pytest.mark.parametrize("options", [("--date", "2026-01-25"), ("--all",)], ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_a_status(desk: Desk, options: tuple[str, ...], form: tuple[str, ...]) -> None:
    store, lake = both(desk, "status", *options, *KNOWN, *form)
    assert store.code in (0, 3, 4)
    assert lake == store


def test_now_is_after_the_lakes_last_writing(desk: Desk, tmp_path: Path) -> None:
    ahead = tmp_path / "ahead"
    shutil.copytree(desk.root.parent / "lake", ahead)
    head = (ahead / "lake.json").read_text("utf-8")
    (ahead / "lake.json").write_text(
        re.sub(r'("written_at",\s*)"[^"]*"', r'\1"2999-01-02T03:04:05+08:00"', head), "utf-8"
    )
    ran = desk("status", "--lake", ahead, "--json")
    assert "2999-01-02 03:04" in ran.err
    assert ran.json["data"] != desk("status", "--json").json["data"]


def test_a_desk_with_nothing_of_its_own_reads_a_lake(desk: Desk, tmp_path: Path) -> None:
    bare = Desk(tmp_path / "bare")
    assert enforce("init", bare.root).code == 0
    for name in ("enforce.toml", "workdays.toml"):
        if (desk.root / name).exists():
            shutil.copy(desk.root / name, bare.root / name)
    lake = ("--lake", desk.root.parent / "lake")
    before = snapshot(bare.root)
    figures = bare("report", *WEEK, *KNOWN, *lake, "--json").json["data"]["figures"]
    assert figures == desk("report", *WEEK, *KNOWN, "--json").json["data"]["figures"]
    # Nothing but the log and the working days of the desk is written.
    made = snapshot(bare.root).keys() - before.keys()
    assert not (bare.root / "store.duckdb").exists()
    assert {name.split("/")[0] for name in made} <= {"logs", "workdays.toml"}
    assert snapshot(desk.root.parent / "lake") == snapshot(lake[1])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("status", "--engine", "spark"), 2, "--lake"),
        (("status", "--lake", "x", "--engine", "trino"), 2, "duckdb、spark"),
        (("report", "--lake", "x", "--master", "yarn"), 2, "--engine spark"),
        (("report", "--lake", "s3a://bucket/lake"), 2, "--engine spark"),
        (("export", "cases", "--lake", "nowhere"), 6, "没有数据湖"),
        (("explain", "cases_closed", "--lake", "l[a]ke"), 2, "通配符"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_refused(desk: Desk, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = desk(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", ["ingest", "publish", "chase", "today"])
def test_what_writes_knows_no_lake(desk: Desk, command: str) -> None:
    before = snapshot(desk.root)
    ran = desk(command, "--lake", desk.root.parent / "lake")
    assert ran.code == 2
    assert "--lake" in ran.err
    assert snapshot(desk.root) == before


def test_export_and_import_on_the_command_line(desk: Desk, tmp_path: Path) -> None:
    lake = desk.root.parent / "lake"
    again = desk("lake", "export", lake)
    assert (again.code, again.out) == (2, "")
    assert "--yes" in again.err
    other = Desk(tmp_path / "other")
    assert enforce("init", other.root).code == 0
    shutil.copy(desk.root / "enforce.toml", other.root / "enforce.toml")
    ran = other("lake", "import", lake, "--by", "张某", "--reason", "换机器", "--json")
    assert ran.code == 0, ran
    assert ran.json["schema"] == "enforce.lake/1"
    assert ran.json["data"]["rows"]["returns"] == 155
    assert ran.json["data"]["lake"] == str(lake)
    mine, theirs = (
        each("report", *WEEK, *KNOWN, "--json").json["data"]["figures"] for each in (desk, other)
    )
    assert theirs == mine
    entries = other("audit", "list", "--json").json["data"]["entries"]
    (entry,) = [each for each in entries if each["what"] == "lake_import"]
    assert entry["who"] == "张某"
    assert json.dumps(entry, ensure_ascii=False).count("换机器") == 1


@pytest.mark.slow
def test_bulletins_as_files(desk: Desk, tmp_path: Path) -> None:
    for source, more in (("store", ()), ("lake", ("--lake", desk.root.parent / "lake"))):
        ran = desk(
            "report", *WEEK, *KNOWN, "--format", "md,xlsx,docx,html", "--output", tmp_path / source,
            *more,
        )  # fmt: skip
        assert ran.code in (0, 3)
    assert snapshot(tmp_path / "lake") == snapshot(tmp_path / "store")
    assert len(snapshot(tmp_path / "lake")) >= 4


@pytest.mark.slow
def test_ingest_on_the_command_line(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    desk, lake = Desk(tmp_path / "desk"), tmp_path / "lake"
    assert enforce("init", desk.root).code == 0
    (desk.root / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    source = tmp_path / "sent"
    source.mkdir()
    for path in returns_of(1, "银州", "昌图"):
        shutil.copy(path, source)
    command = [
        sys.executable, "-m", "enforcement_cli", "lake", "ingest", str(source), str(lake), "-C",
        str(desk.root), "--master", "local[2]", "--received", "2025-12-22T12:00", "--json",
    ]  # fmt: skip
    # Spark and its Python talk over the loopback, which no other test may reach.
    offline = str(Path(__file__).parents[1] / "offline")
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p != offline)}
    for status in ("accepted", "duplicate"):
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert (ran.returncode, ran.stderr) == (0, "")
        said = json.loads(ran.stdout)
        assert [one["status"] for one in said["data"]["returns"]] == [status] * 4
    assert not (desk.root / "store.duckdb").exists()
    assert desk("status", "--date", "2025-12-21", "--lake", lake).code == 0
    back = Desk(tmp_path / "back")
    assert enforce("init", back.root).code == 0
    (back.root / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    assert back("lake", "import", lake).code == 0
    week = ("report", "--week", "--date", "2025-12-21", "--known-at", "2026-01-01", "--json")
    assert back(*week).out == desk(*week, "--lake", lake).out
