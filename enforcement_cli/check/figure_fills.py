"""Figures that nobody counted: one number dragged over several cells, numbers typed to fill a gap.

Comes in: the figures of a return. Goes out: X-06 where unrelated figures are equal, V-20 where a
figure is a placeholder. Refuses to call small numbers equal by anything but chance.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.check.figures import (
    FEN,
    Doubt,
    Figures,
    amount,
    cell_of,
    key_of,
    name_of,
    shown,
    unit_of,
)
from enforcement_cli.check.shares import Line
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.problem import Rule
from enforcement_cli.vocabulary.relations import relations
from enforcement_cli.vocabulary.words import placeholder_everywhere, placeholder_numbers


def equal_figures(figures: Figures, rule: Rule) -> Iterator[Doubt]:
    """X-06: unrelated figures of one action and basis with one number, as a drag of the mouse gives.

    Next to each other from `least` on; apart, where chance is likelier, from `least_apart` on.
    """
    count = int(rule.number("count"))
    least, apart = rule.number("least"), rule.number("least_apart")
    told: set[tuple[Decimal, frozenset[str]]] = set()
    groups: dict[tuple[str | None, str], list[Line]] = {}
    for line in figures.lines:
        groups.setdefault((line.action, line.basis), []).append(line)
    for group in groups.values():
        for value in dict.fromkeys(map(_number, group)):
            if value < least:
                continue
            alike = [line for line in group if _number(line) == value]
            found = alike if value >= apart else _neighbours(group, value)
            families = frozenset(map(_family, found))
            if len(families) < count or (value, families) in told:
                continue
            told.add((value, families))
            yield _equal(found)


def placeholders(figures: Figures, rule: Rule) -> Iterator[Doubt]:
    """V-20: a figure such as 9999 or 12345; or every figure of the return 1."""
    numbers = set(placeholder_numbers())
    values = {_number(line) for line in figures.lines}
    if len(figures.lines) >= rule.number("column_least") and values == {placeholder_everywhere()}:
        yield _placeholder(figures.lines[0], "等各项都")
        return
    for line in figures.lines:
        if _number(line) in numbers:
            yield _placeholder(line, "")


def _number(line: Line) -> Decimal:
    """The number as it stands in the cell."""
    unit = unit_of(line)
    return in_unit(amount(line), unit) if unit else Decimal(amount(line))


def _family(line: Line) -> str:
    return relations().families.get(line.indicator, line.indicator)


def _neighbours(group: Sequence[Line], value: Decimal) -> list[Line]:
    """The longest run of one number in the order of the cells."""
    best: list[Line] = []
    run: list[Line] = []
    for line in group:
        run = [*run, line] if _number(line) == value else []
        best = max(best, run, key=len)
    return best


def _equal(lines: Sequence[Line]) -> Doubt:
    first = lines[0]
    facts = {
        "label": "”“".join(name_of(line) for line in lines),
        "count": str(len(lines)),
        "cells": "、".join(cell_of(line, first) for line in lines),
        "value": shown(first) if first.unit == FEN else str(amount(first)),
    }
    subject = "=".join(key_of(line) for line in lines)
    return Doubt(code="X-06", lines=tuple(lines), facts=facts, subject=subject)


def _placeholder(line: Line, where: str) -> Doubt:
    facts = {"field": name_of(line), "where": where, "value": shown(line)}
    return Doubt(code="V-20", lines=(line,), facts=facts, subject=key_of(line))
