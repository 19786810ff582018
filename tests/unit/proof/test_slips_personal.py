"""What leads to a person: names, numbers, addresses; no message repeats one."""

import pytest

from enforcement_cli.workflow.proof.personal import personal_slips
from tests.unit.proof.slip_texts import prose

PARTIES = ("赵晓棠、钱立峰", "铁岭安顺达物流有限公司", "方案")


def _found(text: str, profile: str = "bulletin") -> list[tuple[str, str]]:
    page = prose(text)
    slips = personal_slips(page, PARTIES, "public" if profile == "public" else "bulletin")
    for slip in slips:
        whole = page.text[slip.start : slip.end]
        assert whole not in slip.message + slip.remedy
    return [(slip.code, page.text[slip.start : slip.end]) for slip in slips]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("干警将赵晓棠拘传到庭。", ("party_named", "赵晓棠")),
        ("被执行人钱　立峰当场履行。", ("party_named", "钱　立峰")),
        ("法院对钱立峰、王某某采取措施。", ("party_named", "钱立峰")),
        ("身份证号211202199002134315。", ("personal_number", "211202199002134315")),
        ("联系电话１３９００００１２３４。", ("personal_number", "１３９００００１２３４")),
        ("向账户6222020000001234566支付。", ("personal_number", "6222020000001234566")),
        ("查扣其辽M12345轿车。", ("personal_number", "辽M12345")),
        ("家住光荣街道12号楼3单元502室。", ("address", "光荣街道12号楼3单元502室")),
        ("赶到幸福路3号。", ("address", "幸福路3号")),
        ("在阳光小区5栋2单元找到。", ("address", "阳光小区5栋2单元")),
    ],
)
def test_what_leads_to_a_person(text: str, found: tuple[str, str]) -> None:
    code, words = found
    slips = _found(text)
    assert [each for each, _ in slips] == [code]
    assert slips[0][1].endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "被执行人赵某某、钱某当场履行。",
        "工作方案已印发，方案明确。",
        "执行法官赵晓棠说。",
        "铁岭安顺达物流有限公司履行完毕。",
        "到位13800138000元，2026年2月28日，（2026）辽1202执123号。",
        "沿幸福路巡查，在某小区5栋找到，走访街道12次。",
    ],
)
def test_what_leads_to_nobody(text: str) -> None:
    assert _found(text) == []


def test_figures_side_by_side_in_a_row_are_no_telephone_number() -> None:
    page = prose("附表。", ([["清河区法院", "139", "0000", "1234"]],))
    assert personal_slips(page) == ()
    page = prose("附表。", ([["联系人", "13900001234"]],))
    assert [slip.code for slip in personal_slips(page)] == ["personal_number"]


def test_a_namesake_among_the_staff_is_no_party() -> None:
    head = ["案号", "承办人", "被执行人"]
    page = prose("附表。", ([head, ["（2026）辽1202执1号", "赵晓棠", "王某"]],))
    assert personal_slips(page, PARTIES) == ()
    page = prose("附表。", ([head, ["（2026）辽1202执1号", "孙法官", "赵晓棠"]],))
    assert [slip.code for slip in personal_slips(page, PARTIES)] == ["party_named"]


def test_in_public_companies_are_named_by_their_trade_only() -> None:
    assert _found("铁岭安顺达物流有限公司履行完毕。", "public") == [
        ("party_named", "铁岭安顺达物流有限公司")
    ]
