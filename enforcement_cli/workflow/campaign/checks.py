"""Reads what a campaign says of the checks: `[[campaign.check]]`.

Comes in: the tables of the campaign file. Goes out: settings of checks that exist, with thresholds
they have. Refuses to switch off what says that something could not be read.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from enforcement_cli.model.problem import CheckSetting, Rule, Severity
from enforcement_cli.vocabulary.checks import adjustable, catalogue
from enforcement_cli.workflow.campaign.section import Section, nearest

CHECK_KEYS = ("code", "on", "severity", "from", "until", "thresholds", "reason")
_SEVERITIES: tuple[Severity, ...] = ("return", "query", "note")


def read_check(section: Section, campaign_keys: Sequence[str]) -> CheckSetting:
    """One setting; its `from` and `until` are last days of periods.

    Raises:
        BadConfiguration: no such check, one that cannot be set so, or a threshold it has not.
    """
    section.check_keys(CHECK_KEYS, campaign_keys)
    shipped = _rule(section)
    on = section.flag("on") if "on" in section.values else True
    severity = section.choice("severity", _SEVERITIES, "query")
    said = severity if "severity" in section.values else None
    changes = not on or said not in (None, shipped.severity)
    if changes and not adjustable(shipped):
        raise section.fault(
            ("code",),
            f"{shipped.code}（{shipped.title}）说的是读不出或不能计入的内容，不能关、也不能改等级。",
            "请删去 on 和 severity；它的界限可以用 thresholds 调整。",
        )
    since, until = section.day_or_none("from"), section.day_or_none("until")
    if since and until and until < since:
        raise section.fault(("until",), f"{until} 早于 from 的 {since}。", "请核对两个日期。")
    return CheckSetting(
        code=shipped.code,
        on=on,
        severity=said,
        since=since,
        until=until,
        thresholds=_thresholds(section, shipped),
        reason=section.text("reason", ""),
    )


def _rule(section: Section) -> Rule:
    code, rules = section.text("code"), catalogue()
    if code not in rules:
        raise section.fault(
            ("code",),
            f"“{code}”不是检查的代码。",
            f"{nearest(code, rules)}用 enforce rules list 看全部代码。",
        )
    if rules[code].waits:
        raise section.fault(
            ("code",), f"{code} 尚未提供（等{rules[code].waits}）。", "请删去这张表。"
        )
    return rules[code]


def _thresholds(section: Section, shipped: Rule) -> dict[str, str]:
    inner = section.table("thresholds")
    if inner is None:
        return {}
    known = "、".join(shipped.thresholds) or "没有"
    for name, value in inner.values.items():
        if name not in shipped.thresholds:
            remedy = f"{nearest(name, shipped.thresholds)}{shipped.code} 的界限有：{known}。"
            raise inner.fault((name,), "不认识。", remedy)
        if isinstance(value, bool) or not _is_number(value):
            raise inner.wrong_type(name, f'数，例如 "{shipped.thresholds[name]}"')
    return {name: str(value) for name, value in inner.values.items()}


def _is_number(value: object) -> bool:
    if not isinstance(value, str | int | Decimal):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
