"""How fast `enforce status` and `today` answer, as ratios to starting DuckDB for one query.

Comes in: nothing, or `--small`. Goes out: a table, and build/bench/board.json. The workspace holds a
year of weekly returns of 14 courts with what was found on them. Every run is a process of its own,
the contestants take turns, and what counts is the median. Only the ratios travel.
"""

import argparse
import hashlib
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from string import Formatter

from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.save import save_returns
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workdays import workdays_of
from enforcement_cli.workflow.workspace import create_workspace

_BENCH = Path(__file__).resolve().parent.parent / "build" / "bench"
_FLOOR = "import duckdb; duckdb.connect().execute('select 42').fetchall()"
_FIXED_A_RETURN = 40
_CAMPAIGN = """\
[desk]
court = "辽12"

{courts}
[[campaign]]
id = "year"
name = "全年执行攻坚"
start = 2026-01-05
end = 2027-01-03

[[campaign.expects]]
form = "cases"
due = {{ weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3 }}
"""
_COURT = """\
[[court]]
code = "辽12{number:02}"
name = "铁岭市第{number:02}区人民法院"
short = "第{number:02}区法院"

"""


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="2 courts, 4 weeks, one round")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    courts, weeks, rounds = (2, 4, 1) if options.small else (14, 52, options.rounds)
    root = _make_workspace(courts=courts, weeks=weeks)
    enforce = [sys.executable, "-m", "enforcement_cli"]
    where = ["-C", str(root), "--known-at", "2027-01-04T09:00"]
    commands = {
        "duckdb": [sys.executable, "-c", _FLOOR],
        "status": [*enforce, "status", *where],
        "today": [*enforce, "today", *where],
        "import typer": [sys.executable, "-c", "import typer"],
    }
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():  # once unmeasured, to warm the disk
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            ran = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
            walls[name].append(time.perf_counter() - start)
            if ran.returncode not in (0, 3, 4):
                raise SystemExit(f"{name} ended with {ran.returncode}")
    medians = {name: statistics.median(taken) for name, taken in walls.items()}
    result = {
        "courts": courts,
        "weeks": weeks,
        "seconds": {name: [round(wall, 3) for wall in taken] for name, taken in walls.items()},
        "medians": {name: round(median, 3) for name, median in medians.items()},
        "ratios": {
            f"{name} / duckdb": {
                "is": round(medians[name] / medians["duckdb"], 2),
                "goal": "at most 2.5",
            }
            for name in ("status", "today")
        },
    }
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    (_BENCH / "board.json").write_text(text, encoding="utf-8")
    print(f"{courts} courts x {weeks} weeks, {_FIXED_A_RETURN + 2} problems a return")
    for name, median in medians.items():
        print(f"  {name:<24}{median:8.3f} s")
    for name in ("status", "today"):
        print(f"  {name + ' / duckdb':<24}{medians[name] / medians['duckdb']:8.2f}    at most 2.5")
    return 0


def _make_workspace(*, courts: int, weeks: int) -> Path:
    """A desk whose courts sent everything, one of them late, with two things open a return."""
    root = _BENCH / f"board-{courts}x{weeks}"
    shutil.rmtree(root, ignore_errors=True)
    listed = "".join(_COURT.format(number=number) for number in range(courts))
    # The desk's own court is the first.
    text = _CAMPAIGN.format(courts=listed).replace('"辽12"', '"辽1200"')
    room = enter(create_workspace(root, text))
    workdays_of(room.workspace)
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        for period in campaign_weeks(room.campaign, room.desk.calendar)[:weeks]:
            receipts = _receipts(room.court_codes, period)
            save_returns(connection, [(receipt, None) for receipt in receipts])
    return root


def _receipts(courts: Sequence[str], week: Period) -> Iterator[Receipt]:
    """A return a court; only the last week's queries are still open, later ledgers closed others."""
    for number, court in enumerate(courts):
        name = f"{court}第{week.number:02}周案件台账.xlsx"
        came = datetime.combine(week.end + timedelta(days=1 + 2 * (number == 1)), clock(9))
        problems = [_problem(name, "V-04", row) for row in range(4, 4 + _FIXED_A_RETURN)]
        problems += [_problem(name, "R-08", row) for row in (50, 51)]
        yield Receipt(
            file=name,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            status="accepted",
            received_at=came,
            head=ReturnHead(
                campaign="year", court=court, form="cases", period_start=week.start,
                period_end=week.end, as_of=week.end,
            ),
            rows=200,
            problems=tuple(problems),
        )  # fmt: skip


def _problem(file: str, code: str, row: int) -> Problem:
    found = rule(code)
    texts = (found.message, found.remedy)
    facts = {name: "1" for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    origin = Origin(file=file, sheet="台账", row=row, column=7)
    return Problem(rule=found, origin=origin, facts=facts, field="claim_fen")


if __name__ == "__main__":
    sys.exit(main())
