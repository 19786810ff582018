from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import shared_strings


def make(folder: Path) -> Path:
    return shared_strings(ledger().rows(case(1), case(2)).save(folder / "台账.xlsx"))
