from datetime import date
from pathlib import Path

from tests.corpus.clerk import COURT, MEASURES, WEEK, measures


def make(folder: Path) -> Path:
    old = (
        ("（2026）辽1202执1号", "王某", "司法拘留", date(2026, 1, 13), 1),
        ("（2026）辽1202执2号", "李某", "拘传", date(2026, 1, 14), 1),
    )
    new = ("（2026）辽1202执3号", "赵某", "拘传", date(2026, 1, 15), 1)
    return (
        measures()
        .rows(*old, new)
        .sheet("旧表")
        .title(COURT)
        .row(WEEK)
        .header(*MEASURES)
        .rows(*old)
        .save(folder / "强制措施明细.xlsx")
    )
