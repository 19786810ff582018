from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("类别", "累计执结（件）", "累计到位金额（万元）")
        .rows(
            ("小标的案件", 60, 120.5),
            ("涉民生案件", 20, 45),
            ("整治欠薪案件", 9, 12.75),
            ("合计", 89, 178.25),
        )
        .save(folder / "附件2.xlsx")
    )
