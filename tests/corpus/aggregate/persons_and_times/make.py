from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计拘传（人次）", "累计拘留（人次）", "累计罚款（人次）", "累计罚款金额（万元）")
        .row("448人", "62人", 116, 37.2)
        .save(folder / "附件2.xlsx")
    )
