from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    large = ("1.98亿元", "19800万元", "1.98亿")
    others = (f"{ten}万元" for ten in (2300, 1120.5, 860, 640, 520, 300, 210, 180))
    amounts = (*large, *others)
    rows = [case(n, claim=amount, recovered=amount) for n, amount in enumerate(amounts, 1)]
    return ledger(unit="").rows(*rows).save(folder / "台账.xlsx")
