from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "申请标的", "被执行人", "证件号码", "拘留日期")
    number = "11010119900307002X"
    return (
        ledger(*header)
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, "王某", number, date(2026, 1, 13)),
            ("（2026）辽1202执2号", date(2026, 1, 6), 2, "王某", number, date(2026, 1, 14)),
        )
        .save(folder / "台账.xlsx")
    )
