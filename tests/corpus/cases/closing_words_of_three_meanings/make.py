from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    methods = ("执结", "实结", "结案", "部分执行完毕", "债权凭证", "保留债权终结", "其他")
    rows = [case(n, method=method) for n, method in enumerate(methods, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
