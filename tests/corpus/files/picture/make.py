from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "台账.xlsx"
    path.write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(100))
    return path
