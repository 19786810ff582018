from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动案件台账", across=8)
        .row(WEEK)
        .header("案号", "案件信息", None, "金额情况（元）", None, "结案情况", None, "备注")
        .header(None, "立案", "案由", "标的", "到位", "日期", "方式", None)
        .header(None, "立案日期", "案由", "申请标的", "到位金额", "结案日期", "结案方式", None)
        .merge("A3:A5", "B3:C3", "C4:C5", "D3:E3", "F3:G3", "H3:H5")
        .row(
            "（2026）辽1202执1号",
            date(2026, 1, 5),
            "民间借贷纠纷",
            35000,
            12000.5,
            None,
            None,
            "首期",
        )
        .save(folder / "台账.xlsx")
    )
