"""Totals, parts, shares, tables of a text that contradict themselves."""

import pytest

from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.proof import Mark
from tests.unit.proof.slip_texts import ground, slips, told

THREE = "累计执结小标的案件913件、涉民生案件190件，整治欠薪案件95件"


@pytest.mark.parametrize(
    "text",
    [
        f"全市法院{THREE}，共执结1198件。",
        f"全市法院共执结1198件，其中{THREE.removeprefix('累计执结')}。",
        f"{THREE}。三项共执结案件1198件。",
    ],
)
def test_categories_that_overlap_are_not_added(text: str) -> None:
    found = slips(text, ground())
    assert [slip.code for slip in found] == ["overlapping_sum"]
    assert not found[0].serious
    assert text[found[0].start : found[0].end] == "1198件"


@pytest.mark.parametrize(
    "text",
    [
        f"全市法院{THREE}，共执结964件。",
        f"全市法院共执结行动案件964件，其中{THREE.removeprefix('累计执结')}。",
        "银州区法院执结188件、清河区法院执结78件，共执结266件。",
        f"{THREE}；共执行到位1198万元。",
    ],
)
def test_a_total_of_distinct_cases_is_right(text: str) -> None:
    assert told(text, ground()) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("银州区法院188件、清河区法院78件、铁岭县法院112件，合计387件。", "387件"),
        ("拘传103人次、拘留71人次，两项合计184人次。", "184人次"),
        ("到位291.37万元、142.43万元、122.73万元，三项共计566.53万元。", "566.53万元"),
        ("新收120件，旧存80件，两项共210件。", "210件"),
    ],
)
def test_a_sum_that_is_none(text: str, words: str) -> None:
    assert told(text) == [("listed_sum", words)]


@pytest.mark.parametrize(
    "text",
    [
        "银州区法院188件、清河区法院78件、铁岭县法院112件，合计378件。",
        "累计拘传103人次、拘留71人次，两项共174人次；搜查52次，罚款20人次。",
        "到位291.37万元、142.43万元、122.73万元，三项共计556.54万元。",
        "拘留、拘传合计8人。",
        "执结34件，较上周增加32件，清河区法院12件，合计46件。",
        "拘留3人，拘传8人，共计传唤30人。",
        "各类案件有交叉：小标的913件、涉民生190件，合计964件。",
        "受理约200件、新收50余件，合计270件。",
    ],
)
def test_a_sum_that_is_one(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累计执结913件，其中执行完毕946件。", ("part_exceeds", "946件")),
        ("共执结98件。其中，涉民生案件108件。", ("part_exceeds", "108件")),
        ("到位276.03万元，其中涉民生案件到位806.19万元。", ("part_exceeds", "806.19万元")),
        (
            "执结584件，其中执行完毕384件、终结本次执行程序217件、终结执行163件。",
            ("parts_exceed", "384件、终结本次执行程序217件、终结执行163件"),
        ),
        ("司法拘留71人次，其中男50人次、女30人次。", ("parts_exceed", "50人次、女30人次")),
        ("到位100万元，其中现金60万元、划拨50万元。", ("parts_exceed", "60万元、划拨50万元")),
    ],
)
def test_parts_that_exceed_their_whole(text: str, found: tuple[str, str]) -> None:
    assert told(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "累计执结913件，其中执行完毕546件，执行到位884.54万元；目标900件。",
        "本周执结166件，较上周增加147件；累计执结913件，其中执行完毕546件。",
        "累计执结964件，其中小标的案件913件、涉民生案件190件、整治欠薪案件95件。",
        "累计执结100余件，其中执行完毕105件。",
        "累计执结98件，其中银州区法院60件，目标120件。",
        "受理2403件，结案2251件，其中结案2300件以内的另计。",
        "到位1887.06万元，其中工资款170.93万元、交通事故174万元。",
    ],
)
def test_parts_within_their_whole(text: str) -> None:
    assert told(text, ground()) == []


def test_parts_that_only_follow_a_total_get_a_second_look() -> None:
    text = (
        "执结积案80件，到位金额500万元，为劳动者追回工资120万元，"
        "为受害人执行90万元，为企业清收欠款400万元。"
    )
    found = slips(text)
    assert [(slip.code, slip.serious) for slip in found] == [("parts_unmarked", False)]
    assert text[found[0].start :].startswith("120万元")
    assert "610万元" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "到位金额500万元，为劳动者追回工资120万元，为企业清收欠款300万元。",
        "到位金额500万元，发放案款600万元，罚款20万元。",
        "到位金额500万元，其中为劳动者追回工资120万元，为企业清收欠款300万元。",
    ],
)
def test_other_sums_of_money_are_no_parts(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "执行完毕、终本、终结执行分别占60%、30%、15%。",
        "执行完毕案件占比60%，终本案件占比35%，终结执行案件占比10%。",
        "三类案件分别占比55.5%、30.1%和20.2%。",
    ],
)
def test_shares_of_more_than_a_hundred(text: str) -> None:
    assert [code for code, _ in told(text)] == ["shares_over"]


@pytest.mark.parametrize(
    "text",
    [
        "执行完毕、终本、终结执行分别占60%、30%、10%。",
        "三类案件分别占比33.4%、33.4%、33.3%。",
        "小标的案件占比94.7%，涉民生案件占比19.7%，整治欠薪案件占比9.9%。",
        "结案率95%，执行完毕率60%，到位率40%。",
        "执行完毕案件占比60%，到位金额占标的额的占比50%，拘留占比20%。",
    ],
)
def test_shares_within_a_hundred_or_of_overlapping_things(text: str) -> None:
    assert told(text, ground()) == []


HEAD = ["法院", "执结", "到位（万元）", "执行完毕率", "拘留（人）"]
ROWS = [
    ["铁岭中院", "9", "11.80", "66.67%", "1"],
    ["银州区法院", "188", "291.37", "62.57%", "3"],
    ["清河区法院", "78", "142.43", "65.38%", "2"],
    ["铁岭县法院", "112", "122.73", "57.14%", "4"],
]


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        (["全市合计", "387", "568.33", "61.20%", "9"], []),
        (["全市合计", "387", "568.34", "61.20%", "9"], []),
        (["合计", "397", "568.33", "61.20%", "9"], ["397"]),
        (["合计", "387", "598.33", "61.20%", "9"], ["598.33"]),
        (["总计", "378", "556.53", "61.20%", "9"], []),
        (["合计", "—", "", "61.20%", "9"], []),
    ],
)
def test_a_total_row_is_the_sum_of_its_rows(total: list[str], wrong: list[str]) -> None:
    found = told("附表。", tables=([HEAD, *ROWS, total],))
    assert found == [("column_total", words) for words in wrong]


def test_a_total_with_one_of_the_basic_courts_before_it() -> None:
    rows = [
        HEAD,
        *ROWS,
        ["基层合计", "378", "556.53", "", "8"],
        ["全市合计", "387", "568.33", "", "9"],
    ]
    assert told("附表。", tables=(rows,)) == []
    rows[5][1] = "387"
    rows[6][1] = "378"
    assert [code for code, _ in told("附表。", tables=(rows,))] == []
    rows[6][1] = "388"
    assert told("附表。", tables=(rows,)) == [("column_total", "388")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("受理执行案件2403件，结案2251件，结案率95%。", "95%"),
        ("累计执结584件，其中执行完毕217件，执行完毕率60.5%。", "60.5%"),
        ("执行标的额1200万元，到位金额300万元，到位率为35%。", "35%"),
        ("累计执结95件，目标90件，完成率102.5%。", "102.5%"),
    ],
)
def test_a_rate_that_its_own_numbers_contradict(text: str, words: str) -> None:
    assert told(text) == [("rate_wrong", words)]


@pytest.mark.parametrize(
    "text",
    [
        "受理执行案件2403件，结案2251件，结案率93.68%。",
        "受理执行案件2403件，结案2251件，结案率93.7%。",
        "受理执行案件2403件，结案2251件，结案率93%。",
        "本周执结166件；累计执结913件，目标900件，完成率101.44%。",
        "累计执行完毕584件，终结执行163件；首执案件执行完毕率60.50%。",
        "受理2403件，结案2251件，其中涉民生案件结案率98%。",
        "受理约2400件，结案2251件，结案率95%。",
    ],
)
def test_a_rate_that_some_of_them_give(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            "行动期间，全市法院执行到位1544.84万元。",
            "行动期间，全市法院累计执行到位金额1554.84万元。",
            ["1554.84万元"],
        ),
        ("2025年，固阳县法院执结383件。", "2025年，固阳县法院共执结338件。", ["338件"]),
        ("本周，银州区法院拘传18人次。", "本周，银州区法院拘传81人次。", ["81人次"]),
        ("行动期间，全市法院执行到位约1545万元。", "行动期间，全市法院执行到位1544.84万元。", []),
        ("本周，银州区法院拘传18人次。", "本周，清河区法院拘传81人次。", []),
        ("行动期间，全市法院执结964件。", "本周，全市法院执结176件。", []),
        ("行动期间，全市法院执结小标的案件913件。", "行动期间，全市法院执结964件。", []),
    ],
)
def test_the_same_figure_told_twice(first: str, second: str, words: list[str]) -> None:
    assert told(f"{first}\n{second}") == [("told_twice", each) for each in words]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("两级法院共出动警力620人次。", "行动以来，各院共出动警力650人次。", ["650人次"]),
        ("全市法院出动警车88辆次。", "截至目前，出动警车98辆次。", ["98辆次"]),
        ("共出动警力620人次。", "全市法院共出动警力约620人次。", []),
        ("共出动警力620人次。", "本周，全市法院出动警力50人次。", []),
        ("银州区法院出动警力120人次。", "清河区法院出动警力50人次。", []),
        ("共出动警力620人次，其中夜间200人次。", "共出动警力620人次。", []),
    ],
)
def test_what_the_data_do_not_bear_on_told_twice(first: str, second: str, words: list[str]) -> None:
    text = f"{first}\n{second}"
    marks = tuple(Mark(claim=claim, verdict="absent") for claim in claims_in(text))
    assert told(text, ground(), marks=marks) == [("told_twice", each) for each in words]
    assert told(text, ground()) == []


def test_what_a_mark_has_judged_is_not_told_again() -> None:
    text = "行动期间，全市法院执行到位1544.84万元。\n行动期间，全市法院执行到位1554.84万元。"
    claims = claims_in(text)
    marks = tuple(Mark(claim=claim, verdict="differs") for claim in claims)
    assert [code for code, _ in told(text, ground(), marks=marks)] == []
    marks = tuple(Mark(claim=claim, verdict="absent") for claim in claims)
    assert told(text, ground(), marks=marks) == [("told_twice", "1554.84万元")]


ACROSS = ["法院", "小标的", "民生", "欠薪", "合计", "拘留（人次）"]
COUNTS = [
    ["银州区法院", "12", "5", "3", "20", "4"],
    ["清河区法院", "8", "1", "0", "9", "2"],
    ["铁岭县法院", "7", "2", "2", "11", "1"],
    ["调兵山市法院", "9", "4", "1", "14", "0"],
]


def test_a_row_that_does_not_add_up_as_the_others_do() -> None:
    assert told("附表。", tables=([ACROSS, *COUNTS],)) == []
    wrong = [*COUNTS[:2], ["铁岭县法院", "7", "2", "2", "13", "1"], COUNTS[3]]
    assert told("附表。", tables=([ACROSS, *wrong],)) == [("row_total", "13")]
    # The total stands first, and the heads of one row were printed twice.
    turned = [[row[0], row[4], *row[1:4], row[5]] for row in [ACROSS, *wrong]]
    assert told("附表。", tables=(turned,)) == [("row_total", "13")]


def test_totals_that_are_no_sums_of_their_rows_in_most_of_them_are_left() -> None:
    """Categories overlap: what the total is of, no two rows agree on."""
    distinct = [[*row[:4], str(int(row[4]) - at - 1), row[5]] for at, row in enumerate(COUNTS)]
    assert told("附表。", tables=([ACROSS, *distinct],)) == []
