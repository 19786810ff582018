"""`enforce chase`: the texts that remind, urge and notify, ready to paste."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.board import warn_unknown_years
from enforcement_cli.cli.board_json import moment_json
from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    KnownAtOption,
    QuietOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.screen import hint, say
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.model.board import Slot
    from enforcement_cli.workflow.chase import Chase, Chased
    from enforcement_cli.workflow.chase_texts import ChaseText
    from enforcement_cli.workflow.state import Room

_HELD_WORDS = {
    "quiet": "刚收到该院的文件，先不催",
    "told": "今天已经催过",
    "ours": "文件已到，等本院确认（enforce today）",
}

PeriodDateOption = Annotated[
    str | None, typer.Option("--date", metavar="D", help="只催这一期：期内任一天；默认各期都看。")
]
ChasedFormOption = Annotated[
    str | None, typer.Option("--form", metavar="FORM", help="只催这种表，如 cases。")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="写到哪里；默认 bulletins/催报。")
]


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("chase")(chase_command)


def chase_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: PeriodDateOption = None,
    form: ChasedFormOption = None,
    court: CourtOption = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只看结果，不写文件也不记下催过。")
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The texts that are due now."""
    from enforcement_cli.workflow.chase import ChaseWish, plan_chase
    from enforcement_cli.workflow.chase_texts import chase_texts, send_chase

    room = enter_room(folder, campaign)
    at = known_at_of(room, known_at)
    wish = ChaseWish(
        day=day_of(date, "--date"), form=expected_form(room, form), court=court_code(room, court)
    )
    plan = plan_chase(room, wish, at=at)
    warn_unknown_years(plan.board)
    texts = chase_texts(room, plan) if dry_run else send_chase(room, plan, at=at, folder=output)
    if not as_json:
        _show(room, plan, texts, quiet=quiet)
    finish(
        Ending(
            command="chase",
            data=_data(plan, texts),
            code=ExitCode.MISSING if plan.overdue else ExitCode.CLEAN,
        ),
        as_json=as_json,
    )


def expected_form(room: "Room", form: str | None) -> str | None:
    """A form the campaign expects, by key or title.

    Raises:
        UnknownName: it expects none such.
    """
    from enforcement_cli.model.failure import UnknownName
    from enforcement_cli.vocabulary.forms import form_named

    expected = dict.fromkeys(each.form for each in room.campaign.expects)
    for key in expected:
        if form in (None, key, form_named(key).title):
            return key if form else None
    if form is None:
        return None
    raise UnknownName(
        f"行动方案里没有应报的表“{form}”。", remedy=f"应报的有：{'、'.join(expected) or '没有'}。"
    )


def _show(room: "Room", plan: "Chase", texts: "tuple[ChaseText, ...]", *, quiet: bool) -> None:
    names = {court.code: court.short for court in room.desk.courts}
    if not quiet:
        for text in texts:
            head = names[text.chase.court] if text.chase else "群通知"
            say(f"———— {head}{f'（{text.file}）' if text.file else ''}")
            say(text.text)
        for slot, why in plan.held:
            say(f"不催：{names[slot.court]} {slot.period.label}{slot.title}，{_why(slot, why)}")
    if plan.without_due:
        hint(
            f"{'、'.join(plan.without_due)}没有写时限（due），不催；请在 [[campaign.expects]] 补上。"
        )
    told = sum(text.chase is not None for text in texts)
    say(f"共 {told} 个法院要催，{len(plan.held)} 份暂不催；已过时限未报 {len(plan.overdue)} 份。")


def _why(slot: "Slot", why: str) -> str:
    if why == "extended" and slot.clocks:
        return f"已延期至 {slot.clocks.due:%Y-%m-%d %H:%M}"
    return _HELD_WORDS[why]


def _data(plan: "Chase", texts: "tuple[ChaseText, ...]") -> dict[str, Any]:
    return {
        "at": moment_json(plan.board.now),
        "texts": [
            {
                "court": text.chase.court,
                "step": text.chase.step,
                "returns": [_item(each) for each in text.chase.items],
                "text": text.text,
                "file": str(text.file) if text.file else None,
            }
            for text in texts
            if text.chase
        ],
        "group": next(
            (
                {"text": text.text, "file": str(text.file) if text.file else None}
                for text in texts
                if text.chase is None
            ),
            None,
        ),
        "held": [
            {
                "court": slot.court,
                "form": slot.form,
                "period": {"start": slot.period.start, "end": slot.period.end},
                "why": why,
                "due": moment_json(slot.clocks.due) if slot.clocks else None,
            }
            for slot, why in plan.held
        ],
        "overdue": len(plan.overdue),
        "without_due": list(plan.without_due),
        "unknown_years": list(plan.board.unknown_years),
    }


def _item(each: "Chased") -> dict[str, Any]:
    slot = each.slot
    return {
        "form": slot.form,
        "period": {"start": slot.period.start, "end": slot.period.end},
        "state": slot.state,
        "step": each.step,
        "due": moment_json(slot.clocks.due) if slot.clocks else None,
        "late_days": each.late_days,
        "times": each.times,
    }
