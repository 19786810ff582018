"""What stands in a text and leads to a person: names of parties, numbers, addresses.

Comes in: Prose and the cells of returns that name parties. Goes out: Slips whose messages repeat
neither a name nor a number. Refuses to judge the rest of the words: that is proof/slips.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from enforcement_cli.bulletin.leaks import run_together, scan
from enforcement_cli.bulletin.names import is_masked, mask_name, mentioned, parties_in
from enforcement_cli.bulletin.places import rooms_in
from enforcement_cli.model.proof import Slip
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.vocabulary.names import Profile, words
from enforcement_cli.vocabulary.proof_slips import one_of, said
from enforcement_cli.workflow.proof.unlisted import unlisted

_HEAD_ROWS = 2
_NOBODY: frozenset[str] = frozenset()


def personal_slips(
    prose: Prose, parties: Iterable[str] = (), profile: Profile = "bulletin"
) -> tuple[Slip, ...]:
    """Everything in a text that leads to a person, in reading order.

    Each paragraph and each cell alone: figures side by side in a row are no telephone number.

    Args:
        prose: the text.
        parties: as cells of returns have them.
        profile: how the bulletin is masked. In `bulletin` names of companies may stand, in
            `internal` every name.
    """
    known = _hidden(prose.text, parties, profile)
    named = [((paragraph.start, paragraph.end), known) for paragraph in prose.paragraphs]
    for table in prose.tables:
        staff = _staff_columns(prose, table)
        for row in table.rows:
            named += [(cell, _NOBODY if at in staff else known) for at, cell in enumerate(row)]
    found = [
        replace(slip, start=slip.start + start, end=slip.end + start)
        for (start, end), names in named
        for slip in _of_part(prose.text[start:end], names, profile)
    ]
    return tuple(sorted(found, key=lambda slip: (slip.start, slip.end)))


def _staff_columns(prose: Prose, table: ProseTable) -> frozenset[int]:
    """The columns of who works on a case: a namesake of a party there is no party."""
    return frozenset(
        at
        for row in table.rows[:_HEAD_ROWS]
        for at, (start, end) in enumerate(row)
        if re.search(one_of("staff_columns"), prose.text[start:end])
    )


def _of_part(text: str, known: Collection[str], profile: Profile) -> Iterator[Slip]:
    other = tuple(_unlisted(text, known, profile))
    for slip in _leaks(text, known, profile):
        # 孙立 of the ledgers is not the 孙立群 of the text.
        if not any(one.start <= slip.start and slip.end <= one.end for one in other):
            yield slip
    yield from other
    yield from _addresses(text)


def _hidden(text: str, parties: Iterable[str], profile: Profile) -> frozenset[str]:
    """The names that may not stand in the text as they are."""
    joined = run_together(text)[0]
    cells = mentioned(parties, (text, joined, joined.title()))
    named = (party for cell in cells for party in parties_in(cell))
    return frozenset(
        party.name
        for party in dict.fromkeys(named)
        if len(party.name) > 1
        and not is_masked(party.name)
        and mask_name(party, profile) != party.name
    )


def _leaks(text: str, known: Collection[str], profile: Profile) -> Iterator[Slip]:
    for leak in scan(text, known):
        if leak.name:
            masks = (mask_name(party, profile) for party in parties_in(leak.name))
            masked = next(masks, leak.kind)
            yield _slip("party_named", leak.start, leak.end, masked=masked)
        else:
            yield _slip("personal_number", leak.start, leak.end, kind=leak.kind)


def _unlisted(text: str, known: Collection[str], profile: Profile) -> Iterator[Slip]:
    """Names behind 被执行人 that no return has, also such as only begin like one that has."""
    listed = [(leak.start, leak.end) for leak in scan(text, known) if leak.name]
    for (start, end), masked, sure in unlisted(text, profile) if profile != "internal" else ():
        within = any(start < other[1] and other[0] < end for other in listed)
        longer = any(start <= other[0] and other[1] < end for other in listed)
        if longer or not within:
            slip = _slip("party_unlisted", start, end, masked=masked)
            yield slip if sure else replace(slip, serious=False)


def _addresses(text: str) -> Iterator[Slip]:
    """Roads with a number, compounds and villages with a house or a room."""
    for start, end in sorted({*rooms_in(text), *(one.span() for one in _homes().finditer(text))}):
        yield _slip("address", start, end)


@cache
def _homes() -> re.Pattern[str]:
    number = r"[第\dA-Za-z一二三四五六七八九十-]{1,6}"
    rooms = "|".join(map(re.escape, words("places", "rooms")))
    return re.compile(
        rf"(?:(?!某)[\u4e00-\u9fff]){{2,4}}{one_of('homes')}(?:{number}组)?(?:{number}(?:{rooms}))+"
    )


def _slip(code: str, start: int, end: int, **facts: object) -> Slip:
    told = said(code, facts)
    return Slip(
        code=code,
        start=start,
        end=end,
        message=told.message,
        remedy=told.remedy,
        serious=told.serious,
        private=told.private,
    )
