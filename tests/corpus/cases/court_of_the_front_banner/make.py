from pathlib import Path

from tests.corpus.clerk import case, ledger

DESK = "ordos"


def make(folder: Path) -> Path:
    return (
        ledger(court="鄂托克前旗人民法院")
        .row(*case("（2026）内0623执1号"))
        .save(folder / "附件1.xlsx")
    )
