from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1),
            case(2, claim=140, recovered=140),
            case(3, claim=4.2, recovered=2.1, method="终结本次执行程序"),
        )
        .save(folder / "台账.xlsx")
    )
