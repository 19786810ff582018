from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return ledger().row("本周零报告").save(folder / "台账.xlsx")
