"""A bulletin as its readers may see it: names masked, in public also case numbers and places.

Comes in: a Bulletin, a profile, the names of its parties. Goes out: the same Bulletin with masked
texts. People who share a mask are told apart by numbers, the same
throughout the document (王某1, 王某2). Refuses to touch numbers of figures.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from enforcement_cli.bulletin.leaks import is_named
from enforcement_cli.bulletin.names import (
    Party,
    is_between,
    is_company,
    is_masked,
    mask_name,
    mentioned,
    parties_in,
    plain_name,
    split_names,
)
from enforcement_cli.bulletin.places import public_text
from enforcement_cli.bulletin.texts import Change, changed, noting
from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.vocabulary.names import Profile, person_mask, sign


@dataclass(slots=True)
class Masker:
    """The masks of one document. `first` is the order in which its names are read.

    A name's mask is fixed when all names are known; `taken` are masks that the text already has.
    """

    profile: Profile
    masks: dict[str, str] = field(default_factory=dict)

    def of_name(self, name: str) -> str:
        """What stands for a name in this document."""
        plain = plain_name(name)
        if plain in self.masks:
            return self.masks[plain]
        return mask_name(Party(plain, is_company(plain)), self.profile)

    def of_cell(self, cell: str) -> str:
        """A cell that names parties, whatever they are: all of them masked."""
        if self.profile == "internal":
            return cell
        found: list[str] = []
        for part in split_names(cell):
            named = parties_in(part)
            shown = "、".join(self.of_name(party.name) for party in named)
            found.append(part if is_between(part) or not named else shown)
        return "".join(found)

    def of_prose(self, text: str) -> str:
        """A text with every known party masked where it is one; in public also what leads there."""
        if self.profile == "internal":
            return text
        found: list[str] = []
        done = 0
        for start, end in named_in(text, self.masks):
            found += [text[done:start], self.masks[text[start:end]]]
            done = end
        masked = "".join((*found, text[done:]))
        return public_text(masked) if self.profile == "public" else masked


def masker_for(parties: Iterable[Party], profile: Profile, taken: Iterable[str] = ()) -> Masker:
    """The masker of a document whose parties are read in this order.

    `taken` are texts that hold masks already.

    >>> made = masker_for(parties_in("王小明、王大力、李四"), "bulletin")
    >>> made.of_name("王小明"), made.of_name("王大力"), made.of_name("李四")
    ('王某1', '王某2', '李某某')
    """
    some = sign("masks", "some")
    texts = tuple(
        re.sub(f"{some}{{2,}}", some, text) if profile == "public" else text for text in taken
    )
    read = {party.name: party for party in parties if not is_masked(party.name)}
    shared: dict[str, list[str]] = {}
    for party in read.values():
        shared.setdefault(mask_name(party, profile), []).append(party.name)
    masks: dict[str, str] = {}
    for mask, sharing in shared.items():
        alone = len(sharing) == 1 and not _stands_in(mask, texts)
        for number, name in enumerate(sharing, 1):
            unchanged = alone or mask == name
            masks[name] = mask if unchanged else _numbered(mask, number, profile)
    return Masker(profile=profile, masks=masks)


def _stands_in(mask: str, texts: Iterable[str]) -> bool:
    """Whether a text somebody wrote uses the mask already, for somebody else."""
    whole = re.compile(re.escape(mask) + rf"(?![{sign('masks', 'some')}\d])")
    return any(whole.search(text) for text in texts)


def _numbered(mask: str, number: int, profile: Profile) -> str:
    """王某1 for 王某某 and 王某 alike (domain.md 8.1); 某建材店2 for shops."""
    long = person_mask(profile)
    short = mask[: -len(long)] + sign("masks", "some") if mask.endswith(long) else mask
    return f"{short}{number}"


def named_in(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where parties are named in a text, the longest name first at each place."""
    longest = max(map(len, names), default=0)
    place = 0
    while place < len(text):
        for length in range(min(longest, len(text) - place), 1, -1):
            end = place + length
            if text[place:end] in names and is_named(text, place, end):
                yield place, end
                place = end - 1
                break
        place += 1


def masked(bulletin: Bulletin, profile: Profile, parties: Iterable[str]) -> Bulletin:
    """The bulletin as a profile lets it be seen.

    Args:
        bulletin: with names as they were sent.
        profile: internal changes nothing.
        parties: names of the parties that may stand in it, as cells of returns have them.
    """
    if profile == "internal":
        return bulletin
    cells: list[str] = []
    prose: list[str] = []
    changed(bulletin, noting(prose), noting(cells), str)
    known = {p.name for cell in mentioned(parties, prose) for p in parties_in(cell)}
    read = (text[start:end] for text in prose for start, end in named_in(text, known))
    parties_read = [party for cell in (*cells, *read) for party in parties_in(cell)]
    masker = masker_for(parties_read, profile, taken=[*prose, *cells])
    return changed(bulletin, masker.of_prose, masker.of_cell, _case_number(profile))


def _case_number(profile: Profile) -> Change:
    return (lambda _: sign("masks", "number_left_out")) if profile == "public" else str
