"""The clerk's answers on disk: `mappings/<court code>-<form>.toml`, read and written whole.

Comes in: a workspace. Goes out: answers by court and form, and their fingerprint. Refuses to know
returns: whether a header exists is not asked here.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.court import Court
from enforcement_cli.model.failure import BadConfiguration, EnforceError
from enforcement_cli.model.form import Form
from enforcement_cli.model.mapping import ColumnAnswer, Mapping, stated_units
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.forms import all_forms, form_named, header_key
from enforcement_cli.workflow.campaign.section import Section, nearest
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.workspace import Workspace

MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")
# In an aggregate the answer may speak of all its figures: their basis, where no word says it.
WHOLE = ""
BASES = ("period", "cumulative")
_KEYS = ("header", "field", "unit", "stated", "basis", "by", "reason", "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An answer, and who gave it, why and when; nobody and nothing where a hand wrote it."""

    answer: ColumnAnswer
    by: str = ""
    reason: str = ""
    at: datetime | None = None


def mapping_path(workspace: Workspace, court: str, form: str) -> Path:
    """Where the answers about a court's returns of a form lie."""
    return workspace.mappings / f"{court}-{form}.toml"


def meanings(form: str) -> dict[str, str]:
    """What a column of a form may be: name to printed title; in an aggregate, its indicators."""
    return {field.name: field.title for field in form_named(form).fields}


def read_mappings(workspace: Workspace) -> dict[tuple[str, str], tuple[Remembered, ...]]:
    """All answers of a workspace by court and form.

    Raises:
        BadConfiguration: a file is broken or says what it may not; `where` has file and line.
    """
    found: dict[tuple[str, str], tuple[Remembered, ...]] = {}
    for path in sorted(workspace.mappings.glob("[!.]*.toml")):
        court, _, form = path.stem.rpartition("-")
        known = [known.key for known in all_forms()]
        if not court or form not in known:
            raise BadConfiguration(
                "文件名应为“法院代字-表.toml”。",
                where=path.name,
                remedy=f"{nearest(form, known)}表可以是：{'、'.join(known)}。",
            )
        found[court, form] = read_mapping(path, form)
    return found


def read_mapping(path: Path, form: str) -> tuple[Remembered, ...]:
    """The answers of one file; none where there is no file.

    Raises:
        BadConfiguration: as `read_mappings`.
    """
    if not path.exists():
        return ()
    values, index = read_toml(path)
    whole = Section(file=path.name, index=index, path=(), values=values)
    whole.check_keys(("column",))
    found: dict[str, Remembered] = {}
    for section in whole.tables("column"):
        remembered = _remembered(section, form)
        if remembered.answer.header in found:
            raise section.fault(("header",), "写了两次。", "同一列只能有一个答复，请删去一处。")
        found[remembered.answer.header] = remembered
    return tuple(found.values())


def units_of(form: str) -> tuple[str, ...]:
    """The units an answer about a form may name: of money, and in an aggregate of its counts."""
    if form != "aggregate":
        return MONEY_UNITS
    counted = {unit for figure in figure_words().values() for unit in figure.units}
    return (*MONEY_UNITS, *sorted(counted))


def _remembered(section: Section, form: str) -> Remembered:
    section.check_keys(_KEYS)
    whole = form == "aggregate" and section.values.get("header") == WHOLE
    header = WHOLE if whole else header_key(section.text("header"))
    if not header and not whole:
        raise section.fault(("header",), "不是列名。", "请照表头写。")
    field = _word(section, "field", tuple(meanings(form))) if "field" in section.values else None
    at = section.values.get("at")
    if at is not None and not isinstance(at, datetime):
        raise section.wrong_type("at", "时刻，不加引号，例如 2026-01-05T09:00:00+08:00")
    return Remembered(
        answer=ColumnAnswer(
            header=header,
            field=field,
            unit=_word(section, "unit", units_of(form)),
            basis=_word(section, "basis", BASES),
            stated=stated_units(filter(None, str(section.values.get("stated", "")).split("/"))),
        ),
        by=str(section.values.get("by", "")),
        reason=str(section.values.get("reason", "")),
        at=at,
    )


def _word(section: Section, key: str, allowed: Sequence[str]) -> str:
    """One of some words, or an empty text."""
    if section.values.get(key, "") == "":
        return ""
    return section.choice(key, allowed, allowed[0])


def write_mapping(
    workspace: Workspace, court: Court, form: Form, remembered: Sequence[Remembered]
) -> Path:
    """Write the answers about a court's returns of a form, whole or not at all; readable by us alone.

    Raises:
        EnforceError: the disk or its rights do not allow it.
    """
    path = mapping_path(workspace, court.code, form.key)
    titles = meanings(form.key)
    lines = [
        f"# {court.name}《{form.title}》各列的含义。",
        "# 由 enforce mapping confirm 写入；可用 enforce mapping edit 修改。",
        '# field = "" 表示不统计。',
    ]
    for item in remembered:
        lines += ["", "[[column]]", *_lines(item, titles)]
    try:
        make_folder(workspace.mappings)
        write_whole(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise EnforceError(
            f"答复写不进去（{error.strerror}），没有改动。",
            where=str(path),
            remedy="请核对文件夹的权限和磁盘空间。",
        ) from error
    return path


def _lines(item: Remembered, titles: dict[str, str]) -> list[str]:
    answer = item.answer
    lines = [f"header = {_quoted(answer.header)}"]
    if answer.field is not None:
        title = titles.get(answer.field, "不统计")
        lines.append(f"field = {_quoted(answer.field)}  # {title}")
    texts = {
        "unit": answer.unit,
        "stated": answer.stated,
        "basis": answer.basis,
        "by": item.by,
        "reason": item.reason,
    }
    lines += [f"{key} = {_quoted(text)}" for key, text in texts.items() if text]
    if item.at is not None:
        lines.append(f"at = {item.at.isoformat(timespec='seconds')}")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def as_mappings(
    answers: dict[tuple[str, str], tuple[Remembered, ...]],
) -> tuple[Mapping, ...]:
    """The answers as reading takes them."""
    return tuple(
        Mapping(court=court, form=form, answers=tuple(item.answer for item in items))
        for (court, form), items in answers.items()
    )


def fingerprint_of(mapping: Mapping | None, headers: Iterable[str]) -> str:
    """A short hash of the answers that speak of a return with these headers; empty without any.

    An answer about a column that a return does not have leaves its old reading as it is. In an
    aggregate answers name rows too, which are no columns: there all of them count.
    """
    if mapping is None:
        return ""
    keys = {header_key(header) for header in headers}
    told = sorted(
        (
            answer.header,
            answer.field or "",
            answer.field is None,
            answer.unit,
            answer.stated,
            answer.basis,
        )
        for answer in mapping.answers
        if mapping.form == "aggregate" or answer.header in keys
    )
    if not told:
        return ""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]
