from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger().rows(case(1), case(2, closed=date(2025, 1, 15))).save(folder / "台账.xlsx")
