from pathlib import Path


def make(folder: Path) -> Path:
    path = folder / "战报.txt"
    path.write_bytes(
        "开原市人民法院专项执行行动战报\n第5周（1月12日至1月18日）\n执结8件，到位35.2万元。\n".encode(
            "gb18030"
        )
    )
    return path
