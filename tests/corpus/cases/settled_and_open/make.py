from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = (
        "案号",
        "立案日期",
        "申请标的",
        "到位金额",
        "和解日期",
        "结案日期",
        "结案方式",
        "放弃金额",
    )
    return (
        ledger(*header)
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 1, date(2026, 1, 13), None, None, None),
            (
                "（2026）辽1202执2号",
                date(2026, 1, 5),
                8,
                6,
                date(2026, 1, 12),
                date(2026, 1, 16),
                "执行完毕",
                2,
            ),
        )
        .save(folder / "台账.xlsx")
    )
