"""The files that 蓝山 hands in: monthly ledgers, lists and figures; one for the twelve days.

In: cases, lists. Out: Sent. A ledger states what was filed, paid or closed in its month. Refuses to
know which figures must come out.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sample_data.making.columns import WAN, dotted, half_width, plain
from sample_data.making.lanshan.campaign import BACKLOG, COURT, NAME, STORM, YEAR
from sample_data.making.lanshan.cases import STORM_FEN
from sample_data.making.lanshan.cells import CELLS
from sample_data.making.lanshan.measures import (
    BOUNTIES,
    INSURANCE,
    LISTED_PERSONS,
    LOCATIONS,
    QUERIES,
    Lists,
)
from sample_data.making.plain.factory import as_of
from sample_data.making.plain.nouns import Case, Event, Row, Sent, Span
from sample_data.making.plain.styles import Style, figures_sheet, list_sheet
from sample_data.making.sheets import Sheet, add_line, in_unit
from sample_data.making.weeks import CHINA, chinese

_ENFORCEMENT = Style(
    suffix="xlsx",
    sheet="执行实施类",
    fields=(
        "seq", "case_no", "original", "filed_on", "cause", "applicant", "debtor", "claim_fen",
        "recovered_fen", "received_on", "closed_on", "close_method", "officer", "note",
    ),
    heads={
        "case_no": "执行案号",
        "claim_fen": ("标的情况", "申请执行标的"),
        "recovered_fen": ("到位情况", "累计到位金额"),
        "received_on": ("到位情况", "到账日期"),
    },
    number=plain,
    total="合计",
    footer=("填报人：唐小芳",),
)  # fmt: skip
_PRESERVATION = Style(
    suffix="xlsx",
    sheet="财产保全类",
    fields=(
        "seq", "officer", "case_no", "filed_on", "cause", "applicant", "debtor", "claim_fen",
        "closed_on", "close_method",
    ),
    heads={"officer": "承办法官", "applicant": "申请人", "debtor": "被申请人"},
    scale=WAN,
    unit_in="line",
    number=half_width,
    days=dotted,
)  # fmt: skip
_COERCION = Style(
    suffix="xlsx",
    sheet="强制措施",
    fields=(
        "seq", "case_no", "person", "person_kind", "person_id", "kind", "on", "quantity",
        "amount_fen", "officer",
    ),
    heads={"quantity": "人次", "amount_fen": "罚款金额"},
)  # fmt: skip
_PROPERTY = Style(
    suffix="xlsx",
    sheet="财产措施",
    fields=("seq", "kind", "on", "case_no", "person", "quantity", "officer"),
    heads={"on": "采取日期", "officer": "经办人"},
    days=chinese,
)
_NOTICES = Style(
    suffix="xlsx",
    sheet="预处罚",
    fields=("seq", "case_no", "person", "person_id", "kind", "on", "stage", "amount_fen"),
    heads={"kind": "措施名称", "on": "决定日期", "stage": "是否履行", "amount_fen": "履行金额"},
    days=dotted,
)
_CRIMES = Style(
    suffix="xlsx",
    sheet="打击拒执",
    fields=("seq", "case_no", "person", "person_id", "kind", "on", "note"),
    heads={"kind": "措施种类", "on": "决定日期"},
)


def months() -> list[Span]:
    """The twelve months."""
    firsts = [date(2025, month, 1) for month in range(1, 13)]
    ends = [*(first - timedelta(days=1) for first in firsts[1:]), YEAR.end]
    return [
        Span(start=a, end=b, name=f"{a.month:02d}月") for a, b in zip(firsts, ends, strict=True)
    ]


def lanshan_returns(cases: Sequence[Case], lists: Lists) -> list[Sent]:
    """All files as they should be, in order of arrival."""
    sent = [_storm()]
    for place, month in enumerate(months()):
        sent += [
            _sent(month, "执行案件台账.xlsx", "cases", _ledger(cases, month)),
            _sent(month, "执行措施清单.xlsx", "measures", _measures(lists, month)),
            _sent(month, "查人找物情况表.csv", "aggregate", (_figures(place, month),)),
        ]
    sent += [_year(), _backlog()]
    return sorted(sent, key=lambda one: one.received_at)


def _sent(month: Span, name: str, form: str, sheets: tuple[Sheet, ...]) -> Sent:
    came = month.end + timedelta(days=1)
    while came.weekday() != 0:
        came += timedelta(days=1)
    return Sent(
        file=f"returns/{month.name}/蓝山县法院{month.start.year}年{month.start.month}月{name}",
        received_at=datetime.combine(came, time(10, 15), CHINA),
        court=COURT,
        form=form,
        campaign="year2025",
        sheets=sheets,
    )


def _title(month: Span, what: str) -> str:
    return f"{NAME}{month.start.year}年{month.start.month}月{what}"


def _line(span: Span) -> str:
    return f"统计区间：{chinese(span.start)}至{chinese(span.end)}"


def _ledger(cases: Sequence[Case], month: Span) -> tuple[Sheet, ...]:
    """What changed in the month; the first one holds all that was open when the year began."""
    changed = [case for case in cases if case.filed_on <= month.end and _changed(case, month)]
    rows = [
        as_of(case, month.end) for case in sorted(changed, key=lambda c: (c.filed_on, c.case_no))
    ]
    kept = {case.case_no for case in changed if case.case_type == "执保"}
    parts: list[tuple[Style, list[Row]]] = [
        (_ENFORCEMENT, [row for row in rows if row.case_no not in kept]),
        (_PRESERVATION, [row for row in rows if row.case_no in kept]),
    ]
    return tuple(
        list_sheet(style, _title(month, "执行案件台账"), _line(month), part)
        for style, part in parts
    )


def _changed(case: Case, month: Span) -> bool:
    days = [case.filed_on, *(payment.on for payment in case.payments)]
    if case.closing:
        days.append(case.closing.on)
    first = month.start == YEAR.start
    return any(month.holds(day) for day in days) or (first and case.filed_on < YEAR.start)


def _measures(lists: Lists, month: Span) -> tuple[Sheet, ...]:
    def of(events: Sequence[Event]) -> list[Event]:
        return [event for event in events if month.holds(event.on)]

    parts = [
        (_COERCION, "强制措施清单", of(lists.coercion)),
        (_PROPERTY, "查封扣押清单", of(lists.property)),
        (_NOTICES, "预处罚措施清单", of(lists.notices)),
        (_CRIMES, "打击拒执犯罪清单", of(lists.crimes)),
    ]
    return tuple(
        list_sheet(style, _title(month, what), _line(month), events)
        for style, what, events in parts
    )


def _figures(place: int, month: Span) -> Sheet:
    said = [
        ("本月网络查控", "次", QUERIES[place]),
        ("本月冻结收益类保险", "次", INSURANCE[place]),
        ("本月发布悬赏公告", "期", BOUNTIES[place]),
    ]
    return figures_sheet(_title(month, "查人找物情况表"), _line(month), said)


def _storm() -> Sent:
    """The twelve days in figures: 28 dwellings found; the rest as the ledger has it."""
    said = [
        ("本次查找被执行人住所", "处", LOCATIONS),
        ("本次拘传", "人", 18),
        ("本次执行完毕案件", "件", 24),
        ("本次执行到位金额", "万元", in_unit(STORM_FEN, WAN)),
    ]
    sheet = figures_sheet(f"{NAME}“秋冬风暴”节前集中执行战果表", _line(STORM), said)
    return Sent(
        file="returns/秋冬风暴/蓝山县法院“秋冬风暴”节前集中执行战果表.xlsx",
        received_at=datetime(2025, 1, 27, 9, 0, tzinfo=CHINA),
        court=COURT,
        form="aggregate",
        campaign="year2025",
        sheets=(sheet,),
    )


def _year() -> Sent:
    """Persons restricted or listed, each once: a number no list of months gives."""
    said = [("纳入限制高消费和失信被执行人名单", "人", LISTED_PERSONS)]
    sheet = figures_sheet(f"{NAME}2025年信用惩戒情况表（累计）", _line(YEAR), said)
    return Sent(
        file="returns/全年/蓝山县法院2025年信用惩戒情况表.xlsx",
        received_at=datetime(2026, 1, 6, 9, 30, tzinfo=CHINA),
        court=COURT,
        form="aggregate",
        campaign="year2025",
        sheets=(sheet,),
    )


def _backlog() -> Sent:
    """The backlog by who is served: four parts that overlap, and the whole, which is less."""
    whole = sum(cell.fen for cell in CELLS)
    parts = [
        ("劳务用工受害", CELLS[0].fen + CELLS[1].fen),
        ("劳动报酬", CELLS[2].fen + CELLS[3].fen),
        ("交通事故", CELLS[4].fen + CELLS[5].fen),
        ("涉企案件", sum(cell.fen for cell in CELLS if cell.enterprise)),
    ]
    sheet = Sheet(name="受益群体", width=2)
    add_line(sheet, f"{NAME}“未执行到位案件”集中执行情况表（累计）")
    add_line(sheet, f"{_line(BACKLOG)}　　单位：万元")
    first = len(sheet.rows)
    sheet.header = (first, first + 1)
    sheet.rows.append(["类别", "执行到位金额"])
    sheet.rows += [[name, in_unit(fen, WAN)] for name, fen in parts]
    sheet.rows.append(["合计（去重）", in_unit(whole, WAN)])
    return Sent(
        file="returns/全年/蓝山县法院未执行到位案件集中执行情况表.xlsx",
        received_at=datetime(2026, 1, 6, 9, 40, tzinfo=CHINA),
        court=COURT,
        form="aggregate",
        campaign="backlog2025",
        sheets=(sheet,),
    )
