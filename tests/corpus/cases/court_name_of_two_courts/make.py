from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title("专项执行行动案件台账")
        .row("填报单位：铁岭", WEEK, None, "单位：万元")
        .header(*LEDGER)
        .row(*case("（2014）铁执字第12号", filed=date(2014, 3, 5)))
        .save(folder / "附件1.xlsx")
    )
