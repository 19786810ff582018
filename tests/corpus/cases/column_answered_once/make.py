from datetime import date
from pathlib import Path

from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from tests.corpus.clerk import ledger

MAPPINGS = (
    Mapping(
        court="辽1202",
        form="cases",
        answers=(ColumnAnswer(header="到位数", field="recovered_fen", unit="万元"),),
    ),
)


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "申请标的", "到位数", "兑付进度")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5, "已兑付"),
            ("（2026）辽1202执2号", date(2026, 1, 6), 8, 1, "未兑付"),
        )
        .save(folder / "台账.xlsx")
    )
