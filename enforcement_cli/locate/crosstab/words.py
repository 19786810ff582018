"""What the words over and beside a figure make it: indicator, basis, action, court, unit.

Comes in: the words of a header path or of a row's labels, from the general to the special. Goes
out: a Meaning. Refuses to drop a word it does not know: what narrows a figure makes it another one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from enforcement_cli.locate.court_names import CourtNames
from enforcement_cli.locate.crosstab.word import Word, split_word
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.aggregate import (
    Entry,
    figure_words,
    lookup,
    modifiers,
    unit_word,
    words_of,
)
from enforcement_cli.vocabulary.words import layout_words, normalise_word

_GLUE = re.compile(r"^(?:案件|类案件|类|方面|的|[:、\-—])+")
_TAIL = re.compile(r"[:、\-—]+$")
_LONGEST = 40

Total = Literal["", "total", "distinct", "average", "with_basic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What words say.

    `figures` has several where the unit must decide. `unknown` is the first word that nobody
    knows, or that contradicts another. `units` are those printed, the nearest last; `implied` is
    the one a word means (案件数). `part` is said by 其中. `silent` and `other_start` are known and
    not kept.
    """

    figures: tuple[str, ...] | None = None
    choices: tuple[tuple[str, str], ...] | None = None
    rate: str = ""
    basis: str = ""
    span: str = ""
    action: str = ""
    court: str = ""
    units: tuple[str, ...] = ()
    implied: str = ""
    total: Total = ""
    part: bool = False
    silent: bool = False
    other_start: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What words are read against: the campaign's actions by name, and the desk's courts."""

    actions: tuple[tuple[str, str], ...]
    courts: CourtNames

    def known(self, text: str) -> bool:
        """Whether a text is a word of an aggregate's header or labels."""
        if len(text) > _LONGEST or not normalise_word(text):
            return False
        return not self.meaning([text]).unknown

    def meaning(self, texts: Sequence[str]) -> Meaning:
        """What a path of texts says together."""
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
        ends = [(word, entry, before) for before in (True, False) for word, entry in modifiers()]
        for word, entry, before in ends:
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
        code, _ = self.courts.find(plain)
        named = code is not None and (plain.endswith("院") or plain in dict(self.courts.names))
        return code or "" if named else ""


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


def join(whole: Meaning, special: Meaning) -> Meaning:
    """What two words say together, the second standing under the first."""
    figures, choices, clash = _join_figures(whole, special)
    unknown = whole.unknown or special.unknown or clash
    for one, other in ((whole.basis, special.basis), (whole.action, special.action),
                       (whole.court, special.court), (whole.span, special.span)):  # fmt: skip
        if one and other and one != other:
            unknown = unknown or f"{one}/{other}"
    return Meaning(
        figures=figures,
        choices=choices,
        rate=special.rate or whole.rate,
        basis=special.basis or whole.basis,
        span=special.span or whole.span,
        action=special.action or whole.action,
        court=special.court or whole.court,
        units=(*whole.units, *special.units),
        implied=special.implied or whole.implied,
        total=special.total or whole.total,
        part=whole.part or special.part,
        silent=whole.silent or special.silent,
        other_start=whole.other_start or special.other_start,
        unknown=unknown,
    )


def _join_figures(
    whole: Meaning, special: Meaning
) -> tuple[tuple[str, ...] | None, tuple[tuple[str, str], ...] | None, str]:
    """The figures of both, and a word where they contradict."""
    if special.rate or special.figures is None:
        clash = whole.rate if special.figures is not None and whole.rate else ""
        return whole.figures, whole.choices, clash
    if whole.rate:
        return special.figures, special.choices, whole.rate
    if whole.figures is None:
        return special.figures, special.choices, ""
    common = tuple(name for name in special.figures if name in whole.figures)
    if common:
        both = special.choices is not None and whole.choices is not None
        return common, special.choices if both else None, ""
    if is_part(special.figures, whole.figures):
        return special.figures, special.choices, ""
    return special.figures, special.choices, "/".join((*whole.figures, *special.figures))


def is_part(special: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether every figure a word may mean is declared a part of one the other may mean."""
    return bool(special) and all(set(figure_words()[name].of) & set(whole) for name in special)


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
