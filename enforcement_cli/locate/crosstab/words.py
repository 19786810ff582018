"""What the words over and beside a figure make it: indicator, basis, action, court, unit.

Comes in: the words of a header path or of a row's labels, from the general to the special. Goes
out: a Meaning. Refuses to drop a word it does not know: what narrows a figure makes it another one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from enforcement_cli.locate.court_names import CourtNames
from enforcement_cli.locate.crosstab.meaning import Meaning, join
from enforcement_cli.locate.crosstab.word import Word, split_word
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.aggregate import (
    Entry,
    lookup,
    modifiers,
    unit_word,
    words_of,
)
from enforcement_cli.vocabulary.words import layout_words, normalise_word

_GLUE = re.compile(r"^(?:案件|类案件|类|方面|的|[:、\-—])+")
_TAIL = re.compile(r"[:、\-—]+$")
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What words are read against: the campaign's actions by name, and the desk's courts.

    A column says the same few words over and over: what a word said is kept with the table.
    """

    actions: tuple[tuple[str, str], ...]
    courts: CourtNames
    _meanings: dict[tuple[str, ...], Meaning] = field(
        default_factory=dict, repr=False, compare=False
    )
    _named: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    def court_in(self, plain: str) -> str | None:
        """The code of the court that a normalised text names."""
        if plain not in self._named:
            self._named[plain], _ = self.courts.find(plain)
        return self._named[plain]

    def known(self, text: str) -> bool:
        """Whether a text is a word of an aggregate's header or labels."""
        if len(text) > _LONGEST or not normalise_word(text):
            return False
        return not self.meaning([text]).unknown

    def meaning(self, texts: Sequence[str]) -> Meaning:
        """What a path of texts says together."""
        key = tuple(texts)
        said = self._meanings.get(key)
        if said is None:
            said = self._meanings[key] = self._meaning(key)
        return said

    def _meaning(self, texts: tuple[str, ...]) -> Meaning:
        words = [word for text in texts if (word := split_word(text)) is not None]
        found = Meaning()
        at = 0
        while at < len(words):
            step, said = self._longest(words[at:])
            found = join(found, said)
            at += step
        return found

    def _longest(self, words: list[Word]) -> tuple[int, Meaning]:
        """The most words that mean something as one, else the first as unknown."""
        for count in range(len(words), 0, -1):
            said = self._said(words[:count])
            if said is not None:
                return count, said
        return 1, Meaning(unknown=words[0].text, units=words[0].units)

    def _said(self, words: list[Word]) -> Meaning | None:
        if any(word.part for word in words[1:]):
            return None  # a part stands under the whole, never in one word with it
        text = "".join(word.text for word in words)
        units = tuple(unit for word in words for unit in word.units)
        extra = [self._spoken(aside) for word in words for aside in word.asides]
        said: Meaning | None = Meaning()
        if text:
            said = self._spoken(text)
        if said is None or None in extra:
            return None
        for aside in extra:
            said = join(said, aside or said)
        units = (*said.units, *units)
        return replace(said, units=units, part=any(word.part for word in words) or said.part)

    def _spoken(self, text: str) -> Meaning | None:
        """What one word without break says, its modifiers and actions taken off; None: unknown."""
        entry = lookup(text)
        if entry is not None:
            return _of_entry(entry)
        if unit := unit_word(text):
            # 万元 in a row of units under the header is printed; 金额 only means money.
            return Meaning(units=(unit,)) if unit in FEN_PER_UNIT else Meaning(implied=unit)
        if text in words_of("totals", "with_basic"):
            return Meaning(total="with_basic")
        if court := self._court(text):
            return Meaning(court=court)
        for name, action in self.actions:
            if text.startswith(name):
                rest = _GLUE.sub("", text[len(name) :])
                said = self._spoken(rest) if rest else Meaning()
                return join(Meaning(action=action), said) if said is not None else None
        return self._modified(text)

    def _modified(self, text: str) -> Meaning | None:
        """A word with modifiers before or after it; of several readings one that is no clash."""
        clashing: Meaning | None = None
        for word, entry, before in _ends():
            rest = ""
            if before and text.startswith(word):
                rest = _GLUE.sub("", text[len(word) :]) or "案件"
            elif not before and text.endswith(word):
                rest = _TAIL.sub("", text[: -len(word)])
            if rest and (said := self._spoken(rest)) is not None:
                found = join(_of_entry(entry), said)
                if not found.unknown:
                    return found
                clashing = clashing or found
        return clashing

    def _court(self, text: str) -> str:
        """The court a word is the name of, and nothing else."""
        if ":" in text:
            return ""
        plain = text.removesuffix("本级")
        if text in words_of("totals", "own_level"):
            return self.courts.desk
        if not plain.endswith("院") and not self.courts.is_name(plain):
            return ""
        return self.court_in(plain) or ""


@cache
def _ends() -> tuple[tuple[str, Entry, bool], ...]:
    """The modifiers with whether they stand before a word or after it."""
    return tuple((word, entry, before) for before in (True, False) for word, entry in modifiers())


def words_for(campaign: Campaign, courts: CourtNames) -> Words:
    """The words of one campaign: actions by their own names, then by what everybody calls them."""
    named: dict[str, set[str]] = {}
    for action in campaign.actions:
        name = normalise_word(action.name)
        for alias in (name, name.removesuffix("案件"), name.removesuffix("行动")):
            named.setdefault(alias, set()).add(action.id)
        for word in layout_words("action_words"):
            if word in name:
                named.setdefault(word, set()).add(action.id)
    sole = [(name, ids.pop()) for name, ids in named.items() if name and len(ids) == 1]
    return Words(actions=tuple(sorted(sole, key=lambda pair: -len(pair[0]))), courts=courts)


def _of_entry(entry: Entry) -> Meaning:
    if entry.sort == "figure":
        return Meaning(figures=entry.ids, choices=entry.choices, implied=entry.unit)
    if entry.sort == "rate":
        return Meaning(rate=entry.ids[0])
    if entry.sort == "basis":
        return Meaning(basis=entry.basis, span=entry.span)
    if entry.sort in ("total", "distinct", "average"):
        return Meaning(total=entry.sort)
    return Meaning(silent=entry.sort == "silent", other_start=entry.sort == "other_start")
