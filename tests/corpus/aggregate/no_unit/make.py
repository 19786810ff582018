from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计执结", "累计到位金额")
        .row(60, 210.25)
        .save(folder / "附件2.xlsx")
    )
