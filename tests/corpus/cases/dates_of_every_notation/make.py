from datetime import date, datetime
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    days = (
        date(2026, 1, 5), 46027, "2026.1.5", "2026/1/5", "2026-1-5", "2026年1月5日", "1月5日",
        20260105, "20260105", "26.1.5", "2026.1.5日", "2026-01-05 14:30:00", "2026年1月5日（星期一）",
        "二〇二六年一月五日", datetime(2026, 1, 5, 9, 30),
    )  # fmt: skip
    rows = [case(n, filed=day) for n, day in enumerate(days, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
