from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    day = date(2026, 1, 14)
    return (
        measures("措施种类", "实施日期", "数量", "计量单位", "集中行动")
        .rows(
            ("查扣车辆", day, 410, "台", "春雷"),
            ("查封车辆", day, 3, "部", "春雷"),
            ("查封房产", day, 447, "套", "春雷"),
            ("查封房屋", day, 28, "处", "春雷"),
            ("查封不动产", day, "5宗", None, "春雷"),
            ("拘传", day, "448人", None, "春雷"),
            ("悬赏公告", day, 21, "期", "春雷"),
            ("出动警车", day, "12车次", None, "春雷"),
        )
        .save(folder / "强制措施明细.xlsx")
    )
