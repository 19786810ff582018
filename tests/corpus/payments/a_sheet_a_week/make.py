from datetime import date
from pathlib import Path

from tests.corpus.clerk import COURT, PAYMENTS, WEEK, payments


def make(folder: Path) -> Path:
    return (
        payments()
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), 5000, "扣划"),
            ("（2026）辽1202执2号", date(2026, 1, 14), 800, "现金"),
            ("（2026）辽1202执3号", date(2026, 1, 15), 900, "现金"),
        )
        .sheet("续")
        .title(COURT)
        .row(WEEK, None, None, "单位：元")
        .header(*PAYMENTS)
        .rows(
            ("（2026）辽1202执2号", date(2026, 1, 14), 800, "现金"),
            ("（2026）辽1202执4号", date(2026, 1, 9), 700, "现金"),
            ("（2026）辽1202执5号", date(2026, 1, 15), 60, "现金"),
        )
        .save(folder / "到位明细.xlsx")
    )
