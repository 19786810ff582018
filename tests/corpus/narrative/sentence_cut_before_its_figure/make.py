from pathlib import Path

from tests.corpus.raw import docx


def make(folder: Path) -> Path:
    path = folder / "银州区法院第5周战报.docx"
    docx(
        path,
        "银州区人民法院专项行动战报",
        "2026年1月12日至1月18日，全院执结案件12件，到位金额35万元。今年以来，该院共执结涉民生小标的案件",
        "攻坚克难 兑现胜诉权益",
        "截至1月18日，累计拘传被执行人",
        "6人次。",
    )
    return path
