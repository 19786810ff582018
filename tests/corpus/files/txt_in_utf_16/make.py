from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK

ROWS = (
    (COURT,),
    (WEEK, None, None, "单位：万元"),
    ("案号", "立案日期", "申请标的", "到位金额"),
    ("（2026）辽1202执1号", "2026-01-05", 3.5, 3.5),
    ("（2026）辽1202执2号", "2026年1月6日", 8, 0),
)


def make(folder: Path) -> Path:
    sent = book()
    for row in ROWS:
        sent.row(*row)
    return sent.save(folder / "台账.txt", encoding="utf-16", delimiter="\t")
