"""Names of courts, their number, lists and orders of them."""

from decimal import Decimal

import pytest

from tests.unit.proof.slip_texts import (
    DIAOBINGSHAN,
    QINGHE,
    TIELING,
    YINZHOU,
    figures,
    ground,
    key,
    slips,
    told,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("银洲区法院本周执结。", ("court_misspelt", "银洲区法院")),
        ("清河县人民法院本周执结。", ("court_misspelt", "清河县人民法院")),
        ("近日，调兵市人民法院开展行动。", ("court_misspelt", "调兵市人民法院")),
        ("铁岭市钦州区人民法院开展行动。", ("court_misspelt", "铁岭市钦州区人民法院")),
        ("铁岺县法院开展行动。", ("court_misspelt", "铁岺县法院")),
        ("铁领市中级人民法院召开会议。", ("court_misspelt", "铁领市中级人民法院")),
        ("铁岭市法院开展行动。", ("court_unclear", "铁岭市法院")),
        ("沙河县法院开展行动。", ("court_foreign", "沙河县法院")),
        ("清河区法院、康平县法院的做法印发全市。", ("court_foreign", "康平县法院")),
    ],
)
def test_a_court_that_the_desk_has_not(text: str, found: tuple[str, str]) -> None:
    assert told(text, ground()) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "银州区法院、清河区人民法院、铁岭市清河区人民法院、调兵山法院、铁岭县法院本周执结。",
        "铁岭市中级人民法院召开会议，辽宁省铁岭市中级人民法院印发方案。",
        "全市法院、两级法院、各县区法院、上级法院、最高人民法院、该法院、本院。",
        "委托沈阳市铁西区人民法院协助执行。",
        "干警将其带回法院，申请人来到法院，由法院审查，经法院传唤。",
        "全县法院、我市法院、辖区法院。",
    ],
)
def test_courts_of_the_desk_and_what_is_no_name(text: str) -> None:
    assert told(text, ground()) == []


@pytest.mark.parametrize(
    ("text", "found", "serious"),
    [
        ("全市5个基层法院闻令而动。", ("court_count", "5个基层法院"), True),
        ("7个基层法院闻令而动。", ("court_count", "7个基层法院"), True),
        ("3个基层法院闻令而动。", ("court_count", "3个基层法院"), False),
        ("全市七家法院齐动员。", ("court_count", "全市七家法院"), True),
        ("辖区三家基层法院齐动员。", ("court_count", "三家基层法院"), True),
        (
            "2家慢于序时进度（银州区法院、清河区法院、铁岭县法院）。",
            ("court_list_count", "2家慢于序时进度"),
            True,
        ),
        ("银州区、清河区、铁岭县两家法院执结。", ("court_list_count", "两家法院"), True),
        (
            "4家基层法院（银州区法院、清河区法院、铁岭县法院）均已报送。",
            ("court_left_out", "4家基层法院"),
            True,
        ),
        (
            "各基层法院（银州区法院、清河区法院、调兵山市法院）均已报送。",
            ("court_left_out", "各基层法院（银州区法院、清河区法院、调兵山市法院）"),
            True,
        ),
        (
            "4家基层法院分别为银州区法院、清河区法院、铁岭县法院。",
            ("court_left_out", "4家基层法院"),
            True,
        ),
    ],
)
def test_a_wrong_number_of_courts(text: str, found: tuple[str, str], serious: bool) -> None:
    slip = slips(text, ground())
    assert [(each.code, text[each.start : each.end]) for each in slip] == [found]
    assert slip[0].serious is serious


@pytest.mark.parametrize(
    "text",
    [
        "4个基层法院闻令而动，全市5家法院齐动员，两级五家法院联动。",
        "其中3个基层法院完成目标，有2家基层法院进度较慢。",
        "3家达到或快于序时进度，2家慢于序时进度（银州区法院、清河区法院）。",
        "银州区、清河区、调兵山市三家法院累计执结。",
        "银州区法院、清河区法院等三家法院受到通报表扬。",
        "应报5家，全部报送。",
        "各院（银州区法院牵头）开展行动。",
        "4家基层法院（银州区法院、清河区法院、铁岭县法院、调兵山市法院）均已报送。",
    ],
)
def test_a_right_number_of_courts(text: str) -> None:
    assert told(text, ground()) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("执结数居前三名的依次为银州区法院188件、铁岭县法院112件、调兵山市法院216件。", "216件"),
        ("执结数由高到低为调兵山市法院216件、清河区法院78件、铁岭县法院112件。", "112件"),
        ("执结数由低到高为清河区法院78件、银州区法院188件、铁岭县法院112件。", "112件"),
        (
            "前三名依次为调兵山市法院、银州区法院、铁岭县法院，分别执结216件、112件、188件。",
            "188件",
        ),
    ],
)
def test_an_order_that_its_own_numbers_break(text: str, words: str) -> None:
    assert ("order_of_numbers", words) in told(text, ground())


CLOSED = {YINZHOU: 188, QINGHE: 78, TIELING: 112, DIAOBINGSHAN: 216}


def _closed():
    """The same order in the week and to date; 中院 last."""
    values = {}
    for basis, divided in (("period", 4), ("cumulative", 1)):
        for court, count in {**CLOSED, "辽12": 9}.items():
            values[key("cases_closed", court, basis)] = (count // divided, None)
    return ground(figures(values))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累计执结案件银州区法院居首。", ("place_of_court", "居首")),
        ("执结数铁岭县法院排名第一。", ("place_of_court", "排名第一")),
        ("铁岭县法院累计执结112件，为全市最多。", ("place_of_court", "为全市最多")),
        ("累计执结铁岭县法院垫底。", ("place_of_court", "垫底")),
        ("累计执结数依次为银州区法院、调兵山市法院、铁岭县法院。", ("order_of_courts", "依次为")),
        (
            "累计执结案件居前的是银州区法院（188件）、调兵山市法院（216件）。",
            ("order_of_courts", "居前"),
        ),
        ("执结案件前三名为银州区法院、调兵山市法院、铁岭县法院。", ("order_of_courts", "前三名")),
    ],
)
def test_an_order_that_the_data_break(text: str, found: tuple[str, str]) -> None:
    assert found in told(text, _closed())


@pytest.mark.parametrize(
    "text",
    [
        "累计执结案件调兵山市法院居首，累计执结清河区法院垫底，累计执结铁岭中院居末位。",
        "执结数前三名依次为调兵山市法院、银州区法院、铁岭县法院。",
        "累计执结数由低到高为清河区法院、铁岭县法院、银州区法院。",
        "各院执结数依次为银州区法院188件、清河区法院78件、铁岭县法院112件、调兵山市法院216件。",
        "调兵山市法院本周执结54件，为全市最多。",
        "宣传稿件银州区法院居首。",
        "执结数由高到低为调兵山市法院216件、银州区法院188件、铁岭县法院112件。",
    ],
)
def test_an_order_that_holds(text: str) -> None:
    assert told(text, _closed()) == []


def test_an_order_that_one_reading_bears_out_is_left() -> None:
    """Not said whether of the week or to date: 银州 leads the week, 调兵山 the whole."""
    values = {
        key("cases_closed", YINZHOU): (50, None),
        key("cases_closed", DIAOBINGSHAN): (40, None),
        key("cases_closed", YINZHOU, "cumulative"): (188, None),
        key("cases_closed", DIAOBINGSHAN, "cumulative"): (216, None),
    }
    held = ground(figures(values))
    assert told("执结数银州区法院居首。", held) == []
    assert told("累计执结数银州区法院居首。", held) == [("place_of_court", "居首")]
    assert told("本周执结数调兵山市法院居首。", held) == [("place_of_court", "居首")]


def test_money_is_told_in_wan() -> None:
    values = {
        key("amount_recovered", YINZHOU, "cumulative"): (29_137_00, None),
        key("amount_recovered", QINGHE, "cumulative"): (Decimal(43_888_00), None),
    }
    found = slips("累计执行到位金额由高到低为银州区法院、清河区法院。", ground(figures(values)))
    assert [slip.code for slip in found] == ["order_of_courts"]
    assert "2.91万元" in found[0].message
    assert "4.39万元" in found[0].message
