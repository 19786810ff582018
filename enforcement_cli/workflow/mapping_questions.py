"""What the desk remembers of layouts while returns come in, and the command that answers a question.

Comes in: the store's layouts, the clerk's answers, a receipt. Goes out: the receipt with the exact
`enforce mapping confirm` of every question about a column. Refuses to answer any of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.vocabulary.forms import header_key
from enforcement_cli.workflow.mapping_file import (
    as_mappings,
    fingerprint_of,
    meanings,
    read_mappings,
)
from enforcement_cli.workflow.workspace import Workspace

if TYPE_CHECKING:  # whoever only judges a return opens no store
    from enforcement_cli.store.read import StoredReturn
    from enforcement_cli.store.session import Connection

NOT_COUNTED = "不统计"
# What only the clerk can fill in.
_OPEN = "…"
_ABOUT_COLUMNS = ("S-03", "S-04", "S-06", "S-07", "S-21")
_ABOUT_UNITS = ("S-11", "S-12", "P-03")
_ABOUT_BASIS = ("S-20",)
QUESTIONS = (*_ABOUT_COLUMNS, *_ABOUT_UNITS, *_ABOUT_BASIS, "S-18")
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Answers by court and form; units and headers of returns already in."""

    mappings: tuple[Mapping, ...] = ()
    units: dict[tuple[str, str, str], str] = field(default_factory=dict)
    headers: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def mapping(self, court: str | None, form: str | None) -> Mapping | None:
        """The answers about a court's returns of a form."""
        return next((m for m in self.mappings if (m.court, m.form) == (court, form)), None)

    def read_otherwise(self, stored: "StoredReturn") -> bool:
        """Whether a return was read with other answers than there are now."""
        mapping = self.mapping(stored.sender or stored.court, stored.form)
        return stored.mapping != fingerprint_of(mapping, self.headers.get(stored.return_id, ()))


def remember(workspace: Workspace, connection: "Connection | None") -> Memory:
    """What is remembered when returns come in; answers alone where there is no store yet."""
    mappings = as_mappings(read_mappings(workspace))
    if connection is None:
        return Memory(mappings=mappings)
    from enforcement_cli.store.layouts import headers_of, remembered_units

    return Memory(
        mappings=mappings,
        units={
            (court, form, header_key(header)): unit
            for court, form, header, unit in remembered_units(connection)
        },
        headers=headers_of(connection, [mapping.court for mapping in mappings]),
    )


def with_questions(receipt: Receipt, batch: Batch | None, desk: Desk, memory: Memory) -> Receipt:
    """The receipt with the answers it was read with, and with the commands its questions want."""
    head = receipt.head
    if head is None or batch is None:
        return receipt
    code = batch.sender or head.court
    mapping = memory.mapping(code, head.form)
    court = desk.court_of(code)
    asking = _Asking(
        court=court.short if court else code,
        code=code,
        form=head.form,
        places=batch.places,
        memory=memory,
    )
    return replace(
        receipt,
        mapping=fingerprint_of(mapping, [place.header for place in batch.places]),
        sender=batch.sender if batch.sender != head.court else "",
        problems=tuple(replace(p, command=_command(p, asking)) for p in receipt.problems),
    )


def confirm_command(
    court: str,
    form: str,
    *,
    columns: Sequence[tuple[str, str]] = (),
    units: Sequence[tuple[str, str]] = (),
    basis: str = "",
) -> str:
    """The command line that gives these answers; empty where a shell would not take it as meant."""
    told = [("--column", f"{header}={meaning}") for header, meaning in columns]
    told += [("--unit", f"{header}={unit}") for header, unit in units]
    told += [("--basis", basis)] if basis else []
    if not told or any(set(text) & set('"`$\\!') for _, text in told):
        return ""
    options = " ".join(f'{option} "{text}"' for option, text in dict.fromkeys(told))
    return f"enforce mapping confirm --court {court} --form {form} {options}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Whose return asks, and its columns."""

    court: str
    code: str
    form: str
    places: tuple[FieldPlace, ...]
    memory: Memory

    def header(self, problem: Problem) -> str:
        """The header of the column a problem speaks of; empty where it has none to be known by."""
        at = problem.origin
        return next(
            (p.header for p in self.places if (p.sheet, p.column) == (at.sheet, at.column)), ""
        )

    def name_of(self, title: str) -> str:
        """The name of a field by its printed title."""
        names = {shown: name for name, shown in meanings(self.form).items()}
        return names.get(title, _OPEN)


def _command(problem: Problem, asking: _Asking) -> str:
    if problem.code in _ABOUT_COLUMNS:
        columns = _columns(problem, asking)
        return confirm_command(asking.court, asking.form, columns=columns)
    if problem.code in _ABOUT_BASIS:
        return confirm_command(asking.court, asking.form, basis=_OPEN)
    header = asking.header(problem)
    # A doubt about one cell is no question about its column.
    of_column = problem.code != "P-03" or problem.origin.row is None
    if problem.code in _ABOUT_UNITS and header and of_column:
        units = [(header, _unit(problem, header, asking))]
        return confirm_command(asking.court, asking.form, units=units)
    return ""


def _columns(problem: Problem, asking: _Asking) -> list[tuple[str, str]]:
    """The headers asked about, each with what it most likely is."""
    facts = problem.facts
    if problem.code == "S-04":
        first, second = facts["header1"], facts["header2"]
        # Two columns of one name cannot be told apart by it.
        same = header_key(first) == header_key(second)
        return [] if same else [(first, problem.field), (second, NOT_COUNTED)]
    hinted = _QUOTED.search(facts.get("suggestion", ""))
    if problem.code == "S-07":
        return [(hinted[1] if hinted else _OPEN, problem.field)]
    header = facts["label"] if problem.code == "S-21" else asking.header(problem)
    if not header:
        return []
    if problem.code == "S-03":
        return [(header, NOT_COUNTED if problem.did == "blank" else _OPEN)]
    return [(header, asking.name_of(hinted[1]) if hinted else _OPEN)]


def _unit(problem: Problem, header: str, asking: _Asking) -> str:
    """The unit the column had last time, else the first that anything in the return names.

    A doubted unit is the one that is remembered, too: the size of the amounts names another.
    """
    remembered = asking.memory.units.get((asking.code, asking.form, header_key(header)), "")
    if problem.code == "P-03":
        return problem.facts.get("suggested") or _OPEN
    likely = problem.facts.get("suggested") or problem.facts.get("unit1")
    return remembered or likely or _OPEN
