from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(unit="")
        .rows(
            case(1, claim=35000, recovered=35000),
            case(2, claim=8000, recovered=0, closed=None, method=None),
        )
        .save(folder / "台账.xlsx")
    )
