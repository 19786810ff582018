import zipfile
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    ledger().row(*case(1)).save(folder / "银州.xlsx")
    ledger(court="开原市人民法院").row(*case("（2026）辽1282执1号")).save(folder / "开原.xlsx")
    with zipfile.ZipFile(folder / "第5周.zip", "w") as package:
        package.write(folder / "银州.xlsx", "银州.xlsx")
        package.write(folder / "开原.xlsx", "县区/开原.xlsx")
        package.writestr("~$银州.xlsx", b"lock")
        package.writestr("照片.jpg", bytes.fromhex("ffd8ffe000104a464946") + bytes(64))
    return folder / "第5周.zip"
