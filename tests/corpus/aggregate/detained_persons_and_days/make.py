from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("累计拘留人数", "累计拘留天数", "累计罚款人次", "累计罚款金额（万元）")
        .row(9, 105, 16, 7.2)
        .save(folder / "附件2.xlsx")
    )
