from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计限高和失信（人）", "累计限高（人次）", "累计预拘留（份）", "累计拘留（人次）")
        .row(857, 300, 37, 9)
        .save(folder / "附件2.xlsx")
    )
