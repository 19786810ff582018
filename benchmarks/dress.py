"""A court's returns in its own layout: the rows of each form's sheet.

Comes in: a court, a week, its cases. Goes out: rows and merges. Refuses to know files, and what
enforce reads.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.docket import START, Case, Court, figures_of, measures_in, receipts_in
from benchmarks.layout import Layout, layout_of
from benchmarks.package import Cell, letter

FORMS = {
    "cases": "案件台账",
    "payments": "到位明细",
    "measures": "强制措施清单",
    "aggregate": "战报数据表",
}
_GROUPS = {
    **dict.fromkeys(("cause", "applicant", "debtor", "filed_on"), "案件情况"),
    **dict.fromkeys(("claim", "recovered", "received_on", "closed_on", "method"), "执行情况"),
}
_FIGURES = {
    "cases_closed": ("执结案件数", "件"),
    "cases_completed": ("执行完毕", "件"),
    "cases_closed_interim": ("终本", "件"),
    "amount_recovered": ("执行到位金额", "万元"),
    "persons_compelled": ("拘传", "人次"),
    "persons_detained": ("拘留", "人次"),
    "searches": ("搜查", "次"),
    "persons_restricted": ("限制消费", "人次"),
}
_MONEY = ("claim", "recovered", "amount")
_WAN = 1_000_000  # 分 in 万元


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name, rows from row 1 and column A, merged ranges."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[str, ...]


def dressed(court: Court, form: str, week: int, cases: Sequence[Case]) -> Sheet:
    """The sheet of a court's return; a week's ledger states all its cases."""
    first = START + timedelta(days=7 * (week - 1))
    last = first + timedelta(days=6)
    layout = layout_of(court)
    if form == "aggregate":
        return _aggregate(court, layout, first, last, cases)
    names, records = _COLUMNS[form](cases, first, last)
    return _listing(court, layout, form, week, names, records)


def _ledger(cases: Sequence[Case], first: date, last: date) -> "_Table":
    del first
    names = (
        "case_no", "cause", "applicant", "debtor", "filed_on", "claim", "recovered", "received_on",
        "closed_on", "method", "officer",
    )  # fmt: skip

    def records() -> Iterator[tuple[Cell, ...]]:
        for case in cases:
            ended = (case.closed_on, case.method) if case.is_closed(last) else (None, None)
            money = (case.claim_fen, case.recovered_fen(last), case.received_on(last))
            yield (case.number, case.cause, case.applicant, case.debtor, case.filed_on, *money,
                   *ended, case.officer)  # fmt: skip

    return names, records()


def _payments(cases: Sequence[Case], first: date, last: date) -> "_Table":
    names = ("case_no", "debtor", "received_on", "amount", "manner")
    found = receipts_in(cases, first, last)
    return names, ((case.number, case.debtor, one.day, one.fen, one.manner) for case, one in found)


def _measures(cases: Sequence[Case], first: date, last: date) -> "_Table":
    names = ("case_no", "debtor", "kind", "taken_on", "quantity", "officer")
    found = measures_in(cases, first, last)
    return names, ((c.number, c.debtor, kind, day, 1, c.officer) for c, day, kind in found)


_Table = tuple[tuple[str, ...], Iterable[tuple[Cell, ...]]]
_COLUMNS = {"cases": _ledger, "payments": _payments, "measures": _measures}


def _listing(
    court: Court,
    layout: Layout,
    form: str,
    week: int,
    names: Sequence[str],
    records: Iterable[tuple[Cell, ...]],
) -> Sheet:
    """A row a case or event: title, period, one or two header rows, the rows, perhaps a total."""
    last = START + timedelta(days=7 * week - 1)
    order = _order(layout, form, names)
    above: list[tuple[Cell, ...]] = [()] * layout.lines_above
    said = f"数据截至：{_long(last)}"
    if form != "cases":
        said = f"统计区间：{_long(last - timedelta(days=6))}至{_long(last)}"
    unit = "万元" if layout.wan else "元"
    has_money = any(name in _MONEY for name in names)
    if layout.unit_above and has_money:
        said += f"　　单位：{unit}"
    above += [(f"{court.name}“模拟”专项行动{FORMS[form]}（第{week}周）",), (said,)]
    labels = [_label(layout, names[at], unit) for at in order]
    groups = [
        _GROUPS.get(names[at], "") if layout.grouped and form == "cases" else "" for at in order
    ]
    if layout.numbered:
        labels, groups = ["序号", *labels], ["", *groups]
    top = len(above)
    merges = [f"A{row}:{letter(len(labels) - 1)}{row}" for row in (top - 1, top)]
    if any(groups):
        upper = [group or label for group, label in zip(groups, labels, strict=True)]
        lower = [label if group else None for group, label in zip(groups, labels, strict=True)]
        above += [tuple(upper), tuple(lower)]
        merges += _header_merges(groups, top + 1)
    else:
        above.append(tuple(labels))
    body = []
    for place, record in enumerate(records, start=1):
        cells = [_shown(layout, names[at], record[at]) for at in order]
        body.append((place, *cells) if layout.numbered else tuple(cells))
    if not body:
        body = [("零报告",)]
    elif layout.total and has_money and layout.numbered:
        body.append(_total(labels, [names[at] for at in order], body))
    return Sheet(name=FORMS[form], rows=(*above, *body), merges=tuple(merges))


def _order(layout: Layout, form: str, names: Sequence[str]) -> list[int]:
    """The columns in the court's order; the case number stays first."""
    luck = random.Random(f"{form} {sorted(layout.headers.items())} {layout.dates}")
    rest = list(range(1, len(names)))
    if not layout.grouped:
        luck.shuffle(rest)
    return [0, *rest]


def _label(layout: Layout, name: str, unit: str) -> str:
    label = layout.headers[name]
    return f"{label}（{unit}）" if name in _MONEY and not layout.unit_above else label


def _shown(layout: Layout, name: str, value: Cell) -> Cell:
    if name in _MONEY and isinstance(value, int):
        # Whole 元 always: neither division leaves more than four decimals.
        return value / _WAN if layout.wan else value // 100
    if isinstance(value, date) and layout.dates != "cell":
        return _text_date(layout, value)
    return value


def _text_date(layout: Layout, day: date) -> str:
    if layout.dates == "2026-01-05":
        return day.isoformat()
    return f"{day.year}.{day.month}.{day.day}" if layout.dates == "2026.1.5" else _long(day)


def _total(
    labels: Sequence[str], names: Sequence[str], body: Sequence[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    cells: list[Cell] = ["合计"] + [None] * (len(labels) - 1)
    for column, name in enumerate(names, start=1):
        if name in _MONEY:
            shown = [row[column] for row in body]
            total = sum(value for value in shown if isinstance(value, int | float))
            cells[column] = round(total, 4)
    return tuple(cells)


def _header_merges(groups: Sequence[str], row: int) -> Iterator[str]:
    """An upper header over its columns, a lone one over both rows."""
    for column, group in enumerate(groups):
        if not group:
            yield f"{letter(column)}{row}:{letter(column)}{row + 1}"
        elif groups.index(group) == column and groups.count(group) > 1:
            yield f"{letter(column)}{row}:{letter(column + groups.count(group) - 1)}{row}"


def _aggregate(
    court: Court, layout: Layout, first: date, last: date, cases: Sequence[Case]
) -> Sheet:
    """A row an indicator: this week and since the start, each with its unit."""
    week, to_date = figures_of(cases, first, last), figures_of(cases, START, last)
    rows: list[tuple[Cell, ...]] = [
        (f"{court.name}“模拟”专项行动战报数据表（{_long(first)}至{_long(last)}）",),
        ("项目", "单位", "本周", "累计"),
    ]
    for name in _indicators(layout):
        label, unit = _FIGURES[name]
        shown = [
            figure / _WAN if unit == "万元" else figure for figure in (week[name], to_date[name])
        ]
        rows.append((label, unit, *shown))
    return Sheet(name=FORMS["aggregate"], rows=tuple(rows), merges=("A1:D1",))


def _indicators(layout: Layout) -> list[str]:
    names = list(_FIGURES)
    return names if layout.grouped else names[:4] + names[:3:-1]


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
