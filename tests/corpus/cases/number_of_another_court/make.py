from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger().rows(case(1), case("（2026）辽1224执9号"), case(3)).save(folder / "台账.xlsx")
