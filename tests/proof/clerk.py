"""A weekly bulletin as a clerk edits it in Word before it goes out; every word of it is true.

Comes in: the Word file that `enforce report --rank` wrote, and the truth. Goes out: the same with a
lead of the clerk's own, a paragraph for each court, a table, a story, plans; sentences moved and
merged, trade synonyms, most tables of ranks cut. The names and numbers of the story are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from docx.document import Document

from tests.proof.truth import FEN_PER_WAN, Truth, above, below, change, percent, rounded
from tests.proof.word_file import (
    add_before,
    add_table_before,
    heading,
    heading_before,
    paragraph_with,
    remove,
    remove_tables,
    reword,
)

PLACES = ("", "一", "二", "三", "四", "五", "六", "七")
MUNICIPAL, YINZHOU, QINGHE, TIELING, XIFENG, CHANGTU, DIAOBINGSHAN, KAIYUAN = (
    "辽12", "辽1202", "辽1204", "辽1221", "辽1223", "辽1224", "辽1281", "辽1282",
)  # fmt: skip
TOP_THREE = (YINZHOU, CHANGTU, DIAOBINGSHAN)
KEPT_RANKS = ("累计执结位次", "累计执行到位金额位次", "累计执行完毕率位次")
POLICE = 620


def edit(document: Document, t: Truth) -> None:
    """Edit the bulletin of a week as a clerk does."""
    overview = paragraph_with(document, "一、总体情况")
    add_before(overview, *lead(t))
    _merge_overview(document)
    actions = paragraph_with(document, "二、各项行动")
    heading_before(actions, "各院工作情况")
    add_before(actions, *courts(t))
    add_table_before(actions, "主要法院进展情况", own_table(t))
    _measures(document, t)
    remove_tables(document, "位次", KEPT_RANKS)
    heading_before(paragraph_with(document, "七、问题提示"), "典型案例")
    add_before(paragraph_with(document, "七、问题提示"), *STORY)
    add_before(heading(document, "说明"), *plans(t))


def lead(t: Truth) -> tuple[str, ...]:
    """What the clerk says first, in words of the trade: 办结, 到位资金, 约, 余, 近, 超."""
    now = t.figure("cases_closed", basis="period")
    money = Decimal(t.count("amount_recovered")) / FEN_PER_WAN
    week = Decimal(t.count("amount_recovered", basis="period")) / FEN_PER_WAN
    before = Decimal(t.figure("amount_recovered", basis="period")["previous"]) / FEN_PER_WAN
    care = Decimal(t.count("amount_recovered", action="livelihood", basis="period")) / FEN_PER_WAN
    closed = {a: t.count("cases_closed", action=a) for a in ("small", "livelihood", "wages")}
    assert money > 1000 and now["change"] > 0 and week > before  # noqa: PT018
    return (
        (
            "专项行动启动以来，两级法院执行干警放弃休息、连续作战，向“骨头案”“钉子案”发起总攻。"
            f"截至2月8日，全市法院累计办结行动案件{t.count('cases_closed')}件，到位资金{t.wan()}万元，"
            f"约合{rounded(money / 10_000, 2)}亿元，突破一千万元大关。"
            f"其中小标的案件{closed['small']}件、涉民生案件{closed['livelihood']}件、"
            f"整治欠薪案件{closed['wages']}件（同一案件可计入两项以上）。"
            f"两级法院共出动警力{POLICE}人次。"
        ),
        (
            "进入第8周，各院节前再发力。"
            f"本周全市法院办结案件{now['value']}件，比上周多{now['change']}件、"
            f"增长{percent(Decimal(now['change']) / now['previous'])}%。"
            f"本周到位资金约{rounded(week)}万元，为上周的{rounded(week / before, 2)}倍。"
            f"本周到位资金较上周大幅增长，占累计到位资金的{percent(week / money)}%。"
        ),
        (
            f"从到位情况看，全市累计到位资金{below(money, 10)}余万元。"
            f"本周到位近{above(week, 10)}万元，其中涉民生案件到位超{below(care, 1)}万元。"
        ),
    )


def _merge_overview(document: Document) -> None:
    """The week first, then the whole, in one paragraph."""
    whole = paragraph_with(document, "截至2026年2月8日，专项行动进入")
    week = paragraph_with(document, "环比增长")
    reword(week, week.text, week.text + whole.text)
    remove(whole)


def courts(t: Truth) -> tuple[str, ...]:
    """A paragraph for each court."""
    n, now = _closed(t), _closed(t, "period")
    return (
        (
            f"{t.names[YINZHOU]}坚持以打开路，本周执结案件{now(YINZHOU)}件，累计执结{n(YINZHOU)}件，"
            f"居全市基层法院{_place(t, 'cases_closed', YINZHOU)}位。"
            f"该院累计到位资金{t.wan(YINZHOU)}万元，居{_place(t, 'amount_recovered', YINZHOU)}位。"
        ),
        (
            f"{t.names[QINGHE]}本周办结{now(QINGHE)}件，较上周{_more(t, QINGHE)}。"
            f"该院累计执行到位{t.wan(QINGHE)}万元，执行到位率{t.rate('recovery_rate', QINGHE)}%，"
            f"居全市基层法院{_place(t, 'recovery_rate', QINGHE)}位。"
        ),
        (
            f"{t.names[TIELING]}本周执结{now(TIELING)}件，到位资金{t.wan(TIELING, basis='period')}万元。"
            f"累计执结{n(TIELING)}件，到位{t.wan(TIELING)}万元。"
            f"本周拘传{t.count('persons_compelled', TIELING, basis='period')}人次，"
            f"搜查{t.count('searches', TIELING, basis='period')}次。"
        ),
        (
            f"{t.names[XIFENG]}“三天两夜集中行动”之后持续加力，累计办结{n(XIFENG)}件，"
            f"其中执行完毕{t.count('cases_completed', XIFENG)}件。"
            f"累计拘传{t.count('persons_compelled', XIFENG)}人次、"
            f"拘留{t.count('persons_detained', XIFENG)}人次。"
        ),
        (
            f"{t.names[CHANGTU]}本周到位资金{t.wan(CHANGTU, basis='period')}万元，"
            f"环比增长{growth(t, CHANGTU)}%。本周执结{now(CHANGTU)}件，比上周"
            f"{_more(t, CHANGTU).replace('减少', '少')}。"
        ),
        (
            f"{t.names[DIAOBINGSHAN]}本周执结{now(DIAOBINGSHAN)}件，为全市最多。"
            f"该院本周到位{t.wan(DIAOBINGSHAN, basis='period')}万元，占全市本周到位总额的{_share(t)}%。"
            f"累计执结{n(DIAOBINGSHAN)}件，其中执行完毕{t.count('cases_completed', DIAOBINGSHAN)}件，"
            f"执行完毕率{t.rate('completion_rate', DIAOBINGSHAN)}%。"
        ),
        (
            f"{t.names[KAIYUAN]}累计执结{n(KAIYUAN)}件，到位资金{t.wan(KAIYUAN)}万元，"
            f"两项均居全市基层法院{_both(t, KAIYUAN)}位。"
            f"小标的案件完成目标的{_done(t, KAIYUAN)}%，慢于序时进度{behind(t, KAIYUAN)}个百分点。"
        ),
        (
            f"市中院本周执结{now(MUNICIPAL)}件，累计执结{n(MUNICIPAL)}件，"
            f"到位资金{t.wan(MUNICIPAL)}万元。昌图县法院、开原市法院的经验做法印发全市。"
        ),
        (
            f"银州区、昌图县、调兵山市三家法院累计执结{sum(map(n, TOP_THREE))}件，"
            f"占全市的{percent(Decimal(sum(map(n, TOP_THREE))) / t.count('cases_closed'))}%。"
        ),
    )


def own_table(t: Truth) -> list[list[str]]:
    """A table that the clerk makes, with a total under it."""
    n, now = _closed(t), _closed(t, "period")
    head = ["法院", "本周执结（件）", "累计执结（件）", "其中执行完毕（件）"]
    lines = [
        [t.names[court], *map(str, (now(court), n(court), t.count("cases_completed", court)))]
        for court in TOP_THREE
    ]
    sums = [str(sum(int(line[at]) for line in lines)) for at in (1, 2, 3)]
    return [head, *lines, ["三院合计", *sums]]


def _measures(document: Document, t: Truth) -> None:
    """拘留 for 司法拘留, and what there is to date beside the week."""
    week = paragraph_with(document, "本周依法拘传")
    reword(week, "本周依法拘传", "本周，全市法院依法拘传")
    reword(week, "司法拘留", "拘留")
    compelled, detained = t.count("persons_compelled"), t.count("persons_detained")
    more = (
        f"累计拘传{compelled}人次、拘留{detained}人次，两项共{compelled + detained}人次；"
        f"搜查{t.count('searches')}次，罚款{t.count('persons_fined')}人次。"
        f"行动以来，各院共出动警力{POLICE}人次。"
    )
    add_before(paragraph_with(document, "（各院强制措施见附表3）"), more)


STORY = (
    (
        "工资有了着落。申请执行人赵某某等5人与被执行人某装饰公司追索劳动报酬纠纷一案，"
        "该公司拖欠工资共计12.6万元。"
        "1月28日，银州区法院执行干警在该公司负责人住处将孙某某依法拘传到庭。"
        "孙某某当场支付6万元，余款6.6万元约定于3月底前付清。"
    ),
)


def plans(t: Truth) -> tuple[str, ...]:
    """What is to be done: targets, and days to come, are no results."""
    target = t.figure("cases_closed", action="small")["target"]
    money = t.figure("amount_recovered")["target"]
    gap = target - t.count("cases_closed", action="small")
    return (
        (
            "下步打算。全市法院将紧盯目标不放松，"
            f"力争2月28日前小标的案件执结{target}件、执行到位{money // FEN_PER_WAN}万元。"
            f"小标的案件还差{gap}件，各院要倒排工期、挂图作战。"
            "对拒不履行的，该拘留的拘留、该罚款的罚款。材料报送联系市中院执行局综合科。"
        ),
    )


def _closed(t: Truth, basis: str = "cumulative") -> Callable[[str], int]:
    return lambda court: t.count("cases_closed", court, basis=basis)  # type: ignore[arg-type]


def _both(t: Truth, court: str) -> str:
    """The place that a court has by cases and by money alike."""
    assert t.rank("cases_closed", court) == t.rank("amount_recovered", court)
    return _place(t, "cases_closed", court)


def _place(t: Truth, indicator: str, court: str) -> str:
    return "第" + PLACES[t.rank(indicator, court)]


def _more(t: Truth, court: str) -> str:
    return change(t.figure("cases_closed", court, basis="period")["change"], "件")


def growth(t: Truth, court: str) -> Decimal:
    """By how many per cent the money of a court's week grew, to one place."""
    figure = t.figure("amount_recovered", court, basis="period")
    assert figure["change"] > 0
    return rounded(Decimal(figure["change"]) * 100 / figure["previous"], 1)


def _share(t: Truth) -> str:
    """调兵山 of the city, both of the week; it closed the most, too."""
    closed = {court: _closed(t, "period")(court) for court in t.names}
    assert max(closed, key=closed.__getitem__) == DIAOBINGSHAN
    part = t.count("amount_recovered", DIAOBINGSHAN, basis="period")
    return percent(Decimal(part) / t.count("amount_recovered", basis="period"))


def _done(t: Truth, court: str) -> str:
    figure = t.figure("cases_closed", court, "small")
    return percent(Decimal(figure["value"]) / figure["target"])


def behind(t: Truth, court: str) -> str:
    """By how many 百分点 a court is behind time."""
    figure = t.figure("cases_closed", court, "small")
    gap = Decimal(t.figure("time_progress")["value"]) - Decimal(figure["value"]) / figure["target"]
    assert gap > 0
    return percent(gap)
