"""`enforce stories add`: the cases that a file tells, into the workspace as drafts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    WorkspaceOption,
    court_code,
    enter_room,
)
from enforcement_cli.cli.screen import say
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.workflow.story.add import Added


def stories_add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Word、txt、md，或带典型案例一栏的报表，可写几个。"),
    ],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁加入的。")] = "",
    as_json: JsonOption = False,
) -> None:
    """Read cases into drafts."""
    from enforcement_cli.workflow.story.add import add_stories

    room = enter_room(folder, campaign)
    added = add_stories(room, files, court=court_code(room, court) or "", by=by)
    if not as_json:
        for each in added:
            _show(each)
        say(f"新增 {sum(len(each.stories) for each in added)} 个案例草稿，都还没有设为可发布。")
    unread = sum(bool(each.problem) for each in added)
    finish(
        Ending(
            command="stories",
            data={"files": [_added_json(each) for each in added]},
            problems={"return": unread, "query": 0, "note": 0, "fixed": 0},
            next=("enforce stories check",) if any(each.stories for each in added) else (),
            code=ExitCode.FINDINGS if unread else ExitCode.CLEAN,
        ),
        as_json=as_json,
    )


def _show(added: "Added") -> None:
    name = added.path.name
    if added.problem:
        say(f"{name}：没有读成。{added.problem}")
    elif added.before:
        say(f"{name}：以前加过，没有再加。")
    elif not added.stories:
        say(f"{name}：没有读出案例。")
    else:
        say(f"{name}：{len(added.stories)} 个，写在 {added.file}")
    for place in added.unread:
        say(f"  {place}没有读成案例。")
    for story in added.stories:
        say(f"  {story.id}  {story.title}")
        for question in story.questions:
            say(f"    {question}")


def _added_json(added: "Added") -> dict[str, Any]:
    from enforcement_cli.workflow.story_choice import story_json

    return {
        "name": added.path.name,
        "file": added.file,
        "before": added.before,
        "problem": added.problem,
        "unread": list(added.unread),
        "stories": [story_json(story, {}) for story in added.stories],
    }
