"""S-28: a sentence that announces a figure and breaks off before it, told from every other line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from enforcement_cli.check.broken_sentences import check_sentences

_BESIDE = Path(__file__).parents[4] / "shared" / "seeds"
SEEDS = Path(os.environ.get("ENFORCE_SEEDS", _BESIDE))
HEAD = "攻坚克难 兑现胜诉权益"


def lines(text: str) -> list[tuple[str, str]]:
    return [(p.origin.cell, p.facts["sentence"]) for p in check_sentences(text, "战报.txt")]


@pytest.mark.parametrize(
    "sentence",
    [
        "今年1至9月，该院共执结涉民生小标的案件",
        "截至6月底，我院累计执行到位金额达",
        "上半年，该院共依法拘传被执行人",
        "今年，本院已执结案件",
        "专项行动期间，全市法院累计查封房产",
    ],
)
@pytest.mark.parametrize(
    "after", [HEAD, "二、兑现胜诉权益", "（二）开展3次行动", "2026年工作打算", ""]
)
def test_a_sentence_without_its_number(sentence: str, after: str) -> None:
    assert lines(f"标题\n\n措施有力。{sentence}\n\n{after}") == [("3行", sentence)]


@pytest.mark.parametrize(
    "text",
    [
        "今年1至9月，该院共执结涉民生小标的案件\n913件，到位3.5万元。",  # only wrapped there
        "今年1至9月，该院共执结涉民生小标的案\n件913件，到位3.5万元。",
        "截至6月底，我院累计执行到位金额达\n1.2亿元。",
        f"该院共执结案件913件\n{HEAD}",
        f"今年以来，该院共执结一批涉民生案件\n{HEAD}",
        f"全市法院累计执结案件创新高\n{HEAD}",
        f"银州区法院集中执结涉民生案件\n{HEAD}",  # a heading sums nothing up
        f"累计执结案件\n{HEAD}",  # of nobody, of no days
        f"今年1至9月，该院共执结涉民生小标的案件。\n{HEAD}",  # poor, and whole
        f"今年以来，该院执结的都是小标的案件\n{HEAD}",
    ],
)
def test_lines_that_break_off_nothing(text: str) -> None:
    assert lines(text) == []


def test_a_long_sentence_is_shown_by_its_end() -> None:
    (problem,) = check_sentences(
        "今年以来，" + "干警们迎难而上，" * 9 + "全院共执结案件\n下一节", "a"
    )
    assert problem.facts["sentence"].endswith("全院共执结案件")
    assert len(problem.facts["sentence"]) <= 42


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no seeds here")
def test_only_the_second_report_lost_a_number() -> None:
    found = {
        path.name[:3]: [sentence for _, sentence in lines(path.read_text("utf-8"))]
        for path in sorted(SEEDS.glob("*.txt"))
    }
    assert {name for name, said in found.items() if said} == {"002"}
    (sentence,) = found["002"]
    assert sentence.endswith("该院共执结涉民生小标的案件")
