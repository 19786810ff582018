from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    names = ("张三", "张 三", "张\u3000三", "张三法官", "张三\u200b", "张三\n李四")
    rows = [(*case(n)[:4], name, "执行一团队") for n, name in enumerate(names, 1)]
    header = ("案号", "立案日期", "案由", "标的额", "承办人", "团队")
    return ledger(*header).rows(*rows).save(folder / "台账.xlsx")
