from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动情况表", across=6)
        .row(WEEK)
        .header("执结（件）", "到位金额（万元）")
        .row(12, 30.5)
        .save(folder / "附件2.xlsx")
    )
