"""The claims of a running text, in reading order.

Comes in: text. Goes out: Claims with offsets into that very text; a paragraph that stands several
times gives its claims once. Rules are those of the labelled press reports (docs/guides/claims.md).
Refuses to know files, courts and figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from enforcement_cli.claims.changes import (
    against,
    Place,
    changes,
    metric_of,
    part_from,
    ranks,
    thing_of,
)
from enforcement_cli.claims.context import (
    Mention,
    action_in,
    action_of,
    court_in,
    last_before,
    periods_in,
    subjects_in,
)
from enforcement_cli.claims.cues import mood, weigh
from enforcement_cli.claims.lists import InOrder, earlier_numbers, in_order
from enforcement_cli.claims.numbers import Counted, numbers_in
from enforcement_cli.claims.plain import Stretch, stretches
from enforcement_cli.claims.sentence import Sentence, sentences
from enforcement_cli.claims.topics import Meant, Named, meant_by, named_in
from enforcement_cli.model.claim import Claim, Relation, Span
from enforcement_cli.vocabulary.claims import pattern_of

_ANECDOTES = {"money": "anecdote_amount"}
_CHANGES = ("increase", "decrease")
# Below this a change is of one case; above this a number that nothing names is still a total.
_A_CASE, _OTHER = -4.0, 2.0
# A shorter paragraph is an item of a list, and goes on with what the line above it said.
_SHORT = 80
_COUNTED = frozenset(
    {"percent", "item", "account", "household", "person", "case", "vehicle", "issue"}
)
_NO_ONE = frozenset({"account", "household", "item"})
# Of these a story's numbers are worth telling; times and days are not.
_TOLD = frozenset(
    {"money", "case", "person", "vehicle", "estate", "area", "percent", "account", "household"}
)


@dataclass(slots=True)
class _Carried:
    """What a paragraph has said so far."""

    subject: str | None = None
    period: str | None = None
    mood: float = 0.0
    last: Claim | None = None
    unread: list[Sentence] = field(default_factory=list)

    def forget(self) -> None:
        """Another paragraph begins."""
        self.subject = self.period = self.last = None
        self.mood = 0.0
        self.unread.clear()

    def catch_up(self) -> None:
        """Read what the sentences without numbers said; most are never asked for it."""
        if self.unread:
            self.mood = mood(self.unread[-1], ())
        subjects: list[Mention] = []
        periods: list[Mention] = []
        for sentence in reversed(self.unread):
            subjects = subjects or subjects_in(sentence)
            periods = periods or periods_in(sentence)
            if subjects and periods:
                break
        self.hear(subjects, periods)
        self.unread.clear()

    def hear(self, subjects: Sequence[Mention], periods: Sequence[Mention]) -> None:
        """What a sentence named last, the next goes on with."""
        if subjects:
            self.subject = subjects[-1].words
        if periods:
            self.period = periods[-1].words


def claims_in(text: str) -> tuple[Claim, ...]:
    """Every statistical claim of a text, and the numbers of single cases as ANECDOTES.

    >>> [(c.metric, c.value, c.raw) for c in claims_in("全市法院共拘传164人次，执行到位12.7万元。")]
    [('persons_compelled', Decimal('164'), '164人次'), ('amount_recovered', Decimal('127000.0'), '12.7万元')]
    """
    found: list[Claim] = []
    carried = _Carried()
    for stretch in stretches(text):
        found += _of_stretch(stretch, text, carried)
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_stretch(stretch: Stretch, text: str, carried: _Carried) -> list[Claim]:
    numbers = tuple(numbers_in(stretch.signs))
    if len(stretch.signs) > _SHORT:
        carried.forget()
    found: list[Claim] = []
    for sentence in sentences(stretch.signs, numbers):
        found += _of_sentence(sentence, carried)
    return [_placed(claim, stretch, text) for claim in found]


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


def _of_sentence(sentence: Sentence, carried: _Carried) -> list[Claim]:
    places = list(ranks(sentence))
    if not sentence.numbers and not places:
        carried.unread.append(sentence)
        return []
    carried.catch_up()
    subjects, periods, names = subjects_in(sentence), periods_in(sentence), named_in(sentence)
    found = _Reading.of(sentence, names, (subjects, periods), carried).claims()
    found += _ranked(sentence, names, places, found, carried, (subjects, periods))
    carried.hear(subjects, periods)
    return found


@dataclass(slots=True)
class _Reading:
    """A sentence with all that is read of it before its claims are made."""

    sentence: Sentence
    names: tuple[Named, ...]
    meant: list[Meant]
    weights: list[float]
    changes: list[Relation | None]
    subjects: list[Mention]
    periods: list[Mention]
    carried: _Carried
    parts: list[tuple[int, int]]
    orders: list[InOrder]
    made: dict[int, list[Claim]]

    @classmethod
    def of(
        cls,
        sentence: Sentence,
        names: tuple[Named, ...],
        mentions: tuple[list[Mention], list[Mention]],
        carried: _Carried,
    ) -> "_Reading":
        meant = meant_by(sentence, names)
        return cls(
            sentence=sentence,
            names=names,
            meant=meant,
            weights=weigh(sentence, meant, carried.mood),
            changes=changes(sentence),
            subjects=mentions[0],
            periods=mentions[1],
            carried=carried,
            parts=part_from(sentence),
            orders=in_order(sentence),
            made={},
        )

    def claims(self) -> list[Claim]:
        """The claims of its numbers."""
        aimed = pattern_of("words", "aims").search(
            self.sentence.signs, self.sentence.start, self.sentence.end
        )
        for index, number in enumerate(self.sentence.numbers):
            # What is aimed at is no figure.
            if number.ordinal or (aimed and aimed.start() < number.start):
                continue
            made = self._of_number(index, number)
            self.made[index] = made
            if made and made[0].is_total:
                self.carried.last = made[0]
        self.carried.mood = mood(self.sentence, self.weights)
        return [claim for made in self.made.values() for claim in made]

    def _of_number(self, index: int, number: Counted) -> list[Claim]:
        relation = self.changes[index]
        if relation is not None:
            metric = self._changed(index, number)
            if metric and self.weights[index] > _A_CASE:
                return [self._total(index, number, metric, relation)]
        if number.unit.kind in ("points", "times"):
            return []
        metrics = self._in_order(index, "metric") or self.meant[index].metrics
        if self._is_average(index):
            metrics = ("other",)
        if not metrics:
            metrics = self._whole_before(number)
        if metrics and self.weights[index] > 0:
            return [self._total(index, number, each, self._relation(index)) for each in metrics]
        return self._unnamed(index, number)

    def _whole_before(self, number: Counted) -> tuple[str, ...]:
        """What the sentence before counted, where this one opens with 其中."""
        last = self.carried.last
        opened = any(start < self.sentence.start + 3 for start, _ in self.parts)
        same = last is not None and last.unit == number.unit.name
        return (last.metric,) if last is not None and opened and same else ()

    def _is_average(self, index: int) -> bool:
        """Whether it is so many a day."""
        since, number = self.sentence.before(index), self.sentence.numbers[index]
        found = pattern_of("words", "averages").search(self.sentence.signs, since, number.start)
        return found is not None and found.start() >= self.sentence.clause_start(number.start)

    def _relation(self, index: int) -> Relation | None:
        number = self.sentence.numbers[index]
        if number.unit.kind == "percent":
            return "rate"
        return "of_which" if self._whole(number.start) else None

    def _whole(self, place: int) -> bool:
        return any(start < place < end for start, end in self.parts)

    def _total(self, index: int, number: Counted, metric: str, relation: Relation | None) -> Claim:
        place = number.start
        subject = self._in_order(index, "subject")
        own = last_before(self.subjects, place)
        period = last_before(self.periods, place)
        return Claim(
            metric=metric,
            subject=subject[0] if subject else own.words if own else self.carried.subject,
            period=period.words if period else self.carried.period,
            action=self._action(index),
            against=against(self.sentence, place) if relation in _CHANGES else None,
            relation=relation,
            part_of=self._part_of(index) if relation == "of_which" else None,
            **self._plain(index, number),
        )

    def _plain(self, index: int, number: Counted) -> dict[str, Any]:
        """What a claim has of its number; goods that are no cars keep the word they are counted in."""
        named = self.meant[index].named
        plain = _plain(number, self.sentence)
        if named is not None and named.topic.keeps_unit and number.word:
            plain["unit"] = number.word
        return plain

    def _part_of(self, index: int) -> int | None:
        """The last number before 其中."""
        place = self.sentence.numbers[index].start
        opened = max((start for start, end in self.parts if start < place < end), default=0)
        before = [
            claim.start
            for made in self.made.values()
            for claim in made
            if claim.is_total and claim.end <= opened
        ]
        return before[-1] if before else None

    def _action(self, index: int) -> str | None:
        own = self._in_order(index, "action")
        if own:
            return own[0]
        said = action_of(self.sentence, index, self.meant[index])
        if said:
            return said
        if self.meant[index].own and not self._goes_on(index):
            return None
        before = {made[0].action for made in self.made.values() if made and made[0].is_total}
        return before.pop() if len(before) == 1 else None

    def _goes_on(self, index: int) -> bool:
        """Whether a number speaks of the cases that the clause before named: 结案798件，到位6062万元."""
        number = self.sentence.numbers[index]
        return number.unit.kind == "money" and index > 0 and bool(self.made.get(index - 1))

    def _changed(self, index: int, number: Counted) -> str:
        """The metric that a change is of: named in its own words, else the one spoken of."""
        own = self._in_order(index, "metric")
        if own:
            return own[0]
        earlier = self._earlier(index)
        if earlier:
            return earlier
        since = self.sentence.before(index)
        kind = number.unit.kind
        named = thing_of(self.names, since, number.start)
        if named is not None and not (named.topic.weak and self._last(kind)):
            same = named.topic.gives.get(kind) if kind not in ("percent", "points") else None
            if kind == "points":
                same = named.topic.gives.get("percent")
            return same or metric_of(named, kind)
        return self._last("percent" if kind == "points" else kind)

    def _last(self, kind: str) -> str:
        """The metric spoken of last; of the same kind of unit where the change has one."""
        made = [claim for each in self.made.values() for claim in each if claim.is_total]
        if not made and self.carried.last is not None:
            made = [self.carried.last]
        for claim in reversed(made):
            same = (kind == "money") == (claim.unit == "元") and (kind == "percent" or True)
            if kind == "percent" or same:
                return claim.metric
        return ""

    def _earlier(self, index: int) -> str:
        """The metric by 分别 where the list is of the numbers before: 同比分别增长12%、8%."""
        for order in self.orders:
            if order.items and not _is_comparison(order) or index not in order.numbers:
                continue
            before = [
                each
                for each, made in self.made.items()
                if made and made[0].is_total and made[0].relation not in _CHANGES
                and self.sentence.numbers[each].end <= order.place
            ]  # fmt: skip
            told = earlier_numbers(order.numbers, before)
            if told:
                return self.made[told[order.numbers.index(index)]][0].metric
        return ""

    def _in_order(self, index: int, what: str) -> tuple[str, ...]:
        """What the list says of a number: its subject, its action or its metrics."""
        for order in self.orders:
            if index not in order.numbers or not order.items:
                continue
            read = [self._item(order, each, index, what) for each in range(len(order.items))]
            if all(read):
                return (read[order.numbers.index(index)],)
        return ()

    def _item(self, order: InOrder, at: int, index: int, what: str) -> str:
        item = order.items[at]
        kind = self.sentence.numbers[order.numbers[at]].unit.kind
        end = item.start + len(item.words)
        del index
        if what == "subject":
            return court_in(item, self.subjects, is_last=at == len(order.items) - 1)
        if what == "action":
            return action_in(item.words)
        named = thing_of(self.names, item.start, end)
        if named is None:
            return ""
        return metric_of(named, kind)

    def _unnamed(self, index: int, number: Counted) -> list[Claim]:
        """A number without a metric, or of one case."""
        kind = number.unit.kind
        weight = self.weights[index]
        plain = self._plain(index, number)
        if weight >= _OTHER and not self.meant[index].metrics:
            # 三个阶段, 两家单位 are ways of speaking; 五项重点工作 is a count.
            spoken = number.in_numerals and kind in _NO_ONE and kind != "item"
            if kind in _COUNTED and number.value > 1 and not spoken:
                return [self._total(index, number, "other", self._relation(index))]
            return []
        if weight > 0 and kind != "money" and self.meant[index].metrics == ():
            return []
        if kind not in _TOLD or (number.in_numerals and number.value == 1 and kind in _NO_ONE):
            return []
        return [Claim(metric=_ANECDOTES.get(kind, "anecdote_other"), **plain)]


def _is_comparison(order: InOrder) -> bool:
    """Whether the items say what is compared with (同比、环比), not what is counted."""
    return all(pattern_of("words", "against").search(item.words) for item in order.items)


def _plain(number: Counted, sentence: Sentence) -> dict[str, Any]:
    """What a claim has of its number alone."""
    return {
        "value": number.value,
        "unit": number.unit.name,
        "raw": sentence.signs[number.start : number.end],
        "start": number.start,
        "end": number.end,
        "sentence": (sentence.start, sentence.end),
        "step": number.step,
        "approx_word": number.rough,
    }


def _ranked(
    sentence: Sentence,
    names: Sequence[Named],
    rows: Sequence[tuple[Place, ...]],
    found: Sequence[Claim],
    carried: _Carried,
    mentions: tuple[list[Mention], list[Mention]],
) -> list[Claim]:
    """Places in an order: 执行完毕率位居全市第二."""
    made = []
    for place, metric in _places(sentence, names, rows, found, carried):
        subject, period = (last_before(each, place.start) for each in mentions)
        made.append(
            Claim(
                metric=metric,
                value=place.value,
                unit="位",
                raw=sentence.signs[place.start : place.end],
                start=place.start,
                end=place.end,
                sentence=(sentence.start, sentence.end),
                subject=subject.words if subject else carried.subject,
                period=period.words if period else carried.period,
                relation="rank",
            )
        )
    return made


def _places(
    sentence: Sentence,
    names: Sequence[Named],
    rows: Sequence[tuple[Place, ...]],
    found: Sequence[Claim],
    carried: _Carried,
) -> Iterator[tuple[Place, str]]:
    """Each place with what is ranked: named in its clause, else what was told last, in order."""
    for row in rows:
        start = row[0].start
        before = [
            claim.metric
            for claim in found
            if claim.is_total and claim.end <= start and claim.relation not in _CHANGES
        ]
        named = thing_of(names, sentence.clause_start(start), start)
        if len(row) > 1:
            yield from zip(row, before[-len(row) :], strict=False)
        elif named is not None:
            yield row[0], metric_of(named, "percent")
        elif before:
            yield row[0], before[-1]
        else:
            yield row[0], carried.last.metric if carried.last else "other"
