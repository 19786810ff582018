"""What the campaign file amounts to: every setting with its value and where it came from.

Comes in: a desk and the file it was read from. Goes out: rows to print. Refuses to check: the
file has been read already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from enforcement_cli.model.campaign import Campaign, Desk, Due, Expectation
from enforcement_cli.workflow.campaign.actions import ACTION_KEYS, TARGET_KEYS
from enforcement_cli.workflow.campaign.courts import COURT_KEYS
from enforcement_cli.workflow.campaign.file import (
    CAMPAIGN_KEYS,
    DESK_KEYS,
    DUE_KEYS,
    EXPECTS_KEYS,
    TRANSFER_KEYS,
    WEEKDAYS,
)
from enforcement_cli.workflow.campaign.routine import DELIVER_KEYS, ROUTINE_KEYS
from enforcement_cli.workflow.campaign.section import Section
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.campaign.windows import (
    BESIDE_KEYS,
    CURVE_KEYS,
    INTERVAL_KEYS,
    OPERATION_KEYS,
    PHASE_KEYS,
)

DEFAULT = "默认"

Row = tuple[str, str, str]


def describe_configuration(desk: Desk, path: Path) -> list[Row]:
    """Key, value and origin (`enforce.toml 第N行` or 默认) of every setting that holds.

    Raises:
        BadConfiguration: the file has become unreadable since `desk` was read from it.
    """
    values, index = read_toml(path)
    whole = Section(file=path.name, index=index, path=(), values=values)
    rows: list[Row] = []
    if section := whole.table("desk"):
        rows.extend(_rows("desk", section, DESK_KEYS, _desk_defaults(desk)))
    for section, court in zip(whole.tables("court"), desk.courts, strict=True):
        defaults = {"short": court.short, "level": court.level}
        rows.extend(_rows(f"court.{court.code}", section, COURT_KEYS, defaults))
    for section, campaign in zip(whole.tables("campaign"), desk.campaigns, strict=True):
        rows.extend(_campaign_rows(section, campaign))
    rows.extend(_table_rows("transfer", whole, _Kind(key="transfer", keys=TRANSFER_KEYS)))
    if section := whole.table("routine"):
        usual = {name: getattr(desk.routine, name) for name in ("mark", "formats", "publish")}
        rows.extend(_rows("routine", section, ROUTINE_KEYS, usual))
        kind = _Kind(key="deliver", keys=DELIVER_KEYS, defaults={"what": "bulletins"})
        rows.extend(_table_rows("routine.deliver", section, kind))
    return rows


def campaign_days_note(campaign: Campaign) -> str:
    """How many days the campaign has, counted either way, and what it calls itself.

    A “70天” campaign from 12-20 to 02-28 has 71 days with both ends in it, 70 by subtraction: which
    of the two its plan means is asked.
    """
    told = (
        f"{campaign.start} 至 {campaign.end}：首尾都算 {campaign.days} 天，"
        f"首尾相减 {campaign.days - 1} 天，名称照印“{campaign.label}”。"
    )
    if f"{campaign.days}天" in campaign.label:
        return told
    return (
        f"{told}方案按哪一种算？时间进度按首尾都算；若按“{campaign.label}”算，"
        "请核对方案的起止日期，改 start 或 end。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One kind of repeated table: its key, the keys in it, what holds where they are absent."""

    key: str
    keys: tuple[str, ...]
    defaults: Mapping[str, object] | None = None


_KINDS = (
    _Kind(key="curve", keys=CURVE_KEYS),
    _Kind(key="phase", keys=PHASE_KEYS),
    _Kind(key="operation", keys=OPERATION_KEYS),
    _Kind(key="beside", keys=BESIDE_KEYS),
    _Kind(key="action", keys=ACTION_KEYS, defaults={"frozen_at": "closing"}),
    _Kind(key="target", keys=TARGET_KEYS),
    _Kind(key="interval", keys=INTERVAL_KEYS),
    _Kind(key="transfer", keys=TRANSFER_KEYS),
)


def _campaign_rows(section: Section, campaign: Campaign) -> Iterator[Row]:
    prefix = f"campaign.{campaign.id}"
    names = (
        "label", "case_types", "scope", "recovered_basis", "missing", "pace", "small_base",
    )  # fmt: skip
    defaults = {name: getattr(campaign, name) for name in names}
    yield from _rows(prefix, section, CAMPAIGN_KEYS, defaults)
    for number, each in enumerate(section.tables("expects"), start=1):
        yield from _expectation_rows(f"{prefix}.expects.{number}", each)
    for kind in _KINDS:
        yield from _table_rows(f"{prefix}.{kind.key}", section, kind)


def _expectation_rows(prefix: str, section: Section) -> Iterator[Row]:
    usual = Expectation(form="")
    defaults = {"every": usual.every, "courts": "all", "rows": usual.rows}
    yield from _rows(prefix, section, EXPECTS_KEYS, defaults)
    if due := section.table("due"):
        late = Due()
        yield from _rows(
            f"{prefix}.due",
            due,
            DUE_KEYS,
            {
                "weekday": WEEKDAYS[late.weekday],
                "time": late.at,
                "grace_days": late.grace_days,
                "holiday": late.holiday,
            },
        )


def _table_rows(prefix: str, outer: Section, kind: _Kind) -> Iterator[Row]:
    for number, section in enumerate(outer.tables(kind.key), start=1):
        name = section.text("id", str(number))
        yield from _rows(f"{prefix}.{name}", section, kind.keys, kind.defaults or {})


def _desk_defaults(desk: Desk) -> dict[str, object]:
    month, day = desk.calendar.year_starts
    return {
        "week_starts": WEEKDAYS[desk.calendar.week_starts],
        "month_starts": desk.calendar.month_starts,
        "year_starts": f"{month:02d}-{day:02d}",
        "log": desk.log,
    }


def _rows(
    prefix: str, section: Section, keys: tuple[str, ...], defaults: Mapping[str, object]
) -> Iterator[Row]:
    for key in keys:
        if key in section.values:
            value = section.values[key]
            if not _holds_tables(value):
                yield f"{prefix}.{key}", _printed(value), section.where(key)
        elif key in defaults:
            yield f"{prefix}.{key}", _printed(defaults[key]), DEFAULT


def _holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "、".join(_printed(item) for item in value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
