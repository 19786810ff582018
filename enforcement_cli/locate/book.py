"""The door of locate/: a RawBook becomes the tables that forms claim, with all evidence gathered.

Comes in: grids. Goes out: LocatedBook and structure problems. Refuses to read values: that is
normalise/'s.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.found import Found
from enforcement_cli.locate.part import read_part
from enforcement_cli.locate.reader import Reader
from enforcement_cli.locate.shared import with_shared, with_stamps
from enforcement_cli.locate.tags import is_guide, take_tags
from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.grid import RawBook, SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import LocatedBook
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms
from enforcement_cli.vocabulary.sendback import is_our_list


def locate(
    book: RawBook,
    desk: Desk,
    campaign: Campaign,
    *,
    mappings: Sequence[Mapping] = (),
    court: str | None = None,
) -> Outcome[LocatedBook]:
    """Find every table of the book.

    Sheets that no form claims give evidence only; a hidden sheet that a form claims is named
    (S-09) and not read. A book without any table gives F-08, unless a sheet's problem already
    says why.

    Args:
        book: the file as read.
        desk: its courts' names are looked for.
        campaign: gives days their year, and the actions their names.
        mappings: what clerks answered about courts' columns.
        court: whose return it is, where the clerk said so.
    """
    reader = Reader(
        file=book.file_name, names=court_names(desk), campaign=campaign, mappings=mappings,
        court=court,
    )  # fmt: skip
    named = reader.texts([(book.file_name.rpartition(".")[0] or book.file_name, 0, 0)], "file")
    found = Found(evidence=list(named))
    for sheet in book.sheets:
        if is_our_list(sheet.name, tuple(sheet.rows[0]) if sheet.rows else ()):
            continue  # of the marked copy the court worked on
        if is_guide(sheet):
            continue
        grid, tags = take_tags(sheet, campaign)
        own = replace(reader, tags=tags)
        given = _hidden(grid, own) if grid.hidden else read_part(grid, own, named)
        found.add(with_stamps(given, own, named))
    found.problems += _blank_tables(found, book.file_name)
    found.problems = _say_why(found)
    if found.empty and not any(problem.did == "refuse" for problem in found.problems):
        expected = {expectation.form for expectation in campaign.expects}
        titles = [f"《{f.title}》" for f in all_forms() if not expected or f.key in expected]
        facts = {"seen": "", "expected": "、".join(titles)}
        origin = Origin(file=book.file_name)
        found.problems.append(Problem(rule=rule("F-08"), origin=origin, facts=facts))
    everything = [t.evidence for t in found.tables] + [a.evidence for a in found.aggregates]
    located = LocatedBook(
        tables=tuple(
            replace(t, evidence=with_shared(t.evidence, everything, found.evidence))
            for t in found.tables
        ),
        aggregates=tuple(
            replace(a, evidence=with_shared(a.evidence, everything, found.evidence))
            for a in found.aggregates
        ),
        evidence=tuple(found.evidence),
        nearly=tuple(found.nearly),
    )
    return Outcome(value=located, problems=tuple(found.problems))


def _hidden(grid: SheetGrid, reader: Reader) -> Found:
    """S-09 for a hidden sheet that a form claims; nothing else of it is said."""
    found = read_part(grid, reader, ())
    titles = [t.form.title for t in found.tables if t.body]
    titles += [aggregate.form.title for aggregate in found.aggregates]
    if not titles:
        return Found()
    facts = {"sheet": grid.name, "form": titles[0]}
    row = found.tables[0].header_rows[1] if found.tables else None
    origin = Origin(file=reader.file, sheet=grid.name, row=row)
    return Found(problems=[Problem(rule=rule("S-09"), origin=origin, facts=facts)])


def _say_why(found: Found) -> list[Problem]:
    """Of a book without any table, case numbers without header are why: one cause, one message."""
    if not found.empty:
        return found.problems
    return [replace(p, effect="refuse") if p.code == "S-01" else p for p in found.problems]


def _blank_tables(found: Found, file: str) -> list[Problem]:
    """F-10 at the first table of a form that has no rows on any sheet and says no zero."""
    problems: list[Problem] = []
    for form in dict.fromkeys(table.form.key for table in found.tables):
        tables = [table for table in found.tables if table.form.key == form]
        said = [piece for table in tables for piece in table.evidence]
        if not any(table.body for table in tables) and not any(p.zero_report for p in said):
            origin = Origin(file=file, sheet=tables[0].grid.name)
            problems.append(Problem(rule=rule("F-10"), origin=origin))
    return problems
