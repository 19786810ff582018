"""What a court's columns mean: shown, answered once, edited; each change with who and why.

Comes in: a room and a clerk's words. Goes out: layouts and answers. Refuses to read a return:
reading again under new answers is mapping_again. Every change of an answer, here and in
mapping_forget, is written and put on record the same way.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from enforcement_cli.disk.whole import put, write_whole
from enforcement_cli.model.court import Court
from enforcement_cli.model.failure import UsageError
from enforcement_cli.model.mapping import ColumnAnswer
from enforcement_cli.store.layouts import Layout, headers_of, last_layouts
from enforcement_cli.store.problems import all_problems
from enforcement_cli.store.read import all_returns
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.vocabulary.forms import all_forms, form_named
from enforcement_cli.workflow.campaign.section import nearest
from enforcement_cli.workflow.mapping_file import (
    Remembered,
    mapping_path,
    read_mapping,
    read_mappings,
    write_mapping,
)
from enforcement_cli.workflow.mapping_questions import QUESTIONS
from enforcement_cli.workflow.mapping_record import Told, record_mapping
from enforcement_cli.workflow.mapping_words import Headers, parse_answers
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtForm:
    """What is remembered of one court's returns of one form."""

    court: str
    form: str
    layout: Layout | None
    answers: tuple[Remembered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWish:
    """A clerk's answers as typed: `left=right` each. `form` None: the only one they fit."""

    court: str
    form: str | None
    columns: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    basis: str = ""
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The form the answers are about, and those that were not known before."""

    form: str
    answers: tuple[ColumnAnswer, ...]
    changed: tuple[ColumnAnswer, ...]


def known_form(name: str | None) -> str | None:
    """A form's key by key or title.

    Raises:
        UsageError: there is none such.
    """
    if name is None:
        return None
    for form in all_forms():
        if name in (form.key, form.title):
            return form.key
    keys = [form.key for form in all_forms()]
    raise UsageError(f"没有表“{name}”。{nearest(name, keys)}", remedy=f"可用：{'、'.join(keys)}。")


def show_mappings(room: Room, court: str | None, form: str | None) -> tuple[CourtForm, ...]:
    """The last accepted layout and the answers of each court and form that has any."""
    answers = read_mappings(room.workspace)
    layouts: dict[tuple[str, str], Layout] = {}
    courts = [court] if court else list(room.court_codes)
    if room.workspace.store.exists():
        with open_store(room.workspace.store, write=False) as connection:
            for code in courts:
                for layout in last_layouts(connection, code, form, refused=False):
                    layouts[code, layout.form] = layout
    return tuple(
        CourtForm(
            court=code,
            form=known.key,
            layout=layouts.get((code, known.key)),
            answers=answers.get((code, known.key), ()),
        )
        for code in courts
        for known in all_forms()
        if form in (None, known.key)
        and ((code, known.key) in layouts or (code, known.key) in answers)
    )


def confirm_mapping(room: Room, wish: AnswerWish, *, at: datetime) -> Confirmed:
    """Remember answers about a court's columns; the same again changes nothing.

    Raises:
        UsageError: a word names no column, field or unit, or fits columns of several forms.
        BadConfiguration: the file of earlier answers is broken.
    """
    if not (wish.columns or wish.units or wish.basis):
        raise UsageError(
            "没有写要确认什么。", remedy='请加 --column "列名=含义" 或 --unit "列名=万元"。'
        )
    with (
        audited(
            room.workspace, "mapping_confirm", by=wish.by, why=wish.reason, at_once=False
        ) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        form, answers = _fitting(connection, wish, at)
        path = mapping_path(room.workspace, wish.court, form)
        before = {item.answer.header: item for item in read_mapping(path, form)}
        after = dict(before)
        changed: list[ColumnAnswer] = []
        for answer in answers:
            earlier = before.get(answer.header)
            merged = _merged(earlier.answer if earlier else None, answer)
            if earlier is None or merged != earlier.answer:
                changed.append(merged)
                after[answer.header] = Remembered(
                    answer=merged, by=wish.by, reason=wish.reason, at=at.replace(microsecond=0)
                )
        if changed:
            entry.begin(court=wish.court, form=form, columns=len(changed))
            write_mapping(
                room.workspace, court_of(room, wish.court), form_named(form), tuple(after.values())
            )
            told = [_told(wish.court, form, answer, wish.reason) for answer in changed]
            record_mapping(connection, "mapping_confirmed", told, by=wish.by, at=at)
    return Confirmed(form=form, answers=answers, changed=tuple(changed))


def begin_edit(room: Room, court: str, form: str) -> Path:
    """A draft of the answers for an editor, beside the file; the file itself is not touched."""
    path = mapping_path(room.workspace, court, form)
    if not path.exists():
        write_mapping(room.workspace, court_of(room, court), form_named(form), ())
    draft = path.with_name(f".{path.name}")
    write_whole(draft, path.read_bytes())
    return draft


def end_edit(room: Room, court: str, form: str, *, by: str, at: datetime) -> bool:
    """Take the draft over if it holds; whether it changed any answer.

    Raises:
        BadConfiguration: it is broken; the answers are as before, and the draft stays.
    """
    path = mapping_path(room.workspace, court, form)
    draft = path.with_name(f".{path.name}")
    before, after = read_mapping(path, form), read_mapping(draft, form)
    if after == before:
        draft.unlink()
        return False
    with (
        audited(room.workspace, "mapping_edit", by=by, about={"court": court, "form": form}),
        open_store(room.workspace.store, write=True) as connection,
    ):
        put(draft, path)
        told = [Told(court=court, form=form, header=None, text=f"{court} {form}")]
        record_mapping(connection, "mapping_edited", told, by=by, at=at)
    return True


def court_of(room: Room, code: str) -> Court:
    """The court of that code, which the command line has looked up already."""
    return next(court for court in room.desk.courts if court.code == code)


def _fitting(
    connection: Connection, wish: AnswerWish, at: datetime
) -> tuple[str, tuple[ColumnAnswer, ...]]:
    """The one form whose columns the words name, with the answers."""
    known = {layout.form for layout in last_layouts(connection, wish.court, refused=True)}
    forms = [wish.form] if wish.form else sorted(known)
    if not forms:
        raise UsageError(
            "该院还没有报过表，不知道说的是哪种表。", remedy="请加 --form，例如 --form cases。"
        )
    found: list[tuple[str, tuple[ColumnAnswer, ...]]] = []
    wrong: list[UsageError] = []
    for form in forms:
        headers = _headers(connection, wish.court, form, at)
        try:
            answers = parse_answers(
                form, headers, columns=wish.columns, units=wish.units, basis=wish.basis
            )
        except UsageError as error:
            wrong.append(error)
        else:
            found.append((form, answers))
    if not found:
        raise wrong[0]
    if len(found) > 1:
        named = "、".join(form for form, _ in found)
        raise UsageError("这些列不止一种表有。", remedy=f"请加 --form，可以是：{named}。")
    return found[0]


def _headers(connection: Connection, court: str, form: str, at: datetime) -> Headers:
    layouts = last_layouts(connection, court, form, refused=True)
    mine = {r.return_id for r in all_returns(connection) if (r.court, r.form) == (court, form)}
    ever = [h for n, shown in headers_of(connection, [court]).items() if n in mine for h in shown]
    asked = [
        problem.message
        for problem in all_problems(connection, at)
        if problem.return_id in mine and problem.state == "open" and problem.code in QUESTIONS
    ]
    return Headers(
        latest=layouts[0].columns if layouts else (), ever=tuple(ever), asked=tuple(asked)
    )


def _merged(earlier: ColumnAnswer | None, new: ColumnAnswer) -> ColumnAnswer:
    """What was not asked this time stays as answered before."""
    if earlier is None:
        return new
    return replace(
        new,
        field=earlier.field if new.field is None else new.field,
        unit=new.unit or earlier.unit,
        stated=new.stated if new.unit else earlier.stated,
        basis=new.basis or earlier.basis,
    )


def _told(court: str, form: str, answer: ColumnAnswer, reason: str) -> Told:
    said = [answer.unit, answer.basis, reason]
    if answer.field is not None:
        said.insert(0, answer.field or "-")
    text = f"{court} {form} {answer.header}=" + " ".join(filter(None, said))
    return Told(court=court, form=form, header=answer.header, text=text)
