"""What is wrong with a story by itself: names, homes, masks, amounts, repeats, open questions.

Comes in: a Story, its masked text. Goes out: problems ST-01 … ST-14 (stories.toml). Refuses the
store and other stories: those are story_choice's and alike's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from enforcement_cli.bulletin.names import Party, mask_name
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.story import Story
from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workflow.story.amounts import disagreements, in_words
from enforcement_cli.workflow.story.naming import closed_up
from enforcement_cli.workflow.story.people import Mask, masks_in, unmasked
from enforcement_cli.workflow.story.sums import Sum, sums_in
from enforcement_cli.workflow.story.words import SOME, listed, one_of

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"[^。！？!?\n]{12,}[。！？!?]")
_SHOWN = 12


@cache
def story_rules() -> Mapping[str, Rule]:
    """The findings of the story desk, by code."""
    return {
        entry["code"]: Rule(level="publication", effect="say", over="set", **entry)
        for entry in load("stories")["finding"]
    }


def story_problem(story: Story, code: str, **facts: str) -> Problem:
    """A finding about a story."""
    return Problem(
        rule=story_rules()[code], origin=Origin(file=story.where), facts=facts,
        case_no=story.case_no, subject=f"story>{story.id}",
    )  # fmt: skip


def problems_of(story: Story) -> tuple[Problem, ...]:
    """Everything that can be said of a story without looking elsewhere."""
    text = _without_places(story)
    return (
        *naming_problems(story), *_homes(story, text), *_masks(story, text), *_money(story),
        *_repeats(story, text), *(story_problem(story, "ST-14", question=q.rstrip("。"))
                                  for q in story.questions),
    )  # fmt: skip


def _without_places(story: Story) -> str:
    """The text with its placeholders in other brackets: one is nobody's name, and ends one."""
    return _PLACE.sub(lambda found: f"〔{found[1]}〕", story.text)


def naming_problems(story: Story) -> Iterator[Problem]:
    """ST-01 and ST-02, each name once; the message never repeats it."""
    text = _without_places(story)
    told: set[str] = set()
    for words in (story.title, text, story.quote):
        for named in unmasked(*closed_up(words)):
            if named.name in told:
                continue
            told.add(named.name)
            if named.child:
                yield story_problem(story, "ST-02", where=named.lead)
                continue
            masked = mask_name(Party(named.name, named.company), "public")
            kind = "单位名称" if named.company else "姓名"
            yield story_problem(story, "ST-01", where=named.lead, kind=kind, masked=masked)


def _homes(story: Story, text: str) -> Iterator[Problem]:
    """ST-03: where somebody lives, closer than a county."""
    dwells, dwelling = one_of(listed("masks", "dwells")), one_of(listed("masks", "dwelling"))
    for found in re.finditer(rf"({dwells})([^，。；、\n]{{2,30}})", text):
        near = re.search(rf"[\u4e00-\u9fff\d]{{1,3}}{dwelling}", found[2])
        if near and SOME not in near[0]:
            yield story_problem(story, "ST-03", where=found[1])
            return
    if _lives().search(text):
        yield story_problem(story, "ST-03", where="住")


@cache
def _lives() -> re.Pattern[str]:
    """住 and a place that is told down to a village or a door, as 住昌图县昌图镇向阳村12号."""
    held = "".join(listed("masks", "not_lives_after"))
    inside = rf"[^，。；、\n{SOME}]"
    county, dwelling = one_of(listed("masks", "counties")), one_of(listed("masks", "dwelling"))
    return re.compile(
        rf"(?<![{held}])住{inside}{{1,8}}?{county}{inside}{{0,20}}?[\u4e00-\u9fff\d]{dwelling}"
    )


def _masks(story: Story, text: str) -> Iterator[Problem]:
    """ST-04: one surname masked in two ways, or one mask for two roles."""
    by_surname: dict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[str, set[str]] = defaultdict(set)
    for mask in masks_in(text):
        by_surname[mask.surname][mask.text] = None
        if mask.role:
            roles[mask.text].add(_side(mask))
    for surname, forms in by_surname.items():
        numbered = all(form[-1].isdigit() for form in forms)
        kept = [form for form in forms if form[-1] not in SOME]
        if len(forms) > 1 and not numbered and len(kept) < len(forms):
            yield story_problem(story, "ST-04", masks="、".join(forms))
        elif any(len(sides) > 1 for sides in (roles[form] for form in forms)):
            yield story_problem(story, "ST-04", masks=f"两方都写作{surname}{SOME}的人")


def _side(mask: Mask) -> str:
    """Which side of a case a role is on; an empty one is on either."""
    if mask.role in ("申请执行人", "申请人", "原告", "债权人"):
        return "+"
    return (
        "-"
        if mask.role in ("被执行人", "被申请人", "被告", "债务人", "欠款人", "老赖")
        else mask.role
    )


def _money(story: Story) -> Iterator[Problem]:
    """ST-05 to ST-09: amounts of the text against each other, and against the one declared."""
    text = _with_amount(story)
    sums = sums_in(text)
    for found in disagreements(text, sums):
        yield story_problem(story, found.code, **found.facts)
    amount = story.amount_fen
    if amount is None or "{amount}" in story.text or not sums:
        return
    if not any(one.low <= amount <= one.high for one in sums) and not _are_parts(sums, amount):
        told = "、".join(dict.fromkeys(one.raw for one in sums))
        yield story_problem(story, "ST-09", amount=in_words(amount), told=told)


def _are_parts(sums: tuple[Sum, ...], amount: int) -> bool:
    """Whether the amounts that were paid are together the one declared."""
    paid = [one for one in sums if one.part in ("paid", "promised")]
    return sum(one.low for one in paid) <= amount <= sum(one.high for one in paid)


def _with_amount(story: Story) -> str:
    text = story.text
    if story.amount_fen is not None:
        text = text.replace("{amount}", in_words(story.amount_fen))
    return _PLACE.sub(SOME, text)


def _repeats(story: Story, text: str) -> Iterator[Problem]:
    """ST-13: a sentence that stands in the text again, as a column layout leaves it."""
    counted = Counter(found.strip() for found in _SENTENCE.findall(text))
    for sentence, times in counted.items():
        if times > 1:
            where = f"{sentence[:_SHOWN]}…"
            yield story_problem(story, "ST-13", where=where, times=str(times))
            return
