"""The claims of a running text, in reading order.

Comes in: text. Goes out: Claims with offsets into that very text; a paragraph that stands several
times gives its claims once. Rules are those of the labelled press reports (docs/guides/claims.md).
Refuses to know files, courts and figures.
"""

from enforcement_cli.claims.changes import ranks
from enforcement_cli.claims.making import claims_of
from enforcement_cli.claims.numbers import numbers_in
from enforcement_cli.claims.plain import stretches
from enforcement_cli.claims.ranked import ranked
from enforcement_cli.claims.reading import reading_of
from enforcement_cli.claims.sentence import Sentence, sentences
from enforcement_cli.claims.told import Told
from enforcement_cli.model.claim import Claim

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
        if len(stretch.signs) > _SHORT:
            told.forget()
        numbers = tuple(numbers_in(stretch.signs))
        for sentence in sentences(stretch, numbers):
            found += _of_sentence(sentence, told)
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_sentence(sentence: Sentence, told: Told) -> list[Claim]:
    places = tuple(ranks(sentence))
    found: list[Claim] = []
    if sentence.numbers or places:
        reading = reading_of(sentence, told)
        found = [*claims_of(reading), *ranked(reading, places)]
    told.pass_by(sentence)
    return found
