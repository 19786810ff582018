from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}", across=7)
        .title("执行案款发放情况统计表", across=7)
        .row(WEEK, None, None, None, None, None, "单位：万元")
        .rows(
            ("序号", "案件信息", None, "发放情况", None, None, "备注"),
            (None, "案号", "申请执行人", "发放时间", "发放金额", "领款人数", None),
        )
        .merge("A4:A5", "B4:C4", "D4:F4", "G4:G5")
        .rows(
            (1, "（2026）辽1202执11号", "甲某", date(2026, 1, 13), 3.5, 1, None),
            (2, "（2026）辽1202执12号", "乙某等5人", "2026.1.14", "12.08", "5人", "集中兑付"),
            ("小计", None, None, None, 15.58, 6, None),
            (3, "（2025）辽1202执903号", "丙公司", date(2026, 1, 16), 0.42, None, "尾款"),
            ("合计", None, None, None, 16, 6, None),
            ("填报人：丁某", None, None, None, None, None, None),
        )
        .save(folder / "银州区法院案款发放表.xlsx")
    )
