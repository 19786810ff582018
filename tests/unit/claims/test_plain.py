"""Layout: paragraphs, broken lines, blanks, marks; and where each sign stands in the text."""

from __future__ import annotations

import pytest

from enforcement_cli.claims.plain import stretches
from enforcement_cli.claims.read import claims_in
from tests.unit.claims.reads import totals


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\u3000\t\n", []),
        ("执结１２％，Ａ．", ["执结12%，Ａ."]),
        ("执结12件,到位(约)3:2;", ["执结12件，到位（约）3：2；"]),
        ("执结率9﹪", ["执结率9%"]),
        ("执结1,234件", ["执结1234件"]),
        ("执结1,23件", ["执结1，23件"]),
        ("执结1,2345件", ["执结1，2345件"]),
        ("执结 12 件", ["执结12件"]),
        ("执结12  13件", ["执结12 13件"]),
        ("执结12\t13件", ["执结12\t13件"]),
        ("全市法院本周共执结12\n8件", ["全市法院本周共执结128件"]),
        ("全市法院本周共执结案\n件12件", ["全市法院本周共执结案件12件"]),
        ("全市法院本周共执结12件。\n拘留8人", ["全市法院本周共执结12件。", "拘留8人"]),
        ("全市法院本周共执结12件；\n拘留8人", ["全市法院本周共执结12件；", "拘留8人"]),
        ("全市法院本周共执结12件，\n拘留8人", ["全市法院本周共执结12件，拘留8人"]),
        ("全市法院本周共执结12件\n\n拘留8人", ["全市法院本周共执结12件", "拘留8人"]),
        ("全市法院本周共执结12件\n1.拘留8人", ["全市法院本周共执结12件", "1.拘留8人"]),
        ("全市法院本周共执结12件\n二、拘留8人", ["全市法院本周共执结12件", "二、拘留8人"]),
        ("全市法院本周共执结12件\n（3）拘留8人", ["全市法院本周共执结12件", "（3）拘留8人"]),
        ("全市法院本周共执结12件\n✅拘留8人", ["全市法院本周共执结12件", "✅拘留8人"]),
        ("拘留8人\n拘传9人", ["拘留8人", "拘传9人"]),
        ("拘留8人\n拘留8人", ["拘留8人"]),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert [each.signs for each in stretches(text)] == paragraphs


def test_every_sign_knows_its_place() -> None:
    text = "　 执结 １,２３４\u200b 件，\n到位金额３万元，\n拘留８人 "
    for stretch in stretches(text):
        assert len(stretch.places) == len(stretch.signs)
        assert [text[place] for place in stretch.places if text[place] in "执结件到位人"]
        for sign, place in zip(stretch.signs, stretch.places, strict=True):
            wide = text[place]
            assert sign in (wide, chr(ord(wide) - 0xFEE0) if ord(wide) > 0xFF00 else wide)


@pytest.mark.parametrize(
    "again",
    [
        "全市法院共执结12件，到位金额3万元，拘留8人。",
        "  全市法院共执结 12 件，到位金额\n3万元，拘留8人。",
        "全市法院共执结１２件,到位金额３万元,拘留8\n人。",
    ],
    ids=["the same", "other breaks", "other widths"],
)
def test_a_paragraph_told_again_gives_its_claims_once(again: str) -> None:
    once = "全市法院共执结12件，到位金额3万元，拘留8人。"
    text = f"{once}\n\n中间另有一段。\n\n{again}\n\n{once}"
    claims = claims_in(text)
    assert [(claim.raw, claim.metric) for claim in claims] == totals(once)
    for claim in claims:
        assert len(claim.also) == 2
        places = [text[start:end] for start, end in claim.also]
        plain = [each.translate(_NARROW) for each in places]
        assert plain == [claim.raw, claim.raw]
        assert claim.also[0][0] > len(once)


_NARROW = {ord("１"): "1", ord("２"): "2", ord("３"): "3", ord("\n"): None, ord(" "): None}


def test_a_sentence_told_twice_in_a_paragraph_is_two_claims() -> None:
    """Only whole paragraphs are repeats; one of them may be about another court."""
    claims = claims_in("全市法院共执结12件。全市法院共执结12件。")
    assert [claim.also for claim in claims] == [(), ()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("强制腾退房屋：53处\n罚款金额：59.23亿元\n受理执行案件：59件",
         [("53处", "houses_vacated"), ("59.23亿元", "fines_amount"), ("59件", "cases_received")]),
        ("1.执结12件\n2.到位3.5万元\n3.拘留3人",
         [("12件", "cases_closed"), ("3.5万元", "amount_recovered"), ("3人", "persons_detained")]),
        ("①执结12件②到位3.5万元③拘留3人",
         [("12件", "cases_closed"), ("3.5万元", "amount_recovered"), ("3人", "persons_detained")]),
        ("全市法院共执结**120**件，到位**300**万元。",
         [("120**件", "cases_closed"), ("300**万元", "amount_recovered")]),
        ("全市法院战报\n执结案件数（件）：349\n执行到位金额（万元）：660.3",
         [("349", "cases_closed"), ("660.3", "amount_recovered")]),
        ("全市法院共执结12件.拘留3人.到位30.5万元.",
         [("12件", "cases_closed"), ("3人", "persons_detained"), ("30.5万元", "amount_recovered")]),
    ],
)  # fmt: skip
def test_lists_as_they_are_pasted(text: str, found: list[tuple[object, ...]]) -> None:
    assert totals(text) == found


def test_the_sentence_around_a_claim() -> None:
    text = "各院扎实推进工作！全市法院共执结12件，拘留8人。成效明显。"
    for claim in claims_in(text):
        assert text[slice(*claim.sentence)] == "全市法院共执结12件，拘留8人。"
    text = "“全市法院共执结12件。”他说。"
    (claim,) = claims_in(text)
    assert text[slice(*claim.sentence)] == "“全市法院共执结12件。”"
