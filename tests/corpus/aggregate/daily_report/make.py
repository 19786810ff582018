from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}1月15日战报", across=4)
        .row("截至2026年1月15日18时")
        .header("项目", "当日", "累计")
        .rows(("执结（件）", 3, 51), ("拘传（人次）", 2, 34))
        .save(folder / "附件2.xlsx")
    )
