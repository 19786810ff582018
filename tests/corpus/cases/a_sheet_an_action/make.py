from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    head = (WEEK, None, None, "单位：万元")
    return (
        book()
        .sheet("小标的")
        .title(COURT)
        .row(*head)
        .header(*LEDGER)
        .row(*case(1))
        .sheet("涉民生")
        .title(COURT)
        .row(*head)
        .header("案号", "到位金额", "申请标的", "案由")
        .row("（2026）辽1202执2号", 1, 20, "抚养费纠纷")
        .sheet("整治欠薪")
        .title(COURT)
        .row(*head)
        .header(*LEDGER)
        .row(*case(3, cause="劳务合同纠纷"))
        .save(folder / "银州区法院台账.xlsx")
    )
