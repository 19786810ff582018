"""Two numbers of one sentence and what is said of the way between them."""

import pytest

from tests.unit.proof.slip_texts import told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本周执结案件由98件增至90件。", "增至90件"),
        ("结案率从95.2%上升到93.1%。", "上升到93.1%"),
        ("到位金额由1.2亿元下降至1.5亿元。", "下降至1.5亿元"),
        ("本周执结90件，较上周的98件增长8.2%。", "增长"),
        ("上周执结98件，本周执结90件，增长8.2%。", "增长"),
        ("本周执结90件，上周执结98件，环比上升8.2%。", "上升"),
        ("该院排名由第3位下降至第1位。", "下降至第1位"),
        ("拘留人次由１２人次减少到１５人次。", "减少到１５人次"),
        ("平均用时由60天缩短至65天。", "缩短至65天"),
    ],
)
def test_a_word_that_goes_the_other_way_is_found(text: str, words: str) -> None:
    assert told(text) == [("direction_pair", words)]


@pytest.mark.parametrize(
    "text",
    [
        "本周执结案件由90件增至98件，增长8.9%。",
        "结案率从95.2%下降到93.1%，下降2.1个百分点。",
        "到位金额由1.5亿元降至1.2亿元，降幅20%。",
        "该院排名由第3位上升至第1位。",
        "本周执结176件，较上周增加155件；执行到位276.03万元，环比增长302.70%。",
        "本周执结90件，较上周的98件下降8.2%。",
        "执结案件由上周的约100件增至98件。",
        "执结案件由5件增至2万件。",
        "从2月5日起至3月1日，共执结98件。",
        "执结98件，较上周增加10件，拘留5人，增加2人。",
        "平均用时由65天缩短至60天。",
    ],
)
def test_what_goes_the_way_it_says_is_not(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("执结案件由90件增至108件，增长12%。", "12%"),
        ("执结案件由90件增至108件，增加12件。", "12件"),
        ("结案率由90.0%上升到95.5%，提高4.5个百分点。", "4.5个百分点"),
        ("执结案件由50件增至100件，增长2倍。", "2倍"),
        ("本周执结90件，较上周的100件下降12.5%。", "12.5%"),
    ],
)
def test_a_wrong_size_is_found(text: str, words: str) -> None:
    assert told(text) == [("change_size", words)]


@pytest.mark.parametrize(
    "text",
    [
        "执结案件由90件增至108件，增长20%。",
        "到位金额由1.2亿元增至1.5亿元，增长24.6%。",
        "执结案件由50件增至100件，增长1倍。",
        "执结案件由50件增至100件，翻了一番。",
        "执结案件由50件增至90件，增长近80%，拘留人数增长3%。",
        "执结案件由90件增至108件，增长约两成。",
    ],
)
def test_a_right_or_rounded_size_is_not(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("执结案件由50件增至100件，翻了两番。", "翻了两番"),
        ("执结案件由50件增至75件，翻番。", "翻番"),
        ("到位金额由1000万元增至4500万元，翻一番。", "翻一番"),
    ],
)
def test_a_doubling_that_is_none(text: str, words: str) -> None:
    assert told(text) == [("times_mixed", words)]


@pytest.mark.parametrize(
    "text",
    [
        "执结案件由50件增至200件，翻了两番。",
        "执结案件由50件增至98件，接近翻一番。",
        "力争执结案件翻一番。",
    ],
)
def test_a_doubling_that_is_one(text: str) -> None:
    assert told(text) == []
