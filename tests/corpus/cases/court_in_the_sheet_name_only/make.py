from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .sheet("昌图法院")
        .title("专项执行行动案件台账")
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case("（2026）辽1224执1号"))
        .save(folder / "附件2.xlsx")
    )
