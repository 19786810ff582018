from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger().rows(case(1), case(2)).hide_columns("E").save(folder / "台账.xlsx")
