from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    head = (WEEK, None, None, "单位：万元")
    old = case("（2025）辽1202执901号", filed=date(2025, 12, 22), closed=date(2025, 12, 30))
    return (
        book()
        .sheet("12月")
        .title(COURT)
        .row(*head)
        .header(*LEDGER)
        .row(*old)
        .row("合计", None, None, 3.5, 3.5)
        .sheet("1月")
        .title(COURT)
        .row(*head)
        .header("执行案号", "立案时间", "案由", "标的额", "已到位", "结案时间", "结案形式")
        .row(*case(1))
        .row(*case(2))
        .row("合计", None, None, 7, 7)
        .save(folder / "银州区法院台账.xlsx")
    )
