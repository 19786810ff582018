from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .row("单位：件、万元、人次")
        .row("本周执结", 12, "累计执结", 60)
        .row("本周到位金额", 30.5, "累计到位金额", 210.25)
        .row("本周拘传", 8, "累计拘传", 40)
        .row("填报人：张某某", None, "审核人：李某某")
        .save(folder / "附件2.xlsx")
    )
