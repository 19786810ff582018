"""An invented bulletin: one intermediate court, three basic ones, a subtotal and a total."""

from decimal import Decimal

import pytest

from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.model.indicator import FigureKey


def count(number: int | None, *, mark: str = "", court: str | None = None) -> Value:
    key = FigureKey(indicator="cases_closed", basis="cumulative", court=court) if court else None
    shown = "—" if number is None else str(number)
    return Value(shown=shown, number=number, kind="count", mark=mark, key=key)


def money(fen: int | None) -> Value:
    shown = "—" if fen is None else f"{Decimal(fen) / 1_000_000:.2f}"
    return Value(shown=shown, number=fen, kind="money")


def rate(number: str) -> Value:
    return Value(shown=f"{Decimal(number) * 100:.2f}%", number=Decimal(number), kind="rate")


COLUMNS = (
    Column(title="本周", kind="count", spanner="小标的"),
    Column(title="累计", kind="count", spanner="小标的"),
    Column(title="累计执结", kind="count"),
    Column(title="到位金额", kind="money"),
    Column(title="完成率", kind="rate", additive=False),
    Column(title="拘留", kind="count", additive=False),
    Column(title="备注", kind="text", additive=False),
)


def row(label: str, numbers: tuple[int | None, int, int, int, str, int, str]) -> Row:
    week, small, closed, fen, share, held, note = numbers
    values = (
        count(week),
        count(small),
        count(closed, court=label),
        money(fen),
        rate(share),
        count(held),
        Value(shown=note),
    )
    return Row(label=label, values=values)


def total(
    label: str, numbers: tuple[int | None, int, int, int, str, int, str], *covers: int
) -> Row:
    plain = row(label, numbers)
    return Row(label=label, values=plain.values, total=True, covers=covers)


COURTS = (
    row("中院本级", (1, 10, 12, 1, "0.25", 1, "")),
    row("甲县法院", (2, 20, 25, 995_000_0, "0.5", 2, "=1+1")),
    row("乙县法院", (0, 30, 31, 33_351_0000, "0.125", 0, "@x")),
    row("丙县法院", (None, 40, 44, 12_345_678, "1", 4, "未报")),
)


@pytest.fixture
def bulletin() -> Bulletin:
    table = FigureTable(
        id="courts",
        title="各院执结情况",
        stubhead="法院",
        columns=COLUMNS,
        rows=(
            *COURTS,
            total("基层合计", (2, 90, 100, 355805678, "0.5", 6, ""), 1, 2, 3),
            total("全市合计", (3, 99, 112, 355805679, "0.4", 6, "")),
        ),
        unit_line="单位：件、万元、人",
        notes=("本周一列丙县法院未报。", "小标的按案号去重。"),
    )
    return Bulletin(
        title="某市法院专项执行行动战报",
        subtitle="",
        issue="第3期",
        period_line="统计区间：2026年1月5日至1月11日",
        cutoff_line="数据截至：2026年1月11日24时",
        issuer="某市中级人民法院执行指挥中心",
        sections=(
            Section(
                title="总体情况",
                paragraphs=("累计执结112件。", "到位355.81万元。"),
                tables=(table,),
            ),
            Section(title="问题提示", paragraphs=("-丙县法院未按时报送。",)),
        ),
        notes=("累计自2025年12月20日起。", "金额为到账数。"),
        marks=("示例数据，非真实统计",),
    )
