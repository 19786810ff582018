from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("申请执行人", "案号", "立案日期", "申请标的", "到位金额")
    return (
        ledger(*header)
        .rows(
            ("合计建材公司", "（2026）辽1202执1号", date(2026, 1, 5), 3.5, 1),
            ("全市水务公司", "（2026）辽1202执2号", date(2026, 1, 5), 8, 2),
            ("小计某", "（2026）辽1202执3号", date(2026, 1, 5), 2, 2),
        )
        .save(folder / "台账.xlsx")
    )
