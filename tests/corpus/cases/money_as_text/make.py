from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = (
        "35000",
        "35,000",
        "３５０００",
        "¥35,000.00",
        "35 000",
        "人民币35000元整",
        "35000.50",
    )
    rows = [case(n, claim=90000, recovered=amount) for n, amount in enumerate(amounts, 1)]
    return ledger(unit="单位：元").rows(*rows).save(folder / "台账.xlsx")
