from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "标的额", "备注")
    return (
        ledger(*header)
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, "被执行人证件11010119900307002X"),
            ("（2026）辽1202执2号", date(2026, 1, 5), 3.5, "联系13800000000"),
            ("（2026）辽1202执3号", date(2026, 1, 5), 3.5, "含和解未履行"),
        )
        .save(folder / "台账.xlsx")
    )
