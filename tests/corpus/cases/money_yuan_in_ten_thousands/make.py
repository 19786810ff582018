from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1),
            case(2, recovered=35000),
            case(3, claim=12, recovered=11.5),
        )
        .save(folder / "台账.xlsx")
    )
