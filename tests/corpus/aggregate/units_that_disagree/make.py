from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .row("单位：件、万元")
        .header("累计执结", "累计到位金额（元）")
        .row(60, 2102500)
        .save(folder / "附件2.xlsx")
    )
