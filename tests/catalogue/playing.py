"""Plays the cases of the catalogue through ingest, in this process, and gathers what was said.

In: a folder, the files to send in their order. Out: for every file the problems of its returns.
Refuses to look at how a check works.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpyxl.utils import get_column_letter

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.problems import problems_of
from enforcement_cli.workflow.reading import Reading, ReadTask, read_return
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import create_workspace
from tests.catalogue.sheets import Sent
from tests.defects.city import COURTS, START, WEEKS, week

LATER = datetime(2027, 1, 1, tzinfo=BEIJING)
LIVELIHOOD = '["wage", "migrant_wage", "traffic", "medical", "work_injury", "injury"]'
# What is off unless a campaign wants it.
OPTIONAL = ("R-06", "R-27")


@dataclass(frozen=True)
class Said:
    """One problem as it is told."""

    code: str
    severity: str
    cell: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Case:
    """A check with what fails it and what passes.

    Of the files in order the last is the one judged, or `about` by its place. `at` is the cell it must
    be said of, empty where it is of the whole return; `words` stand in the message. `more` is added to
    the campaign file; `timed`: the clock is looked at. `acts` are done before the file of that place.
    """

    code: str
    fails: Sequence[Sent]
    passes: Sequence[Sent]
    at: str = ""
    words: tuple[str, ...] = ()
    more: str = ""
    about: int = -1
    timed: bool = False
    acts: Mapping[int, Callable[[Room], object]] = field(default_factory=dict)


def toml(more: str = "", expects: str = "") -> str:
    """The campaign file: seven courts, ten weeks, three actions that overlap."""
    courts = "\n".join(
        f'[[court]]\ncode = "{code}"\nname = "{name}"\nshort = "{short}"\n'
        for code, (name, short) in COURTS.items()
    )
    forms = expects or "\n".join(
        f'[[campaign.expects]]\nform = "{form}"\n'
        for form in ("cases", "aggregate", "payments", "measures")
    )
    checks = "\n".join(f'[[campaign.check]]\ncode = "{code}"\n' for code in OPTIONAL)
    return f"""[desk]
court = "辽12"

[[court]]
code = "辽12"
name = "铁岭市中级人民法院"
short = "铁岭中院"
level = "intermediate"

{courts}
[[campaign]]
id = "ten"
name = "十周专项执行行动"
start = {START}
end = {week(WEEKS)[1]}

{forms}
{checks}
[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = {LIVELIHOOD}

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]
{more}"""


def room_in(folder: Path, more: str = "", expects: str = "") -> Room:
    """A workspace of the campaign."""
    return enter(create_workspace(folder, toml(more, expects)))


def here(tasks: Sequence[ReadTask], workers: int) -> Iterator[Reading]:
    """Reads in this process; all of them first, since the ingest asks from a thread of its own."""
    del workers
    return iter([read_return(task) for task in tasks])


def take(
    room: Room, inbox: Path, files: Mapping[str, Sent], *, timed: bool = False
) -> dict[str, list[Problem]]:
    """Send files, by the name they are shown by, those of one moment together."""
    said: dict[str, list[Problem]] = {}
    ordered = sorted(files.items(), key=lambda item: item[1].received)
    for moment, group in itertools.groupby(ordered, key=lambda item: item[1].received):
        paths = []
        for shown, one in group:
            path = inbox / shown
            path.parent.mkdir(parents=True, exist_ok=True)
            one.write(path)
            paths.append(path)
        options = IngestOptions(received_at=moment, root=inbox, timed=timed)
        for receipt in ingest(room, paths, options, reader=here):
            said.setdefault(receipt.file, []).extend(receipt.problems)
    return said


def told(problem: Problem) -> Said:
    """A problem of a receipt, its cell without the sheet."""
    cell = problem.origin.cell.rpartition("!")[2]
    return Said(problem.code, problem.severity, cell, problem.message, problem.remedy)


def in_store(room: Room) -> dict[str, list[Said]]:
    """What is open in the store at the end, by file."""
    found: dict[str, list[Said]] = {}
    for one in problems_of(room, LATER):
        if one.state == "open":
            found.setdefault(one.file_name, []).append(_stored(one))
    return found


def _stored(one: StoredProblem) -> Said:
    cell = f"{get_column_letter(one.column or 1)}{one.row}" if one.row else ""
    return Said(one.code, one.severity, cell, one.message, one.remedy)
