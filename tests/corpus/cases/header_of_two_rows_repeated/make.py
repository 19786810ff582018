from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    top = ("案号", "立案日期", "金额（万元）", None, "结案", None)
    low = (None, None, "申请标的", "到位金额", "结案日期", "结案方式")
    line = (date(2026, 1, 5), 3.5, 3.5, date(2026, 1, 15), "执行完毕")
    return (
        book()
        .title(f"{COURT}案件台账", across=6)
        .row(WEEK)
        .header(*top)
        .header(*low)
        .merge("A3:A4", "B3:B4", "C3:D3", "E3:F3")
        .row("（2026）辽1202执1号", *line)
        .row("（2026）辽1202执2号", *line)
        .header(*top)
        .header(*low)
        .merge("A7:A8", "B7:B8", "C7:D7", "E7:F7")
        .row("（2026）辽1202执3号", *line)
        .row("合计", None, 10.5, 10.5)
        .save(folder / "台账.xlsx")
    )
