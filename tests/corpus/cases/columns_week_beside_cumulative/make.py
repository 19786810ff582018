from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动案件台账")
        .row(WEEK, None, None, "单位：万元")
        .header("案号", "立案日期", "申请标的", "到位金额", None)
        .header(None, None, None, "本周", "累计")
        .merge("A3:A4", "B3:B4", "C3:C4", "D3:E3")
        .row("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 1, 2.5)
        .save(folder / "台账.xlsx")
    )
