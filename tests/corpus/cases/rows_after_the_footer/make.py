from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger().row(*case(1)).row("填报人：张某某").row(*case(2)).save(folder / "台账.xlsx")
