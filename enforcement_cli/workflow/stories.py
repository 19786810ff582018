"""stories.toml and stories/*.toml: 典型案例 as courts wrote them, read and checked.

Comes in: the workspace. Goes out: Stories, or the line that is wrong. A party's name or an identity
number in a text is refused here, before any bulletin. Refuses to choose which story is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from enforcement_cli.bulletin.leaks import scan
from enforcement_cli.bulletin.names import is_masked, parties_in
from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.model.court import Court
from enforcement_cli.model.story import Story
from enforcement_cli.normalise.case_numbers import parse_case_number
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.workflow.campaign.amounts import money_fen
from enforcement_cli.workflow.campaign.section import Section, check_unique, nearest
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.workspace import Workspace

STORIES_FILE = "stories.toml"
STORIES_FOLDER = "stories"
_KEYS = (
    "id", "court", "title", "text", "category", "cause", "parties", "party_kinds", "case_no",
    "measures", "amount", "persons", "days", "day", "approximate", "publish", "claim",
    "amount_between", "obstacles", "mechanisms", "outcome", "quote", "reviewer", "source",
    "copy_of", "questions",
)  # fmt: skip
_NUMBERS = ("amount", "persons", "days")
_PLACE = re.compile(r"\{([^{}]*)\}")
_PARTY = re.compile(r"party([1-9]\d?)")
_MOST = 1_000_000
_LAST_YEAR = 2100


def read_stories(workspace: Workspace, courts: Sequence[Court]) -> tuple[Story, ...]:
    """Every story of the workspace, in the order of files and lines.

    Raises:
        BadConfiguration: with file and line: an unknown key or court, a placeholder without its
            value, a party's name or number in the text.
    """
    sections: list[Section] = []
    for path in story_files(workspace):
        values, index = read_toml(path)
        file = path.relative_to(workspace.root).as_posix()
        whole = Section(file=file, index=index, path=(), values=values)
        whole.check_keys(("story",))
        sections += whole.tables("story")
    for section in sections:
        section.check_keys(_KEYS)
        section.identifier()
    check_unique(sections, "id", "案例编号")
    return tuple(_story(section, courts) for section in sections)


def story_files(workspace: Workspace) -> tuple[Path, ...]:
    """The files that hold stories; none where the workspace has none."""
    single = workspace.root / STORIES_FILE
    found = sorted((workspace.root / STORIES_FOLDER).glob("*.toml"))
    return ((single,) if single.is_file() else ()) + tuple(found)


def _story(section: Section, courts: Sequence[Court]) -> Story:
    parties = section.texts("parties")
    kinds = section.texts("party_kinds")
    if kinds and (len(kinds) != len(parties) or not set(kinds) <= {"person", "company"}):
        raise section.fault(
            ("party_kinds",),
            "和 parties 对不上。",
            "每个当事人写一个：person（个人）或 company（单位）。",
        )
    story = Story(
        id=section.text("id"),
        court=_court(section, courts),
        title=section.text("title"),
        text="".join(line.strip() for line in section.text("text").splitlines()),
        category=section.text("category", ""),
        cause=section.text("cause", ""),
        parties=parties,
        party_kinds=tuple("company" if kind == "company" else "person" for kind in kinds),
        case_no=_case_no(section),
        measures=section.texts("measures"),
        amount_fen=money_fen(section, "amount"),
        persons=_count(section, "persons"),
        days=_count(section, "days"),
        day=section.day_or_none("day"),
        approximate=_approximate(section),
        publish=_publish(section),
        where=section.where("text"),
        claim_fen=money_fen(section, "claim"),
        amount_between_fen=_between(section),
        obstacles=section.texts("obstacles"),
        mechanisms=section.texts("mechanisms"),
        outcome=section.text("outcome", ""),
        quote=section.text("quote", ""),
        reviewer=section.text("reviewer", ""),
        source=section.text("source", ""),
        copy_of=section.text("copy_of", ""),
        questions=section.texts("questions"),
    )
    _check_places(section, story)
    _check_names(section, story)
    return story


def _publish(section: Section) -> bool:
    return "publish" not in section.values or section.flag("publish")


def _between(section: Section) -> tuple[int, int] | None:
    """The bounds of an amount that is not known to the last digit."""
    said = section.texts("amount_between")
    if not said:
        return None
    bounds = [money_fen(replace(section, values={"amount_between": one}), "amount_between")
              for one in said]  # fmt: skip
    if len(bounds) != len(("low", "high")) or None in bounds or "amount" in section.values:
        raise section.fault(
            ("amount_between",),
            "不是一个金额的上下限。",
            '请写 ["87万元", "88万元"]，不要再写 amount。',
        )
    low, high = (bound or 0 for bound in bounds)
    return low, high


def _court(section: Section, courts: Sequence[Court]) -> str:
    # Whose a draft is may still be asked; nothing is published without its court.
    if "court" not in section.values and not _publish(section):
        return ""
    said = section.text("court")
    for court in courts:
        if said in (court.code, court.short, court.name, *court.aliases):
            return court.code
    known = {court.short for court in courts} | {court.code for court in courts}
    raise section.fault(
        ("court",),
        f"“{said}”不是行动方案里的法院。",
        f"{nearest(said, known)}可以写代字、简称或全称。",
    )


def _case_no(section: Section) -> str:
    """The case number in the form the store has it."""
    said = section.text("case_no", "")
    read = parse_case_number(said, _LAST_YEAR) if said else None
    number = read.value if isinstance(read, Reading) else read
    if isinstance(number, CaseNumber):
        return number.official
    if said:
        raise section.fault(
            ("case_no",), f"“{said}”读不成案号。", "请写成 （2026）辽1202执123号，或删去这一行。"
        )
    return ""


def _count(section: Section, key: str) -> int | None:
    return section.whole(key, 0, low=1, high=_MOST) if key in section.values else None


def _approximate(section: Section) -> tuple[str, ...]:
    found = section.texts("approximate")
    for place, name in enumerate(found):
        if name not in _NUMBERS or name not in section.values:
            raise section.fault(
                ("approximate", place),
                f"“{name}”没有数可以约。",
                f"可以写的是：{'、'.join(_NUMBERS)}，并写出这个数。",
            )
    return found


def _check_places(section: Section, story: Story) -> None:
    """Every placeholder of the text has its value."""
    values: Mapping[str, object] = {
        "amount": story.amount_fen, "persons": story.persons, "days": story.days,
    }  # fmt: skip
    for name in _PLACE.findall(story.text):
        party = _PARTY.fullmatch(name)
        if party and int(party[1]) <= len(story.parties):
            continue
        if name not in values and not party:
            raise section.fault(
                ("text",),
                f"里的 {{{name}}} 不认识。",
                f"{nearest(name, [*values, 'party1'])}可以写 {{amount}}、{{persons}}、{{days}}、{{party1}}。",
            )
        if values.get(name) is None:
            raise section.fault(
                ("text",), f"用了 {{{name}}}，却没有写它是什么。", "请补上这个数或当事人。"
            )


def _check_names(section: Section, story: Story) -> None:
    """No real name of the story's own parties, and no number of a person, in title and text."""
    names = [p.name for cell in story.parties for p in parties_in(cell) if not is_masked(p.name)]
    for key, text in (("title", story.title), ("text", story.text), ("quote", story.quote)):
        for place, name in enumerate(names, 1):
            if len(name) > 1 and name in text:
                raise section.fault(
                    (key,),
                    "里有当事人真名。",
                    f"请把第{place}个当事人的名字改成 {{party{place}}}，由程序隐去。",
                )
        for leak in scan(text):
            raise section.fault((key,), f"里有疑似{leak.kind}。", "请删去，案例里不能有个人信息。")
