"""A press report of the campaign's eighth week, all of it true: a text in which nothing is to be found.

Comes in: the truth. Goes out: plain text, with scenes, sayings, stories of single cases, plans, and
totals told in other words than a bulletin's. The people and cases in it are invented.
"""

from __future__ import annotations

from decimal import Decimal

from tests.proof.clerk import (
    CHANGTU,
    DIAOBINGSHAN,
    KAIYUAN,
    QINGHE,
    TIELING,
    TOP_THREE,
    YINZHOU,
)
from tests.proof.truth import FEN_PER_WAN, Truth, below, joined, rounded


def press_text(t: Truth) -> str:
    """The whole report."""
    return "\n\n".join((*_opening(t), *_stories(), *_courts(t), *_closing(t))) + "\n"


def _opening(t: Truth) -> tuple[str, ...]:
    money = Decimal(t.count("amount_recovered")) / FEN_PER_WAN
    small = t.count("cases_closed", action="small")
    return (
        "岁末年初不歇脚，执行干警在路上\n——“大干70天”冬季专项执行行动第8周见闻",
        (
            "2月6日清晨5时30分，气温零下19度，银州区法院门前的警灯已经亮起。12名执行干警兵分三路，"
            "第一站是二十多公里外的一个村子。这样的早晨，在这场行动里已经不是第一次。"
        ),
        (
            f"截至2月8日，全市法院累计执结案件{t.count('cases_closed')}件，其中执行完毕"
            f"{t.count('cases_completed')}件；执行到位{below(money, 10)}余万元，"
            f"距离1500万元的目标，已经走完三分之二的路。"
        ),
        (
            f"“{t.count('cases_closed')}件里有{small}件是10万元以下的小案子。”"
            "市中院执行局负责人算了一笔账，“案子小，对老百姓却是大事。”"
        ),
        (
            f"刚刚过去的一周，全市法院执结{t.count('cases_closed', basis='period')}件，"
            f"到位资金{t.wan(basis='period')}万元，比前一周"
            f"多出{_more_wan(t)}万元；拘传{t.count('persons_compelled', basis='period')}人次、"
            f"司法拘留{t.count('persons_detained', basis='period')}人次、"
            f"搜查{t.count('searches', basis='period')}次。"
        ),
    )


def _stories() -> tuple[str, ...]:
    return (
        (
            "母亲的赡养费\n昌图县的周某某八十一岁，儿子连续3年没有给过赡养费，欠下2.4万元。"
            "执行法官前后上门11次，2月4日，儿子在村委会当场交付1.5万元，剩下的9000元约定一个月内付清。"
        ),
        (
            "工地上的十六个人\n开原市法院受理的一起劳务纠纷里，16名农民工等了两年。法院冻结某公司账户86万元，"
            "腊月十五这天，工资一次发到每个人手里，最多的拿到7.3万元，最少的4200元。"
        ),
        (
            "躲了四百天的车\n被执行人郑某某欠款38万元，名下一辆货车始终不见踪影。“执行110”接到线索后，"
            "干警驱车140公里将车扣下，3天之后郑某某主动履行了全部义务。"
        ),
    )


def _courts(t: Truth) -> tuple[str, ...]:
    closed = {court: t.count("cases_closed", court) for court in t.names}
    assert t.ranked("cases_closed")[:3] == list(TOP_THREE)
    higher = Decimal(t.figure("recovery_rate", QINGHE)["value"]) - Decimal(
        t.figure("recovery_rate")["value"]
    )
    three = joined(t.names[court] for court in TOP_THREE)
    return (
        (
            f"各家法院你追我赶。{three}分别执结{joined(f'{closed[court]}件' for court in TOP_THREE)}，"
            "排在全市前三位。"
        ),
        (
            f"{t.names[DIAOBINGSHAN]}一周执结{t.count('cases_closed', DIAOBINGSHAN, basis='period')}件，"
            f"到位资金约{rounded(Decimal(t.count('amount_recovered', DIAOBINGSHAN, basis='period')) / FEN_PER_WAN)}"
            f"万元；累计到位{t.wan(DIAOBINGSHAN)}万元，居全市首位。"
        ),
        (
            f"{t.names[QINGHE]}把功夫下在查控上，执行到位率达到{t.rate('recovery_rate', QINGHE)}%，"
            f"比全市高{rounded(higher * 100, 2)}个百分点。"
            f"{t.names[TIELING]}与{t.names[KAIYUAN]}累计分别搜查、拘传"
            f"{t.count('searches', TIELING)}次、{t.count('persons_compelled', KAIYUAN)}人次。"
        ),
        (
            f"{t.names[YINZHOU]}累计执结涉民生案件{t.count('cases_closed', YINZHOU, 'livelihood')}件，"
            f"为群众要回{t.wan(YINZHOU, 'livelihood')}万元；"
            f"{t.names[CHANGTU]}的涉民生案件执结{t.count('cases_closed', CHANGTU, 'livelihood')}件，"
            f"到位{t.wan(CHANGTU, 'livelihood')}万元。"
        ),
    )


def _closing(t: Truth) -> tuple[str, ...]:
    small = t.figure("cases_closed", action="small")
    return (
        (
            f"行动到2月28日结束，还有不到3周。按照方案，小标的案件要执结{small['target']}件，"
            f"现在还差{small['target'] - small['value']}件。全市法院期末未结案件"
            f"{t.count('cases_open')}件，一件一件都在台账上。"
        ),
        (
            "“过了正月十五再松劲，就晚了。”市中院执行局负责人说。下一步，“1+4”工作专班将逐案过堂，"
            "2月24日起开展第二轮集中行动，预计出动警力200余人次。"
        ),
    )


def _more_wan(t: Truth) -> Decimal:
    more = t.figure("amount_recovered", basis="period")["change"]
    assert more > 0
    return rounded(Decimal(more) / FEN_PER_WAN, 2)
