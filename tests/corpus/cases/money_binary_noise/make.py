from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = (0.1 + 0.2, 2.675, 1.005, 1234.5678, 4.35 * 3)
    rows = [case(n, claim=amount, recovered=amount) for n, amount in enumerate(amounts, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
