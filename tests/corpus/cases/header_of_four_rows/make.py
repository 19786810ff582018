from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动案件台账", across=7)
        .row(WEEK)
        .header("序号", "基本信息", None, "办理情况", None, None, None)
        .header(None, "案件", None, "金额（万元）", None, "结果", None)
        .header(None, "案号", "立案", "标的", "到位", "结案", None)
        .header(None, None, "立案日期", "申请执行标的", "执行到位金额", "结案日期", "结案方式")
        .merge("A3:A6", "B3:C3", "D3:G3", "B4:C4", "D4:E4", "F4:G4", "B5:B6", "F5:G5")
        .rows(
            (1, "（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5, date(2026, 1, 15), "执行完毕"),
            (2, "（2026）辽1202执2号", date(2026, 1, 6), 8, 2.25, None, None),
        )
        .save(folder / "台账.xlsx")
    )
