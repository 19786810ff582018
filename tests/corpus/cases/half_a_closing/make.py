from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, method=None),
            case(2, closed=None),
            case(3, closed=None, method=None, recovered=0),
        )
        .save(folder / "台账.xlsx")
    )
