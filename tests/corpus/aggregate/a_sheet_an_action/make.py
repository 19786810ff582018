from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    made = book()
    for action, closed in (("小标的", 60), ("涉民生", 20), ("整治欠薪", 9)):
        (
            made.sheet(action)
            .title(f"{COURT}专项执行行动周报表")
            .row(WEEK)
            .header("累计执结（件）", "累计到位金额（万元）")
            .row(closed, closed * 2.5)
        )
    return made.save(folder / "附件2.xlsx")
