from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    day = date(2026, 1, 14)
    return (
        measures("案号", "姓名", "措施类型", "采取时间", "进展", "自然人/单位")
        .rows(
            ("（2026）辽1202执61号", "王某", "移送公安", day, "公安立案", "自然人"),
            ("（2026）辽1202执61号", "李某", "移送公安", day, "提起公诉", "个人"),
            ("（2026）辽1202执62号", "丙公司", "移送公安", day, "移送公安机关", "公司"),
            ("（2026）辽1202执63号", "赵某、钱某", "移送拒执", day, "判决", "自然人"),
            ("（2026）辽1202执64号", "孙某", "自诉", day, "家属在协商", "自然人"),
            ("（2026）辽1202执65号", "周某", "限高、失信", day, None, "说不清"),
            *(
                (f"（2026）辽1202执{n}号", "某人", "司法拘留", day, "已实施", None)
                for n in range(70, 100)
            ),
        )
        .save(folder / "强制措施明细.xlsx")
    )
