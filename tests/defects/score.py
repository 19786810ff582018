"""Runs a campaign of planted defects through a workspace and holds what is found against the truth.

In: a folder, a seed. Out: the planted that were found, at which cell, and what else was said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.problems import all_problems
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.ingest import ingest
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workspace import create_workspace
from tests.defects.city import COURTS, START, WEEKS, week
from tests.defects.plants import Plant, campaign

Said = tuple[str, str, str, str]  # path, code, severity, cell


@dataclass(frozen=True)
class Score:
    """What came of a campaign. `astray`: found, but at another cell."""

    found: tuple[Plant, ...]
    missed: tuple[Plant, ...]
    astray: tuple[Plant, ...]
    beside: tuple[Said, ...]


def toml() -> str:
    """The campaign file of the city."""
    courts = "\n".join(
        f'[[court]]\ncode = "{code}"\nname = "{name}"\nshort = "{short}"\n'
        for code, (name, short) in COURTS.items()
    )
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

[[campaign.expects]]
form = "cases"
courts = {list(COURTS)}

[[campaign.expects]]
form = "aggregate"
courts = {list(COURTS)}
"""


def play(folder: Path, seed: int, *, planted: bool) -> tuple[list[Said], list[Plant]]:
    """Write and take in the ten weeks; all that was said of them, and the plants."""
    returns, plants = campaign(seed, planted=planted)
    room = enter(create_workspace(folder / "desk", toml()))
    inbox = folder / "returns"
    for one in returns:
        one.write(inbox)
    for number in range(1, WEEKS + 1):
        monday = week(number)[1] + dt.timedelta(days=1)
        received = dt.datetime.combine(monday, dt.time(10), BEIJING)
        paths = [inbox / f"第{number:02d}周"]
        ingest(room, paths, IngestOptions(received_at=received, root=inbox))
    with open_store(room.workspace.store, write=False) as connection:
        problems = all_problems(connection, dt.datetime(2027, 1, 1, tzinfo=BEIJING))
    said = [
        (p.file_name, p.code, p.severity, _cell(p.row, p.column))
        for p in problems
        if p.severity in ("return", "query")
    ]
    return said, plants


def score(folder: Path, seed: int) -> Score:
    """How the checks do on a campaign of planted defects."""
    said, plants = play(folder, seed, planted=True)
    found, missed, astray = [], [], []
    explained: set[Said] = set()
    names = {(one.court, one.week, one.form): one.path for one in campaign(seed, planted=True)[0]}
    for plant in plants:
        path = names[plant.court, plant.week, plant.form]
        mine = [one for one in said if one[0] == path and one[1] in plant.codes]
        explained |= {one for one in said if one[0] == path}
        if not mine and plant.between_courts:
            mine = [one for one in said if one[1] in plant.codes]
            explained |= set(mine)
        if not mine:
            missed.append(plant)
        elif (
            plant.cell
            and not plant.between_courts
            and not any(one[3] in plant.cell.split("|") for one in mine)
        ):
            astray.append(plant)
        else:
            found.append(plant)
    beside = [one for one in said if one not in explained]
    return Score(
        found=tuple(found), missed=tuple(missed), astray=tuple(astray), beside=tuple(beside)
    )


def _cell(row: int | None, column: int | None) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column or 1)}{row}" if row else ""
