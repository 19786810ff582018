from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            (123, *case(1)[1:]),
            (-2026.0, *case(1)[1:]),
            (202612021234567890, *case(1)[1:]),
            case("2.0261202123E+17"),
            (date(2026, 1, 5), *case(1)[1:]),
        )
        .save(folder / "台账.xlsx")
    )
