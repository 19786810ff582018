from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title("专项执行行动案件台账")
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case("（2014）铁开执字第12号", filed=date(2014, 3, 5)))
        .save(folder / "开原法院台账.xlsx")
    )
