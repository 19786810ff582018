"""Names of persons that no return has: what stands behind 被执行人 and reads like a name.

Comes in: the text of a paragraph or a cell. Goes out: places with the mask that would stand there.
Refuses to judge a name that stands alone: a surname alone is a word as well.
"""

import re
from collections.abc import Iterator
from functools import cache

from enforcement_cli.bulletin.names import mask_name, parties_in
from enforcement_cli.model.claim import Span
from enforcement_cli.vocabulary.names import Profile, sign, word_set, words
from enforcement_cli.vocabulary.proof_slips import one_of
from enforcement_cli.vocabulary.proof_slips import words as slip_words

_SURE = 3
_ROW = ("、", "和", "与", "及")
_NEXT = re.compile(r"[，。；、！？：（）()\s”’]|$")


def unlisted(text: str, profile: Profile) -> Iterator[tuple[Span, str, bool]]:
    """Each name behind the word for a party: its place, its mask, whether it is surely a name.

    A surname and two signs before a verb or a mark is one; a surname and one sign may be a word.
    """
    for role in re.finditer(rf"{one_of('roles')}[：\s]?", text):
        at = role.end()
        # 被执行人甲、乙: one behind the other.
        while found := _name().match(text, at):
            name = found["name"]
            party = next(iter(parties_in(name)), None)
            if _is_word(name) or party is None or party.company:
                break
            yield found.span("name"), mask_name(party, profile), len(name) >= _SURE
            if text[found.end() : found.end() + 1] not in _ROW:
                break
            at = found.end() + 1


@cache
def _name() -> re.Pattern[str]:
    compound = "|".join(sorted(word_set("surnames", "compound")))
    hidden = r"(?![某×*＊Xx])"
    given = rf"(?:{hidden}[\u4e00-\u9fff])"
    follow = f"(?={_NEXT.pattern}|{'|'.join(map(re.escape, _follows()))})"
    single = sign("surnames", "single")
    return re.compile(
        rf"(?P<name>(?:(?:{compound}){given}{{1,2}}|[{single}]{given}{{1,2}}?){follow})"
    )


@cache
def _follows() -> tuple[str, ...]:
    return (*words("cells", "follows"), *slip_words("acts"))


def _is_word(name: str) -> bool:
    ordinary = word_set("ordinary", "words")
    return name in ordinary or name[:2] in ordinary or name.startswith(slip_words("not_names"))
