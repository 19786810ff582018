from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import add_part, edit_part


def make(folder: Path) -> Path:
    path = ledger().rows(case(1)).save(folder / "台账.xlsx")
    path = add_part(path, "xl/vbaProject.bin", bytes(64))
    path = edit_part(
        path,
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        "application/vnd.ms-excel.sheet.macroEnabled.main",
    )
    return path.rename(folder / "台账.xlsm")
