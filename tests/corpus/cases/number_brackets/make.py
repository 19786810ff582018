from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("〔2026〕辽1202执1号"),
            case("[2026]辽1202执2号"),
            case("【2026】辽1202执3号"),
            case("﹝2026﹞辽1202执4号"),
            case("(2026)辽1202执5号"),
            case("（2026)辽1202执6号"),
            case("2026辽1202执7号"),
        )
        .save(folder / "台账.xlsx")
    )
