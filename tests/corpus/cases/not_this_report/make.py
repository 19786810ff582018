from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}春节值班安排表")
        .row(WEEK)
        .header("日期", "带班领导", "值班人员", "电话")
        .rows(("1月12日", "王某", "张三", "7000"), ("1月13日", "王某", "李四", "7001"))
        .save(folder / "台账.xlsx")
    )
