"""典型案例 as paragraphs: placeholders filled, names masked, rounded numbers by floor and 余.

Comes in: the stories of a bulletin. Goes out: a line a story, its numbers attached. Names are masked
here already, so that no bulletin holds a real one. Refuses to choose stories.
"""

import re
from collections.abc import Iterable

from enforcement_cli.bulletin.lines import Line, Part
from enforcement_cli.bulletin.masking import Masker, masker_for
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.names import Party, parties_in
from enforcement_cli.bulletin.numbers import floored_money, money_text
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.story import Story
from enforcement_cli.vocabulary.names import Profile
from enforcement_cli.vocabulary.tables import load

_PLACE = re.compile(r"\{(\w+)\}")
_UNITS = {"persons": "名", "days": "天"}
# Below this a count is told as it is.
_FEW = 10


def floored_count(number: int) -> str:
    """A count rounded down to its first digits with 余 where something was left off.

    >>> floored_count(64), floored_count(60), floored_count(137), floored_count(7)
    ('60余', '60', '130余', '7')
    """
    if number < _FEW:
        return str(number)
    step = 10 if number < 1000 else 100  # 1300余, not 1290余
    whole = number // step * step
    return f"{whole}{'余' if number > whole else ''}"


def story_paragraphs(material: Material) -> tuple[Line, ...]:
    """The stories of a bulletin, each led by its court and title."""
    lines = story_lines(material.stories)
    lead = str(load("stories")["words"]["lead"])
    return tuple(
        _led(lead, material.name(story.court), story, line)
        for story, line in zip(material.stories, lines, strict=True)
    )


def _led(lead: str, court: str, story: Story, line: Line) -> Line:
    before, after = lead.split("{text}")
    return (before.format(court=court, title=story.title), *line, *([after] if after else []))


def story_lines(stories: Iterable[Story], profile: Profile = "bulletin") -> tuple[Line, ...]:
    """The texts of stories; people who share a mask are numbered over all of them (T34)."""
    told = tuple(stories)
    parties = [party for story in told for party in _parties(story)]
    masker = masker_for(parties, profile, taken=[story.text for story in told])
    return tuple(_line(story, masker) for story in told)


def _parties(story: Story) -> tuple[Party, ...]:
    """The story's parties; what the file says they are stands before what their names say."""
    kinds = story.party_kinds or (None,) * len(story.parties)
    return tuple(
        Party(name=party.name, company=party.company if kind is None else kind == "company")
        for cell, kind in zip(story.parties, kinds, strict=True)
        for party in parties_in(cell)
    )


def _line(story: Story, masker: Masker) -> Line:
    parts: list[Part] = []
    done = 0
    for found in _PLACE.finditer(story.text):
        if found.start() > done:
            parts.append(story.text[done : found.start()])
        parts.append(_filled(story, found[1], masker))
        done = found.end()
    if done < len(story.text):
        parts.append(story.text[done:])
    return tuple(parts)


def _filled(story: Story, name: str, masker: Masker) -> Part:
    """What stands for a placeholder; stories are checked when they are read, so it is known."""
    rough = name in story.approximate
    if name == "amount" and story.amount_fen is not None:
        show = floored_money if rough else money_text
        return Value(shown=show(story.amount_fen), number=story.amount_fen, kind="money")
    if name in _UNITS:
        number = story.persons if name == "persons" else story.days
        if number is not None:
            shown = floored_count(number) if rough else str(number)
            return Value(shown=f"{shown}{_UNITS[name]}", number=number, kind="count")
    return masker.of_cell(story.parties[int(name.removeprefix("party")) - 1])
