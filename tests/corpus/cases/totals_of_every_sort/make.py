from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .row(*case(2))
        .row("张三小计", None, None, 7, 7)
        .row(*case(3, claim=2, recovered=1))
        .row("小 计", None, None, 2, 1)
        .row("合　计", None, None, 9, 8)
        .row("平均", None, None, 3, 2.67)
        .row("总计", None, None, 9, 8)
        .save(folder / "台账.xlsx")
    )
