from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, recovered="#REF!"),
            case(2, recovered="#DIV/0!"),
            case(3, closed="#N/A"),
            case(4),
        )
        .save(folder / "台账.xlsx")
    )
