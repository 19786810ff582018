from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("承办人", "本周执结（件）", "累计执结（件）")
        .rows(("张三", 5, 25), ("李四", 7, 35), ("合计", 12, 60))
        .save(folder / "附件2.xlsx")
    )
