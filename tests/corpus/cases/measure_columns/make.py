from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "标的额", "拘留", "拘传日期", "限高", "罚款日期")
    day = date(2026, 1, 13)
    return (
        ledger(*header)
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, day, day, "√", None),
            ("（2026）辽1202执2号", date(2026, 1, 5), 3.5, "是", "2026.1.14", 2, day),
            ("（2026）辽1202执3号", date(2026, 1, 5), 3.5, "否", "—", "×", "无"),
            ("（2026）辽1202执4号", date(2026, 1, 5), 3.5, "拟拘留", None, "已纳入失信", None),
            ("（2026）辽1202执5号", date(2026, 1, 5), 3.5, "拘留15天", None, None, None),
        )
        .save(folder / "台账.xlsx")
    )
