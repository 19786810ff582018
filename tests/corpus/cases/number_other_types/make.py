from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            *(
                case(f"（2026）辽1202{kind}5号")
                for kind in (
                    "执保",
                    "执异",
                    "执复",
                    "执监",
                    "司惩",
                    "财保",
                    "破申",
                    "执前督",
                    "民初",
                )
            )
        )
        .save(folder / "台账.xlsx")
    )
