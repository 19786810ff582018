from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("项目", "本周", "年初以来", "行动以来")
        .rows(("执结案件（件）", 12, 22, 60), ("到位金额（万元）", 30.5, 52, 210.25))
        .save(folder / "附件2.xlsx")
    )
