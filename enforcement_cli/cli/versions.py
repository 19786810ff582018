"""`enforce versions`: the versions of a court's return, and what each changed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    JsonOption,
    KnownAtOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.model.submission import Change, Finding, Resubmission
    from enforcement_cli.workflow.resubmission import Versions
    from enforcement_cli.workflow.state import Room

_SHOWN = 50


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("versions")(versions_command)


def versions_command(
    court: Annotated[str, typer.Argument(metavar="COURT", help="法院：代字、简称或全称。")],
    folder: WorkspaceOption = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help="只看这种表，如 cases。")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="期内任一天；默认最近一期。")
    ] = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every version of a return, with the difference to the one before it."""
    from enforcement_cli.workflow.resubmission import versions_of

    room = enter_room(folder)
    found = versions_of(
        room,
        court=court_code(room, court) or "",
        form=form,
        day=day_of(date, "--date"),
        known_at=known_at_of(room, known_at),
    )
    if not as_json:
        for versions in found:
            _show(room, versions)
    finish(
        Ending(command="versions", data={"returns": [_json(each) for each in found]}),
        as_json=as_json,
    )


def _show(room: "Room", versions: "Versions") -> None:
    from enforcement_cli.check.resubmission import (
        change_text,
        found_again,
        found_new,
        ordered_changes,
        put_right,
    )
    from enforcement_cli.vocabulary.forms import form_named

    first = versions.submissions[0]
    named = room.desk.court_of(first.court)
    say(
        f"{named.short if named else first.court} · {form_named(first.form).title} · "
        f"{first.period_start}—{first.period_end}"
    )
    for number, one in enumerate(versions.submissions, start=1):
        state = "" if one.stored else "（退回）"
        say(f"  第 {number} 版　{one.received_at:%Y-%m-%d %H:%M}　{one.file_name}{state}")
        if number == 1:
            continue
        step = versions.steps[number - 2]
        changes = ordered_changes(step)
        if step.changes is not None:
            say(f"    改动 {len(changes)} 处")
        for change in changes[:_SHOWN]:
            say(f"      {change_text(change)}")
        if len(changes) > _SHOWN:
            say(f"      另有 {len(changes) - _SHOWN} 处，用 --json 查看全部。")
        for title, listed in (
            ("改好", put_right(step)),
            ("还在", found_again(step)),
            ("新出现", found_new(step)),
        ):
            if listed:
                say(
                    f"    {title} {len(listed)} 个："
                    + "、".join(_finding(f) for f in listed[:_SHOWN])
                )


def _finding(finding: "Finding") -> str:
    return f"{finding.code} {finding.place}".rstrip()


def _json(versions: "Versions") -> dict[str, Any]:
    first = versions.submissions[0]
    return {
        "court": first.court,
        "form": first.form,
        "period": {"start": first.period_start, "end": first.period_end},
        "versions": [
            {
                "return": one.return_id,
                "version": number,
                "file": one.file_name,
                "received_at": one.received_at.isoformat(),
                "stored": one.stored,
                **(_step_json(versions.steps[number - 2]) if number > 1 else {}),
            }
            for number, one in enumerate(versions.submissions, start=1)
        ],
    }


def _step_json(step: "Resubmission") -> dict[str, Any]:
    from enforcement_cli.check.resubmission import (
        found_again,
        found_new,
        ordered_changes,
        put_right,
    )

    return {
        "changes": None
        if step.changes is None
        else [_change_json(change) for change in ordered_changes(step)],
        "put_right": [_finding(f) for f in put_right(step)],
        "found_again": [_finding(f) for f in found_again(step)],
        "found_new": [_finding(f) for f in found_new(step)],
    }


def _change_json(change: "Change") -> dict[str, Any]:
    return {
        "table": change.table,
        "key": change.key,
        "field": change.field or None,
        "before": change.before,
        "now": change.now,
        "unit": "fen" if change.money else None,
        "cell": change.origin.cell or None,
    }
