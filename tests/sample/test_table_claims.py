"""The tables of our own bulletins, read back from each format, against the bulletin they were laid out from."""

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


def printed(table: FigureTable) -> list[tuple[str, Value]]:
    return [
        (row.label, value)
        for row in table.rows
        for value in row.values
        if value.number is not None and value.kind != "text"
    ]


def shown_number(value: Value) -> Decimal:
    number = Decimal(value.shown.strip("+%人次件辆处套户份期天").replace(",", ""))
    return number * 10_000 if value.kind == "money" else number


def named(prose: Prose, table: ProseTable, title: str) -> bool:
    above = prose.text[slice(*table.title)] if table.title else ""
    return title in f"{above}{table.place}"


def check(prose: Prose, bulletin: Bulletin, room: Room) -> int:
    """Every printed figure is a claim with its value, metric, unit, subject and action; how many."""
    claims = table_claims(prose)
    actions = {action.id: action.name for action in room.campaign.actions}
    checked = 0
    for table in (table for section in bulletin.sections for table in section.tables):
        if table.columns[0].title in ("案号", "团队") or table.stubhead == "案号":
            continue
        (mine,) = [each for each in prose.tables if named(prose, each, table.title)]
        found = [claim for claim in claims if mine.start <= claim.start <= mine.end]
        wanted = printed(table)
        assert len(found) == len(wanted), table.title
        for claim, (label, value) in zip(found, wanted, strict=True):
            agrees(claim, label, value, actions)
            checked += 1
    return checked


def agrees(claim: Claim, label: str, value: Value, actions: dict[str, str]) -> None:
    told = shown_number(value)
    if claim.relation in ("increase", "decrease"):
        told = abs(told)
    # A workbook holds the exact number under a format; money of its cells is read as shown too.
    assert claim.value == told, claim
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
