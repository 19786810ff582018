from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = (
        "案号", "立案日期", "申请标的", "结案标的", "到位金额", "到位率", "未到位金额", "拘留", "拘留天数",
        "罚款日期", "罚款金额", "限高", "失信",
    )  # fmt: skip
    return (
        ledger(*header)
        .rows(
            (
                "（2026）辽1202执1号",
                date(2026, 1, 5),
                3.5,
                3,
                2.55,
                0.85,
                0.45,
                "√",
                15,
                date(2026, 1, 13),
                0.5,
                "√",
                None,
            ),
            (
                "（2026）辽1202执2号",
                date(2026, 1, 5),
                8,
                None,
                0,
                "0%",
                8,
                None,
                None,
                None,
                None,
                None,
                "√",
            ),
        )
        .save(folder / "台账.xlsx")
    )
