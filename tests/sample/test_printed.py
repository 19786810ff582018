"""Every number of every issue, as Markdown and Excel hold it, against the figures and the truth."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from enforcement_cli.model.bulletin import FigureTable, Value
from enforcement_cli.store.session import open_store
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.report import Report, report_from
from tests.campaign import Played, rows_of

ISSUES = rows_of("issues.csv")
TRUTH = rows_of("truth/figures.csv")
WEEKS = range(1, len(ISSUES) + 1)
_WAN = Decimal(1_000_000)


def printed(played: Played, week: int) -> Report:
    """The issue as it was composed, from what was known then."""
    issue = ISSUES[week - 1]
    room = played.room
    known_at = datetime.fromisoformat(issue["known_at"])
    wish = PeriodWish(kind="week", day=date.fromisoformat(issue["end"]))
    period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
    with open_store(room.workspace.store, write=False) as connection:
        return report_from(connection, room, period, previous, known_at)


def tables_of(report: Report) -> list[FigureTable]:
    return [table for section in report.bulletin.sections for table in section.tables]


def excel_number(value: Value) -> Decimal:
    number = Decimal(value.number or 0)
    return number / _WAN if value.kind == "money" else number


@pytest.mark.parametrize("week", WEEKS)
def test_every_number_of_an_issue(played: Played, week: int) -> None:
    report = printed(played, week)
    lines = played.bulletin(week, "md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    book = CalamineWorkbook.from_path(str(played.bulletin(week, "xlsx")))
    truth = {
        (f["indicator"], f["basis"], f["action"] or None, f["court"] or None): f["value"]
        for f in TRUTH
        if (f["known"], f["kind"], f["id"]) == ("published", "week", f"W{week:02d}")
    }
    compared = known = 0
    for table in tables_of(report):
        sheet = book.get_sheet_by_name(table.title).to_python()
        for row in table.rows:
            assert [row.label, *(value.text for value in row.values)] in rows
            cells = next(line for line in sheet if str(line[0]) == row.label)[1:]
            for value, cell in zip(row.values, cells, strict=False):
                compared += 1
                if value.number is None:
                    assert str(cell) in (value.shown, "—"), (row.label, value)
                    continue
                read = Decimal(format(cell, ".15g"))
                assert abs(read - excel_number(value)) < Decimal("1e-12"), (row.label, value, cell)
                key = value.key
                said = truth.get((key.indicator, key.basis, key.action, key.court)) if key else None
                if said:
                    known += 1
                    assert value.number == int(said), (row.label, key)
    assert compared > 300
    assert known > 150
