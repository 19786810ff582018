from pathlib import Path

from tests.corpus.clerk import LEDGER, ledger


def make(folder: Path) -> Path:
    return ledger("序号", *LEDGER).row(1).row(2).row(3).save(folder / "台账.xlsx")
