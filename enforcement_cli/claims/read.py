"""The claims of a running text, in reading order.

Comes in: text. Goes out: Claims with offsets into that very text; a paragraph that stands several
times gives its claims once. Rules are those of the labelled press reports (docs/guides/claims.md).
Refuses to know files, courts and figures.
"""

from dataclasses import replace

from enforcement_cli.claims.changes import ranks
from enforcement_cli.claims.making import claims_of
from enforcement_cli.claims.numbers import numbers_in
from enforcement_cli.claims.plain import Stretch, stretches
from enforcement_cli.claims.ranked import ranked
from enforcement_cli.claims.reading import reading_of
from enforcement_cli.claims.sentence import Sentence, sentences
from enforcement_cli.claims.told import Told
from enforcement_cli.model.claim import Claim, Span

# A shorter paragraph is an item of a list, and goes on with what the line above it said.
_SHORT = 80


def claims_in(text: str) -> tuple[Claim, ...]:
    """Every statistical claim of a text, and the numbers of single cases as ANECDOTES.

    >>> [(c.metric, str(c.value), c.raw) for c in claims_in("全市法院共拘传164人次，到位3万元。")]
    [('persons_compelled', '164', '164人次'), ('amount_recovered', '30000', '3万元')]
    """
    found: list[Claim] = []
    told = Told()
    for stretch in stretches(text):
        found += _of_stretch(stretch, text, told)
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_stretch(stretch: Stretch, text: str, told: Told) -> list[Claim]:
    if len(stretch.signs) > _SHORT:
        told.forget()
    numbers = tuple(numbers_in(stretch.signs))
    found: list[Claim] = []
    for sentence in sentences(stretch.signs, numbers):
        found += _of_sentence(sentence, told)
    return [_placed(claim, stretch, text) for claim in found]


def _of_sentence(sentence: Sentence, told: Told) -> list[Claim]:
    places = tuple(ranks(sentence))
    if not sentence.numbers and not places:
        told.unread.append(sentence)
        return []
    told.catch_up()
    reading = reading_of(sentence, told)
    found = [*claims_of(reading), *ranked(reading, places)]
    told.hear(reading.subjects, reading.periods)
    return found


def _placed(claim: Claim, stretch: Stretch, text: str) -> Claim:
    """A claim of a paragraph as one of the text."""
    start, end = _span(claim.start, claim.end, stretch.places)
    return replace(
        claim,
        start=start,
        end=end,
        raw=text[start:end],
        sentence=_span(*claim.sentence, stretch.places),
        part_of=None if claim.part_of is None else stretch.places[claim.part_of],
        also=tuple(_span(claim.start, claim.end, places) for places in stretch.repeats),
    )


def _span(start: int, end: int, places: tuple[int, ...] | range) -> Span:
    return places[start], places[end - 1] + 1
