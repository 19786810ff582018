from pathlib import Path

from tests.corpus.raw import docx


def make(folder: Path) -> Path:
    return docx(
        folder / "战报.docx",
        "铁岭市银州区人民法院“大干70天”行动战报",
        "第5周（2026年1月12日至2026年1月18日）",
        "本周执结案件12件，执行到位113.5万元，司法拘留2人次。",
    )
