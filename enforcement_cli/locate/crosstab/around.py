"""What stands around a table of figures: its action, basis and units, by sheet name and titles.

Comes in: a Crosstab and evidence. Goes out: an Around. Refuses to read a basis into a title that
could be said of either: 周报 alone is none.
"""

import re
from collections.abc import Sequence

from enforcement_cli.locate.crosstab.figures import Around
from enforcement_cli.locate.crosstab.grid import Crosstab
from enforcement_cli.locate.crosstab.units import title_units
from enforcement_cli.locate.crosstab.words import Words, words_for
from enforcement_cli.locate.reader import Reader, cells_of
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.aggregate import words_of
from enforcement_cli.vocabulary.words import normalise_word

_WEEK = 7
_DISTINCT = re.compile(
    r"(?:合计|总计|总数)[^。;；,，]{0,8}(?:去重|不重复|去掉重复)|去重[^。;；,，]{0,4}(?:合计|总数)"
)


def around_of(
    table: Crosstab,
    evidence: Sequence[Evidence],
    beyond: Sequence[Evidence],
    reader: Reader,
    answers: Mapping | None,
) -> Around:
    """What the sheet's name, the titles and the file say of all figures of a table."""
    grid = table.grid
    titles = [text for text, _, _ in cells_of(grid, grid.first_row, table.header_rows[0])]
    footers = [text for row in table.remarks for text, _, _ in cells_of(grid, row, row + 1)]
    words = words_for(reader.campaign, reader.names)
    basis, span = _basis(grid.name, titles, evidence, beyond, reader, words)
    whole = answers.answer([""]) if answers is not None else None
    if whole is not None and whole.basis:
        basis, span = whole.basis, ""
    return Around(
        file=reader.file,
        units=tuple(title_units([*map(normalise_word, titles), *map(normalise_word, footers)])
                    or _units(evidence) or _units(beyond)),
        action=_action([grid.name, *titles], words, normalise_word(reader.campaign.name)),
        basis=basis,
        span=span,
        distinct=any(_DISTINCT.search(normalise_word(text)) for text in footers + titles),
    )  # fmt: skip


def _units(evidence: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(e.unit for e in evidence if e.unit and e.source != "file"))


def _action(texts: Sequence[str], words: Words, campaign: str) -> str | None:
    """The one action that a sheet's name and titles name; None where they leave it open.

    A campaign that is called like one of its actions does not name that action. All actions of the
    campaign together are its scope. A word that narrows the cases to what is no action of the
    campaign (首执, 涉金融) leaves it open too.
    """
    every = {action for _, action in words.actions}
    said: list[set[str]] = []
    for written in dict.fromkeys(map(normalise_word, texts)):
        text = written.replace(campaign, "")
        named = {action for name, action in words.actions if name in text}
        rest = text
        for name, _ in words.actions:
            rest = rest.replace(name, "")
        if any(word in rest for word in words_of("narrowing", "words")):
            return None
        if named and not (len(named) > 1 and named == every):
            said.append(named)
    if not said:
        return ""
    common = set.intersection(*said)
    return common.pop() if len(common) == 1 else None


def _basis(
    sheet: str, titles: Sequence[str], evidence: Sequence[Evidence],
    beyond: Sequence[Evidence], reader: Reader, words: Words,
) -> tuple[str, str]:  # fmt: skip
    """The basis that the sheet's name says, else the titles' words, else their dates."""
    named = words.meaning([sheet])
    if named.basis and not named.unknown:
        return named.basis, named.span
    said = [_said(text) for text in dict.fromkeys(map(normalise_word, titles))]
    worded = {basis for basis in said if basis}
    dated = _dated([*evidence, *beyond], reader)
    if "period" in worded and "cumulative" in worded:
        return "", ""
    if "cumulative" in worded:
        return ("", "") if dated == "period" else ("cumulative", "")
    return dated, "week" if dated == "period" else ""


def _said(text: str) -> str:
    """What one title line says: 行动以来, 累计; a mere cut-off day says nothing."""
    if any(note in text for note in words_of("basis", "cut_off_notes")):
        return ""
    cumulative = any(word in text for word in words_of("basis", "title_cumulative"))
    period = any(word in text for word in words_of("basis", "title_period"))
    if cumulative:
        return "" if period else "cumulative"
    return "period" if period else ""


def _dated(evidence: Sequence[Evidence], reader: Reader) -> str:
    """A range of a week is the period, one from the campaign's first day cumulative.

    In the campaign's first week both are the same range, and the words must say it.
    """
    campaign = reader.campaign
    spans = {
        (start, end)
        for piece in evidence
        if piece.source in ("title", "footer")
        and (start := piece.start) is not None
        and (end := piece.end) is not None
    }
    if len(spans) != 1:
        return ""
    start, end = spans.pop()
    short = (end - start).days < _WEEK
    if start <= campaign.start:
        return "" if short else "cumulative"
    return "period" if short else ""
