from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "~$台账.xlsx"
    path.write_bytes(b"\x06admin" + bytes(160))
    return path
