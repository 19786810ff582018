from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "通知.txt"
    path.write_text("铁岭市银州区人民法院\n请各团队于周五前报送材料。\n", encoding="utf-8")
    return path
