from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    return ledger(*LEDGER[1:]).rows(case(1)[1:], case(2)[1:]).save(folder / "台账.xlsx")
