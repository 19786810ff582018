"""Blank returns for the courts of a period: which are due, what stands in each, where they lie.

Comes in: a room, the days asked for. Goes out: one workbook a court and form, and their paths.
Refuses to know cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.model.campaign import Expectation, campaign_weeks
from enforcement_cli.model.court import Court
from enforcement_cli.model.failure import BadConfiguration, UsageError
from enforcement_cli.model.period import Period
from enforcement_cli.vocabulary.blank import (
    BLANK_FORMS,
    blank_columns,
    blank_text,
    blank_words,
    revision,
)
from enforcement_cli.vocabulary.checks import threshold_text
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.tags import Stamp, stamp_text
from enforcement_cli.workflow.clocks import clocks_of
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import workdays_of

if TYPE_CHECKING:  # openpyxl is loaded by who writes a workbook
    from enforcement_cli.render.blank.model import Blank

FOLDER = "空白表"  # under bulletins/, beside what else the desk sends out


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankFile:
    """One blank that was written."""

    court: str
    form: str
    period: Period
    path: Path
    due: datetime | None = None


def write_blank_returns(
    room: Room, *, day: date, court: str | None = None, form: str | None = None,
    folder: Path | None = None,
) -> tuple[BlankFile, ...]:  # fmt: skip
    """Write the blanks of the week that `day` lies in; what stood at their paths is replaced.

    Args:
        room: the workspace and campaign.
        day: before the campaign it is its first week, after it its last.
        court: one court's code; None for every court that a form is expected of.
        form: one form's key; None for those the campaign expects.
        folder: where to; None for a folder of the week under bulletins/.

    Raises:
        UsageError: the form has no blank, or is not expected of that court.
        BadConfiguration: no form is named and the campaign expects none.
        EnforceError: the disk refused.
    """
    from enforcement_cli.render.blank.workbook import blank_workbook
    from enforcement_cli.render.files import write_bytes

    period = week_of(room, day)
    into = folder or room.workspace.bulletins / FOLDER / period.label
    found: list[BlankFile] = []
    for expected in _wanted(room, form):
        for receiver in room.desk.courts:
            if court not in (None, receiver.code) or not _expected_of(expected, receiver):
                continue
            due = _due(room, expected, period)
            path = into / _file_name(receiver, expected.form, period)
            blank = _blank(room, receiver, expected.form, period, due)
            write_bytes(path, blank_workbook(blank), folder=folder or room.workspace.bulletins)
            found.append(
                BlankFile(
                    court=receiver.code, form=expected.form, period=period, path=path, due=due
                )
            )
    if not found:
        raise UsageError("行动方案里没有这家法院应报的表。", remedy="请核对 --court 和 --form。")
    return tuple(found)


def _due(room: Room, expected: Expectation, period: Period) -> datetime | None:
    """When the return is due; None where nobody says, or the year's holidays are not known."""
    clocks = clocks_of(expected, period, workdays_of(room.workspace))
    return clocks.due if clocks and not clocks.by_weekday else None


def week_of(room: Room, day: date) -> Period:
    """The campaign's week that a day lies in, else the nearest."""
    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    return next((week for week in weeks if day <= week.end), weeks[-1])


def _wanted(room: Room, form: str | None) -> Sequence[Expectation]:
    if form is not None:
        if form not in BLANK_FORMS:
            raise UsageError(f"没有“{form}”的空白表。", remedy=f"可用：{'、'.join(BLANK_FORMS)}。")
        named = [expected for expected in room.campaign.expects if expected.form == form]
        return named or [Expectation(form=form)]
    wanted = [expected for expected in room.campaign.expects if expected.form in BLANK_FORMS]
    if not wanted:
        raise BadConfiguration(
            "行动方案没有写各院应报哪些表。",
            where=str(room.workspace.campaign_file),
            remedy="请写上 [[campaign.expects]]，或用 --form 指明一种。",
        )
    return wanted


def _expected_of(expected: Expectation, court: Court) -> bool:
    return expected.courts is None or court.code in expected.courts


def _blank(room: Room, court: Court, form: str, period: Period, due: datetime | None) -> "Blank":
    from enforcement_cli.render.blank.model import Blank

    columns = blank_columns(form, room.campaign)
    title = form_named(form).title
    stamp = Stamp(
        form=form,
        court=court.code,
        campaign=room.campaign.id,
        start=period.start,
        end=period.end,
        revision=revision(columns),
    )
    return Blank(
        form=form,
        sheet=title,
        title=f"{room.campaign.name}{title}（{period.label}）",
        head="        ".join(
            (
                f"填报单位：{court.name}",
                f"统计区间：{_day(period.start)}至{_day(period.end)}",
                f"单位：{blank_text(form, 'unit')}",
            )
        ),
        stamp=stamp_text(stamp),
        court=court.short,
        columns=columns,
        earliest=date.fromisoformat(threshold_text("earliest_date")),
        latest=period.end,
        actions=tuple(action.name for action in room.campaign.actions),
        lines=_lines(due),
    )


def _lines(due: datetime | None) -> tuple[str, ...]:
    moment = f"{_day(due.date())}{due:%H:%M}" if due else ""
    said = str(blank_words("due")).format(moment=moment) if moment else ""
    return tuple(str(line).format(due=said) for line in blank_words("lines"))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _file_name(court: Court, form: str, period: Period) -> str:
    name = safe_name(f"{court.short}-{form_named(form).title}-{period.label}".replace(" ", "_"))
    return f"{name}.xlsx"
