from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = ("1.2万", "12,000元", "0.00012亿", "壹万元整")
    rows = [case(n, claim=amount, recovered=amount) for n, amount in enumerate(amounts, 1)]
    return ledger(unit="").rows(*rows).save(folder / "台账.xlsx")
