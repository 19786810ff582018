"""Layouts and answers of `enforce mapping`, on the screen and as JSON.

Comes in: what is remembered of a court's returns. Goes out: tables for people, plain values for
programs. Refuses to change anything.
"""

from typing import TYPE_CHECKING, Any

from enforcement_cli.cli.screen import say, show_table

if TYPE_CHECKING:
    from enforcement_cli.model.mapping import ColumnAnswer
    from enforcement_cli.model.table import FieldPlace
    from enforcement_cli.workflow.mapping import CourtForm
    from enforcement_cli.workflow.mapping_file import Remembered
    from enforcement_cli.workflow.state import Room

_BASIS_NAMES = {"period": "本期", "cumulative": "累计"}


def court_name(room: "Room", code: str) -> str:
    """A court's short name; its code where the campaign file knows none."""
    court = room.desk.court_of(code)
    return court.short if court else code


def show_layout(room: "Room", one: "CourtForm") -> None:
    """Print the last layout of a court and form, and the answers about it."""
    from enforcement_cli.model.origin import column_letter
    from enforcement_cli.vocabulary.forms import form_named
    from enforcement_cli.workflow.mapping_file import meanings

    titles = meanings(one.form)
    heading = f"{court_name(room, one.court)} · {form_named(one.form).title}"
    if one.layout is None:
        say(f"{heading}：还没有收下的报表。")
    else:
        for sheet, rows, columns in _sheets(one.layout.columns):
            shown = str(rows[0]) if rows[0] == rows[1] else f"{rows[0]}—{rows[1]}"
            show_table(
                f"{heading}（{one.layout.file_name}，工作表“{sheet}”，表头第 {shown} 行）",
                ("列", "列名", "含义", "单位"),
                (
                    (column_letter(p.column), p.header, titles.get(p.field, "未读取"), p.unit)
                    for p in columns
                ),
            )
    if one.answers:
        show_table(
            "已记住的答复",
            ("列名", "含义", "单位", "口径", "答复人", "依据"),
            (_answer_line(item, titles) for item in one.answers),
        )


def _answer_line(item: "Remembered", titles: dict[str, str]) -> tuple[str, ...]:
    answer = item.answer
    meaning = "" if answer.field is None else titles.get(answer.field, "不统计")
    basis = _BASIS_NAMES.get(answer.basis, "")
    return answer.header, meaning, answer.unit, basis, item.by, item.reason


def _sheets(
    columns: "tuple[FieldPlace, ...]",
) -> "list[tuple[str, tuple[int, int], list[FieldPlace]]]":
    """Columns by sheet and header, each once however many sections stand under it."""
    tables: dict[tuple[str, tuple[int, int]], dict[int, FieldPlace]] = {}
    for place in columns:
        tables.setdefault((place.sheet, place.header_rows), {})[place.column] = place
    return [(sheet, rows, [*found.values()]) for (sheet, rows), found in tables.items()]


def layout_json(one: "CourtForm") -> dict[str, Any]:
    """The same as plain values."""
    from enforcement_cli.model.origin import column_letter

    layout = one.layout
    return {
        "court": one.court,
        "form": one.form,
        "layout": layout
        and {
            "return": layout.return_id,
            "file": layout.file_name,
            "sheets": [
                {
                    "sheet": sheet,
                    "header_rows": list(rows),
                    "columns": [
                        {
                            "column": column_letter(p.column),
                            "header": p.header,
                            "field": p.field or None,
                            "unit": p.unit or None,
                        }
                        for p in columns
                    ],
                }
                for sheet, rows, columns in _sheets(layout.columns)
            ],
        },
        "answers": [remembered_json(item) for item in one.answers],
    }


def answer_json(answer: "ColumnAnswer") -> dict[str, Any]:
    """An answer as plain values."""
    return {
        "header": answer.header,
        "field": answer.field,
        "unit": answer.unit or None,
        "basis": answer.basis or None,
    }


def remembered_json(item: "Remembered") -> dict[str, Any]:
    """An answer with who gave it, why and when."""
    return answer_json(item.answer) | {"by": item.by, "reason": item.reason, "at": item.at}
