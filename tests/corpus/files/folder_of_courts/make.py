from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    sent = folder / "第5周"
    sent.mkdir()
    ledger().row(*case(1)).save(sent / "银州.xlsx")
    ledger(court="开原市人民法院").row(*case("（2026）辽1282执1号")).save(sent / "开原.xlsx")
    (sent / "空.xlsx").write_bytes(b"")
    (sent / "~$开原.xlsx").write_bytes(b"lock")
    (sent / "坏.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    return sent
