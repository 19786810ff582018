from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    header = (
        "1、案　号",
        "*立案\n日期",
        "3.案 由",
        "申请执行标的\n（万元）",
        "执行到位金额(万元)",
        "结案\n时间",
        "（7）结案方式",
    )
    return ledger(*header, unit="").rows(case(1), case(2)).save(folder / "台账.xlsx")
