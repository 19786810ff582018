"""Writes the 战报: masthead, sections in the order of domain.md 6.2, notes."""

from collections.abc import Iterable
from decimal import Decimal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.notes import notes_of
from enforcement_cli.bulletin.numbers import rate_text
from enforcement_cli.bulletin.sentences import (
    amount_or_count,
    count_change,
    day_text,
    pace_text,
    ratio_change,
    span_text,
)
from enforcement_cli.bulletin.tables import (
    PERIOD_WORDS,
    action_table,
    measure_table,
    progress_table,
    target_table,
)
from enforcement_cli.model.bulletin import Bulletin, Section
from enforcement_cli.model.campaign import Action
from enforcement_cli.model.indicator import Basis, Figure

SAMPLE_MARK = "示例数据，非真实统计"
_TITLES = {
    "day": "战报（日报）",
    "week": "战报（周报）",
    "month": "战报（月通报）",
    "quarter": "战报（季报）",
    "year": "战报（年报）",
    "total": "战报（行动以来）",
    "operation": "集中行动战报",
    "custom": "战报（指定期间）",
}


def compose(material: Material) -> Bulletin:
    """The bulletin of a period."""
    actions, progress = action_table(material), progress_table(material)
    measures, targets = measure_table(material), target_table(material)
    tables = (actions, progress, measures)
    sections = [
        Section(title="总体情况", paragraphs=tuple(_overall(material)), tables=(actions,)),
        Section(
            title="各项行动",
            paragraphs=tuple(_actions(material)),
        ),
        Section(title="办案情况", paragraphs=tuple(_methods(material)), tables=(progress,)),
        Section(title="强制措施", paragraphs=tuple(_measures(material)), tables=(measures,)),
    ]
    if targets and material.period.kind not in ("operation", "custom"):
        paces = tuple(_targets(material))
        sections.append(Section(title="目标完成与时间进度", paragraphs=paces, tables=(targets,)))
    if material.period.kind not in ("operation", "custom"):
        sections.append(Section(title="报送情况", paragraphs=tuple(_returns(material))))
    issue = f"第{material.issue}期" if material.issue else "未编期号"
    desk = material.desk.court_of(material.desk.court)
    return Bulletin(
        title=material.campaign.name + _TITLES[material.period.kind],
        subtitle=material.period.label,
        issue=issue,
        period_line=f"统计区间：{span_text(material.period.start, material.period.end)}",
        cutoff_line=f"数据时点：{day_text(material.known_at.date())}"
        f"{material.known_at:%H:%M}前收到的报表",
        issuer=f"{desk.name if desk else material.desk.court}执行指挥中心",
        sections=tuple(sections),
        notes=notes_of(material, tables),
        marks=(SAMPLE_MARK,) if material.sample else (),
    )


def _whose(material: Material) -> str:
    if len(material.courts) == 1:
        return material.name(material.courts[0])
    return "全市法院"


def _overall(material: Material) -> Iterable[str]:
    closed, money = material.figure("cases_closed"), material.figure("amount_recovered")
    closed_all = material.figure("cases_closed", "cumulative")
    money_all = material.figure("amount_recovered", "cumulative")
    who = _whose(material)
    if not material.flows:
        word = "" if material.period.kind == "total" else f"{material.period.label}期间，"
        yield (
            f"{word}{span_text(material.period.start, material.period.end)}，{who}执结行动案件"
            f"{amount_or_count(closed)}，执行到位{amount_or_count(money)}。"
        )
        return
    word = PERIOD_WORDS[material.period.kind]
    place = ""
    if material.period.kind == "week" and material.period.number:
        place = f"专项行动进入第{material.period.number}周（共{material.weeks}周），"
    yield (
        f"截至{day_text(material.period.end)}，{place}{who}累计执结行动案件"
        f"{amount_or_count(closed_all)}，执行到位{amount_or_count(money_all)}。"
    )
    yield (
        f"{word}执结{amount_or_count(closed)}{count_change(closed)}；"
        f"执行到位{amount_or_count(money)}{ratio_change(money)}。"
    )
    yield from _pace(material)


def _pace(material: Material) -> Iterable[str]:
    pace = material.figure("time_progress", "cumulative")
    days = (material.period.end - material.campaign.start).days + 1
    if pace is None or not isinstance(pace.value, Decimal):
        return
    text = (
        f"行动为期{material.campaign.label}（{span_text(material.campaign.start, material.campaign.end)}，"
        f"首尾都算{material.campaign.days}天），已过{days}天，时间进度{rate_text(pace.value)}"
    )
    rate = material.figure("target_rate:amount_recovered", "cumulative")
    if rate and isinstance(rate.value, Decimal):
        text += f"，到位金额完成目标的{rate_text(rate.value)}，{pace_text(rate.value, pace.value)}"
    yield text + "。"


def _actions(material: Material) -> Iterable[str]:
    for action in material.campaign.actions:
        yield _action_sentence(material, action)


def _action_sentence(material: Material, action: Action) -> str:
    closed = material.figure("cases_closed", action=action.id)
    closed_all = material.figure("cases_closed", "cumulative", action=action.id)
    done = material.figure("cases_completed", "cumulative", action=action.id)
    money_all = material.figure("amount_recovered", "cumulative", action=action.id)
    if not material.flows:
        done = material.figure("cases_completed", action=action.id)
        money = material.figure("amount_recovered", action=action.id)
        return (
            f"{action.name}：执结{amount_or_count(closed)}，其中执行完毕{amount_or_count(done)}；"
            f"执行到位{amount_or_count(money)}。"
        )
    word = PERIOD_WORDS[material.period.kind]
    text = (
        f"{action.name}：{word}执结{amount_or_count(closed)}{count_change(closed)}；"
        f"累计执结{amount_or_count(closed_all)}，其中执行完毕{amount_or_count(done)}，"
        f"执行到位{amount_or_count(money_all)}"
    )
    return text + _target_clause(material, action, closed_all) + "。"


def _target_clause(material: Material, action: Action, closed: Figure | None) -> str:
    rate = material.figure("target_rate", "cumulative", action=action.id)
    pace = material.figure("time_progress", "cumulative")
    if closed is None or not closed.target or rate is None or not isinstance(rate.value, Decimal):
        return ""
    clause = f"；目标{int(closed.target)}{closed.unit}，完成率{rate_text(rate.value)}"
    if pace and isinstance(pace.value, Decimal):
        clause += f"，{pace_text(rate.value, pace.value)}"
    return clause


def _methods(material: Material) -> Iterable[str]:
    """How cases were closed, and what is still open."""
    basis: Basis = "cumulative" if material.flows or material.period.kind == "total" else "period"
    word = "累计" if basis == "cumulative" else "期内"
    done, interim, ended = (
        amount_or_count(material.figure(indicator, basis))
        for indicator in ("cases_completed", "cases_closed_interim", "cases_terminated")
    )
    text = f"{word}执行完毕{done}，终结本次执行程序{interim}，终结执行{ended}"
    rate = material.figure("completion_rate", basis)
    if rate and rate.value is not None:
        text += f"；首执案件执行完毕率{rate_text(rate.value)}"
    still = material.figure("cases_open", "cumulative")
    yield f"{text}；期末未结{amount_or_count(still)}。"


def _targets(material: Material) -> Iterable[str]:
    """Who keeps pace, in campaign order and without ranks."""
    pace = material.figure("time_progress", "cumulative")
    if pace is None or not isinstance(pace.value, Decimal):
        return
    for action in material.campaign.actions:
        rates = {
            court: figure.value
            for court in material.courts
            if (
                figure := material.figure(
                    "target_rate", "cumulative", action=action.id, court=court
                )
            )
            and isinstance(figure.value, Decimal)
        }
        if len(rates) < 2:  # one court alone says nothing about the others
            continue
        behind = [material.name(court) for court, rate in rates.items() if rate < pace.value]
        text = f"{action.name}：{len(rates) - len(behind)}家达到或快于序时进度"
        yield text + (f"，{len(behind)}家慢于序时进度（{'、'.join(behind)}）。" if behind else "。")


def _measures(material: Material) -> Iterable[str]:
    word = PERIOD_WORDS.get(material.period.kind, "")
    parts = []
    for indicator in ("persons_compelled", "persons_detained", "persons_fined", "searches"):
        figure = material.figure(indicator, "period")
        if figure and figure.value is not None:
            parts.append(f"{material.indicators[indicator].name}{amount_or_count(figure)}")
    if parts:
        yield f"{word}依法{'，'.join(parts)}。"


def _returns(material: Material) -> Iterable[str]:
    expected = len(material.expected)
    if not material.missing:
        yield f"应报{expected}家，全部报送。"
    else:
        names = "、".join(material.name(court) for court in material.missing)
        carried = "，累计数沿用上期并标“*”" if material.campaign.missing == "carry" else ""
        yield (
            f"应报{expected}家，{len(material.missing)}家未报齐：{names}。"
            f"未报法院的本期数以“未报”列示{carried}，请尽快补报。"
        )
    told = material.punctuality
    for word, courts in (
        ("迟报", told.late),
        ("锁定时仍未报", told.locked),
        ("经同意免报", told.exempt),
    ):
        if courts:
            parts = "；".join(f"{material.name(c)}（{'、'.join(t)}）" for c, t in courts.items())
            yield f"{word}：{parts}。"
