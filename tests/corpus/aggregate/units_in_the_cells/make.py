from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("本周执结（件）", "累计执结（件）", "本周到位金额（万元）", "累计到位金额（万元）")
        .row("12件", "2人次", "305000元", "3 万元")
        .save(folder / "附件2.xlsx")
    )
