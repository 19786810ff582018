"""What makes a cell of a blank wrong, as formulas that Excel, WPS and LibreOffice all compute.

Comes in: a blank. Goes out: for each column a formula, greater than 0 where the cell is wrong. It
reads the same over one cell and, inside SUMPRODUCT, over a whole column: therefore only `*`, `+`,
comparisons and the IS functions, and no list in braces, which a validation may not hold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from enforcement_cli.render.blank.model import FIRST_COLUMN, Blank
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.blank import BlankColumn, blank_words, common_causes
from enforcement_cli.vocabulary.words import marks, terms

_EPOCH = date(1899, 12, 30)  # as spreadsheets count days
_TERM = timedelta(days=366)  # a term may end after the period
_CENTURY = "20"  # a date typed as text has its year in four digits
_SHORTEST_NUMBER, _LONGEST_NUMBER = 10, 40

# From a column's tag to its cells: J7 for one cell, J7:J3000 for all of them.
Cells = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRule:
    """What makes a cell of one column wrong.

    `alone` is about what is typed in it, `beside` about it and its row, and holds for cells that
    are blank too. Both are empty where nothing can be wrong.
    """

    column: BlankColumn
    alone: Callable[[Cells], str] | None = None
    beside: Callable[[Cells], str] | None = None

    def wrong(self, cells: Cells) -> str:
        """Both as one formula."""
        parts = [part(cells) for part in (self.alone, self.beside) if part is not None]
        return "+".join(f"({part})" for part in parts)


def rules_of(blank: Blank) -> list[CellRule]:
    """The rules of a blank's columns, in their order; columns that nothing can be wrong in are out."""
    found = [_rule(blank, column) for column in blank.columns]
    return [rule for rule in found if rule.alone or rule.beside]


def _rule(blank: Blank, column: BlankColumn) -> CellRule:
    beside = {"closed_on": _closed_without_day, "close_method": _closed_without_method}
    return CellRule(
        column=column,
        alone=_alone(blank, column),
        beside=beside.get(column.tag) or _needed(blank, column),
    )


def _alone(blank: Blank, column: BlankColumn) -> Callable[[Cells], str] | None:
    kind = "figure" if blank.form == "aggregate" else column.kind
    listed: dict[str, Sequence[str]] = {
        "close_method": (*terms("close_method"), *sorted(marks("open_states"))),
        "measure_kind": tuple(terms("measure")),
        "flag": (*sorted(marks("ticked")), *sorted(marks("unticked"))),
        "choice": tuple(terms(column.choices)) if column.choices else (),
    }
    if kind in listed:
        return partial(_unknown, tag=column.tag, words=listed[kind])
    if kind == "figure":
        return partial(_figure, column=column, larger=_larger(blank, column))
    if kind == "case_no":
        return partial(_case_number, tag=column.tag)
    if kind == "date":
        latest = blank.latest + (_TERM if column.tag == "due_on" else timedelta())
        return partial(_day, tag=column.tag, earliest=blank.earliest, latest=latest)
    if kind in ("money", "count"):
        return partial(_number, tag=column.tag, whole=kind == "count")
    return None


def _needed(blank: Blank, column: BlankColumn) -> Callable[[Cells], str] | None:
    """That a cell is left blank in a row that is not, where no row stands without it."""
    if not column.must:
        return None
    others = [each.tag for each in blank.columns if each.tag != column.tag]
    return partial(_blank_beside, tag=column.tag, others=others)


def _marks() -> tuple[str, ...]:
    """The words that may stand anywhere: it does not apply, there is none."""
    return tuple(blank_words("marks"))


def _any_of(x: str, words: Sequence[str]) -> str:
    return "(" + "+".join(f'({x}="{word}")' for word in words) + ")"


def _unknown(cells: Cells, *, tag: str, words: Sequence[str]) -> str:
    x = cells(tag)
    return f'({x}<>"")*(1-({_any_of(x, tuple(dict.fromkeys((*words, *_marks()))))}>0))'


def _blank_beside(cells: Cells, *, tag: str, others: Sequence[str]) -> str:
    """A cell left blank in a row that is not."""
    filled = "+".join(f'({cells(other)}<>"")' for other in others)
    return f'({cells(tag)}="")*(({filled})>0)'


def _case_number(cells: Cells, *, tag: str) -> str:
    x = cells(tag)
    shaped = "*".join(f'ISNUMBER(SEARCH("{w}",{x}))' for w in blank_words("case_number"))
    long = f"(LEN({x})>={_SHORTEST_NUMBER})*(LEN({x})<={_LONGEST_NUMBER})"
    return f'({x}<>"")*(1-{shaped}*{long})*(1-{_any_of(x, _marks())})'


def _day(cells: Cells, *, tag: str, earliest: date, latest: date) -> str:
    """A day outside the bounds, before the day it follows, or a text with no year in it."""
    x = cells(tag)
    low, high = ((day - _EPOCH).days for day in (earliest, latest))
    outside = f"ISNUMBER({x})*((({x}<{low})+({x}>={high + 1}))>0)"
    words = (*_marks(), *sorted(marks("cleared"))) if tag == "closed_on" else _marks()
    wordy = f'ISTEXT({x})*ISERROR(SEARCH("{_CENTURY}",{x}))*(1-{_any_of(x, words)})'
    after = "filed_on" if tag == "closed_on" else ""
    earlier = f"+ISNUMBER({x})*ISNUMBER({cells(after)})*({x}<{cells(after)})" if after else ""
    return f"{outside}+{wordy}{earlier}"


def _closed_without_day(cells: Cells) -> str:
    closings = list(dict.fromkeys(term.name for term in terms("close_method").values()))
    return f'({cells("closed_on")}="")*{_any_of(cells("close_method"), closings)}'


def _closed_without_method(cells: Cells) -> str:
    return f'({cells("close_method")}="")*ISNUMBER({cells("closed_on")})'


def _number(cells: Cells, *, tag: str, whole: bool) -> str:
    """A negative number, a broken one where the whole counts, or a text that is no number."""
    x = cells(tag)
    broken = f'+ISNUMBER({x})*ISNUMBER(FIND(".",{x}))' if whole else ""
    wordy = f"ISTEXT({x})*ISERROR(VALUE({x}))*(1-{_any_of(x, _marks())})"
    return f"ISNUMBER({x})*({x}<0)+{wordy}{broken}"


def _figure(cells: Cells, *, column: BlankColumn, larger: Sequence[str]) -> str:
    x = cells(column.tag)
    more = "".join(f"+ISNUMBER({x})*ISNUMBER({cells(y)})*({x}>{cells(y)})" for y in larger)
    return _number(cells, tag=column.tag, whole=column.kind == "count") + more


def _larger(blank: Blank, column: BlankColumn) -> list[str]:
    """The figures of the blank that this one cannot exceed.

    What it is a part of (其中), the same to date (本周 ≤ 累计), the same of all cases.
    """
    of: Mapping[tuple[str, str, str], str] = {
        (each.field, each.basis, each.action): each.tag for each in blank.columns
    }
    wholes = [(name, column.basis, column.action) for name in figure_words()[column.field].of]
    if column.basis == "period":
        wholes.append((column.field, "cumulative", column.action))
    if column.action:
        wholes.append((column.field, column.basis, ""))
    if figure_words()[column.field].stock:
        wholes = []
    return [of[key] for key in wholes if key in of]


def choices_of(blank: Blank, column: BlankColumn) -> tuple[tuple[str, ...], bool]:
    """What a column's list offers, and whether nothing else may be typed."""
    tables = {"close_method": "close_method", "measure_kind": "measure", "choice": column.choices}
    table = tables.get(column.kind)
    if table:
        names = dict.fromkeys(term.name for term in terms(table).values())
        return tuple(names), table != "close_method"
    if column.kind == "flag":
        return tuple(blank_words("flags")), True
    if column.kind == "cause":
        return common_causes(), False
    if column.kind == "actions":
        return blank.actions, False
    return (), False


def place_of(blank: Blank, tag: str) -> int:
    """The number of a tag's column on the sheet."""
    tags = [column.tag for column in blank.columns]
    return FIRST_COLUMN + tags.index(tag)
