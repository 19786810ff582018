from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return payments().row("本周无").save(folder / "到位明细.xlsx")
