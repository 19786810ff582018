"""What holds of the claims of any text at all: places, order, signs, and time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enforcement_cli.claims.read import claims_in

_WORDS = (
    "全市法院", "银州区人民法院", "我院", "法院", "执结", "执行到位", "到位金额", "司法拘留", "拘传、拘留",
    "限高和失信", "其中", "分别", "依次", "同比", "增长", "下降", "至", "居全市第二", "第一", "首位", "位列",
    "截至目前", "11月3日", "2025年", "三个月来", "行动以来", "某", "货款", "10万元以下", "以上", "近", "约",
    "百分之", "三成", "件", "人", "人次", "万元", "亿元", "元", "余", "万", "亿", "千", "％", "个百分点",
    "120", "1,234", "３４", "３．５", "0", "三百二十", "两千", "十", "一", "点", ".", "，", "、", "；", "：",
    "。", "！", "（", "）", "(1)", "1.", "①", "-", "+", " ", "  ", "\t", "\u3000", "\n", "\n\n", "\r\n",
    "\u200b", "\x85", "\u2028", "“", "”", "|", "**", "A3", "𠮷", "²", "٣", "\x00",
)  # fmt: skip
_texts = st.lists(
    st.sampled_from(_WORDS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    max_size=60,
).map("".join)
_LAYOUT = re.compile(r"[\s\u200b\ufeff,，]+")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(_texts)
@example("")
@example("120**")
@example("\n \u3000")
@example("１２\n件" * 3)
@example("全市法院共执结120件，其中和解3件。\n\n全市法院共执结\n120 件，其中和解3件。")
def test_every_claim_stands_where_it_says(text: str) -> None:
    claims = claims_in(text)
    assert claims == claims_in(text)
    starts = {claim.start for claim in claims}
    assert [(each.start, each.end) for each in claims] == sorted(
        (each.start, each.end) for each in claims
    )
    for claim in claims:
        assert text[claim.start : claim.end] == claim.raw
        assert 0 <= claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1] <= len(text)
        assert claim.value >= 0
        assert claim.step > 0
        assert claim.metric
        assert claim.unit
        assert claim.part_of is None or (claim.part_of in starts and claim.part_of < claim.start)
        for start, end in claim.also:
            assert start > claim.start
            assert _LAYOUT.sub("", _half(text[start:end])) == _LAYOUT.sub("", _half(claim.raw))


def _half(text: str) -> str:
    return "".join(
        chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign for sign in text
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(_texts, _texts)
def test_what_was_said_long_before_does_not_move_what_comes_after(before: str, after: str) -> None:
    """Offsets are those of the whole text, whatever stands in front."""
    text = before + "\n\n" + "各院扎实推进集中执行各项工作" * 6 + "。\n\n" + after
    for claim in claims_in(text):
        assert text[claim.start : claim.end] == claim.raw


_PLAIN = "".join(
    f"2025年11月，全市法院共执结案件{at}件，到位金额963.5万元。各院扎实推进专项行动。\n"
    for at in range(1000)
)
_MANY = (
    "一", "1", "1 ", "，", "。", "法院", "银州区法院", "(1)", "执结", " ", "\n", "\u3000", "“", "某",
    "1,234", "1件", "一件", "1件、", "十天", "其中3件", "分别3件", "甲、乙法院分别执结3件、", "居全市第一",
    "第一、", "同比增长3%", "增长3%、", "10万元以下", "全市法院执结1件1件", "，执结3件，同比增长3%，居第一",
    "1月1日至", "一起标的额", "腾退房屋3套、", "限高、失信", "万", "1亿", "百分之", "1\n", "行动", "为",
    "信访办结率", "1.1", "截至", "2025年",
)  # fmt: skip


@pytest.mark.parametrize("unit", _MANY)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    """A text of one word over and over costs its length; measured against its own half."""
    size = 8_000
    text = (unit * size)[:size]
    for runs in (1, 3):
        half, whole = _seconds(text[: size // 2], runs), _seconds(text, runs)
        if whole < 2.9 * half + 0.02:
            break
    else:
        pytest.fail(f"{half:.3f} s for a half, {whole:.3f} s for the whole")
    assert whole < 20 * _seconds(_PLAIN[:size], 3)


def _seconds(text: str, runs: int) -> float:
    """Of the processor, the best of some runs."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        claims_in(text)
        taken.append(time.process_time() - begin)
    return min(taken)
