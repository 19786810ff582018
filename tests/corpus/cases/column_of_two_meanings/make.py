from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "标的", "到位数", "结案日期", "结案方式")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5, date(2026, 1, 15), "执行完毕"),
            ("（2026）辽1202执2号", date(2026, 1, 5), 8, 1, None, None),
        )
        .save(folder / "台账.xlsx")
    )
