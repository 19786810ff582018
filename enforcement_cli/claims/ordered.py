"""What a list told in order says of a number: its court, its kind of cases, its metric.

Comes in: a Reading and a number of it. Goes out: words or a metric, empty where no list says it.
"""

from enforcement_cli.claims.changes import metric_of, thing_of
from enforcement_cli.claims.context import action_in, court_in
from enforcement_cli.claims.lists import InOrder, Item, earlier_numbers
from enforcement_cli.claims.reading import Reading
from enforcement_cli.vocabulary.claims import pattern_of


def subject_in_order(reading: Reading, index: int) -> str:
    """The court: 甲、乙、丙三家法院分别执结120件、98件、76件."""
    if metric_in_order(reading, index) or action_in_order(reading, index):
        return ""
    for order in _lists_of(reading, index):
        last = len(order.items) - 1
        if not _names_courts(reading, order):
            continue
        read = [
            court_in(item, reading.told.subjects.within(reading.sentence), is_last=at == last)
            for at, item in enumerate(order.items)
        ]
        if all(read):
            return read[order.numbers.index(index)]
    return ""


def _names_courts(reading: Reading, order: InOrder) -> bool:
    """Whether any item is a court by name, so that the others may be short names."""
    start, end = order.items[0].start, order.place
    named = reading.told.subjects.within(reading.sentence)
    return any(start <= each.start < end for each in named) or any(
        "法院" in item.words for item in order.items
    )


def action_in_order(reading: Reading, index: int) -> str:
    """The kind of cases: 小标的、涉民生、欠薪案件分别执结913件、190件、95件."""
    for order in _lists_of(reading, index):
        read = [action_in(item.words) for item in order.items]
        if all(read):
            return read[order.numbers.index(index)]
    return ""


def period_in_order(reading: Reading, index: int) -> str:
    """The time: 11月、12月分别执结120件、98件."""
    named = reading.told.periods.within(reading.sentence)
    for order in _lists_of(reading, index):
        read = [
            next((each.words for each in named if item.start <= each.start < _end(item)), "")
            for item in order.items
        ]
        if all(read):
            return read[order.numbers.index(index)]
    return ""


def _end(item: Item) -> int:
    return item.start + len(item.words)


def metric_in_order(reading: Reading, index: int) -> str:
    """The metric: 受理、执结案件分别为2403件、2251件."""
    for order in _lists_of(reading, index):
        named = [
            thing_of(reading.names, item.start, item.start + len(item.words))
            for item in order.items
        ]
        kinds = [reading.sentence.numbers[each].unit.kind for each in order.numbers]
        read = [metric_of(each, kind) for each, kind in zip(named, kinds, strict=True) if each]
        if all(read) and len(read) == len(kinds):
            return read[order.numbers.index(index)]
    return ""


def metric_of_earlier(reading: Reading, index: int) -> str:
    """The metric of a change told of the numbers before, in their order: 同比分别增长12%、8%."""
    for order in reading.orders:
        if index not in order.numbers or (order.items and not _is_comparison(order)):
            continue
        told = earlier_numbers(order.numbers, reading.before(order.place, levels=True))
        if told:
            return reading.made[told[order.numbers.index(index)]][0].metric
    return _joined_changes(reading, index)


def _joined_changes(reading: Reading, index: int) -> str:
    """Changes joined without 分别: 两项率分别为59.66%和41.83%，较年初提升6.02个和3.1个百分点."""
    numbers, signs = reading.sentence.numbers, reading.sentence.signs
    row = [index]
    while row[0] and signs[numbers[row[0] - 1].end : numbers[row[0]].start] in _JOINTS:
        row.insert(0, row[0] - 1)
    while (last := row[-1]) + 1 < len(numbers) and (
        signs[numbers[last].end : numbers[last + 1].start] in _JOINTS
    ):
        row.append(last + 1)
    units = {numbers[each].unit.kind for each in row}
    if len(row) < 2 or len(units) > 1 or any(reading.changes[each] is None for each in row):
        return ""
    told = earlier_numbers(row, reading.before(numbers[row[0]].start, levels=True))
    return reading.made[told[row.index(index)]][0].metric if told else ""


_JOINTS = ("和", "、", "及")


def _lists_of(reading: Reading, index: int) -> list[InOrder]:
    orders = reading.orders
    return [each for each in orders if index in each.numbers and each.items] if orders else []


def _is_comparison(order: InOrder) -> bool:
    """Whether the items say what is compared with (同比、环比), not what is counted."""
    return all(pattern_of("words", "against").search(item.words) for item in order.items)
