from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”冬季专项执行行动案件台账")
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case("（2026）辽1223执1号"))
        .row("填报单位：西丰县人民法院", None, "填报人：赵某某")
        .save(folder / "附件1.xlsx")
    )
