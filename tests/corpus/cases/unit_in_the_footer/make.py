from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(unit="").rows(case(1), case(2)).row("注：金额单位：万元").save(folder / "台账.xlsx")
    )
