"""Places in an order as claims: 执行完毕率位居全市第二.

Comes in: a Reading whose numbers have their claims. Goes out: Claims with unit 位.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.claims.changes import Place, metric_of, thing_of
from enforcement_cli.claims.reading import Reading
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.vocabulary.claims import pattern_of

# 三项指标均居全省第一: of the three told before.
_SEVERAL = re.compile(r"([二两三四五六七八\d])[项个](?:核心|主要|重点|关键)?指标")


def ranked(reading: Reading, rows: Sequence[tuple[Place, ...]]) -> list[Claim]:
    """A claim for each place in an order; several where it is of several metrics."""
    sentence = reading.sentence
    made = []
    for place, metric in _places(reading, rows):
        stretch = sentence.stretch
        start, end = stretch.span(place.start, place.end)
        made.append(
            Claim(
                metric=metric,
                value=place.value,
                unit="位",
                raw=stretch.text[start:end],
                start=start,
                end=end,
                sentence=stretch.span(sentence.start, sentence.end),
                also=stretch.also(place.start, place.end),
                subject=reading.told.subjects.before(sentence, place.start),
                period=reading.told.periods.before(sentence, place.start),
                relation="rank",
            )
        )
    return made


_LONGEST_CLAUSE = 120


def _places(reading: Reading, rows: Sequence[tuple[Place, ...]]) -> Iterator[tuple[Place, str]]:
    """Each place with what is ranked: named in its clause, else what was told last, in order."""
    sentence = reading.sentence
    for row in rows:
        start = row[0].start
        before = [reading.made[at][0].metric for at in reading.before(start, levels=True)]
        clause = max(sentence.clause_start(start), start - _LONGEST_CLAUSE)
        named = thing_of(reading.names, clause, start)
        if named is not None and named.topic.weak:
            named = None
        overall = pattern_of("words", "overall").search(sentence.signs, clause, start)
        several = _SEVERAL.search(sentence.signs, clause, start)
        within = [at for at in reading.before(start) if sentence.numbers[at].start >= clause]
        if len(row) > 1:
            yield from zip(row, before[-len(row) :], strict=False)
        elif within and not several:
            yield row[0], reading.made[within[-1]][0].metric
        elif named is not None and not several:
            yield row[0], metric_of(named, "percent")
        elif _all_of_them(reading, clause, start) and not several:
            shared = (reading.made[at][0] for at in reading.before(start))
            rates = [claim.metric for claim in shared if claim.relation == "rate"]
            yield from ((row[0], metric) for metric in dict.fromkeys(rates or before[-1:]))
        elif overall and not several:
            yield row[0], "other"
        elif several:
            many = int(chinese_number(several[1]) or Decimal(several[1]))
            told = (_named_within(reading, clause, start) or before)[-many:]
            yield from ((row[0], metric) for metric in dict.fromkeys(told))
        elif before:
            yield row[0], before[-1]
        else:
            yield row[0], reading.told.last.metric if reading.told.last else "other"


def _named_within(reading: Reading, since: int, place: int) -> list[str]:
    """The metrics that a clause names without their figures: 到位率、执结率两项指标均居第一."""
    named = (each for each in reading.names if since <= each.start < place)
    return [
        metric_of(each, "percent") for each in named if not each.topic.weak and each.topic.gives
    ]


def _all_of_them(reading: Reading, since: int, place: int) -> bool:
    """Whether all told before share the place: 到位率48.6%，执结率55.12%，均位居全市第一."""
    return pattern_of("words", "both").search(reading.sentence.signs, since, place) is not None
