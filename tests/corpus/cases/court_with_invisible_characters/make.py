from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title("专项执行行动案件台账")
        .row("填报单位：铁岭市\u3000银\u00a0州 区\u200b人民法院", WEEK, None, "单位：万元")
        .header(*LEDGER)
        .row(*case(1))
        .save(folder / "附件1.xlsx")
    )
