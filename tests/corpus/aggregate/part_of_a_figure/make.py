from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计执结（件）", None, None)
        .header("总数", "其中：执行完毕", "其中：涉民生")
        .merge("A3:C3")
        .row(60, 33, 20)
        .save(folder / "附件2.xlsx")
    )
