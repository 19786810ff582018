from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    header = (
        "案号",
        "立案日期",
        "案由",
        "申请执行标的（元）",
        "执行到位金额（元）",
        "结案日期",
        "结案方式",
    )
    return (
        ledger(*header)
        .rows(case(1, claim=35000, recovered=35000), case(2, claim=82000, recovered=20000))
        .save(folder / "台账.xlsx")
    )
