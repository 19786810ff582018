from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(unit="单位：元")
        .rows(
            case(1, claim=100000, recovered=0, closed=None, method=None),
            case(2, claim=100000.01, recovered=0, closed=None, method=None),
            case(3, claim="100,000.00元", recovered=0, closed=None, method=None),
        )
        .save(folder / "台账.xlsx")
    )
