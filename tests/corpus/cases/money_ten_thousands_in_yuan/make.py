from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(unit="单位：元")
        .rows(
            case(1, claim="2000万", recovered=20000000),
            case(2, claim="2000万元", recovered=20000000),
            case(3, claim=35000, recovered=35000),
        )
        .save(folder / "台账.xlsx")
    )
