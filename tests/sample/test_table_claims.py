"""The tables of our own bulletins, read back from each format, against the bulletin they were laid out from."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.claims.tables import table_claims
from enforcement_cli.model.bulletin import Bulletin, FigureTable, Value
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.workbook.prose import prose_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.writing import layout_of, render_all
from tests.campaign import Played
from tests.sample.samples import demo_of

NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?(?:%|人次|[人件辆处套户份期天次])?")


def printed(table: FigureTable) -> list[tuple[str, Value]]:
    """The cells that print a number, with the label of their line."""
    return [
        (row.label, value)
        for row in table.rows
        for value in row.values
        if NUMBER.fullmatch(value.shown)
    ]


def texts(prose: Prose, table: ProseTable) -> list[list[str]]:
    return [[prose.text[slice(*span)] for span in row] for row in table.rows]


def again(prose: Prose, table: FigureTable) -> ProseTable:
    """The table in the file: by its title and the labels of its lines."""
    wanted = [row.label for row in table.rows]
    found = []
    for each in prose.tables:
        above = prose.text[slice(*each.title)] if each.title else ""
        rows = texts(prose, each)
        labels = [row[0] for row in rows]
        placed = any(
            labels[at : at + len(wanted)] == wanted for at in range(len(labels) - len(wanted) + 1)
        )
        ours = placed and len(rows[0]) == len(table.columns) + 1
        if ours and table.title in f"{above}{each.place}":
            found.append(each)
    (one,) = found
    return one


def check(prose: Prose, bulletin: Bulletin, room: Room) -> int:
    """Every printed figure is a claim with its value, metric, unit, subject and action; how many."""
    claims = table_claims(prose)
    actions = {action.id: action.name for action in room.campaign.actions}
    checked = 0
    for table in (table for section in bulletin.sections for table in section.tables):
        if table.stubhead == "案号":
            continue
        mine = again(prose, table)
        found = [claim for claim in claims if mine.start <= claim.start <= mine.end]
        wanted = printed(table)
        assert len(found) == len(wanted), table.title
        for claim, (label, value) in zip(found, wanted, strict=True):
            agrees(claim, label, value, actions)
            checked += 1
    return checked


def agrees(claim: Claim, label: str, value: Value, actions: dict[str, str]) -> None:
    told = Decimal(re.sub(r"[^\d.-]", "", value.shown))
    if claim.relation in ("increase", "decrease"):
        told = abs(told)
    assert claim.value == told * (10_000 if claim.unit == "元" else 1), claim
    assert claim.subject is None or claim.subject in label
    assert claim.subject or claim.period, claim
    key = value.key
    if key is None or value.aspect != "value":
        return
    assert claim.metric == key.indicator, claim
    assert claim.action == (actions[key.action] if key.action else None), claim
    assert claim.relation == ("rate" if value.kind == "rate" else None), claim
    if value.kind == "money":
        assert claim.unit == "元", claim


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["md", "docx", "html", "xlsx"])
def test_tieling(played: Played, tmp_path: Path, kind: str) -> None:
    told = played.result.report
    made = render_all(told.bulletin, [kind], tmp_path, "a", layout_of(None))
    prose = prose_of(made[kind]).value
    assert prose is not None
    assert check(prose, told.bulletin, played.result.room) > 300


@pytest.mark.slow
@pytest.mark.parametrize("name", ["guyang", "lanshan", "ordos"])
def test_the_other_campaigns(shared: Path, tmp_path: Path, name: str) -> None:
    told = demo_of(shared, name)
    made = render_all(told.report.bulletin, ["docx", "html"], tmp_path, "a", layout_of(None))
    for path in made.values():
        prose = prose_of(path).value
        assert prose is not None
        assert check(prose, told.report.bulletin, told.room) > 5
