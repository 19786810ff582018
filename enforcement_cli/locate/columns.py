"""Which field each column holds, in which unit; by declared words alone, fuzzy only to suggest.

Comes in: header paths, a form, the body's rows. Goes out: ColumnPlaces and problems of structure.
Refuses to choose where two readings stand: it asks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from enforcement_cli.locate.content import (
    CONTENT_NAMES,
    Look,
    cells_in,
    looker,
    refutable,
    refutes,
)
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.locate.suggest import missing_column, suggest
from enforcement_cli.locate.unit_readings import no_unit_facts, unit_facts
from enforcement_cli.model.form import Field, Form
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Effect, Problem
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms, form_named
from enforcement_cli.vocabulary.words import layout_words

_UNIT = r"(亿元|百万元|千元|万元|元|万|亿)"
_HEADER_UNIT = re.compile(
    rf"[(（\[【〔/／][^)）\]】〕]*?{_UNIT}\s*(?:[)）\]】〕]|$)|(亿元|百万元|千元|万元|元)$"
)
_BRACKETED_UNIT = re.compile(r"[(（\[【〔]\s*([\u4e00-\u9fff]{1,2})\s*[)）\]】〕]")
_DAYS = frozenset({"天", "日"})
_COUNTED = _DAYS | {"件", "案", "人", "人次", "次", "套", "辆", "台", "处", "户", "笔"}
_TRAILING_UNIT = re.compile(r"[/／]?(?:亿元|百万元|千元|万元|元)$")
_ZEROS = frozenset("0０")
_CELL_UNIT = re.compile(r"[元万亿]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one table, and what was wrong with them."""

    places: tuple[ColumnPlace, ...]
    problems: tuple[Problem, ...]


@cache
def header_words() -> frozenset[str]:
    """Every label of every form."""
    return frozenset(
        label for form in all_forms() for field in form.fields for label in field.labels
    )


@cache
def _fields_by_label(form: str) -> dict[str, str]:
    return {label: field.name for field in form_named(form).fields for label in field.labels}


@lru_cache(maxsize=8192)
def match_path(path: tuple[str, ...], form: str) -> str | None:
    """The field a header path names: the whole path, else its longest known suffix.

    A word that narrows the meaning (本周, 任务, 率) is never dropped from the front, so
    本周/到位金额 is not 到位金额. A last word that only says "sum" is dropped from the end.

    >>> match_path(("金额情况", "已到位"), "cases"), match_path(("本周", "到位金额"), "cases")
    ('recovered_fen', None)
    """
    labels = _fields_by_label(form)
    for start in range(len(path)):
        if start and _narrows(path[start - 1]):
            break
        joined = "".join(path[start:])
        if joined in labels:
            return labels[joined]
        plain = _TRAILING_UNIT.sub("", joined)
        if plain in labels:
            return labels[plain]
    if len(path) > 1 and path[-1] in layout_words("sum_words"):
        return match_path(path[:-1], form)
    return None


def _narrows(group: str) -> bool:
    """Whether a group's word says that what stands under it is only a part of what it names.

    其中 alone only groups; 其中:涉民生 names the part.
    """
    if group.startswith("其中") and group != "其中":
        return True
    return any(word in group for word in layout_words("qualifiers"))


def match_columns(band: HeaderBand, form: Form, answers: Mapping | None = None) -> dict[int, str]:
    """Column to field, of the columns that the form's words know, or that a clerk answered for."""
    found = {
        column: name
        for column, path in band.paths.items()
        if (name := field_of(path, band.shown[column], form)) is not None
    }
    found = _tell_original(found, band)
    needs = {field.name: field.beside for field in form.fields if field.beside}
    if needs:
        held = set(found.values())
        found = {c: n for c, n in found.items() if n not in needs or needs[n] in held}
    if answers is None:
        return found
    known = {field.name for field in form.fields}
    for column, path in band.paths.items():
        answer = answers.answer(path)
        if answer is not None and answer.field is not None:
            found.pop(column, None)
            if answer.field in known:
                found[column] = answer.field
    return found


def field_of(path: tuple[str, ...], shown: str, form: Form) -> str | None:
    """The field a header names, unless it counts what the field does not: 到位（件）, 拘留（天）."""
    return _field_of(path, shown, form.key)


@lru_cache(maxsize=8192)
def _field_of(path: tuple[str, ...], shown: str, form: str) -> str | None:
    name = match_path(path, form)
    units = _BRACKETED_UNIT.findall(shown.rpartition("/")[2]) if name else []
    if name is None or not units:
        return name
    field = form_named(form).field_named(name)
    if field.kind == "money":
        return None if units[-1] in _COUNTED else name
    days = field.kind in ("measure", "count") and field.unit != "天" and units[-1] in _DAYS
    return None if days else name


def _tell_original(found: dict[int, str], band: HeaderBand) -> dict[int, str]:
    """首次执行案号 beside another 案号 is the original's number; alone it is the case's own."""
    numbers = [column for column, name in found.items() if name == "case_no"]
    first = [column for column in numbers if band.paths[column][-1] == "首次执行案号"]
    if len(numbers) == 2 and len(first) == 1 and "original_case_no" not in found.values():
        found[first[0]] = "original_case_no"
    return found


def place_columns(
    grid: SheetGrid,
    band: HeaderBand,
    form: Form,
    body: Sequence[Sequence[Cell]],
    *,
    file: str,
    title_units: Sequence[str],
    answers: Mapping | None = None,
) -> Columns:
    """Decide every column of a table that `form` claims.

    Args:
        grid: the sheet.
        band: its header.
        form: the form.
        body: the cells of the body by column, from the grid's first on.
        file: the file's name, for problems.
        title_units: units of money named in title lines and footers, each once.
        answers: what a clerk said of this court's columns; it stands above every word.
    """
    matched = match_columns(band, form, answers)
    # What contradicts its tag is asked about where the header was found.
    found = {c: name for c, name in matched.items() if c not in band.contradicted}
    problems: list[Problem] = []
    _settle_doubles(found, grid, band, form, body, file, problems)
    kinds = {field.name: field for field in form.fields}
    look = looker(lambda: body, grid.first_column)
    answered = {c for c, path in band.paths.items() if answers and answers.answer(path)}
    refuted = _refute(found, grid, band, kinds, look, answered, file)
    problems += refuted
    settled = {*found.values(), *(p.field for p in refuted)}.union(*band.contradicted.values())
    meant: set[int] = set()
    header_row = Origin(file=file, sheet=grid.name, row=band.last)
    problems.extend(
        missing_column(field, band, found, header_row, look, meant)
        for field in form.fields
        if field.required and field.name not in settled
    )
    places: list[ColumnPlace] = []
    for column, header in band.shown.items():
        name = found.get(column)
        field = kinds.get(name) if name else None
        origin = Origin(file=file, sheet=grid.name, row=band.last, column=column)
        if field is not None and field.kind == "money":
            cells = cells_in(body, column - grid.first_column)
            answer = answers.answer(band.paths[column]) if answers else None
            places.append(_money_place(header, field, title_units, cells, origin, problems, answer))
            continue
        asked = column in answered or column in meant or column in band.contradicted
        meaning = field_of(band.paths[column], header, form)
        unknown = name is None and (meaning is None or bool(kinds[meaning].beside))
        if unknown and not asked and _has_data(grid, column, body):
            guess = suggest(band.paths[column], form, frozenset(found.values()), look(column))
            facts = {"header": header, "suggestion": f"（像是“{guess}”）" if guess else ""}
            likely = next((field.name for field in form.fields if field.title == guess), "")
            problems.append(Problem(rule=rule("S-06"), origin=origin, facts=facts, field=likely))
        places.append(ColumnPlace(column=column, header=header, field=name))
    _ask_headless(grid, band, body, file, problems)
    return Columns(places=tuple(places), problems=tuple(problems))


def _has_data(grid: SheetGrid, column: int, body: Sequence[Sequence[Cell]]) -> bool:
    cells = cells_in(body, column - grid.first_column)
    return cells.count(None) != len(cells)


def _settle_doubles(
    found: dict[int, str], grid: SheetGrid, band: HeaderBand, form: Form,
    body: Sequence[Sequence[Cell]], file: str, problems: list[Problem],
) -> None:  # fmt: skip
    """Two columns of one field: an empty one gives way, remarks keep the first, else S-04, S-05."""
    columns_of: dict[str, list[int]] = {}
    for column, name in found.items():
        columns_of.setdefault(name, []).append(column)
    for name, columns in columns_of.items():
        field = form.field_named(name)
        if len(columns) < 2 or field.kind == "ignored":
            continue
        full = [column for column in columns if _has_data(grid, column, body)] or columns[:1]
        if name == "note" and len(full) > 1:
            full = [next((c for c in full if band.paths[c][-1] == field.title), full[0])]
        for column in set(columns) - set(full[:1]):
            del found[column]
        if len(full) > 1:
            origin = Origin(file=file, sheet=grid.name, row=band.last, column=full[1])
            code, facts = _double(band, full, field)
            problems.append(Problem(rule=rule(code), origin=origin, facts=facts, field=name))


def _double(band: HeaderBand, columns: Sequence[int], field: Field) -> tuple[str, dict[str, str]]:
    """S-05 where a header stands twice, S-04 where two headers mean one field."""
    first, second = columns[:2]
    if band.paths[first] == band.paths[second]:
        same = [column for column in columns if band.paths[column] == band.paths[first]]
        letters = "、".join(map(column_letter, same))
        return "S-05", {"header": band.shown[first], "count": str(len(same)), "columns": letters}
    return "S-04", {
        "header1": band.shown[first], "column1": column_letter(first),
        "header2": band.shown[second], "column2": column_letter(second), "field": field.title,
    }  # fmt: skip


def header_unit(shown: str) -> str:
    """The unit of money in a header as written, the last word's before its groups'.

    >>> header_unit("金额情况（万元）/已到位"), header_unit("到位金额")
    ('万元', '')
    """
    for part in reversed(shown.split("/")):
        if match := _HEADER_UNIT.search(part):
            unit: str = match[1] or match[2]
            return {"万": "万元", "亿": "亿元"}.get(unit, unit)
    return ""


def _money_place(
    header: str, field: Field, title_units: Sequence[str], cells: Sequence[Cell],
    origin: Origin, problems: list[Problem], answer: ColumnAnswer | None,
) -> ColumnPlace:  # fmt: skip
    """A money column with its unit; without one every cell must say its own."""
    inside = header_unit(header)
    witnesses = [("header", inside)] if inside else []
    witnesses += [("title", unit) for unit in title_units]
    units = list(dict.fromkeys(unit for _, unit in witnesses))
    if answer is not None and answer.unit:
        witnesses.append(("mapping", answer.unit))
        units = [answer.unit] if answer.settles(units) else [*units, answer.unit]
        units = list(dict.fromkeys(units))
    name: str | None = field.name
    if len(units) > 1:
        facts = unit_facts(header, units, cells)
        problems.append(Problem(rule=rule("S-12"), origin=origin, facts=facts, field=field.name))
        name = None
    elif not units and not all(map(_says_unit, cells)):
        facts = no_unit_facts(header, cells)
        problems.append(Problem(rule=rule("S-11"), origin=origin, facts=facts, field=field.name))
    return ColumnPlace(
        column=origin.column or 0, header=header, field=name, unit=units[0] if len(units) == 1 else "",
        unit_witnesses=tuple(witnesses),
    )  # fmt: skip


def _says_unit(cell: Cell) -> bool:
    """A cell that needs no unit from elsewhere: blank, zero, a word, or a number with its unit."""
    if cell is None or cell == 0:
        return True
    if not isinstance(cell, str):
        return False
    digits = {sign for sign in cell if sign.isdecimal()}
    return digits <= _ZEROS or bool(_CELL_UNIT.search(cell))


def _refute(
    found: dict[int, str], grid: SheetGrid, band: HeaderBand, kinds: dict[str, Field],
    look: Look, answered: set[int], file: str,
) -> list[Problem]:  # fmt: skip
    """S-03 for each column whose cells cannot be what its header says; it is not read."""
    problems: list[Problem] = []
    for column, name in list(found.items()):
        field = kinds[name]
        if column in answered or not refutable(field.kind):
            continue
        content = look(column)
        if not refutes(content, field.kind):
            continue
        facts = {
            "header": band.shown[column],
            "field": field.title,
            "content": CONTENT_NAMES[content],
        }
        origin = Origin(file=file, sheet=grid.name, row=band.last, column=column)
        # Read by its tag alone, such a column says that the row of tags has slipped.
        alone = column in band.restored
        effect: Effect = "refuse" if field.required or alone else "blank"
        problems.append(
            Problem(rule=rule("S-03"), origin=origin, facts=facts, field=name, effect=effect)
        )
        del found[column]
    return problems


def _ask_headless(
    grid: SheetGrid, band: HeaderBand, body: Sequence[Sequence[Cell]], file: str,
    problems: list[Problem],
) -> None:  # fmt: skip
    """A column with data and no header is asked for like an unknown one."""
    width = len(grid.rows[0]) if grid.rows else 0
    for column in range(grid.first_column, grid.first_column + width):
        if column not in band.paths and _has_data(grid, column, body):
            origin = Origin(file=file, sheet=grid.name, row=band.last, column=column)
            facts = {"header": f"{column_letter(column)}列（没有列名）", "suggestion": ""}
            problems.append(Problem(rule=rule("S-06"), origin=origin, facts=facts))
