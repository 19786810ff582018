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

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.passage import in_words
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.vocabulary.checks import catalogue
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
    Cases of one `room` are played together, each side in a desk of its own; else a case is alone.
    """

    code: str
    fails: Sequence[Sent]
    passes: Sequence[Sent]
    at: str = ""
    words: tuple[str, ...] = ()
    more: str = ""
    about: int = -1
    timed: bool = False
    room: str = ""
    acts: Mapping[int, Callable[[Room], object]] = field(default_factory=dict)


def toml(more: str = "", expects: str = "") -> str:
    """The campaign file: seven courts, ten weeks, three actions that overlap."""
    courts = "\n".join(
        f'[[court]]\ncode = "{code}"\nname = "{name}"\nshort = "{short}"\n'
        for code, (name, short) in COURTS.items()
    )
    forms = expects or "\n".join(
        f'[[campaign.expects]]\nform = "{form}"\ncourts = {list(COURTS)}\n'
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
    sheet = one.sheet if in_words(one.sheet) else None
    cell = Origin(file="", sheet=sheet, row=one.row, column=one.column).cell if one.row else ""
    return Said(one.code, one.severity, cell, one.message, one.remedy)


class Played:
    """The cases as played: those that are judged by themselves on one desk, others on few.

    Every desk is played when it is first asked about.
    """

    def __init__(self, cases: Sequence[Case], folder: Path) -> None:
        self.cases = cases
        self.folder = folder
        self.desks: dict[tuple[str, str], dict[int, list[Said]]] = {}

    def told(self, case: Case, side: str) -> list[Said]:
        """What is said of the judged file of one side of a case."""
        key = ("together", "") if _by_itself(case) else (case.room or case.code, side)
        if key not in self.desks:
            self.desks[key] = self._play(*key)
        files: Sequence[Sent] = getattr(case, side)
        return self.desks[key][id(files[case.about])]

    def _play(self, desk: str, side: str) -> dict[int, list[Said]]:
        here = [case for case in self.cases if _desk_of(case) == desk]
        sides = [side] if side else ["fails", "passes"]
        # A file that several cases look at is sent once.
        files = {id(one): one for each in sides for case in here for one in getattr(case, each)}
        names = {key: f"{place:03d}/{one.name}" for place, (key, one) in enumerate(files.items())}
        folder = self.folder / f"{desk}{side}"
        expects = "campaign.expects" in here[0].more
        more = "".join(case.more for case in here if not expects)
        room = room_in(folder / "desk", more, here[0].more if expects else "")
        waiting = [(names[key], one) for key, one in files.items()]
        said: dict[str, list[Problem]] = {}
        for place, act in [*here[0].acts.items(), (len(waiting), None)]:
            now = dict(waiting[:place])
            said |= take(room, folder / "in", now, timed=here[0].timed)
            waiting = waiting[place:]
            if act:
                act(room)
        stored = in_store(room)
        # What a return raises alone stands in its receipt, whether it was stored or not.
        return {
            key: [*(told(p) for p in said[name] if p.rule.over == "return"), *stored.get(name, [])]
            for key, name in names.items()
        }


def _desk_of(case: Case) -> str:
    return "together" if _by_itself(case) else case.room or case.code


def _by_itself(case: Case) -> bool:
    """Whether it can share a desk with any others: one file, which no other file bears on."""
    files = len(case.fails) == len(case.passes) == 1
    return files and not case.timed and not case.room and catalogue()[case.code].over == "return"
