"""Every spot of a table of figures with what its words make it, before units and bases are settled.

Comes in: a Crosstab, the words, the clerk's answers. Goes out: Named spots; a part (其中) has the
figure it is a part of. Refuses to know values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from enforcement_cli.locate.crosstab.grid import Column, Crosstab, Spot
from enforcement_cli.locate.crosstab.meaning import Meaning, Total, is_part, join
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.model.mapping import Mapping as Answers
from enforcement_cli.vocabulary.aggregate import words_of
from enforcement_cli.vocabulary.forms import normalise_label
from enforcement_cli.vocabulary.words import normalise_word

_Place = TypeVar("_Place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A spot with its meaning: of both axes together, and of each alone.

    `court` is the code its row or column names, `unknown_court` a name that is no court of ours,
    `below` whether the figure holds the courts under its court as well (T13).
    """

    spot: Spot
    meaning: Meaning
    over: Meaning
    beside: Meaning
    court: str = ""
    unknown_court: str = ""
    below: bool = False

    @property
    def label(self) -> str:
        """The words that name it, as written."""
        return "/".join((*self.spot.column.path, *self.spot.labels))


def named_spots(table: Crosstab, words: Words, answers: Answers | None) -> list[Named]:
    """What every spot is named, in the order of rows."""
    columns = {c.number: c for c in table.columns if c.sort == "value"}
    over = _whole_of_parts(
        {n: _answered(c.path, words.meaning(c.path), answers) for n, c in columns.items()},
        lambda number: columns[number].segment,
    )
    labels = {(spot.row, spot.column.segment): spot.labels for spot in table.spots}
    beside = _whole_of_parts(
        {at: _answered(texts, words.meaning(texts), answers) for at, texts in labels.items()},
        lambda at: at[1],
    )
    below = {c.segment for c in table.columns if c.sort == "court" and _says_below(c)}
    return [
        _named(
            spot,
            over[spot.column.number],
            beside[spot.row, spot.column.segment],
            words,
            below=spot.column.segment in below,
        )
        for spot in table.spots
    ]


def _named(spot: Spot, over: Meaning, beside: Meaning, words: Words, *, below: bool) -> Named:
    code, total, unknown = _court_label(spot.court, words)
    code = code or beside.court or over.court
    total = total or beside.total
    return Named(
        spot=spot,
        meaning=_both(over, beside),
        over=over,
        beside=replace(beside, total=total),
        court=code,
        unknown_court=unknown,
        below="with_basic" in (total, over.total) or (below and code == words.courts.desk),
    )


def answer_key(path: Sequence[str]) -> tuple[str, ...]:
    """The normalised words under which a clerk's answer about a header or label is kept."""
    return tuple(label for text in path if (label := normalise_label(text)))


def _answered(path: Sequence[str], said: Meaning, answers: Answers | None) -> Meaning:
    """A meaning with what the clerk answered for its words: figure, not counted, unit, basis."""
    answer = answers.answer(answer_key(path)) if answers is not None and path else None
    if answer is None:
        return said
    known = said
    if answer.field == "":
        known = Meaning(silent=True)
    elif answer.field is not None:
        known = replace(said, figures=(answer.field,), choices=None, rate="", unknown="")
    units = (answer.unit,) if answer.unit else known.units
    return replace(known, units=units, basis=answer.basis or known.basis)


def _whole_of_parts(
    meanings: Mapping[_Place, Meaning], group: Callable[[_Place], int]
) -> dict[_Place, Meaning]:
    """Parts (其中) with the figure, action and basis of the whole they stand after.

    A part that names a figure must be declared a part of one that stands before it.
    """
    found: dict[_Place, Meaning] = {}
    wholes: dict[int, list[Meaning]] = {}
    for place, said in meanings.items():
        before = wholes.setdefault(group(place), [])
        if not said.part:
            if said.figures is not None or said.action:
                before.append(said)
            found[place] = said
            continue
        found[place] = _as_part(said, before)
    return found


def _as_part(part: Meaning, before: Sequence[Meaning]) -> Meaning:
    figures = part.figures
    if figures is None:
        if part.unknown or not part.action or not before or before[-1].figures is None:
            return replace(part, unknown=part.unknown or "其中")
        whole = before[-1]
        return join(replace(whole, units=whole.units, total=""), part)
    of = next((w for w in reversed(before) if w.figures and is_part(figures, w.figures)), None)
    if of is None:
        return part
    return replace(
        part,
        action=part.action or of.action,
        court=part.court or of.court,
        basis=part.basis or of.basis,
        span=part.span or of.span,
    )


def _both(over: Meaning, beside: Meaning) -> Meaning:
    """What header and labels say together, whichever of them is the general one."""
    said = join(over, beside)
    if said.unknown and not over.unknown and not beside.unknown:
        turned = join(beside, over)
        return said if turned.unknown else turned
    return said


def _says_below(column: Column) -> bool:
    head = normalise_word("".join(column.path))
    return any(word in head for word in words_of("totals", "with_basic"))


def _court_label(text: str, words: Words) -> tuple[str, Total, str]:
    """The court a label names, the total it says, or the unknown court it names."""
    if not text:
        return "", "", ""
    plain = normalise_word(text)
    said = words.meaning([text])
    if said.court or said.total:
        return said.court, said.total, ""
    if any(mark in plain for mark in words_of("totals", "with_basic")):
        code = words.court_in(plain)
        return code or "", "with_basic", ""
    if plain in words_of("totals", "sender"):
        return "", "", ""
    code = words.court_in(plain)
    return code or "", "", "" if code else text
