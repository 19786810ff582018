"""How six courts lay out their weekly list of coercive measures.

In: a return of form `measures`. Out: its sheet. A week without events says so in words.
Refuses to know which events happened and how files are written.
"""

from collections.abc import Callable
from datetime import date

from sample_data.making.columns import MARK, YUAN, as_date, dotted, period, serial, slashed
from sample_data.making.nouns import Measure, Return
from sample_data.making.sheets import Column, Sheet, Value, add_header, add_line, add_row, in_unit
from sample_data.making.staff import officer_name
from sample_data.making.weeks import chinese

# header words of number, debtor, kind, day, quantity, fine, officer
_HEADS = {
    "辽12": ("案号", "被执行人", "措施种类", "实施日期", "人次", "金额（元）", "经办人"),
    "辽1202": (
        "执行案号",
        "被执行人",
        "强制措施",
        "实施日期",
        "数量",
        "罚款金额（元）",
        "承办法官",
    ),
    "辽1204": ("案号", "被执行人", "措施种类", "实施日期", "数量", "金额（元）", "承办人"),
    "辽1221": ("案号", "被执行人", "采取措施", "实施时间", "人次", "金额(元)", "执行员"),
    "辽1223": ("案号", "被执行人", "措施种类", "实施日期", "人次", "罚款金额（元）", "经办人"),
    "辽1224": ("案号", "被执行人", "措施类型", "实施日期", "数量", "金额(元)", "经办人"),
}
_DAYS: dict[str, Callable[[date], Value]] = {
    "辽1204": dotted,
    "辽1221": serial,
    "辽1223": chinese,
    "辽1224": slashed,
}
_NOTHING = {"辽12": "本周无", "辽1204": "零报告"}


def measures_sheet(sent: Return) -> Sheet:
    """The list of one week in the words of its court."""
    code = sent.court.code
    columns = _columns(code)
    sheet = Sheet(name="" if code == "辽1224" else "强制措施清单", width=len(columns))
    add_line(sheet, f"{sent.court.name}“大干70天”专项行动强制措施清单（第{sent.week.number}周）")
    add_line(sheet, f"{period(sent.week)}　（{MARK}）")
    add_header(sheet, columns)
    for number, measure in enumerate(sent.measures, start=1):
        add_row(sheet, columns, measure, number)
    if not sent.measures:
        add_line(sheet, _NOTHING.get(code, "本周无"), merged=False)
    return sheet


def _columns(code: str) -> list[Column]:
    number, debtor, kind, day, quantity, fine, officer = _HEADS[code]
    form = _DAYS.get(code, as_date)

    def fined(measure: Measure) -> Value:
        return None if measure.amount_fen is None else in_unit(measure.amount_fen, YUAN)

    columns = [
        Column(heads=("序号",), field="seq", show=lambda _: None),
        Column(heads=(number,), field="case_no", show=lambda m: m.case_no),
        Column(heads=(debtor,), field="debtor", show=lambda m: m.debtor),
        Column(heads=(kind,), field="kind", show=lambda m: m.kind),
        Column(heads=(day,), field="on", show=lambda m: form(m.on)),
        Column(heads=(quantity,), field="quantity", show=lambda m: m.quantity),
        Column(heads=(fine,), field="amount_fen", show=fined),
        Column(heads=(officer,), field="officer", show=lambda m: officer_name(code, m.officer)),
    ]
    if code == "辽1223":
        identity = Column(heads=("证件号码",), field="person_id", show=lambda m: m.person_id)
        columns.insert(3, identity)
    return columns
