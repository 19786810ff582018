"""`enforce stories`: the 典型案例 of the workspace, added, listed and checked.

Comes in: the words of a command line. Goes out: an Ending. Refuses to show the names of parties.
"""

from typing import TYPE_CHECKING

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    KnownAtOption,
    WorkspaceOption,
    court_code,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.screen import SEVERITY_SIGNS, say, show_table
from enforcement_cli.cli.stories_add import stories_add
from enforcement_cli.model.failure import ExitCode
from enforcement_cli.model.problem import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enforcement_cli.workflow.state import Room
    from enforcement_cli.workflow.story.desk import StoryDesk
    from enforcement_cli.workflow.story.rotation import Turn
    from enforcement_cli.workflow.story_choice import CheckedStories


def stories_list(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every story, when it was told, and whose turn it is."""
    from enforcement_cli.workflow.story.rotation import rotation, turn_json
    from enforcement_cli.workflow.story_choice import look_at_stories, story_json

    room = enter_room(folder, campaign)
    wanted = court_code(room, court)
    found = look_at_stories(room, known_at_of(room, known_at))
    stories = [story for story in found.stories if wanted in (None, story.court)]
    turns = [
        turn
        for turn in rotation(found.stories, found.told, room.court_codes)
        if wanted in (None, turn.court)
    ]
    if not as_json:
        _show_stories(room, found, wanted)
        say(f"共 {len(stories)} 个案例。")
        _show_turns(room, turns)
    data = {
        "stories": [story_json(story, found.told) for story in stories],
        "rotation": [turn_json(turn) for turn in turns],
    }
    finish(Ending(command="stories", data=data), as_json=as_json)


def _show_stories(room: "Room", found: "CheckedStories", wanted: str | None) -> None:
    names = _names(room)
    show_table(
        "",
        ("编号", "法院", "标题", "日期", "可发布", "上次刊用"),
        (
            (
                story.id, names.get(story.court, "未定"), story.title, story.day or "",
                "是" if story.publish else "否", found.told.get(story.id, ""),
            )
            for story in found.stories
            if wanted in (None, story.court)
        ),
    )  # fmt: skip


def _show_turns(room: "Room", turns: "Sequence[Turn]") -> None:
    names = _names(room)
    show_table(
        "各院轮流",
        ("法院", "已刊", "待刊", "待审", "上次刊用", "轮到", "下一个"),
        (
            (
                names[turn.court], turn.told, turn.waiting, turn.drafts, turn.last or "",
                f"第{turn.place}" if turn.place else "没有可刊的", turn.next_story,
            )
            for turn in turns
        ),
    )  # fmt: skip


def _names(room: "Room") -> dict[str, str]:
    return {each.code: each.short for each in room.desk.courts}


def stories_check(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Names, placeholders, money, days, and the same story told twice."""
    from enforcement_cli.workflow.story.desk import check_desk
    from enforcement_cli.workflow.story_choice import story_json

    room = enter_room(folder, campaign)
    desk = check_desk(room, known_at_of(room, known_at))
    counts: dict[str, int] = {
        severity: sum(problem.severity == severity for problem in desk.problems)
        for severity in SEVERITIES
    }
    open_ones = counts["return"] + counts["query"]
    if not as_json:
        _show_checked(desk)
        say(f"共 {len(desk.checked.stories)} 个案例，{open_ones} 处待核实。")
    data = {
        "stories": [story_json(story, desk.checked.told) for story in desk.checked.stories],
        "findings": [
            {"code": p.code, "severity": p.severity, "where": str(p.origin), "subject": p.subject,
             "message": p.message + p.remedy}
            for p in desk.problems
        ],
        "again": [
            {"first": pair.first, "second": pair.second, "why": pair.why, "share": pair.share,
             "facts": list(pair.facts)}
            for pair in desk.again
        ],
    }  # fmt: skip
    code = ExitCode.FINDINGS if open_ones else ExitCode.CLEAN
    finish(
        Ending(command="stories", data=data, problems=counts, code=code),
        as_json=as_json,
    )


def _show_checked(desk: "StoryDesk") -> None:
    from enforcement_cli.bulletin.stories import story_lines

    stories = desk.checked.stories
    for story, line in zip(stories, story_lines(stories), strict=True):
        shown = "".join(part if isinstance(part, str) else part.shown for part in line)
        say(f"{story.id}  {story.title}")
        say(f"  {shown}")
    for problem in desk.problems:
        sign = SEVERITY_SIGNS[problem.severity]
        say(f"{sign} {problem.code} {problem.origin}  {problem.message}{problem.remedy}")


app = typer.Typer(rich_markup_mode=None)
app.command("add", help="从 Word、文本、报送表里读入典型案例，作为待审的草稿。")(stories_add)
app.command("list", help="全部典型案例，上次刊用在哪一期，各院轮到谁。")(stories_list)
app.command(
    "check", help="检查案例：占位、真名、住址、隐名、金额和天数，和台账对不对得上，有没有重复。"
)(stories_check)
