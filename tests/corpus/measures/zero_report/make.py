from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return measures().row("零报告").save(folder / "强制措施明细.xlsx")
