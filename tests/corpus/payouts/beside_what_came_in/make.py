from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}案款发放明细表", across=6)
        .row(WEEK, None, None, None, None, "单位：元")
        .header("案号", "申请执行标的", "执行到位金额", "发放日期", "发放金额", "领款人数")
        .rows(
            ("（2026）辽1202执31号", 50_000, 42_000, date(2026, 1, 13), 30_000, 1),
            ("（2026）辽1202执32号", 61_000, 37_500, date(2026, 1, 15), 37_500, 2),
        )
        .save(folder / "银州区法院案款发放表.xlsx")
    )
