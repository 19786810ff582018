from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("本周执结（件）", "累计执结（件）")
        .row("零报告")
        .save(folder / "附件2.xlsx")
    )
