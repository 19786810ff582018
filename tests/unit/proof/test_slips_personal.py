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


PAIRS = [
    ("被执行人周某某拒不申报财产。", "被执行人周振邦拒不申报财产。", ("party_unlisted", "周振邦")),
    ("申请执行人领到案款。", "申请执行人郑秀兰领到案款。", ("party_unlisted", "郑秀兰")),
    ("原告冯某、段某夫妇撤回申请。", "原告冯某、段某夫妇撤回申请。被告段玉梅同意。", ("party_unlisted", "段玉梅")),
    ("法定代表人：某公司经理。", "法定代表人：秦大川。", ("party_unlisted", "秦大川")),
    ("其身份证尾号1425。", "其身份证号2112 8219 8811 0514 2X。", ("personal_number", "2112 8219 8811 0514 2X")),
    ("可拨打12368咨询。", "可拨打13512340987咨询。", ("personal_number", "13512340987")),
    ("账户尾号4560已冻结。", "账户6217 0000 0123 4567 890已冻结。", ("personal_number", "6217 0000 0123 4567 890")),
    ("其名下辽M牌照轿车被查扣。", "其名下辽MD3K52轿车被查扣。", ("personal_number", "辽MD3K52")),
]  # fmt: skip


@pytest.mark.parametrize(("true", "false", "found"), PAIRS)
def test_a_sentence_that_hides_and_its_twin_that_tells(
    true: str, false: str, found: tuple[str, str]
) -> None:
    assert _found(true) == []
    assert _found(false) == [found]


def test_a_row_of_names_that_no_return_has() -> None:
    assert _found("被执行人孙立群、吴国栋夫妇欠款不还。") == [
        ("party_unlisted", "孙立群"),
        ("party_unlisted", "吴国栋"),
    ]
    # Of what the returns have the ledger's own finding tells.
    assert _found("被执行人钱立峰拖欠货款。") == [("party_named", "钱立峰")]


def test_a_surname_and_one_sign_gets_a_second_look() -> None:
    slips = personal_slips(prose("被执行人孙立拖欠货款。被执行人孙立群拖欠货款。"))
    assert [(slip.code, slip.serious) for slip in slips] == [
        ("party_unlisted", False),
        ("party_unlisted", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "原告方代理人到庭，被告向法院起诉，被执行人马上履行，被执行人包工头，",
        "被执行人程序终结，申请执行人高度评价，当事人和解协议，被执行人严重失信，",
        "被执行人何时履行，被执行人张贴公告的，被执行人许诺，当事人白跑一趟，",
        "被执行人沈阳某公司，被执行人武某、李某，被执行人陈某1，被执行人王×强，",
    ],
)
def test_words_that_begin_like_a_surname_are_no_names(text: str) -> None:
    assert _found(text) == []


def test_a_name_that_only_begins_like_a_party_is_told_whole() -> None:
    page = prose("被执行人孙立群到庭。另一案中，被执行人孙立当场履行。")
    slips = personal_slips(page, ("孙立",), "bulletin")
    assert [(slip.code, page.text[slip.start : slip.end]) for slip in slips] == [
        ("party_unlisted", "孙立群"),
        ("party_named", "孙立"),
    ]
