from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title("阜新市清河门区人民法院专项执行行动案件台账")
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case("（2026）辽0905执1号"))
        .save(folder / "附件1.xlsx")
    )
