"""Cases of bulletins in words: whose a figure is, of when, of which cases, how exact, and said twice."""

from __future__ import annotations

from pathlib import Path

from tests.builder import book
from tests.catalogue.playing import Case
from tests.catalogue.sheets import Sent, came
from tests.corpus.raw import docx

_WEEK = "（2025年12月29日至2026年1月4日）"


def _text(*lines: str, hour: int = 10) -> Sent:
    def write(path: Path) -> object:
        return docx(path, "银州区人民法院专项行动战报", _WEEK, *lines)

    return Sent(name="银州区法院第02周战报.docx", write=write, received=came(2, hour=hour))


def _table(closed: int) -> Sent:
    made = book().title(f"银州区法院周报表{_WEEK}", across=2).row("行动", "本周执结（件）")
    made.row("全部案件", closed)
    return Sent(name="银州区法院第02周周报表.xlsx", write=made.save, received=came(2, hour=9))


def _one(code: str, fails: str, passes: str, at: str, *words: str) -> Case:
    return Case(code, [_text(fails)], [_text(passes)], at, words)


TEXTS = (
    _one("S-29", "本周与昌图县法院联合执结3件。", "本周，我院执结3件。", "正文 第3段 13–14字",
         "昌图县法院", "3件"),
    _one("S-30", "全市法院累计执结913件。", "我院累计执结120件。", "正文 第3段 9–12字",
         "全市法院", "913件"),
    _one("S-31", "此次行动，拘留8人。", "本周，拘留8人。", "正文 第3段 8–9字", "此次行动", "8人"),
    _one("S-32", "今年以来，我院执结2251件。", "本周执结12件，行动以来累计执结120件。",
         "正文 第3段 10–14字", "今年以来", "2251件"),
    _one("S-33", "本周执结小标的案件50件，到位30万元。", "本周，小标的案件执结50件，到位30万元。",
         "正文 第3段 16–19字", "小标的", "30万元"),
    _one("S-34", "本周执结涉金融案件30件。", "本周执结涉民生案件30件。", "正文 第3段 10–12字",
         "涉金融", "30件"),
    _one("S-35", "本周拘留5人。此次行动，拘留3人。", "本周拘留5人。", "正文 第3段 15–16字", "5人", "3人"),
    _one("V-27", "本周执行到位113万余元。", "本周执行到位113.25万元。", "正文 第3段 7–12字", "113万余元"),
    _one("X-15", "本周执结12件。\n本周共执结13件。", "本周执结12件。\n本周共执结12件。",
         "正文 第3段 5–7字", "12件", "13件"),
    Case("X-16", [_table(14), _text("本周执结12件。")], [_table(12), _text("本周执结12件。")],
         "正文 第3段 5–7字", ("12件", "14件", "周报表")),
)  # fmt: skip
