from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计执结", "累计执行完毕", "累计终本", "累计实结")
        .row(60, 33, 18, 42)
        .save(folder / "附件2.xlsx")
    )
