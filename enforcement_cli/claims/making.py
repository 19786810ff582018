"""The claims of a sentence's numbers: totals with what is said of them, or numbers of one case.

Comes in: a Reading. Goes out: Claims with offsets into the paragraph. Refuses to know the text
around it but by what the Reading carries.
"""

from typing import Any

from enforcement_cli.claims.changes import against, aimed_at, metric_of, thing_of
from enforcement_cli.claims.context import action_of
from enforcement_cli.claims.cues import mood
from enforcement_cli.claims.numbers import Counted
from enforcement_cli.claims.ordered import (
    action_in_order,
    metric_in_order,
    metric_of_earlier,
    period_in_order,
    subject_in_order,
)
from enforcement_cli.claims.reading import Reading
from enforcement_cli.model.claim import CHANGES, Claim, Relation
from enforcement_cli.vocabulary.claims import listed, pattern_of, weights

_ANECDOTES = {"money": "anecdote_amount"}
# Of these a story's numbers are worth telling; times and days are not.
_TOLD = frozenset(
    {"money", "case", "person", "vehicle", "estate", "area", "percent", "account", "household"}
)
# What may be counted without a metric of its own, and of which one is only an article.
_COUNTED = frozenset(
    {"percent", "item", "account", "household", "person", "case", "vehicle", "issue"}
)
_ARTICLES = frozenset({"account", "household", "item"})


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a sentence's numbers, in order; `reading.made` and `reading.told` are filled."""
    sentence = reading.sentence
    aims = list(aimed_at(sentence))
    for index, number in enumerate(sentence.numbers):
        # What is aimed at is no figure.
        if number.ordinal or any(start < number.start < end for start, end in aims):
            continue
        made = _of_number(reading, index, number)
        reading.made[index] = made
        if made and made[0].is_total:
            reading.told.tell(made[0])
    reading.told.mood = mood(reading.cues, reading.weights)
    return [claim for made in reading.made.values() for claim in made]


def _of_number(reading: Reading, index: int, number: Counted) -> list[Claim]:
    weight = reading.weights[index]
    relation = reading.changes[index]
    if relation is not None and weight > weights()["change_of_a_case"]:
        metric = _changed(reading, index, number)
        if _is_moved(reading, number):
            metric = reading.told.last.metric if reading.told.last else ""
        if metric:
            return [_total(reading, index, metric, relation)]
    if number.unit.kind in ("points", "times") or _is_moved(reading, number):
        return []
    metrics = _metrics(reading, index, number)
    if metrics and weight > 0:
        level = _level(reading, number)
        return [_total(reading, index, metric, level) for metric in metrics]
    told = "" if metrics else _untold(reading, index, number)
    if told:
        return [_total(reading, index, told, _level(reading, number))]
    is_case = bool(metrics) or weight <= 0 or number.unit.kind == "money"
    return _anecdote(reading, index, number) if is_case else []


def _untold(reading: Reading, index: int, number: Counted) -> str:
    """The metric of a number that no word names: a share, another count, or empty."""
    weight = reading.weights[index]
    if weight > 0 and _is_share(reading, number):
        return "share"
    return "other" if weight >= weights()["other"] and _is_counted(number) else ""


def _is_moved(reading: Reading, number: Counted) -> bool:
    """Whether it is so many places up or down: 较上年前进3位."""
    return number.word == "位" and reading.sentence.signs.endswith(
        listed("words", "moved"), 0, number.start
    )


def _metrics(reading: Reading, index: int, number: Counted) -> tuple[str, ...]:
    if number.unit.kind == "day" and _is_mean(reading, number):
        return ("average_days",)
    if _is_average(reading, index):
        return ("other",)
    ordered = metric_in_order(reading, index)
    return (ordered,) if ordered else reading.meant[index].metrics or _whole_before(reading, number)


def _is_mean(reading: Reading, number: Counted) -> bool:
    """Whether days are those that a case takes: 平均每案用时17.5天."""
    sentence = reading.sentence
    return "均" in sentence.signs[sentence.clause_start(number.start) : number.start] or any(
        claim.metric == "average_days" for claim in reading.totals()
    )


def _whole_before(reading: Reading, number: Counted) -> tuple[str, ...]:
    """What the sentence before counted, where this one opens with 其中."""
    opened = any(start < reading.sentence.start + 3 for start, _ in reading.parts)
    whole = reading.told.by_unit.get(number.unit.name)
    return (whole.metric,) if whole is not None and opened else ()


def _is_average(reading: Reading, index: int) -> bool:
    """Whether it is so many a day."""
    sentence = reading.sentence
    number = sentence.numbers[index]
    since = max(sentence.before(index), sentence.clause_start(number.start))
    return pattern_of("words", "averages").search(sentence.signs, since, number.start) is not None


def _is_share(reading: Reading, number: Counted) -> bool:
    """近七成的案件: so much of them."""
    return number.unit.kind == "percent" and reading.sentence.signs.startswith(
        ("的", "以上的", "以上"), number.end
    )


def _is_counted(number: Counted) -> bool:
    """Whether a number without a metric counts: 五项重点工作 does, 三个阶段 and 两家 do not."""
    kind = number.unit.kind
    spoken = number.in_numerals and kind in _ARTICLES and kind != "item"
    return kind in _COUNTED and number.value > 1 and not spoken


def _level(reading: Reading, number: Counted) -> Relation | None:
    if number.unit.kind == "percent":
        return "rate"
    return "of_which" if reading.is_part(number.start) else None


def _anecdote(reading: Reading, index: int, number: Counted) -> list[Claim]:
    kind = number.unit.kind
    is_article = number.in_numerals and number.value == 1 and kind in _ARTICLES
    if kind not in _TOLD or is_article:
        return []
    metric = _ANECDOTES.get(kind, "anecdote_other")
    return [Claim(metric=metric, **_of_its_own(reading, index))]


def _total(reading: Reading, index: int, metric: str, relation: Relation | None) -> Claim:
    place = reading.sentence.numbers[index].start
    sentence, told = reading.sentence, reading.told
    ordered = subject_in_order(reading, index)
    return Claim(
        metric=metric,
        subject=ordered or told.subjects.before(sentence, place),
        period=period_in_order(reading, index) or told.periods.before(sentence, place),
        action=_action(reading, index),
        against=against(sentence, place) if relation in CHANGES else None,
        relation=relation,
        part_of=_part_of(reading, place) if relation == "of_which" else None,
        **_of_its_own(reading, index),
    )


def _of_its_own(reading: Reading, index: int) -> dict[str, Any]:
    """What a claim has of its number; goods that are no cars keep the word they are counted in."""
    sentence = reading.sentence
    number = sentence.numbers[index]
    named = reading.meant[index].named
    start, end = sentence.stretch.span(number.start, number.end)
    keeps = named is not None and named.topic.keeps_unit and number.word
    return {
        "value": number.value,
        "unit": number.word if keeps or _is_moved(reading, number) else number.unit.name,
        "raw": sentence.stretch.text[start:end],
        "start": start,
        "end": end,
        "sentence": sentence.stretch.span(sentence.start, sentence.end),
        "also": sentence.stretch.also(number.start, number.end),
        "step": number.step,
        "approx_word": number.rough,
    }


def _part_of(reading: Reading, place: int) -> int | None:
    """The last total before 其中."""
    opened = max((start for start, end in reading.parts if start < place < end), default=0)
    before = reading.before(opened)
    return reading.made[before[-1]][0].start if before else None


def _action(reading: Reading, index: int) -> str | None:
    """The kind of cases: named with the number, else the one that all before it were of."""
    said = action_in_order(reading, index) or action_of(
        reading.sentence, index, reading.meant[index]
    )
    if said:
        return said
    if reading.meant[index].own and not _goes_on(reading, index):
        return None
    before = {claim.action for claim in reading.totals()}
    return before.pop() if len(before) == 1 else None


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether money speaks of the cases that the clause before named: 结案798件，到位6062万元."""
    kind = reading.sentence.numbers[index].unit.kind
    return kind == "money" and bool(reading.made.get(index - 1))


def _changed(reading: Reading, index: int, number: Counted) -> str:
    """The metric that a change is of: named in its own words, else the one spoken of."""
    ordered = metric_in_order(reading, index) or metric_of_earlier(reading, index)
    if ordered:
        return ordered
    kind = "percent" if number.unit.kind == "points" else number.unit.kind
    counted = _counted_in(reading, index)
    if counted in reading.told.by_unit:
        return reading.told.by_unit[counted].metric
    named = thing_of(reading.names, reading.sentence.before(index), number.start)
    last = _last(reading, kind)
    if named is None or (named.topic.weak and last):
        return last
    # 收案同比增长12%: what grew is counted in cases, whatever the growth is told in.
    own = named.topic.gives.get(kind, "") if number.unit.kind != "percent" else ""
    return own or metric_of(named, kind)


def _counted_in(reading: Reading, index: int) -> str:
    """The unit of what a change is of, where only that is said: 案件数同比上升50%."""
    sentence = reading.sentence
    words = sentence.signs[sentence.before(index) : sentence.numbers[index].start]
    if thing_of(reading.names, sentence.before(index), sentence.numbers[index].start):
        return ""
    return next((unit for word, unit in _UNITS_SAID if word in words), "")


_UNITS_SAID = (("案件数", "件"), ("件数", "件"), ("人数", "人"), ("金额", "元"))


def _last(reading: Reading, kind: str) -> str:
    """The metric told last; of money for money, where the change is no percentage."""
    told = reading.totals() or ([reading.told.last] if reading.told.last else [])
    for claim in reversed(told):
        if kind == "day" and claim.unit != "天":
            continue
        if kind == "percent" or (kind == "money") == (claim.unit == "元"):
            return claim.metric
    return ""
