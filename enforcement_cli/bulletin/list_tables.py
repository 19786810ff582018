"""Lists of cases as printed tables, with the ageing of what is open in a sentence.

Comes in: lists as they were made. Goes out: tables and sentences. Refuses to pick cases and to mask
names: the lists name their cases, masking reads the finished bulletin.
"""

from collections.abc import Callable, Iterable

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, count_text, told, wan_text
from enforcement_cli.model.bulletin import Column, ColumnKind, FigureTable, Row, Value
from enforcement_cli.model.case_list import CaseLine, CaseList
from enforcement_cli.vocabulary.bulletin import list_titles


def list_tables(material: Material, *kinds: str) -> tuple[FigureTable, ...]:
    """A table a list that has lines; of some kinds or of all."""
    return tuple(
        _table(material, found)
        for found in material.lists
        if found.lines and (not kinds or found.kind in kinds)
    )


def list_sentences(material: Material, *kinds: str) -> Iterable[Line]:
    """How long each list is, and its buckets: 未结91至180天12件.

    A list that no court sends the returns for has no length, not even 0.
    """
    for found in material.lists:
        if found.kind not in kinds:
            continue
        if set(found.silent) >= set(material.courts):
            yield (f"{found.title}：没有法院报送所需的报表，无法列出。",)
            continue
        if found.buckets:
            parts: list[Line] = [(name, told(number, "件")) for name, number in found.buckets]
            yield (f"{found.title}：", *joined(parts, "，"), "。")
        elif found.total or found.lines:
            count = max(found.total, len(found.lines))
            yield (f"{found.title}", told(count, _unit(found)), f"（{found.rule.rstrip('。')}）。")
        if found.silent:
            names = "、".join(material.name(court) for court in found.silent)
            yield (f"{found.title}不含{names}：没有报送所需的报表。",)


def _unit(found: CaseList) -> str:
    return "项" if found.kind == "todos" else "件"


def _table(material: Material, found: CaseList) -> FigureTable:
    day, days, money = list_titles(found.kind)
    several = len(material.courts) > 1
    wanted: tuple[tuple[str, ColumnKind, Callable[[CaseLine], Value]], ...] = (
        ("法院", "text", lambda line: _text(material.name(line.court) if several else "")),
        ("团队", "text", lambda line: _text(line.team)),
        ("承办人", "text", lambda line: _text(line.officer)),
        ("案由", "text", lambda line: _text(line.cause)),
        ("当事人", "text", lambda line: _text(line.party)),
        (day, "text", lambda line: _text(line.day.isoformat() if line.day else "")),
        (days, "count", lambda line: _count(line.days)),
        (money, "money", lambda line: _money(line.amount_fen)),
        ("状态", "text", lambda line: _text(line.state)),
        ("事项" if found.kind == "todos" else "备注", "text", lambda line: _text(line.note)),
    )
    made = [(title, kind, [make(line) for line in found.lines]) for title, kind, make in wanted]
    kept = [(title, kind, values) for title, kind, values in made if _has_any(values)]
    notes = [found.rule] if found.rule else []
    if found.total > len(found.lines):
        notes.append(f"共{found.total}{_unit(found)}，列示{len(found.lines)}{_unit(found)}。")
    if found.silent:
        names = "、".join(material.name(court) for court in found.silent)
        notes.append(f"不含{names}：没有报送所需的报表。")
    return FigureTable(
        id=f"list-{found.kind}",
        title=found.title,
        stubhead="案号",
        columns=tuple(Column(title=title, kind=kind, additive=False) for title, kind, _ in kept),
        rows=tuple(
            Row(
                label=line.case_no or MISSING,
                values=tuple(values[at] for _, _, values in kept),
            )
            for at, line in enumerate(found.lines)
        ),
        notes=tuple(notes),
    )


def _has_any(values: list[Value]) -> bool:
    return any(value.number is not None or value.shown not in ("", MISSING) for value in values)


def _text(text: str) -> Value:
    return Value(shown=text)


def _count(number: int | None) -> Value:
    return Value(shown=count_text(number), number=number, kind="count")


def _money(fen: int | None) -> Value:
    return Value(shown=wan_text(fen), number=fen, kind="money")
