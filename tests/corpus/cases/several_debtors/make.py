from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "标的额", "申请执行人", "被执行人")
    return (
        ledger(*header)
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, "甲公司", "王某、李某"),
            ("（2026）辽1202执2号", date(2026, 1, 5), 3.5, "赵某", "王某；李某"),
            ("（2026）辽1202执3号", date(2026, 1, 5), 3.5, "钱某", "王某\n李某"),
        )
        .save(folder / "台账.xlsx")
    )
