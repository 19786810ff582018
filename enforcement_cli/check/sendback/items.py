"""Problems as lines of a list: what the sender reads of each, in the order it is to be dealt with.

Comes in: problems of one return, or what the store kept of them. Goes out: list items. Refuses to
know workbooks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from enforcement_cli.model.origin import column_letter
from enforcement_cli.model.passage import characters, in_words
from enforcement_cli.model.problem import SEVERITIES, Problem, Severity
from enforcement_cli.vocabulary.forms import form_named

# The reader names a table that stands beside another on one sheet by its first column.
_DESK_COMMAND = "或运行：enforce "
_BESIDE = re.compile(r"（[A-Z]{1,3}列起）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One line of the list. `sheet` is the sheet's own name; `subject` the column's, or the case.

    `answer` is what was said about it already, `state` empty or where the desk keeps one.
    """

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    title: str = ""
    why: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    subject: str = ""
    answer: str = ""

    @property
    def cell(self) -> str:
        """`C7`, `7行`, `C列` or ''; of a text `12–16字`."""
        if self.row is not None and self.column is not None and in_words(self.sheet):
            return characters(self.row, self.column)
        letter = column_letter(self.column) if self.column else ""
        if self.row is None:
            return f"{letter}列" if letter else ""
        return f"{letter}{self.row}" if letter else f"{self.row}行"


def item_of(problem: Problem, form: str | None = None) -> ListItem:
    """A problem as a line; `form` names its field in words."""
    return ListItem(
        severity=problem.severity,
        code=problem.code,
        title=problem.rule.title,
        message=problem.message,
        remedy=for_the_sender(problem.remedy),
        why=problem.rule.why,
        sheet=sheet_name(problem.origin.sheet or ""),
        row=problem.origin.row,
        column=problem.origin.column,
        subject=about(
            problem.facts.get("header", "") or field_title(form, problem.field), problem.case_no
        ),
    )


def for_the_sender(remedy: str) -> str:
    """What to do, without the command that only the desk can run.

    >>> for_the_sender("请写明单位。或运行：enforce mapping confirm 银州区法院")
    '请写明单位。'
    """
    return remedy.partition(_DESK_COMMAND)[0]


def about(column: str, case_no: str) -> str:
    """What a line is about: the column, the case, or one line each."""
    return "\n".join(part for part in (case_no, column) if part)


def sheet_name(read_as: str) -> str:
    """The sheet's own name, without what the reader added for a table beside another.

    >>> sheet_name("台账（H列起）")
    '台账'
    """
    return _BESIDE.sub("", read_as)


def field_title(form: str | None, name: str) -> str:
    """The word for a field of a form; '' where it has none."""
    if not (form and name):
        return ""
    try:
        # A text states the figures of a table.
        return form_named("aggregate" if form == "narrative" else form).field_named(name).title
    except KeyError:
        return ""


def in_order(items: Iterable[ListItem]) -> list[ListItem]:
    """The gravest first, those of one code together, in the order of the sheet."""
    return sorted(
        items,
        key=lambda item: (
            SEVERITIES.index(item.severity), item.code, item.sheet, item.row or 0, item.column or 0,
        ),
    )  # fmt: skip


def of_the_sender(items: Iterable[ListItem]) -> list[ListItem]:
    """What concerns the sender, in order: everything but what was put right without asking."""
    return in_order(item for item in items if item.severity != "fixed")
