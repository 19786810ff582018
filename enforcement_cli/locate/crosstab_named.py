"""Every spot of a table of figures with what its words make it, before units and bases are settled.

Comes in: a Crosstab, the words, the clerk's answers. Goes out: Named spots; a part (其中) has the
figure it is a part of. Refuses to know values.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from enforcement_cli.locate.crosstab_grid import Column, Crosstab, Spot
from enforcement_cli.locate.crosstab_words import Meaning, Words, is_part, join
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.vocabulary.aggregate import words_of
from enforcement_cli.vocabulary.forms import header_key
from enforcement_cli.vocabulary.words import normalise_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A spot with its meaning: of both axes together, and of each alone.

    `court` is the code its row or column names, `unknown_court` a name that is no court of ours,
    `below` whether the row holds the courts under it as well (T13).
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


def named_spots(table: Crosstab, words: Words, answers: Mapping | None) -> list[Named]:
    """What every spot is named, in the order of rows."""
    columns = {c.number: c for c in table.columns if c.sort == "value"}
    over = {
        number: _answered(column.path, words.meaning(column.path), answers)
        for number, column in columns.items()
    }
    over = _whole_of_parts(over, lambda number: columns[number].segment)
    labels = {(spot.row, spot.column.segment): spot.labels for spot in table.spots}
    beside = {
        place: _answered(texts, words.meaning(texts), answers) for place, texts in labels.items()
    }
    beside = _whole_of_parts(beside, lambda place: place[1])
    with_basic = {c.segment for c in table.columns if c.sort == "court" and _says_below(c)}
    found: list[Named] = []
    for spot in table.spots:
        row = beside[spot.row, spot.column.segment]
        said = _court_label(spot, words)
        meaning = _both(over[spot.column.number], row)
        code = said.court or meaning.court
        below = spot.column.segment in with_basic and code == words.courts.desk
        total = said.total or row.total
        found.append(
            Named(
                spot=spot,
                meaning=meaning,
                over=over[spot.column.number],
                beside=replace(row, total=total, court=row.court or said.court),
                court=code,
                unknown_court=said.unknown,
                below=below or total == "with_basic",
            )
        )
    return found


def _answered(path: Sequence[str], said: Meaning, answers: Mapping | None) -> Meaning:
    """A meaning with what the clerk answered for its words: figure, not counted, unit, basis."""
    answer = None
    if answers is not None and path:
        answer = answers.answer(header_key("/".join(path)).split("/"))
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
    meanings: dict[Hashable, Meaning] | dict[int, Meaning] | dict[tuple[int, int], Meaning],
    group: Callable[..., int],
) -> dict[...]:
    raise NotImplementedError
