from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    methods = (
        "执行完毕", "全部执行完毕", "自动履行", "强制执行", "当事人达成执行和解并履行完毕", "终本",
        "终结本次执行程序", "程序终结", "终结执行", "撤回申请", "委托执行", "指定执行", "提级执行",
        "销案", "不予执行", "驳回执行申请",
    )  # fmt: skip
    rows = [case(n, method=method) for n, method in enumerate(methods, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
