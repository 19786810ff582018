"""Named spots to figures: indicator, unit, basis, action and sender, or the question to ask.

Comes in: Named spots, what the titles and the sheet's name say. Goes out: Figures with their
roles still open, and problems, one a cause. Refuses to guess a basis, a unit, an unknown word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from enforcement_cli.locate.crosstab.body import is_mark
from enforcement_cli.locate.crosstab.grid import Column, Crosstab
from enforcement_cli.locate.crosstab.named import Named
from enforcement_cli.locate.crosstab.units import Settled, needs_unit, settle
from enforcement_cli.locate.crosstab.words import Words
from enforcement_cli.locate.unit_readings import no_unit_facts, unit_facts
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence, FigurePlace
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around the table: units of the titles, and what they say of all its figures.

    `action` is None where the sheet's name and the titles contradict; `basis` is empty where
    nothing says it.
    """

    file: str
    units: tuple[str, ...] = ()
    action: str | None = ""
    basis: str = ""
    span: str = ""
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure found, with the spot it was named at."""

    named: Named
    place: FigurePlace


@dataclass(slots=True, kw_only=True)
class Asked:
    """Problems of a table, each cause once."""

    file: str
    sheet: str
    problems: list[Problem] = field(default_factory=list)
    _said: set[tuple[str, object]] = field(default_factory=set)

    def ask(
        self, code: str, cause: object, row: int, column: int | None, facts: dict[str, str],
        indicator: str = "",
    ) -> None:  # fmt: skip
        """A problem, unless this cause was said."""
        if (code, cause) in self._said:
            return
        self._said.add((code, cause))
        origin = Origin(file=self.file, sheet=self.sheet, row=row, column=column)
        self.problems.append(Problem(rule=rule(code), origin=origin, facts=facts, field=indicator))


def figures_of(
    table: Crosstab, named: Sequence[Named], around: Around, asked: Asked, words: Words
) -> list[Figure]:
    """Every figure of the table that can be named, in the order of rows."""
    found: list[Figure] = []
    own_actions = {n.meaning.action for n in named if n.meaning.action and not n.meaning.part}
    sheet_action = around.action if not own_actions - {around.action} else ""
    for one in named:
        cell = table.grid.value(one.spot.row, one.spot.column.number)
        if one.over.total == "average" or one.beside.total == "average":
            continue
        head = _unknown_head(one, table)
        if head is not None:
            facts = {"header": head.shown, "suggestion": ""}
            asked.ask("S-06", head.number, table.header_rows[1], head.number, facts)
            continue
        if _may_be_above(one, words) and not (cell is None or is_mark(cell)):
            facts = {"label": "/".join(one.spot.labels) or "（没有名称）", "suggestion": ""}
            asked.ask("S-21", ("gap", one.spot.gaps), one.spot.row, None, facts)
            continue
        if not _is_kept(one, cell, table, asked):
            continue
        if table.filled.spread(one.spot.row, one.spot.column.number) is not None:
            _ask_spread(one, table, asked)
            continue
        if sheet_action is None:
            facts = {"sheet": asked.sheet}
            asked.ask("S-23", "", table.header_rows[1], None, facts)
            continue
        if one.meaning.part and one.meaning.action not in ("", sheet_action) and sheet_action:
            _ask_word(one, table, asked, one.label, "")
            continue
        figure = _figure(one, cell, sheet_action, around, table, asked)
        if figure is not None:
            found.append(figure)
    return found


def _unknown_head(one: Named, table: Crosstab) -> Column | None:
    """The column nobody knows that says what the spot's row is."""
    return next(
        (
            column
            for column in table.columns
            if column.sort == "unknown"
            and column.segment == one.spot.column.segment
            and table.grid.value(one.spot.row, column.number) is not None
        ),
        None,
    )


def _may_be_above(one: Named, words: Words) -> bool:
    """Whether a label left blank may be one that changes what the figure is."""
    said = [words.meaning([text]) for text in one.spot.gaps]
    return any(m.action or m.court or m.basis or m.unknown or m.total for m in said)


def _is_kept(one: Named, cell: Cell, table: Crosstab, asked: Asked) -> bool:
    """Whether the spot names a figure or a share; asks about what nobody knows."""
    said = one.meaning
    if one.spot.person and cell is None:
        return False
    if said.silent or one.over.silent or one.beside.silent:
        return False
    if said.other_start:
        column = one.spot.column
        asked.ask("S-24", "", one.spot.row, column.number, {"header": one.label})
        return False
    blank = cell is None or is_mark(cell)
    if said.unknown or (said.figures is None and not said.rate):
        if not blank and not _total_of_groups(one):
            word = one.over.unknown or one.beside.unknown or said.unknown
            _ask_word(one, table, asked, word, "")
        return False
    return True


def _total_of_groups(one: Named) -> bool:
    """A total over measures or the like names no figure, and is known to be none."""
    named = one.over if one.beside.total else one.beside
    return bool(one.over.total or one.beside.total) and not named.unknown


def _figure(
    one: Named, cell: Cell, sheet_action: str, around: Around, table: Crosstab, asked: Asked
) -> Figure | None:
    said = one.meaning
    if said.rate:
        basis = said.basis or around.basis
        place = _place(one, said.rate, basis, sheet_action)
        return Figure(named=one, place=replace(place, role="rate"))
    settled = settle(said, one.spot.unit, around.units, cell)
    if settled.ambiguous:
        if not (cell is None or is_mark(cell)):
            _ask_word(one, table, asked, one.label, _choices(one, settled))
        return None
    if not settled.indicator or not _has_unit(one, settled, table, asked):
        return None
    stock = figure_words()[settled.indicator].stock
    basis = "cumulative" if stock else said.basis or around.basis
    if not basis:
        if cell is not None and not is_mark(cell):
            asked.ask("S-20", "", table.header_rows[1], one.spot.column.number,
                      {"header": one.label})  # fmt: skip
        return None
    place = _place(one, settled.indicator, basis, sheet_action)
    span = "" if basis == "cumulative" else said.span or ("" if said.basis else around.span)
    place = replace(place, unit=settled.unit, unit_witnesses=settled.witnesses, span=span)
    return Figure(named=one, place=place)


def _place(one: Named, indicator: str, basis: str, sheet_action: str) -> FigurePlace:
    return FigurePlace(
        row=one.spot.row,
        column=one.spot.column.number,
        indicator=indicator,
        basis=basis,
        action=one.meaning.action or sheet_action or None,
        sender=_sender(one),
        label=one.label,
    )


def _sender(one: Named) -> Evidence | None:
    """The court that the figure's own row or column names."""
    if not one.court and not one.unknown_court:
        return None
    text = one.spot.court or one.label
    return Evidence(
        source="column", text=text, row=one.spot.row,
        column=one.spot.court_at or one.spot.column.number,
        court=one.court or None, unknown_court=one.unknown_court,
    )  # fmt: skip


def _has_unit(one: Named, settled: Settled, table: Crosstab, asked: Asked) -> bool:
    """Whether a figure of money has one unit; asks where it has none (S-11) or two (S-12)."""
    if figure_words()[settled.indicator].units:
        return True
    units = list(dict.fromkeys(unit for _, unit in settled.witnesses))
    cell = table.grid.value(one.spot.row, one.spot.column.number)
    if len(units) == 1 or not needs_unit(cell):
        return True  # 0 is 0 in any unit, and 3万元 says its own
    # The words that name the figure are its column's or its row's: there it is asked, once.
    of_row = one.over.figures is None and bool(one.spot.labels)
    words = one.spot.labels if of_row else one.spot.column.path
    row = one.spot.row if of_row else table.header_rows[1]
    column = None if of_row else one.spot.column.number
    header = "/".join(words) or one.label
    if units:
        facts = unit_facts(header, units, [cell], usual="unit_usual_figure_yuan")
        asked.ask("S-12", words, row, column, facts, settled.indicator)
    else:
        title = form_named("aggregate").field_named(settled.indicator).title
        facts = no_unit_facts(header, [cell], usual="unit_usual_figure_yuan") | {"field": title}
        asked.ask("S-11", words, row, column, facts, settled.indicator)
    return False


def _choices(one: Named, settled: Settled) -> str:
    form = form_named("aggregate")
    titles = "”还是“".join(form.field_named(name).title for name in settled.ids)
    if one.meaning.choices is None and len(settled.ids) == 1:
        return f"（像是“{titles}”，但计量单位不同）"
    if len(settled.ids) == 1:
        return f"（可能是“{titles}”，也可能是件数）"
    return f"（是“{titles}”）" if titles else ""


def _ask_word(one: Named, table: Crosstab, asked: Asked, word: str, suggestion: str) -> None:
    """S-06 for a column, S-21 for a row whose words leave open what the figures are."""
    column = one.spot.column
    of_row = not one.over.unknown and (
        bool(one.beside.unknown)
        or (bool(one.spot.labels) and (one.over.figures is None or one.beside.figures is not None))
    )
    if of_row:
        facts = {"label": "/".join(one.spot.labels) or word, "suggestion": suggestion}
        cause = one.beside.unknown or (one.spot.row, column.segment)
        asked.ask("S-21", cause, one.spot.row, None, facts)
        return
    header = column.shown or f"{column_letter(column.number)}列（没有列名）"
    facts = {"header": header, "suggestion": suggestion}
    asked.ask("S-06", column.number, table.header_rows[1], column.number, facts)


def _ask_spread(one: Named, table: Crosstab, asked: Asked) -> None:
    """S-13 for one number merged over several figures."""
    merge = table.filled.spread(one.spot.row, one.spot.column.number)
    if merge is None:
        return
    rows = str(merge.top) if merge.top == merge.bottom else f"{merge.top}-{merge.bottom}"
    facts = {"header": one.label, "rows": rows}
    asked.ask("S-13", (merge.top, merge.left), merge.top, merge.left, facts)
