from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger().rows(case(1)).save(folder / "台账.xls").rename(folder / "台账.et")
