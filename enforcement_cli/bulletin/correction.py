"""Writes the 更正: which numbers of a published issue are others now, why, and which issues share them.

Comes in: what changed. Goes out: a Bulletin. Refuses to know how the change was found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.bulletin.frame import SAMPLE_MARK, cutoff_line, issuer_of
from enforcement_cli.bulletin.numbers import MISSING, count_text, points_text, rate_text, wan_text
from enforcement_cli.bulletin.sentences import day_text, span_text
from enforcement_cli.model.bulletin import Bulletin, Column, FigureTable, Row, Section, Value
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.indicator import FigureKey, Indicator

Number = int | Decimal | None
# Changes of the whole that are told in a sentence; the table has all of them.
_TOLD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A printed number: what it was and what it is."""

    key: FigureKey
    unit: str
    before: Number
    now: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionMaterial:
    """All a 更正 is written from. `affected` are other issues by name with how many numbers."""

    desk: Desk
    campaign: Campaign
    issue_name: str
    start: date
    end: date
    reason: str
    by: str
    at: datetime
    changed: tuple[Changed, ...]
    affected: tuple[tuple[str, int], ...]
    indicators: Mapping[str, Indicator]
    sample: bool = False


def compose_correction(material: CorrectionMaterial) -> Bulletin:
    """The 更正 of an issue: old and new side by side; the issue itself stays as it went out."""
    whole = [each for each in material.changed if each.key.court is None]
    paragraphs = [
        _opening(material),
        *(_sentence(material, each) for each in whole[:_TOLD]),
    ]
    others = (
        [f"同时受影响的：{'、'.join(f'{name}（{n}个数）' for name, n in material.affected)}。"]
        if material.affected
        else ["没有其他已发布的战报受影响。"]
    )
    return Bulletin(
        title=f"{material.campaign.name}战报更正",
        subtitle=f"更正{material.issue_name}",
        issue="更正",
        period_line=f"统计区间：{span_text(material.start, material.end)}",
        cutoff_line=cutoff_line(material.at),
        issuer=issuer_of(material.desk),
        sections=(
            Section(
                title="更正内容",
                paragraphs=tuple(paragraphs),
                tables=(_table(material, material.changed),),
            ),
            Section(title="受影响的其他战报", paragraphs=tuple(others)),
        ),
        notes=("原战报不作改动，以本更正为准", f"更正人：{material.by}"),
        marks=(SAMPLE_MARK,) if material.sample else (),
        kind="correction",
        day_line=day_text(material.at.date()),
    )


def _opening(material: CorrectionMaterial) -> str:
    return (
        f"{material.issue_name}（统计区间{span_text(material.start, material.end)}）"
        f"有{len(material.changed)}个数需要更正，原因：{material.reason}。"
    )


def _name(material: CorrectionMaterial, key: FigureKey) -> str:
    indicator = material.indicators.get(key.indicator)
    action = next((a.name for a in material.campaign.actions if a.id == key.action), "")
    basis = "累计" if key.basis == "cumulative" else "本期"
    return f"{action}{basis}{indicator.name if indicator else key.indicator}"


def _sentence(material: CorrectionMaterial, each: Changed) -> str:
    unit = {"fen": "万元", "%": ""}.get(each.unit, each.unit)
    before, now = (_text(number, each.unit) for number in (each.before, each.now))
    return f"{_name(material, each.key)}由{before}{unit}更正为{now}{unit}。"


def _text(number: Number, unit: str) -> str:
    if number is None:
        return MISSING
    if unit == "fen":
        return wan_text(number)
    return rate_text(number) if unit == "%" else count_text(number)


def _table(material: CorrectionMaterial, changed: Sequence[Changed]) -> FigureTable:
    columns = tuple(
        Column(title=title, kind="text", additive=False)
        for title in ("法院", "原公布", "更正为", "相差")
    )
    rows = []
    for each in changed:
        court = material.desk.court_of(each.key.court) if each.key.court else None
        rows.append(
            Row(
                label=_name(material, each.key),
                values=(
                    Value(shown=court.short if court else "合计"),
                    Value(shown=_text(each.before, each.unit), key=each.key, number=each.before),
                    Value(shown=_text(each.now, each.unit), key=each.key, number=each.now),
                    Value(shown=_difference(each)),
                ),
            )
        )
    return FigureTable(
        id="corrected", title="更正的数", stubhead="指标", columns=columns, rows=tuple(rows),
        unit_line="单位：件、人次、万元",
    )  # fmt: skip


def _difference(each: Changed) -> str:
    if each.before is None or each.now is None:
        return MISSING
    change = Decimal(each.now) - Decimal(each.before)
    sign = "+" if change > 0 else "-"
    if each.unit == "%":
        return f"{sign}{points_text(change)}"
    return f"{sign}{_text(abs(change), each.unit)}"
