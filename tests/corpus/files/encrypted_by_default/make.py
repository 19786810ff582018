from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import encrypted


def make(folder: Path) -> Path:
    return encrypted(ledger().rows(case(1)).save(folder / "台账.xlsx"), "VelvetSweatshop")
