from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "银州区法院台账（第5周）.xlsx"
    path.write_bytes(b"")
    return path
