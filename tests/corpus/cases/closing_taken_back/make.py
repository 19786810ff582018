from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, method="撤销报结", closed=None),
            case(2, method="撤销报结"),
            case(3),
        )
        .save(folder / "台账.xlsx")
    )
