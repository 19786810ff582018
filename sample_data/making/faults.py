"""Where each planted fault stands, and what a reader must say of it.

In: the world and the sheets of every return. Out: rows of findings.csv.
Refuses to know how a reader finds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sample_data.making.nouns import Return, World
from sample_data.making.sheets import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check that must fire: on a file, or on a cell of it."""

    file: str
    code: str
    severity: str
    sheet: str = ""
    cell: str = ""


# code, severity, court, week, part, field, which of the cells that state it
_PLANTED = (
    ("P-01", "query", "辽1202", 4, "resent", "recovered_fen", 0),
    ("V-08", "query", "辽1223", 4, "about", "recovered_fen", 0),
    ("V-16", "return", "辽1224", 5, "number", "case_no", 0),
    ("V-11", "return", "辽1204", 6, "day", "closed_on", 0),
    ("P-01", "query", "辽1221", 7, "lowered", "recovered_fen", 0),
    ("X-03", "return", "辽1224", 8, "twice", "case_no", 1),
    ("P-03", "query", "辽1282", 8, "unit", "recovered_fen", 0),
)


def findings(world: World, laid_out: Sequence[tuple[Return, list[Sheet]]]) -> list[Finding]:
    """All findings in the order in which the files arrive."""
    if not world.faults:
        return []
    found = [*_on_files(laid_out), *_on_cells(world, laid_out)]
    order = {sent.file: place for place, (sent, _) in enumerate(laid_out)}
    return sorted(found, key=lambda f: (order[f.file], f.code))


def _on_files(laid_out: Sequence[tuple[Return, list[Sheet]]]) -> Iterator[Finding]:
    for sent, _ in laid_out:
        if not sent.accepted:
            code = "F-11" if "~$" in sent.file else "F-04"
            yield Finding(file=sent.file, code=code, severity="note")
        if sent.version > 1:
            # A correction of what an issue has printed: told, and asked why.
            yield Finding(file=sent.file, code="Z-01", severity="note")
            yield Finding(file=sent.file, code="Z-03", severity="query")


def _on_cells(world: World, laid_out: Sequence[tuple[Return, list[Sheet]]]) -> Iterator[Finding]:
    first = {
        (sent.court.code, sent.week.number): (sent, sheets)
        for sent, sheets in reversed(laid_out)
        if sent.form == "cases" and sent.accepted
    }
    for code, severity, court, week, part, name, which in _PLANTED:
        sent, sheets = first[court, week]
        sheet, cell = _places(sheets, world.case(part).case_no, name)[which]
        yield Finding(file=sent.file, code=code, severity=severity, sheet=sheet, cell=cell)
    sent, sheets = first["辽1221", 5]
    sheet, cell = _places(sheets, "合计", "recovered_fen")[0]
    yield Finding(file=sent.file, code="X-01", severity="return", sheet=sheet, cell=cell)
    sent, sheets = first["辽1282", 6]
    row = sheets[0].hidden[0] + 1
    yield Finding(
        file=sent.file, code="S-08", severity="query", sheet=sheets[0].name, cell=f"A{row}"
    )


def _places(sheets: Sequence[Sheet], key: str, name: str) -> list[tuple[str, str]]:
    return [(sheet.name, cell) for sheet in sheets for cell in sheet.places.get((key, name), [])]
