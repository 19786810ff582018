"""What enforce is measured against: the fastest reader alone, and what a script of one's own does.

Comes in: a contestant's name and a campaign's folder, as the arguments of a process. Goes out:
nothing; the values read are dropped. Refuses to know enforce.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

# pandas with openpyxl is slow enough to be run on every thirtieth file; what is above its start-up
# is scaled up.
PANDAS_SHARE = 30


def main() -> None:
    """Run one contestant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contestant", choices=_CONTESTANTS)
    parser.add_argument("campaign", type=Path)
    options = parser.parse_args()
    _CONTESTANTS[options.contestant](options.campaign)


def _calamine(campaign: Path) -> None:
    """The fastest reader, in one thread."""
    import python_calamine

    for path in _returns(campaign):
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _pandas(campaign: Path) -> None:
    """What a script of one's own would do, on a share of the files."""
    import pandas as pd

    for path in _returns(campaign)[::PANDAS_SHARE]:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def _returns(campaign: Path) -> list[Path]:
    return sorted((campaign / "returns").rglob("*.xlsx"))


_CONTESTANTS: dict[str, Callable[[Path], None]] = {"calamine": _calamine, "pandas": _pandas}

if __name__ == "__main__":
    main()
