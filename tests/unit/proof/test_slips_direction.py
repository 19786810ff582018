"""Rising and falling against the data, with and without a number."""

from decimal import Decimal

import pytest

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark
from tests.unit.proof.slip_texts import YINZHOU, figures, ground, key, told

HELD = ground(
    figures(
        {
            key("cases_closed"): (90, 98),
            key("cases_closed", YINZHOU): (34, 2),
            key("amount_recovered"): (276_03_00_00, 68_55_00_00),
            key("persons_detained"): (6, 6),
            key("completion_rate"): (Decimal("0.605"), Decimal("0.61")),
        }
    )
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本周执结案件较上周有所上升。", "较上周有所上升"),
        ("本周执结稳步提高。", "稳步提高"),
        ("本周执行到位金额较上周明显下降。", "较上周明显下降"),
        ("银州区法院本周执结案件持续减少。", "持续减少"),
        ("本周执结案件创新高。", "创新高"),
        ("本周执结案件与上周持平。", "持平"),
        ("本周执行到位金额与上周基本持平。", "基本持平"),
        ("本周执行完毕率稳步提升。", "稳步提升"),
    ],
)
def test_a_trend_that_the_data_turn_round(text: str, words: str) -> None:
    found = told(text, HELD)
    assert [code for code, _ in found] == ["direction_data"]
    assert found[0][1].endswith(words[-2:])


@pytest.mark.parametrize(
    "text",
    [
        "本周执结案件较上周有所下降。",
        "银州区法院本周执结案件稳步上升。",
        "本周司法拘留与上周持平。",
        "本周执结案件同比有所上升。",
        "执行质效持续提升，司法公信力不断提高。",
        "本周执行到位金额较上周大幅增长。",
        "减少了当事人诉累，提高了效率。",
        "本周执行完毕率与上周基本持平。",
    ],
)
def test_a_trend_that_holds_or_is_of_something_else(text: str) -> None:
    assert told(text, HELD) == []


def _mark(
    text: str, number: str, relation: str, indicator: str, against: str | None = None
) -> Mark:
    start = text.index(number)
    claim = Claim(
        metric=indicator, value=Decimal(1), unit="%", raw=number, start=start,
        end=start + len(number), sentence=(0, len(text)), relation=relation, against=against,
    )  # fmt: skip
    return Mark(claim=claim, verdict="matches", key=key(indicator), period="本周")


@pytest.mark.parametrize(
    ("text", "number", "relation", "indicator", "words"),
    [
        ("执结案件环比增长8.2%。", "8.2%", "increase", "cases_closed", ["增长8.2%"]),
        ("执结案件环比下降8.2%。", "8.2%", "decrease", "cases_closed", []),
        (
            "到位金额较上周减少了207万元。",
            "207万元",
            "decrease",
            "amount_recovered",
            ["减少了207万元"],
        ),
        ("到位金额较上周增加207万元。", "207万元", "increase", "amount_recovered", []),
        (
            "完毕率较上周提高0.5个百分点。",
            "0.5个百分点",
            "increase",
            "completion_rate",
            ["提高0.5个百分点"],
        ),
        ("完毕率较上周回落0.5个百分点。", "0.5个百分点", "decrease", "completion_rate", []),
    ],
)
def test_a_change_with_its_number(
    text: str, number: str, relation: str, indicator: str, words: list[str]
) -> None:
    found = told(text, HELD, marks=(_mark(text, number, relation, indicator),))
    assert found == [("direction_data", each) for each in words]


def test_against_last_year_the_ground_has_nothing() -> None:
    text = "执结案件同比增长8.2%。"
    mark = _mark(text, "8.2%", "increase", "cases_closed", against="同比")
    assert told(text, HELD, marks=(mark,)) == []
