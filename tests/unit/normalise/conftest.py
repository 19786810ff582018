"""A located table as a clerk would fill it, without any file."""

from collections.abc import Callable
from datetime import date

import pytest

from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.court import Court
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.period import Calendar
from enforcement_cli.model.table import (
    ColumnPlace,
    Evidence,
    LocatedBook,
    LocatedTable,
    TotalRow,
)
from enforcement_cli.normalise.batches import normalise
from enforcement_cli.vocabulary.forms import form_named

ACTIONS = (
    Action(id="small", name="小标的案件"),
    Action(id="livelihood", name="涉民生案件"),
    Action(id="wages", name="整治欠薪案件"),
)
CAMPAIGN = Campaign(
    id="winter", name="冬季", start=date(2025, 12, 20), end=date(2026, 2, 28), actions=ACTIONS
)
DESK = Desk(
    court="辽12",
    calendar=Calendar(),
    courts=(Court(code="辽1202", name="铁岭市银州区人民法院", short="银州区法院"),),
    campaigns=(CAMPAIGN,),
)


def make_table(
    form: str,
    fields: list[str | None],
    rows: list[list],
    *,
    unit: str = "元",
    sheet: str = "表1",
    totals: tuple[tuple[int, str, tuple[int, ...]], ...] = (),
    broken: dict | None = None,
    action: str = "",
) -> LocatedTable:
    """A table whose header is row 1; rows[0] stands in Excel's row 2."""
    known = form_named(form)
    grid = SheetGrid(name=sheet, rows=[list(map(str, fields)), *rows], broken=broken)
    total_rows = {row for row, _, _ in totals}
    return LocatedTable(
        form=known,
        grid=grid,
        header_rows=(1, 1),
        columns=tuple(
            ColumnPlace(
                column=j,
                header=name or "?",
                field=name,
                unit=unit if name and known.field_named(name).kind == "money" else "",
            )
            for j, name in enumerate(fields, 1)
        ),
        body=tuple(r for r in range(2, len(rows) + 2) if r not in total_rows),
        totals=tuple(TotalRow(row=r, label=label, covers=covers) for r, label, covers in totals),
        evidence=(Evidence(source="sheet", text=action, action=action),) if action else (),
    )


def run(*tables: LocatedTable, salt: bytes = b"salt") -> Outcome:
    return normalise(
        LocatedBook(tables=tables),
        file_name="a.xlsx",
        sha256="0",
        desk=DESK,
        campaign=CAMPAIGN,
        salt=salt,
    )


@pytest.fixture
def table() -> Callable[..., LocatedTable]:
    return make_table


@pytest.fixture
def read() -> Callable[..., Outcome]:
    return run
