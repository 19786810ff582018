from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    units = (None, "（年月日）", None, "（万元）", "（万元）", "（年月日）", None)
    return ledger(unit="").header(*units).rows(case(1), case(2)).save(folder / "台账.xlsx")
