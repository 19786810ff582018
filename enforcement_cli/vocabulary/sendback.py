"""The words of what goes back to a court, from sendback.toml: the list, its colours, the reasons."""

from dataclasses import dataclass
from functools import cache

from enforcement_cli.model.problem import Severity
from enforcement_cli.vocabulary.tables import load


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of the list: what stands in it, its title, its width in characters."""

    key: str
    title: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """How a severity is shown: the colour of its cells (ARGB, '' for none) and its words."""

    key: Severity
    legend: str
    prefix: str
    colour: str


def sendback_word(name: str) -> str:
    """One word or sentence: sheet, tag, comment_mark, author, more, guide, whole_file."""
    return str(load("sendback")[name])


def comment_problems() -> int:
    """How many problems one comment tells."""
    return int(load("sendback")["comment_problems"])


@cache
def list_columns() -> tuple[ListColumn, ...]:
    """The columns of 问题清单, in order."""
    return tuple(ListColumn(**entry) for entry in load("sendback")["column"])


@cache
def shades() -> dict[Severity, Shade]:
    """Every severity with its colour and words, the gravest first."""
    found = [Shade(**entry) for entry in load("sendback")["severity"]]
    return {shade.key: shade for shade in found}


def reason_apart(name: str) -> str:
    """Why a file gets a separate list, by its kind or by what ails it; '' for a kind we mark."""
    return str(load("sendback")["apart"].get(name, ""))


@cache
def delicate_parts() -> tuple[tuple[tuple[str, ...], str], ...]:
    """How the paths of parts begin that are not to be written back, with the reason."""
    return tuple(
        (tuple(entry["begins"]), str(entry["reason"])) for entry in load("sendback")["apart_part"]
    )


def is_our_list(name: str, first_cells: tuple[object, ...]) -> bool:
    """Whether a sheet is a list of problems that we put into a workbook, by title and tag.

    >>> is_our_list("问题清单", ("问题清单", "enforce:sendback/1")), is_our_list("问题清单", ("序号",))
    (True, False)
    """
    return name.startswith(sendback_word("sheet")) and sendback_word("tag") in first_cells
