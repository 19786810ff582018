from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .blank()
        .title("铁岭法院“大干70天”专项执行行动周报表")
        .row(None, WEEK)
        .header(None, "法院", "小标的案件", None, None, None, "整治欠薪案件", None)
        .header(None, None, "执结（件）", None, "到位金额（万元）", None, "执结（件）", None)
        .header(None, None, "本周", "累计", "本周", "累计", "本周", "累计")
        .merge("B4:B6", "C4:F4", "G4:H4", "C5:D5", "E5:F5", "G5:H5")
        .rows(
            (None, "银州区法院", 12, 60, 30.5, 210.25, 2, 9),
            (None, "清河区法院", 5, 21, 7, 55, 0, 3),
        )
        .save(folder / "附件1.xlsx")
    )
