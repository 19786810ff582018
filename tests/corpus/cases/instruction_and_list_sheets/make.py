from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .sheet("填表说明")
        .row("填表说明")
        .row("1.案号按系统填写。")
        .row("2.结案方式从下拉中选择。")
        .sheet("台账")
        .title(COURT)
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case(1))
        .sheet("选项")
        .row("结案方式")
        .row("执行完毕")
        .row("终结本次执行程序")
        .save(folder / "台账.xlsx")
    )
