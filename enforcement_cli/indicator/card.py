"""The 口径卡: a definition as a reader is told it, for the screen and for a bulletin's appendix.

Comes in: an indicator, the others it may divide, and the campaign it is used in. Goes out: labels
and texts in their order. Refuses to know figures, terminals and bulletins.
"""

from collections.abc import Mapping

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.vocabulary.units import unit_shown
from enforcement_cli.vocabulary.words import measure_name, term_name

_UNSTATED = "—"


def card_of(
    indicator: Indicator, indicators: Mapping[str, Indicator], campaign: Campaign | None = None
) -> tuple[tuple[str, str], ...]:
    """Every line of the card as (label, text).

    Args:
        indicator: whose card it is.
        indicators: all of them by id, for the names of what a rate divides.
        campaign: in which it is used; None leaves the last line out.
    """
    unit = unit_shown(indicator.unit)
    if indicator.person_unit and indicator.person_unit != indicator.unit:
        unit += f"；每一条都有证件号码时为{indicator.person_unit}"
    lines = [
        ("名称", indicator.name),
        ("编号", indicator.id),
        ("计量单位", unit),
        ("公式", _formula(indicator, indicators)),
        ("范围", _scope(indicator, indicators)),
        ("口径", indicator.source or _UNSTATED),
        ("方向", _word("direction", indicator.direction)),
        ("小数", f"{indicator.decimals}位" if indicator.decimals else "整数"),
        ("可否相加", _adding(indicator)),
        ("版本", indicator.version or _UNSTATED),
        ("生效", _days(indicator)),
        ("来源", _origin(indicator)),
        ("常见争议", indicator.note or _UNSTATED),
    ]
    if campaign is not None:
        lines.append(("在本行动中", _within(indicator, campaign)))
    return tuple(lines)


def _word(table: str, key: str) -> str:
    return str(load("indicators")["words"][table].get(key, key))


def _formula(indicator: Indicator, indicators: Mapping[str, Indicator]) -> str:
    if indicator.kind == "rate":
        parts = [
            f"{indicators[name].name}（{name}）" if name in indicators else name
            for name in (indicator.numerator, indicator.denominator)
        ]
        return "÷".join(parts) + "；全市为分子之和除以分母之和，不是各院比率的平均"
    if indicator.kind in ("declared", "derived"):
        return _word("kind", indicator.kind)
    what = _word("table", indicator.table)
    amount = _word("amount", indicator.amount) if indicator.amount else ""
    if indicator.kind == "state":
        which = f"{_word('at', indicator.at)}的{what}"
    else:
        which = f"{_word('day', indicator.day)}在期内的{what}"
    if indicator.kinds:
        which += "“" + "、".join(measure_name(kind) for kind in indicator.kinds) + "”"
    if indicator.stage:
        which += f"（{term_name('stage', indicator.stage)}）"
    if indicator.where:
        which += f"，满足 {indicator.where}"
    if indicator.kind == "median":
        return f"{which}的{amount}，取中位数"
    if indicator.distinct:
        return f"{which}所涉案件，按案号去重计数"
    return f"{which}的{amount}之和" if amount else f"{which}，计数"


def _scope(indicator: Indicator, indicators: Mapping[str, Indicator]) -> str:
    """Whose cases count: a rate's are those of its denominator."""
    base = indicators.get(indicator.denominator, indicator)
    form = form_named(base.form).title
    if base.case_types:
        return f"{form}；只计案号类型为{'、'.join(base.case_types)}的案件"
    if base.form == "cases":
        return f"{form}；行动所计的全部案件类型"
    return f"{form}；没有这种表的法院用汇总表的报送数，都没有的不计"


def _adding(indicator: Indicator) -> str:
    if not indicator.additive:
        return "各院不可相加，各期不可相加"
    if indicator.kind == "state":
        return "各院可以相加，各期不可相加"
    if indicator.person_unit:
        return f"按{indicator.unit}可以相加，按{indicator.person_unit}不可相加"
    return "各院可以相加，各期可以相加"


def _days(indicator: Indicator) -> str:
    if indicator.since and indicator.until:
        return f"{indicator.since} 至 {indicator.until}"
    if indicator.since:
        return f"{indicator.since} 起"
    return f"至 {indicator.until}" if indicator.until else "一直有效"


def _origin(indicator: Indicator) -> str:
    return f"本单位自定（{indicator.written}）" if indicator.written else "程序自带"


def _within(indicator: Indicator, campaign: Campaign) -> str:
    """What the campaign's own settings make of it."""
    parts = [f"{campaign.name}，{campaign.start} 至 {campaign.end}"]
    if indicator.form == "cases":
        parts.append(f"计{'、'.join(campaign.case_types)}案件")
        everything = "全部案件" if campaign.scope == "all" else "只计各类行动的案件，去重"
        parts.append(everything)
    if indicator.id == "amount_recovered":
        closing = campaign.recovered_basis == "closing"
        parts.append("结案口径（期内结案案件的到位）" if closing else "流量口径（期内到账）")
    targets = sum(target.indicator == indicator.id for target in campaign.targets)
    if targets:
        parts.append(f"有目标{targets}项")
    return "；".join(parts)
