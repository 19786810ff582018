from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, closed=date(2026, 3, 1)),
            case(2, filed=date(2026, 12, 5), closed=None, method=None, recovered=0),
            case(3, filed="1900-01-05"),
            case(4, filed="2206-01-05"),
            case(5),
        )
        .save(folder / "台账.xlsx")
    )
