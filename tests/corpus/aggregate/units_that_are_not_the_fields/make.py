from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=3)
        .row(WEEK, None, "单位：万元")
        .header("累计执结（件）", "累计到位（件）", "累计拘留（天）")
        .row(60, 41, 105)
        .save(folder / "附件2.xlsx")
    )
