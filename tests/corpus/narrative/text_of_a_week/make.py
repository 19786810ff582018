from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "银州区法院战报.txt"
    path.write_text(
        "铁岭市银州区人民法院“大干70天”战报\n"
        "（2026年1月12日至2026年1月18日）\n"
        "本周执结案件12件，执行到位113万余元，拘传3人次，拘留2人。\n",
        encoding="utf-8",
    )
    return path
