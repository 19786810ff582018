from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = (-2000, "（2000）", "△500", "-300元", 90000, 30000, 20000, 10000)
    rows = [
        case(n, claim=90000, recovered=amount, method="终本") for n, amount in enumerate(amounts, 1)
    ]
    return ledger(unit="单位：元").rows(*rows).save(folder / "台账.xlsx")
