from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    day = date(2026, 1, 13)
    return (
        measures(
            "案号",
            "被执行人",
            "措施种类",
            "实施日期",
            "是否履行",
            "涉案金额",
            "履行金额",
            unit="单位：元",
        )
        .rows(
            ("（2026）辽1202执51号", "王某", "预拘留", day, "是", 60_000, 58_000),
            ("（2026）辽1202执52号", "李某", "预罚款决定书", day, "否", 35_000, None),
            (
                "（2026）辽1202执53号",
                "赵某",
                "失信限高及拘留（罚款）预告书",
                day,
                None,
                8_000,
                8_000,
            ),
            ("（2026）辽1202执54号", "钱某", "拒执犯罪预告", day, "未履行", 20_000, 5_000),
            ("（2026）辽1202执55号", "孙某", "预限高", day, "已履行", 12_000, None),
            ("（2026）辽1202执56号", "周某", "罚款", day, None, 3_000, None),
            ("（2026）辽1202执57号", "吴某", "司法拘留", day, None, None, None),
        )
        .save(folder / "强制措施明细.xlsx")
    )
