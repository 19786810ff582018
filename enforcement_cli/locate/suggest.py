"""Which field an unknown column may be, and which column a missing field: suggestions, never choices.

Comes in: a header path, what its cells look like, the fields still free. Goes out: a title or a
problem to ask with. Refuses to read anything by likeness.
"""

import re

from enforcement_cli.locate.content import Content, Look, confirms, refutes
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.model.form import Field, Form
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import layout_words

_SUGGEST_FROM = 80.0
_SUGGEST_FITTING = 45.0  # where the cells are of the field's kind
_MISSING_FROM = 50.0
# Content that speaks for itself: whatever stands over a column of case numbers, it is one.
_TELLING = frozenset({"case_no", "date", "close_method", "measure_kind"})
_LOOSE_FIELDS = frozenset({"seq", "unused", "note"})
_UNIT_AFTER = re.compile(r"[/／(]?(?:亿元|百万元|千元|万元|元)\)?$")


def suggest(path: tuple[str, ...], form: Form, taken: frozenset[str], content: Content) -> str:
    """The title of the free field that a header is most like; empty where none comes near.

    The words decide; a field whose cells would look like this column's goes before one whose would
    not, and needs less likeness.
    """
    from rapidfuzz import fuzz

    best, title = 0.0, ""
    words = {_UNIT_AFTER.sub("", word) for word in (path[-1], "".join(path))}
    for field in form.fields:
        if field.name in taken or field.kind == "ignored" or refutes(content, field.kind):
            continue
        like = max(
            (
                fuzz.ratio(word, label)
                for word in words
                for label in field.labels
                if _akin(word, label)
            ),
            default=0.0,
        )
        fits = confirms(content, field.kind)
        if like >= (_SUGGEST_FITTING if fits else _SUGGEST_FROM) and like + 10 * fits > best:
            best, title = like + 10 * fits, field.title
    return title


def _akin(word: str, label: str) -> bool:
    """Whether two headers share more than what many headers end in: 罚款金额 is no 放弃金额.

    A rate, a rank, a number of days is never a suggestion for anything else (domain.md 6.5).
    """
    for sort in layout_words("header_sorts"):
        if (sort in word) != (sort in label):
            return False
    return bool(set(_stem(word)) & set(_stem(label)))


def _stem(word: str) -> str:
    for ending in layout_words("header_endings"):
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending)
    return word


def missing_column(
    field: Field, band: HeaderBand, found: dict[int, str], origin: Origin,
    look: Look, meant: set[int],
) -> Problem:  # fmt: skip
    """S-07, with the column that may be the one meant: by its words, else by its cells.

    `meant` gets that column: nobody is asked twice about it.
    """
    from rapidfuzz import fuzz

    ranked: list[tuple[bool, float, int]] = []
    for column, path in band.paths.items():
        if column in found and found[column] not in _LOOSE_FIELDS:
            continue
        like = max((fuzz.ratio(word, path[-1]) for word in field.labels), default=0.0)
        fits = field.kind in _TELLING and confirms(look(column), field.kind)
        if fits or (like >= _MISSING_FROM and not refutes(look(column), field.kind)):
            ranked.append((fits, like, column))
    rows = str(band.first) if band.first == band.last else f"{band.first}-{band.last}"
    suggestion = ""
    if ranked:
        near = max(ranked)[2]
        meant.add(near)
        suggestion = f"，是不是“{band.shown[near]}”"
    facts = {"field": field.title, "rows": rows, "suggestion": suggestion}
    return Problem(rule=rule("S-07"), origin=origin, facts=facts, field=field.name)
