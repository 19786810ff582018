"""An ingest on Spark gives what an ingest on one machine gives: receipts, rows, doubts, numbers."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.lake.layout import table_columns
from enforcement_cli.store.lake.over import open_lake
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.lake.moving import export_lake
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import Workspace, create_workspace
from tests.campaign import SAMPLE
from tests.cli.running import enforce

pytestmark = pytest.mark.slow
pytest.importorskip("pyspark")

_OFFLINE = str(Path(__file__).parent.parent / "offline")
# Files of the corpus that one reader or another falls over, beside those that are in order.
HOSTILE = (
    "files.encrypted", "files.et_of_wps", "files.zip_of_courts", "files.csv_in_gb18030",
    "aggregate.zero_report", "narrative.text_of_a_week",
)  # fmt: skip
FIRST = datetime(2025, 12, 22, 9, tzinfo=BEIJING)
LATER = datetime(2025, 12, 29, 9, tzinfo=BEIJING)
KNOWN = ("--known-at", "2026-01-03T12:00")
ASKED = (
    ("report", "--week", "--date", "2025-12-28", "--json", *KNOWN),
    ("explain", "amount_recovered", "--week", "--date", "2025-12-28", "--json", *KNOWN),
    ("status", "--json", *KNOWN),
    ("export", "cases", "--format", "csv", *KNOWN),
)


@dataclass(frozen=True)
class Both:
    """The same returns taken in on one machine and on Spark: the receipts of each run, the rooms."""

    here: list[list[Receipt]]
    there: list[list[Receipt]]
    near: list[Receipt]
    far: list[Receipt]
    colon: list[Receipt]
    printed: list[Any]
    room: Room
    lake: Path
    exported: Path


def a_room(folder: Path) -> Room:
    """A desk of the sample's campaign; persons are known by the same keys in all."""
    workspace = create_workspace(folder, (SAMPLE / "enforce.toml").read_text("utf-8"))
    (folder / "person.salt").write_bytes(b"s" * 32)
    return enter(workspace)


def first_week(folder: Path) -> Path:
    """A week of the sample among what a clerk's folder holds besides."""
    week = shutil.copytree(SAMPLE / "returns" / "第01周", folder / "第01周")
    for name in HOSTILE:
        make = import_module(f"tests.corpus.{name}.make").make
        (folder / name).mkdir()
        made = make(folder / name)
        assert made.exists()
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04rubbish")
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "_说明.txt").write_text("收表须知", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "a:b.csv").write_bytes(b"\xff\xfe")
    (folder / "链接.xlsx").symlink_to(week)
    bomb = folder / "炸弹.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.csv", b"0" * (200 << 20))
    ledgers = sorted(week.glob("*台账.xlsx"))
    shutil.copy(ledgers[0], folder / "再报 [1].xlsx")
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.write(ledgers[1], "甲/台账.xlsx")
        archive.writestr("乙/坏.xls", b"\xd0\xcf\x11\xe0rubbish")
    return folder


def far_source(folder: Path) -> Path:
    """What is fetched, unpacked, refused and read when a folder is somewhere else."""
    week = SAMPLE / "returns" / "第02周"
    folder.mkdir()
    ledgers = sorted(week.glob("*台账.xlsx"))
    shutil.copy(ledgers[0], folder)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04rubbish")
    (folder / "_说明.txt").write_text("收表须知", encoding="utf-8")
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.write(ledgers[1], "甲/台账.xlsx")
        archive.writestr("乙/坏.xls", b"\xd0\xcf\x11\xe0rubbish")
    return folder


def run_child(workspace: Path, steps: list[Any], folder: Path) -> list[Any]:
    """The steps in a process of their own: none of the suite's may open a socket."""
    script = folder / "steps"
    script.write_bytes(pickle.dumps((workspace, steps)))
    root = str(Path(__file__).parents[2])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    allowed = os.pathsep.join(path for path in paths if path and path != _OFFLINE)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.lake.spark_lake_child", str(script)],
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": allowed},
        stderr=subprocess.PIPE,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-4000:]
    answers: list[Any] = pickle.loads(script.with_suffix(".answers").read_bytes())  # noqa: S301
    return answers


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Three runs: a week, the same again, a second week with a court's return sent twice."""
    folder = tmp_path_factory.mktemp("spark")
    (folder / "first").mkdir()
    first = first_week(folder / "first")
    second = shutil.copytree(SAMPLE / "returns" / "第02周", folder / "second" / "第02周").parent
    runs = [
        (first, IngestOptions(received_at=FIRST)),
        (first, IngestOptions(received_at=FIRST.replace(hour=10))),
        (second, IngestOptions(received_at=LATER)),
    ]
    room, lake = a_room(folder / "here"), folder / "lake"
    here = [ingest(room, [source], options) for source, options in runs]
    a_room(folder / "there")
    taken = [{"source": str(s), "options": o, "lake": str(lake)} for s, o in runs]
    far = far_source(folder / "source")
    a_room(folder / "near")
    near = ingest(enter(Workspace(folder / "near")), [far], IngestOptions(received_at=LATER))
    odd = folder / "odd"
    odd.mkdir()
    (odd / "a:b.csv").write_bytes(b"\xff\xfe")
    shutil.copy(next(far.glob("*台账.xlsx")), odd)
    elsewhere = [
        {
            "source": f"viewfs://there/all{source}",
            "options": IngestOptions(received_at=LATER),
            "lake": f"viewfs://there/all{folder}/{lake}",
        }
        for source, lake in ((far, "far"), (odd, "colon"))
    ]
    asked = [(*words, "--lake", str(lake), "--engine", "spark") for words in ASKED]
    answers = run_child(folder / "there", [*taken, *elsewhere, *asked], folder)
    exported = folder / "exported"
    export_lake(room, LakePlace(address=str(exported)), replace=False)
    beside = LakePlace(address=str(folder / "exported near"))
    export_lake(enter(Workspace(folder / "near")), beside, replace=False)
    return Both(
        here=here,
        there=answers[: len(runs)],
        near=near,
        far=answers[len(runs)],
        colon=answers[len(runs) + 1],
        printed=answers[len(runs) + 2 :],
        room=room,
        lake=lake,
        exported=exported,
    )


@pytest.mark.parametrize("run", range(3))
def test_the_receipts_are_equal(both: Both, run: int) -> None:
    def alike(receipt: Receipt) -> Receipt:
        assert not receipt.fault, receipt  # a bug of ours would be equal, too
        return receipt

    assert list(map(alike, both.there[run])) == list(map(alike, both.here[run]))


def test_every_kind_of_file_was_there(both: Both) -> None:
    statuses = {receipt.status for run in both.there for receipt in run}
    assert statuses == {"accepted", "gaps", "returned", "duplicate", "skipped"}
    known = {r.status for r in both.there[1] if r.return_id and r.status != "returned"}
    assert known == {"duplicate"}


def test_an_address_gives_what_a_folder_gives(both: Both) -> None:
    assert {receipt.status for receipt in both.near} >= {"accepted", "returned", "skipped"}
    assert both.far == both.near


def test_a_file_that_java_cannot_read_fails_alone(both: Both) -> None:
    assert [(receipt.file, receipt.status) for receipt in both.colon] == [
        ("a:b.csv", "returned"),
        ("开原市人民法院第02周案件台账.xlsx", "accepted"),
    ]
    assert [problem.code for problem in both.colon[0].problems] == ["F-01"]


@pytest.mark.parametrize(("one", "two"), [("exported", "lake"), ("exported near", "far")])
@pytest.mark.parametrize("table", table_columns())
def test_every_row_is_equal(both: Both, table: str, one: str, two: str, tmp_path: Path) -> None:
    folder = both.lake.parent
    with (
        open_lake(folder / one, spill=tmp_path) as here,
        open_lake(folder / two, spill=tmp_path) as there,
    ):
        rows = [
            sorted(map(repr, each.execute(f"SELECT * FROM {table}").fetchall()))
            for each in (here, there)
        ]
    assert rows[0] == rows[1]
    nobody_states = {"publications", "todos", "payouts", "recoveries", "events"}
    assert rows[0] or table in nobody_states | ({"statements"} if two == "far" else set())


def test_nothing_of_the_run_is_left(both: Both) -> None:
    names = {path.name for path in both.lake.iterdir()}
    assert not [name for name in names if name.endswith(".enforce-part")]
    assert "lake.json" in names


@pytest.mark.parametrize("words", ASKED, ids=lambda words: str(words[0]))
def test_spark_prints_what_duckdb_prints(both: Both, words: tuple[str, ...]) -> None:
    place = ASKED.index(words)
    mine = enforce(*words, "--lake", both.lake, "-C", both.room.workspace.root)
    theirs = both.printed[place]
    assert (theirs.code, theirs.out) == (mine.code, mine.out)
    assert len(mine.out) > 1000
