"""The columns that ledgers are made of, in the hands of different courts.

In: header words and the form of dates and numbers. Out: columns.
Refuses to know which court uses which.
"""

from collections.abc import Callable, Sequence
from datetime import date

from sample_data.making.nouns import Return, Statement
from sample_data.making.sheets import Column, Sheet, Value, add_row, in_unit
from sample_data.making.staff import officer_name
from sample_data.making.weeks import Week, chinese

MARK = "示例数据，非真实统计"
YUAN, WAN = 100, 1_000_000
_ACTION_NAMES = {"small": "小标的", "livelihood": "涉民生", "wages": "整治欠薪"}
_EPOCH = date(1899, 12, 30)


def title_of(sent: Return) -> str:
    """The title line of a ledger."""
    fixed = "（更正）" if sent.version > 1 else ""
    return f"{sent.court.name}“大干70天”专项行动案件台账（第{sent.week.number}周）{fixed}"


def period(week: Week) -> str:
    """统计区间：… as courts write it above a table."""
    return f"统计区间：{chinese(week.start)}至{chinese(week.end)}"


def text_column(head: str, name: str) -> Column:
    """A column of plain text."""
    return Column(heads=(head,), field=name, show=lambda s: getattr(s, name) or None)


def day_column(head: str, name: str, form: Callable[[date], Value]) -> Column:
    """A column of dates in one form; a tick stays a tick."""

    def show(row: Statement) -> Value:
        value = getattr(row, name)
        return form(value) if isinstance(value, date) else value

    return Column(heads=(head,), field=name, show=show)


def number_column(head: str, form: Callable[[str], str]) -> Column:
    """The case number in the hand of a court."""
    return Column(heads=(head,), field="case_no", show=lambda s: form(s.case_no))


def original_column(head: str, form: Callable[[str], str]) -> Column:
    """The number of the case that an 执恢 resumes."""
    return Column(heads=(head,), field="original", show=lambda s: s.original and form(s.original))


def seq_column(head: str) -> Column:
    """The running number."""
    return Column(heads=(head,), field="seq", show=lambda _: None)


def officer_column(head: str, court: str) -> Column:
    """The officer by name."""
    return Column(heads=(head,), field="officer", show=lambda s: officer_name(court, s.officer))


def declared_column(head: str) -> Column:
    """The actions a court says a case belongs to."""
    return Column(
        heads=(head,),
        field="declared",
        show=lambda s: "、".join(_ACTION_NAMES[a] for a in s.declared) or "其他",
    )


def plain(number: str) -> str:
    """The official form."""
    return number


def half_width(number: str) -> str:
    """Half-width brackets."""
    return number.replace("（", "(").replace("）", ")")


def square(number: str) -> str:
    """The brackets of document numbers, a common mistake."""
    return number.replace("（", "〔").replace("）", "〕")


def spaced(number: str) -> str:
    """Blanks inside the number."""
    return number.replace("）", "） ").replace("执", " 执").replace("执恢", "执恢 ")


def as_date(day: date) -> Value:
    """A date cell."""
    return day


def dotted(day: date) -> Value:
    """2026.1.5."""
    return f"{day.year}.{day.month}.{day.day}"


def slashed(day: date) -> Value:
    """2026/1/5."""
    return f"{day.year}/{day.month}/{day.day}"


def serial(day: date) -> Value:
    """The bare day number of Excel's calendar."""
    return (day - _EPOCH).days


def _with_unit(fen: int) -> str:
    """1.2万元 where that is short and exact, else 元."""
    if fen >= WAN and fen % 10_000 == 0:
        return f"{in_unit(fen, WAN)}万元"
    return f"{in_unit(fen, YUAN)}元"


def unit_money_column(heads: tuple[str, ...], name: str) -> Column:
    """Amounts as text, each with its own unit."""
    return Column(heads=heads, field=name, show=lambda s: _with_unit(getattr(s, name)))


def fill(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Statement]) -> None:
    """The body rows, numbered from 1."""
    for number, row in enumerate(rows, start=1):
        add_row(sheet, columns, row, number)
