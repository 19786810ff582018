from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "申请标的", "是否重点案件", "所属行动")
    flags = ("是", "否", "√", None, 1, "一般")
    actions = ("小标的", "涉民生、欠薪", "整治欠薪案件", "其他", "破产衔接", None)
    return (
        ledger(*header)
        .rows(
            *(
                (f"（2026）辽1202执{n}号", date(2026, 1, 5), 3.5, flag, action)
                for n, (flag, action) in enumerate(zip(flags, actions, strict=True), 1)
            )
        )
        .save(folder / "台账.xlsx")
    )
