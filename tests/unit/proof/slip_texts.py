"""Small texts as Prose, a desk of three courts, and the slips of them as (code, words)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.campaign import Action, Campaign, Desk
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.court import Court
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Calendar, Period
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.model.prose import Paragraph, Prose, ProseTable, running_text
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.slips import slips_of

TODAY = date(2026, 3, 3)

COURTS = (
    Court(
        code="辽12", name="辽宁省铁岭市中级人民法院", short="铁岭中院", level="intermediate",
        aliases=("铁岭市中级人民法院", "中院"),
    ),
    Court(code="辽1202", name="铁岭市银州区人民法院", short="银州区法院", aliases=("银州区人民法院", "银州法院", "银州区")),
    Court(code="辽1204", name="铁岭市清河区人民法院", short="清河区法院", aliases=("清河区人民法院", "清河区")),
    Court(code="辽1221", name="铁岭县人民法院", short="铁岭县法院", aliases=("铁岭县",)),
    Court(code="辽1281", name="调兵山市人民法院", short="调兵山市法院", aliases=("调兵山法院", "调兵山市")),
)  # fmt: skip
ALL = tuple(court.code for court in COURTS)
YINZHOU, QINGHE, TIELING, DIAOBINGSHAN = ALL[1:]
ACTIONS = (
    Action(id="small", name="小标的案件"),
    Action(id="livelihood", name="涉民生案件"),
    Action(id="wages", name="整治欠薪案件"),
)
DESK = Desk(
    court="辽12",
    calendar=Calendar(),
    courts=COURTS,
    campaigns=(
        Campaign(
            id="c",
            name="专项行动",
            start=date(2025, 12, 20),
            end=date(2026, 2, 28),
            actions=ACTIONS,
        ),
    ),
)
PERIOD = Period(kind="week", start=date(2026, 2, 23), end=date(2026, 2, 28), number=11)
_NAMES = {
    "cases_closed": ("执结案件", "件"),
    "amount_recovered": ("执行到位金额", "fen"),
    "completion_rate": ("执行完毕率", "%"),
    "persons_detained": ("司法拘留", "人次"),
    "persons_compelled": ("拘传", "人"),
    "cases_open": ("期末未结", "件"),
}
INDICATORS = {
    key: Indicator(id=key, name=name, unit=unit, kind="events", form="cases")
    for key, (name, unit) in _NAMES.items()
}


def prose(text: str, tables: tuple[list[list[str]], ...] = ()) -> Prose:
    """A paragraph a line; tables stand below, a cell a line."""
    paragraphs = tuple(
        Paragraph(number=number, start=found.start(), end=found.end())
        for number, found in enumerate(re.finditer(r"[^\n]+", text), 1)
    )
    laid: list[ProseTable] = []
    for number, rows in enumerate(tables, 1):
        spans = []
        for row in rows:
            cells = []
            for cell in row:
                text += "\n"
                cells.append((len(text), len(text) + len(cell)))
                text += cell
            spans.append(tuple(cells))
        laid.append(ProseTable(number=number, place=f"表{number}", rows=tuple(spans)))
    return Prose(
        file_name="稿.txt", sha256="", kind="text", text=text,
        paragraphs=paragraphs, tables=tuple(laid),
    )  # fmt: skip


def key(indicator: str, court: str | None = None, basis: str = "period") -> FigureKey:
    return FigureKey(
        indicator=indicator, basis="period" if basis == "period" else "cumulative", court=court
    )


def figures(
    values: Mapping[FigureKey, tuple[int | Decimal, int | Decimal | None]], unit: str = ""
) -> dict[FigureKey, Figure]:
    """Each figure with what it was the period before."""
    return {
        one: Figure(key=one, value=now, previous=then, unit=unit or INDICATORS[one.indicator].unit)
        for one, (now, then) in values.items()
    }


def ground(found: Mapping[FigureKey, Figure] | None = None, issue: int | None = 11) -> Ground:
    window = Window(
        kind="own", label="本周", start=PERIOD.start, end=PERIOD.end, figures=found or {}, courts=ALL,
        actions=ACTIONS,
    )  # fmt: skip
    return Ground(
        desk=DESK, campaign=DESK.campaigns[0], period=PERIOD, previous=None,
        known_at=datetime(2026, 3, 3, 9, tzinfo=BEIJING), windows=(window,),
        indicators=INDICATORS, courts=ALL, issue=issue,
    )  # fmt: skip


def slips(
    text: str,
    held: Ground | None = None,
    tables: tuple[list[list[str]], ...] = (),
    marks: tuple[Mark, ...] = (),
) -> tuple[Slip, ...]:
    page = prose(text, tables)
    return slips_of(page, claims_in(running_text(page)), marks, held, TODAY)


def told(
    text: str,
    held: Ground | None = None,
    tables: tuple[list[list[str]], ...] = (),
    marks: tuple[Mark, ...] = (),
) -> list[tuple[str, str]]:
    """Code and words of each slip of a text."""
    page = prose(text, tables)
    return [
        (slip.code, page.text[slip.start : slip.end]) for slip in slips(text, held, tables, marks)
    ]
