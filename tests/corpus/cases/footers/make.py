from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .row(*case(2))
        .row("填报人：张某某", None, "审核人：李某某", None, "联系电话：024-70000000")
        .row("注：1.到位金额为累计数；2.本表不含执保案件。")
        .row("填报日期：2026年1月19日")
        .save(folder / "台账.xlsx")
    )
