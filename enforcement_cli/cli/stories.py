"""`enforce stories`: the 典型案例 of the workspace, listed and checked.

Comes in: the words of a command line. Goes out: an Ending. Refuses to show the names of parties.
"""

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
from enforcement_cli.model.failure import ExitCode


def stories_list(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every story, and when it was told."""
    from enforcement_cli.workflow.story_choice import look_at_stories, story_json

    room = enter_room(folder, campaign)
    wanted = court_code(room, court)
    found = look_at_stories(room, known_at_of(room, known_at))
    stories = [story for story in found.stories if wanted in (None, story.court)]
    if not as_json:
        names = {each.code: each.short for each in room.desk.courts}
        show_table(
            "",
            ("编号", "法院", "标题", "日期", "可发布", "上次刊用"),
            (
                (
                    story.id, names[story.court], story.title, story.day or "",
                    "是" if story.publish else "否", found.told.get(story.id, ""),
                )
                for story in stories
            ),
        )  # fmt: skip
        say(f"共 {len(stories)} 个案例。")
    data = {"stories": [story_json(story, found.told) for story in stories]}
    finish(Ending(command="stories", data=data), as_json=as_json)


def stories_check(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Names, placeholders, money."""
    from enforcement_cli.bulletin.stories import story_lines
    from enforcement_cli.workflow.story_choice import look_at_stories, story_json

    room = enter_room(folder, campaign)
    found = look_at_stories(room, known_at_of(room, known_at))
    if not as_json:
        for story, line in zip(found.stories, story_lines(found.stories), strict=True):
            shown = "".join(part if isinstance(part, str) else part.shown for part in line)
            say(f"{story.id}  {story.title}")
            say(f"  {shown}")
        for problem in found.problems:
            sign = SEVERITY_SIGNS[problem.severity]
            say(f"{sign} {problem.code} {problem.origin}  {problem.message}{problem.remedy}")
        say(f"共 {len(found.stories)} 个案例，{len(found.problems)} 处待核实。")
    data = {
        "stories": [story_json(story, found.told) for story in found.stories],
        "findings": [
            {"code": p.code, "severity": p.severity, "where": str(p.origin), "subject": p.subject,
             "message": p.message + p.remedy}
            for p in found.problems
        ],
    }  # fmt: skip
    counts = {"return": 0, "query": len(found.problems), "note": 0, "fixed": 0}
    code = ExitCode.FINDINGS if found.problems else ExitCode.CLEAN
    finish(
        Ending(command="stories", data=data, problems=counts, code=code),
        as_json=as_json,
    )


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="全部典型案例，和上次刊用在哪一期。")(stories_list)
app.command("check", help="检查案例：占位、真名、个人信息，金额和台账对不对得上。")(stories_check)
