"""The windows of a campaign file: phases, operations, what stands beside; pace and intervals.

Comes in: the tables of one campaign. Goes out: values whose days, courts and campaigns exist.
Refuses to know indicators: a workspace may declare its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.campaign import Beside, Campaign, Interval, Operation, Phase
from enforcement_cli.model.court import Court
from enforcement_cli.workflow.campaign.amounts import bound_of, share_of
from enforcement_cli.workflow.campaign.courts import court_code
from enforcement_cli.workflow.campaign.section import Section, check_span, check_unique, nearest

PHASE_KEYS = ("name", "start", "end")
OPERATION_KEYS = ("id", "name", "court", "start", "end", "approximate")
BESIDE_KEYS = (
    "name", "campaign", "from", "to", "court", "team", "indicators", "unit", "approximate",
)  # fmt: skip
CURVE_KEYS = ("day", "share")
INTERVAL_KEYS = ("indicator", "low", "high")
_PACES: tuple[Literal["days", "workdays", "curve"], ...] = ("days", "workdays", "curve")
_UNITS = ("人次",)
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The campaign's days, which phases, operations and a curve must keep to.

    `outer` are the keys of the campaign around them.
    """

    campaign: str
    start: date
    end: date
    outer: Sequence[str]

    def hold(self, section: Section) -> tuple[date, date]:
        """The days of a table inside the campaign; refuses days outside."""
        start, end = check_span(section, "start", "end")
        for key, day in (("start", start), ("end", end)):
            self.hold_day(section, key, day)
        return start, end

    def hold_day(self, section: Section, key: str, day: date) -> None:
        """Refuse a day outside the campaign."""
        if not self.start <= day <= self.end:
            raise section.fault(
                (key,),
                f"{day} 不在“{self.campaign}”期间。",
                f"请写 {self.start} 到 {self.end} 之间的日期。",
            )


def read_phases(sections: Sequence[Section], span: Span) -> tuple[Phase, ...]:
    """The stages of a campaign.

    Raises:
        BadConfiguration: days outside the campaign, or a name twice.
    """
    phases: list[Phase] = []
    for section in sections:
        section.check_keys(PHASE_KEYS, span.outer)
        start, end = span.hold(section)
        phases.append(Phase(name=section.text("name"), start=start, end=end))
    check_unique(sections, "name", "阶段名称")
    return tuple(phases)


def read_operations(
    sections: Sequence[Section], courts: Sequence[Court], span: Span
) -> tuple[Operation, ...]:
    """The operations of a campaign.

    Raises:
        BadConfiguration: days outside the campaign, an unknown court, or an id twice.
    """
    operations: list[Operation] = []
    for section in sections:
        section.check_keys(OPERATION_KEYS, span.outer)
        identifier, name = section.identifier(), section.text("name")
        start, end = span.hold(section)
        operations.append(
            Operation(
                id=identifier, name=name, start=start, end=end,
                court=court_code(section, "court", courts),
                approximate=section.flag("approximate"),
            )
        )  # fmt: skip
    check_unique(sections, "id", "行动编号")
    return tuple(operations)


def read_beside(
    sections: Sequence[Section], courts: Sequence[Court], outer: Sequence[str]
) -> tuple[Beside, ...]:
    """What stands beside a campaign; its days may lie outside of it.

    Raises:
        BadConfiguration: `to` before `from`, an unknown court, or a name twice.
    """
    found: list[Beside] = []
    for section in sections:
        section.check_keys(BESIDE_KEYS, outer)
        start, end = section.day_or_none("from"), section.day_or_none("to")
        if start and end and end < start:
            raise section.fault(("to",), f"{end} 早于 from 的 {start}。", "请核对两个日期。")
        found.append(
            Beside(
                name=section.text("name"),
                campaign=section.text("campaign", "") or None,
                start=start,
                end=end,
                court=court_code(section, "court", courts),
                team=section.text("team", "") or None,
                indicators=section.texts("indicators"),
                unit=section.choice("unit", _UNITS, "") if "unit" in section.values else "",
                approximate=section.flag("approximate"),
            )
        )
    check_unique(sections, "name", "名称")
    return tuple(found)


def read_pace(section: Section) -> Literal["days", "workdays", "curve"]:
    """How 时间进度 runs; a curve needs its points, and points need it.

    Raises:
        BadConfiguration: one without the other.
    """
    pace = section.choice("pace", _PACES, "days")
    if pace == "curve" and not section.tables("curve"):
        raise section.fault(
            ("pace",),
            '写的是 "curve"，却没有进度点。',
            '请补 curve = [{ day = 2026-01-31, share = "30%" }]。',
        )
    if pace != "curve" and "curve" in section.values:
        raise section.fault(("curve",), f"写了进度点，pace 却是 {pace}。", '请写 pace = "curve"。')
    return pace


def read_curve(sections: Sequence[Section], span: Span) -> tuple[tuple[date, Decimal], ...]:
    """The points of a curve: what share is to be done by the end of which day.

    Raises:
        BadConfiguration: a day outside the campaign or not after the one before, a share that
            falls, or less than the whole on the last day.
    """
    points: list[tuple[date, Decimal]] = []
    for section in sections:
        section.check_keys(CURVE_KEYS)
        day, share = section.day("day"), share_of(section, "share")
        span.hold_day(section, "day", day)
        if points and day <= points[-1][0]:
            raise section.fault(
                ("day",), f"{day} 不晚于上一个点的 {points[-1][0]}。", "请按日期先后写。"
            )
        if points and share < points[-1][1]:
            raise section.fault(("share",), "小于上一个点。", "累计进度不会减少，请核对。")
        if day == span.end and share != _WHOLE:
            raise section.fault(("share",), "行动最后一天不是 100%。", '请写 share = "100%"。')
        points.append((day, share))
    return tuple(points)


def read_interval(section: Section, outer: Sequence[str]) -> Interval:
    """What an indicator should lie in.

    Raises:
        BadConfiguration: neither end, an unreadable one, or a low above a high.
    """
    section.check_keys(INTERVAL_KEYS, outer)
    indicator = section.text("indicator")
    low, high = (bound_of(section, key, indicator) for key in ("low", "high"))
    if low is None and high is None:
        raise section.fault((), "没有写区间。", '请写 low = "35%"、high = "60%" 之一或两项。')
    if low is not None and high is not None and low > high:
        raise section.fault(("high",), "下限大于上限。", "请把两个数对调或改正。")
    return Interval(indicator=indicator, low=low, high=high, where=section.where())


def check_references(sections: Sequence[Section], campaigns: Sequence[Campaign]) -> None:
    """Refuse a campaign that is compared with, or stands beside, one that is not in the file.

    Raises:
        BadConfiguration: no other campaign of that id, or one that did not begin earlier.
    """
    for section, campaign in zip(sections, campaigns, strict=True):
        others = {each.id: each for each in campaigns if each.id != campaign.id}
        if campaign.compares is not None:
            _check_campaign(section, "compares", campaign.compares, others)
            earlier = others[campaign.compares]
            if earlier.start >= campaign.start:
                raise section.fault(
                    ("compares",),
                    f"“{earlier.id}”从 {earlier.start} 开始，不早于本次行动。",
                    "请写以前的行动。",
                )
        for inner, beside in zip(section.tables("beside"), campaign.beside, strict=True):
            if beside.campaign is not None:
                _check_campaign(inner, "campaign", beside.campaign, others)


def _check_campaign(section: Section, key: str, word: str, others: dict[str, Campaign]) -> None:
    if word not in others:
        known = f"其他行动有：{'、'.join(others)}。" if others else "文件里没有其他行动。"
        raise section.fault(
            (key,), f"“{word}”不是另一次行动的编号。", nearest(word, others) + known
        )
