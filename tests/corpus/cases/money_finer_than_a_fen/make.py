from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "申请执行标的（元）", "执行到位金额（万元）", unit="")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 35000.123, 3.5),
            ("（2026）辽1202执2号", date(2026, 1, 5), 35000.12, 3.5000001),
        )
        .save(folder / "台账.xlsx")
    )
