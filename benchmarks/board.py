"""How fast `enforce status` and `today` answer, as ratios to starting DuckDB for one query.

Comes in: nothing, or `--smoke`. Goes out: two lines of the table, and build/bench/board.json. The workspace holds a
year of weekly returns of 14 courts with what was found on them. Every run is a process of its own,
the contestants take turns, and what counts is the median. Only the ratios travel.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from string import Formatter

from benchmarks.measure import BENCH, ENFORCE, Line, always, interleaved, ratio
from benchmarks.row import Size, row_main
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


def measure(size: Size) -> list[Line]:
    """`status` and `today` in turn with the floor."""
    courts, weeks = (2, 4) if size.smoke else (14, 52)
    root = _make_workspace(courts=courts, weeks=weeks)
    where = ("-C", str(root), "--known-at", "2027-01-04T09:00")
    commands = {
        "status": always(*ENFORCE, "status", *where),
        "today": always(*ENFORCE, "today", *where),
        "duckdb": always(sys.executable, "-c", _FLOOR),
    }
    runs = interleaved(commands, 5 if size.smoke else 9, warm=tuple(commands))
    return [
        Line(
            id=name,
            what=f"enforce {name} of {courts} courts × {weeks} weeks / one query in DuckDB",
            value=ratio(runs, name, "duckdb"),
            goal=2.5,
            unit="×",
            rounds=len(runs[name]),
            note=f"{courts * weeks} returns with {_FIXED_A_RETURN + 2} problems each",
            runs={name: runs[name], "duckdb": runs["duckdb"]},
        )
        for name in ("status", "today")
    ]


def _make_workspace(*, courts: int, weeks: int) -> Path:
    """A desk whose courts sent everything, one of them late, with two things open a return."""
    root = BENCH / f"board-{courts}x{weeks}"
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
    row_main(__doc__, "board", measure)
