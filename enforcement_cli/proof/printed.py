"""Our own sentences, found again in an edited text: which figure each of their numbers is.

Comes in: the bulletin that the data give, and a text that was made of it. Goes out: for each number
of a sentence that is still ours, the printed Value behind it. Refuses to judge, and to read
sentences that somebody wrote anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from enforcement_cli.model.bulletin import Bulletin, Value
from enforcement_cli.proof.printed_numbers import SLOT, Line, Number, line_of

# A sentence is ours when so much of its words is; less, and it is another sentence.
_ALIKE = 0.6
_ENDS = "，,；;。！!？?（）()\n：:、"
_MOST_LINES = 5
# No paragraph of ours is so long.
_LONGEST = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """A number of our bulletin: as printed, and the Value it is attached to, where it is to one."""

    shown: str
    number: Number
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A sentence or paragraph of our bulletin."""

    words: str
    numbers: tuple[PrintedNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number of the text that stands where one of ours stood.

    `same`: the whole sentence is as ours but for its numbers.
    """

    number: Number
    printed: PrintedNumber
    same: bool


def printed_lines(bulletin: Bulletin) -> tuple[PrintedLine, ...]:
    """Every paragraph, note and headline of a bulletin that holds numbers."""
    found: list[PrintedLine] = []
    for section in bulletin.sections:
        values = list(section.numbers)
        found += [_printed_line(paragraph, values) for paragraph in section.paragraphs]
        for table in section.tables:
            found += [_printed_line(note, []) for note in (*table.notes, table.title)]
        found += [_printed_line(chart.note, []) for chart in section.charts]
    around = (bulletin.period_line, bulletin.cutoff_line, bulletin.subtitle, bulletin.title)
    found += [_printed_line(text, []) for text in (*bulletin.notes, *bulletin.marks, *around)]
    for headline in bulletin.headlines:
        value = headline.value
        text = f"{headline.name}{value.shown}{headline.unit}"
        found.append(_printed_line(text, [value]))
        found.append(_printed_line(headline.beneath, []))
    return tuple(line for line in found if line.numbers)


def _printed_line(text: str, values: list[Value]) -> PrintedLine:
    """A paragraph with its Values, which are taken off the front of `values` as they are found."""
    line = line_of(text, 0, len(text))
    at = 0
    places: dict[int, Value] = {}
    while values:
        shown = values[0].shown
        place = text.find(shown, at)
        if place < 0:
            break
        places[place] = values.pop(0)
        at = place + len(shown)
    numbers = tuple(
        PrintedNumber(
            shown=text[number.start : number.end], number=number, value=_value_at(places, number)
        )
        for number in line.numbers
    )
    return PrintedLine(words=line.words, numbers=numbers)


def _value_at(places: dict[int, Value], number: Number) -> Value | None:
    """The Value that covers a number's digits; its sign may stand before them."""
    return next(
        (
            value
            for place, value in places.items()
            if place <= number.start < place + len(value.shown) and value.number is not None
        ),
        None,
    )


def found_again(
    text: str, spans: Sequence[tuple[int, int]], lines: Sequence[PrintedLine]
) -> Iterator[Found]:
    """The numbers of a text's paragraphs that stand where ours stood.

    Args:
        text: the whole text.
        spans: where its paragraphs stand.
        lines: those of our bulletin; each is found once before it is found again.
    """
    by_words: dict[str, list[PrintedLine]] = defaultdict(list)
    for ours in lines:
        by_words[ours.words].append(ours)
    edited: list[Line] = []
    for start, end in spans:
        line = line_of(text, start, end)
        same = by_words.get(line.words)
        if not line.numbers:
            continue
        if same:
            yield from _pairs(line, same.pop(0) if len(same) > 1 else same[0])
        else:
            edited.append(line)
    by_clause = _by_its_clauses(lines)
    for line in edited:
        ours_like = _most_alike(line, by_clause)
        if ours_like is not None:
            yield from _by_clause(line, ours_like)


def _pairs(line: Line, ours: PrintedLine) -> Iterator[Found]:
    for number, printed in zip(line.numbers, ours.numbers, strict=True):
        yield Found(number=number, printed=printed, same=True)


def _by_its_clauses(lines: Sequence[PrintedLine]) -> dict[str, list[PrintedLine]]:
    """Our lines by each of their clauses that holds a number."""
    found: dict[str, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        for clause in set(_clauses(line.words)):
            if SLOT in clause:
                found[clause].append(line)
    return found


def _most_alike(line: Line, by_clause: Mapping[str, list[PrintedLine]]) -> PrintedLine | None:
    """Our line with the most of the same clauses, if it is alike enough."""
    if len(line.words) > _LONGEST:
        return None
    shared = Counter(
        ours for clause in set(_clauses(line.words)) for ours in by_clause.get(clause, ())
    )
    best, ratio = None, _ALIKE
    for each, _ in shared.most_common(_MOST_LINES):
        matcher = SequenceMatcher(None, line.words, each.words, autojunk=False)
        if matcher.real_quick_ratio() > ratio and matcher.quick_ratio() > ratio:
            alike = matcher.ratio()
            if alike > ratio:
                best, ratio = each, alike
    return best


def _by_clause(line: Line, ours: PrintedLine) -> Iterator[Found]:
    """Numbers in clauses that are word for word ours, in the order they stand."""
    mine, theirs = _clauses(line.words), _clauses(ours.words)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for first, second, length in matcher.get_matching_blocks():
        for step in range(length):
            clause = mine[first + step]
            here = _before(mine, first + step)
            there = _before(theirs, second + step)
            for offset in range(clause.count(SLOT)):
                yield Found(
                    number=line.numbers[here + offset],
                    printed=ours.numbers[there + offset],
                    same=False,
                )


def _clauses(words: str) -> list[str]:
    parts, last = [], 0
    for place, sign in enumerate(words):
        if sign in _ENDS:
            parts.append(words[last : place + 1])
            last = place + 1
    return [part for part in (*parts, words[last:]) if part]


def _before(clauses: Sequence[str], index: int) -> int:
    return sum(clause.count(SLOT) for clause in clauses[:index])


def true_of(value: Value) -> Decimal | None:
    """What a Value of ours stands for, in a claim's unit: 元, percent, or the count as it is."""
    if value.number is None:
        return None
    if value.kind == "money":
        return Decimal(value.number) / 100
    return Decimal(value.number) * 100 if value.kind == "rate" else Decimal(value.number)
