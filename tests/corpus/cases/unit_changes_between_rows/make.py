from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(case(1), case(2))
        .row("以下单位：元")
        .rows(case(3, claim=35000, recovered=35000), case(4, claim=82000, recovered=60000))
        .save(folder / "台账.xlsx")
    )
