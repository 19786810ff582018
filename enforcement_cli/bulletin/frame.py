"""What every bulletin has: masthead, who speaks, which days stand side by side, notes.

Comes in: the material and the sections a kind has written. Goes out: the Bulletin. Refuses to know
what the sections tell.
"""

from collections.abc import Iterable
from datetime import datetime

from enforcement_cli.bulletin.headlines import headlines_of
from enforcement_cli.bulletin.lines import filled
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.notes import notes_of
from enforcement_cli.bulletin.sentences import day_text, span_text
from enforcement_cli.model.bulletin import Bulletin, Section
from enforcement_cli.model.campaign import Desk
from enforcement_cli.vocabulary.bulletin import staff_title, title_word

SAMPLE_MARK = "示例数据，非真实统计"


def framed(material: Material, sections: Iterable[Section | None]) -> Bulletin:
    """The bulletin of these sections, with its masthead, big numbers and notes."""
    kept = filled(sections)
    issue = f"第{material.issue}期" if material.issue else "未编期号"
    return Bulletin(
        title=material.campaign.name + _title(material),
        # A 日报's period line already names its day.
        subtitle="" if material.period.kind == "day" else material.period.label,
        issue=issue,
        period_line=f"统计区间：{span_text(material.period.start, material.period.end)}",
        cutoff_line=cutoff_line(material.known_at),
        issuer=issuer_of(material.desk),
        sections=kept,
        notes=notes_of(material, kept),
        marks=(SAMPLE_MARK,) if material.sample else (),
        headlines=headlines_of(material),
        kind=material.period.kind,
        day_line=day_text(material.known_at.date()),
    )


def cutoff_line(moment: datetime) -> str:
    """Until when what came in was known."""
    return f"数据时点：{day_text(moment.date())}{moment:%H:%M}前收到的报表"


def issuer_of(desk: Desk) -> str:
    """Who speaks: the 执行指挥中心 of the court that runs the desk."""
    court = desk.court_of(desk.court)
    return f"{court.name if court else desk.court}执行指挥中心"


def _title(material: Material) -> str:
    kind = material.period.kind
    if material.by:
        return staff_title(material.by, kind)
    if kind == "total" and material.period.end >= material.campaign.end:
        return title_word("closed")
    return title_word(kind)
