"""A court's hand: how it heads, writes and totals its lists, as data.

In: a Style. Out: the sheet of a ledger, an event list or a table of figures.
Refuses to know cases, campaigns and file formats.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sample_data.making.columns import MARK, WAN, YUAN, as_date, plain, unit_money_column
from sample_data.making.sheets import (
    Column,
    Sheet,
    Value,
    add_header,
    add_line,
    add_row,
    add_total,
    money,
)

# What a field is headed with where a court's style says nothing else.
_HEADS = {
    "seq": "序号", "case_no": "案号", "original": "原案号", "filed_on": "立案日期",
    "due_on": "应结案日期", "cause": "案由", "applicant": "申请执行人", "debtor": "被执行人",
    "person": "被执行人", "person_kind": "被执行人类型", "person_id": "证件号码", "claim_fen": "申请执行标的",
    "closing_claim_fen": "结案标的", "recovered_fen": "执行到位金额", "waived_fen": "放弃金额",
    "received_on": "到账日期", "closed_on": "结案日期", "close_method": "结案方式",
    "officer": "承办人", "team": "团队", "key_mark": "重点案件", "note": "备注",
    "track": "备注", "compelled": "拘传日期", "detained": "拘留日期", "fined": "罚款日期", "kind": "措施种类",
    "on": "实施日期", "quantity": "数量", "amount_fen": "金额", "stage": "阶段",
    "operation": "集中行动",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one court lays out one kind of list.

    `suffix` xlsx, xls or csv. `fields` in order; `heads` where they differ from the usual ones, a
    tuple for several header rows. `scale` is fen in one unit of money (100 元, 1000000 万元) and
    `unit_in` where the unit stands: `head` behind the words, `line` above the table, `cell` beside
    each amount. `days` and `number` write dates and case numbers. `total` is the label of a total
    row below, `above` puts it first; `group` is a field whose blocks have a 小计.
    """

    suffix: str
    fields: tuple[str, ...]
    sheet: str = "Sheet1"
    heads: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    scale: int = YUAN
    unit_in: str = "head"
    days: Callable[[date], Value] = as_date
    number: Callable[[str], str] = plain
    total: str = ""
    above: bool = False
    group: str = ""
    left: int = 0
    footer: tuple[str, ...] = ()
    nothing: str = "本期无"

    @property
    def unit(self) -> str:
        """元 or 万元."""
        return "万元" if self.scale == WAN else "元"


def list_sheet(style: Style, title: str, line: str, items: Sequence[Any]) -> Sheet:
    """A ledger or an event list: titles, header, a row an item, totals, footer.

    Args:
        style: the court's hand.
        title: the first line; names court and list.
        line: the second line, such as 统计区间：…; the unit is added where the style has it there.
        items: rows or events, each with the attributes that `style.fields` name and `case_no`.
    """
    columns = [_column(style, name) for name in style.fields]
    sheet = Sheet(name=style.sheet, width=len(columns), left=style.left)
    add_line(sheet, title)
    said = f"　　单位：{style.unit}" if style.unit_in == "line" else ""
    add_line(sheet, f"{line}{said}　　（{MARK}）")
    add_header(sheet, columns)
    if style.total and style.above and items:
        add_total(sheet, columns, items, style.total)
    _body(sheet, style, columns, items)
    if style.total and not style.above and items:
        add_total(sheet, columns, items, style.total)
    if not items:
        add_line(sheet, style.nothing, merged=False)
    for text in style.footer:
        add_line(sheet, text, merged=False)
    return sheet


def _body(sheet: Sheet, style: Style, columns: Sequence[Column], items: Sequence[Any]) -> None:
    if not style.group:
        for number, item in enumerate(items, start=1):
            add_row(sheet, columns, item, number)
        return
    number = 0
    for name in dict.fromkeys(getattr(item, style.group) for item in items):
        block = [item for item in items if getattr(item, style.group) == name]
        for item in block:
            number += 1
            add_row(sheet, columns, item, number)
        add_total(sheet, columns, block, "小计")


def _column(style: Style, name: str) -> Column:
    head = style.heads.get(name, _HEADS[name])
    heads = (head,) if isinstance(head, str) else head
    if name.endswith("_fen"):
        if style.unit_in == "cell":
            return unit_money_column(heads, name)
        if style.unit_in == "head":
            heads = (*heads[:-1], f"{heads[-1]}（{style.unit}）")
        return money(heads, name, style.scale)
    if name == "seq":
        return Column(heads=heads, field=name, show=lambda _: None)

    def show(item: Any) -> Value:
        value = getattr(item, name)
        if isinstance(value, date):
            return style.days(value)
        if name in ("case_no", "original") and value:
            return style.number(value)
        shown: Value = value if value != "" else None
        return shown

    return Column(heads=heads, field=name, show=show)


def figures_sheet(
    title: str, line: str, figures: Sequence[tuple[str, str, Value]], *, across: bool = False,
    name: str = "汇总表",
) -> Sheet:  # fmt: skip
    """An aggregate return: (label, unit, value); down the sheet, or `across` a header and one row.

    Down, the columns are 序号 项目 计量单位 数量; across, the unit stands behind each label.
    """
    if across:
        sheet = Sheet(name=name, width=len(figures))
        add_line(sheet, title)
        add_line(sheet, f"{line}　　（{MARK}）")
        first = len(sheet.rows)
        sheet.rows.append([f"{label}（{unit}）" for label, unit, _ in figures])
        sheet.header = (first, first + 1)
        for place, (label, _, _) in enumerate(figures):
            sheet.places[label, "value"] = [f"{chr(65 + place)}{first + 2}"]
        sheet.rows.append([value for _, _, value in figures])
        return sheet
    sheet = Sheet(name=name, width=4)
    add_line(sheet, title)
    add_line(sheet, f"{line}　　（{MARK}）")
    first = len(sheet.rows)
    sheet.header = (first, first + 1)
    sheet.rows.append(["序号", "项目", "计量单位", "数量"])
    for number, (label, unit, value) in enumerate(figures, start=1):
        sheet.rows.append([number, label, unit, value])
        sheet.places[label, "value"] = [f"D{len(sheet.rows)}"]
    return sheet
