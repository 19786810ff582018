from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    return ledger().rows(case(1), case(2)).header(*LEDGER).row(*case(3)).save(folder / "台账.xlsx")
