"""No command loads what it does not use: every one is run, and what it loaded is all it may load.

Each runs in a child forked from one process that has loaded our modules and none of theirs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import CAMPAIGN, ROOT, Desk, enforce, returns_of

Runs = tuple[tuple[str, int, str], ...]

# Everything that takes a twentieth of a second or more to load, and what stands for its parts.
HEAVY = (
    "chinese_calendar", "docx", "duckdb", "jinja2", "lxml", "msoffcrypto", "numpy", "openpyxl",
    "pandas", "pyarrow", "pyspark", "python_calamine", "rapidfuzz", "rich", "sqlglot", "xlrd",
)  # fmt: skip
STORE, SCREEN = "duckdb", "rich"
# openpyxl loads numpy and lxml where they are installed.
EXCEL = "openpyxl numpy lxml"
ARROW = "pyarrow numpy"
# Given Python's own values, pyarrow loads pandas to ask whether they are a frame's.
FROM_LISTS = f"{ARROW} pandas"

# Command lines in the order they are run, their exit codes, what they load. {own} has two weeks of
# two courts, {doubted} a 核实, {due} nothing by Monday noon; {put} is for what is written.
QUICK: Runs = (
    ("--version", 0, ""),
    ("init {put}/new", 0, "chinese_calendar"),
    ("status -C {own}", 4, f"{STORE} {SCREEN}"),
    ("status -C {own} --json", 4, STORE),
    ("today -C {own}", 0, STORE),
    ("chase -C {own} --date 2025-12-28", 0, STORE),
    ("chase -C {due} --known-at 2025-12-30T13:00 --date 2025-12-28", 4, f"{STORE} jinja2"),
    ("extend 昌图 -C {due} --by 张某 --reason 停电 --date 2025-12-28 --until 2025-12-31", 0, STORE),
    ("exempt 昌图 -C {own} --by 张某 --reason 停电 --from 2026-02-16 --until 2026-02-22", 0, STORE),
    ("claims {put}/said.txt", 0, SCREEN),
    ("claims {put}/said.txt --json", 0, ""),
    ("export cases -C {own} --format csv", 0, STORE),
    ("cases list ageing -C {own} --date 2025-12-28", 0, f"{STORE} {SCREEN}"),
    ("stories add {put}/said.txt -C {own} --by 张某", 0, STORE),
    ("stories list -C {own}", 0, f"{STORE} {SCREEN}"),
    ("problems list -C {doubted}", 0, STORE),
    ("problems list -C {doubted} --json", 0, STORE),
    ("problems show {doubt} -C {doubted}", 0, STORE),
    ("problems explain {doubt} -C {doubted} --by 张某 --reason 核实无误", 0, STORE),
    ("problems reopen {doubt} -C {doubted} --by 张某 --reason 再核", 0, STORE),
    ("problems waive {doubt} -C {doubted} --by 张某 --reason 核实无误 --yes", 0, STORE),
    ("problems export -C {doubted} --output {put}/p.csv", 0, STORE),
    ("problems export -C {doubted} --output {put}/p.xlsx", 0, f"{STORE} {EXCEL}"),
    ("mapping show -C {own}", 0, f"{STORE} {SCREEN}"),
    ("mapping confirm -C {own} --court 昌图 --form cases --column 备注=不统计 --by 张某 --no-reread",
     0, STORE),
    ("mapping edit -C {own} --court 昌图 --form cases", 2, ""),
    ("mapping forget -C {own} --court 昌图 --form cases --yes --by 张某", 0, STORE),
    ("schedule print -C {own}", 0, ""),
    ("schedule install -C {own} --dry-run", 0, ""),
    ("schedule remove -C {own} --dry-run", 0, ""),
    ("schedule list -C {own}", 0, ""),
    ("rules list", 0, SCREEN),
    ("rules list -C {own} --json", 0, STORE),
    ("rules show R-19 -C {own}", 0, STORE),
    ("rules test R-19", 0, ""),
    ("indicators list -C {own}", 0, SCREEN),
    ("indicators list -C {own} --json", 0, ""),
    ("indicators show amount_recovered -C {own}", 0, ""),
    ("indicators show amount_recovered -C {own} --sql", 0, STORE),
    ("indicators check -C {own}", 0, ""),
    ("targets list -C {own}", 0, SCREEN),
    ("targets import {put}/said.txt -C {own} --dry-run", 5, f"{STORE} {SCREEN}"),
    ("audit list -C {own}", 0, SCREEN),
    ("audit verify -C {own}", 0, ""),
    ("config show -C {own}", 0, SCREEN),
    ("config workdays -C {own}", 0, SCREEN),
)  # fmt: skip
# What counts, reads or writes much; what takes minutes, or a cluster, is only begun.
LONG: Runs = (
    ("report -C {own} --week --date 2025-12-28", 0, f"{STORE} jinja2"),
    ("report -C {own} --week --date 2025-12-28 --json", 0, STORE),
    ("report -C {own} --week --date 2025-12-28 --format xlsx --output {put}", 0, f"{STORE} {EXCEL}"),
    ("publish -C {own} --by 张某 --week --date 2025-12-28 --yes --format docx", 0, STORE),
    ("verify 1 -C {own}", 0, STORE),
    ("correct 1 -C {own} --by 张某 --reason 复核 --dry-run", 0, STORE),
    ("proof {put}/said.txt -C {own} --week --date 2025-12-28", 3, f"{STORE} {SCREEN}"),
    ("export cases -C {own} --format parquet --output {put}/c.parquet", 0, f"{STORE} {FROM_LISTS}"),
    ("export cases -C {own} --format xlsx --output {put}/c.xlsx", 0, f"{STORE} {EXCEL}"),
    ("explain amount_recovered -C {own} --week --date 2025-12-28", 0, f"{STORE} {SCREEN}"),
    ("stories check -C {own}", 0, STORE),
    ("versions 昌图 -C {own} --date 2025-12-28", 0, STORE),
    ("rules test R-19 {sent} -C {own}", 0, f"{STORE} {ARROW}"),
    ("rules replay R-23 -C {own} --off", 0, f"{STORE} {FROM_LISTS}"),
    ("template -C {own} --form cases --court 昌图 --output {put}/blank", 0, EXCEL),
    ("state 昌图 cases_closed 12件 -C {own} --by 张某 --reason 电话 --date 2026-01-04",
     0, f"{STORE} {ARROW}"),
    ("targets check -C {own}", 3, f"{STORE} {SCREEN}"),
    ("run daily -C {own}", 0, f"{STORE} jinja2"),
    ("doctor -C {own}", 0, f"{STORE} {SCREEN}"),
    ("backup -C {own} --output {put}/all.zip", 0, STORE),
    ("backup -C {own} --verify {put}/all.zip", 0, STORE),
    ("restore {put}/all.zip {put}/back", 0, STORE),
    ("lake export {put}/lake -C {own}", 0, STORE),
    ("status -C {own} --lake {put}/lake", 4, f"{STORE} {SCREEN}"),
    ("lake import {put}/lake -C {put}/twin --by 张某 --reason 迁移", 0, STORE),
    ("check {sent} -C {own}", 0, f"{STORE} {ARROW}"),
    ("ingest {sent} -C {own}", 0, f"{STORE} {ARROW}"),
    ("withdraw 1 -C {own} --by 张某 --reason 发错", 0, STORE),
    ("demo --help", 0, ""),
    ("run weekly --help", 0, ""),
    ("run monthly --help", 0, ""),
    ("lake ingest --help", 0, ""),
)  # fmt: skip

_CHILD = """
import json, os, sys
from importlib import import_module

from enforcement_cli.__main__ import main

runs, heavy, ours, out = json.load(sys.stdin)
for name in ours:
    import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} & set(heavy))))
for words in runs:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        print_to = os.dup(1)
        for stream, name in ((0, os.devnull), (1, out), (2, out)):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), stream)
        sys.argv = ["enforce", *words]
        code = None
        try:
            main()
        except SystemExit as ending:
            code = ending.code
        sys.stdout.flush()
        loaded = [name for name in heavy if name in sys.modules]
        os.write(print_to, (json.dumps([code, loaded]) + "\\n").encode())
        os._exit(0)
    os.waitpid(child, 0)
"""
# What is loaded once for all commands, and must load nothing of theirs itself: whole packages, and
# what most commands need besides.
OURS = ("bulletin", "claims", "cli", "disk", "indicator", "proof", "vocabulary")
BESIDES = (
    "store.board", "store.problems", "store.session", "workflow.care.doctor", "workflow.chase",
    "workflow.explain", "workflow.mapping", "workflow.material", "workflow.present",
    "workflow.proof.proofread", "workflow.publish", "workflow.report", "workflow.rules",
    "workflow.schedule.install", "workflow.state", "workflow.status", "workflow.targets",
)  # fmt: skip


@pytest.fixture
def lines_of(own: Desk, doubted: Desk, tmp_path: Path) -> Callable[[Runs], list[list[str]]]:
    """The words of command lines, their places filled in."""
    put, due = tmp_path / "put", tmp_path / "due"
    put.mkdir()
    (put / "said.txt").write_text("银州区法院本周执行到位金额12.5万元，结案30件。\n", "utf-8")
    for desk in (put / "twin", due):
        assert enforce("init", desk).code == 0
        (desk / "enforce.toml").write_text(CAMPAIGN, "utf-8")
    (due / "enforce.toml").write_text(
        CAMPAIGN.replace(
            'form = "cases"\n', 'form = "cases"\ndue = { weekday = "monday", time = "12:00" }\n'
        ),
        "utf-8",
    )
    (doubt,) = doubted("problems", "list", "--json").json["data"]["problems"]
    places = {
        "own": own.root, "doubted": doubted.root, "doubt": doubt["id"], "due": due, "put": put,
        "sent": returns_of(3, "昌图")[0],
    }  # fmt: skip
    return lambda runs: [[word.format(**places) for word in line.split()] for line, *_ in runs]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize(
    "runs", [QUICK, pytest.param(LONG, marks=pytest.mark.slow)], ids=["quick", "long"]
)
def test_a_command_loads_what_it_uses_and_nothing_else(
    runs: Runs, lines_of: Callable[[Runs], list[list[str]]], tmp_path: Path
) -> None:
    given = [lines_of(runs), HEAVY, _ours(), str(tmp_path / "said")]
    before, *found = map(json.loads, subprocess.run(
        [sys.executable, "-c", _CHILD], input=json.dumps(given), stdout=subprocess.PIPE,
        cwd=ROOT, text=True, check=True,
    ).stdout.splitlines())  # fmt: skip
    assert before == []
    told = zip(runs, found, strict=True)
    assert {line: (code, " ".join(sorted(loaded))) for (line, *_), (code, loaded) in told} == {
        line: (code, " ".join(sorted(may.split()))) for line, code, may in runs
    }


def test_every_command_of_the_reference_is_run() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    told = re.findall(r"^## enforce (.+)$", page, re.MULTILINE)
    lines = [f"{line} " for line, *_ in (*QUICK, *LONG)]
    assert len(told) > 50
    assert [name for name in told if not any(line.startswith(f"{name} ") for line in lines)] == []


def _ours() -> list[str]:
    """The modules that are loaded once."""
    root = ROOT / "enforcement_cli"
    files = [file for package in OURS for file in sorted((root / package).rglob("*.py"))]
    parts = [file.relative_to(root).with_suffix("").parts for file in files if file.stem[0] != "_"]
    return [f"enforcement_cli.{name}" for name in (*map(".".join, parts), *BESIDES)]
