from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(*LEDGER, "证件")
        .rows((*case(1), "11010119900307002X"), (*case(2), None))
        .save(folder / "台账.xlsx")
    )
