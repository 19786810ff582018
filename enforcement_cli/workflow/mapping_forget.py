"""Answers about a court's columns taken back, so that they are asked again.

Comes in: a room, a court and form, columns, who and why. Goes out: the answers taken back and those
left; the same command once more changes nothing. Refuses to touch a return: what was read stays.
"""

from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.vocabulary.forms import all_forms, form_named
from enforcement_cli.workflow.mapping import court_of
from enforcement_cli.workflow.mapping_file import (
    Remembered,
    mapping_path,
    read_mapping,
    read_mappings,
    write_mapping,
)
from enforcement_cli.workflow.mapping_record import forgetting, forgotten_headers, record_mapping
from enforcement_cli.workflow.mapping_words import Headers, resolve_header
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetWish:
    """Which answers are taken back, by whom and why; no columns: all of them."""

    court: str
    form: str
    columns: tuple[str, ...]
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """The answers taken back, none where this command did so before, and those that are left."""

    gone: tuple[Remembered, ...]
    left: tuple[Remembered, ...]


def forget_mapping(room: Room, wish: ForgetWish, *, at: datetime) -> Forgotten:
    """Take answers back, all of them where no column is named.

    Raises:
        UnknownName: there is no such answer.
        BadConfiguration: the file is broken.
    """
    with (
        audited(
            room.workspace, "mapping_forget", by=wish.by, why=wish.reason, at_once=False
        ) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        found = _found(connection, room, wish)
        if found.gone:
            entry.begin(court=wish.court, form=wish.form, columns=len(found.gone))
            _forget(connection, room, wish, found, at)
    return found


def to_forget(room: Room, wish: ForgetWish) -> Forgotten:
    """Which answers would be taken back, and which left.

    Raises:
        UnknownName: there is no such answer, and it was not this command that took it back.
        BadConfiguration: the file is broken.
    """
    if not room.workspace.store.exists():
        return _found(None, room, wish)
    with open_store(room.workspace.store, write=False) as connection:
        return _found(connection, room, wish)


def form_to_forget(room: Room, court: str, *, by: str, reason: str) -> str:
    """The only form that a court's answers are about, or that were taken back just so.

    Raises:
        UnknownName: there are none.
        UsageError: there are answers about several.
    """
    forms = [form for code, form in read_mappings(room.workspace) if code == court]
    if not forms and room.workspace.store.exists():
        with open_store(room.workspace.store, write=False) as connection:
            forms = [
                each.key
                for each in all_forms()
                if forgotten_headers(connection, court, each.key, by=by, reason=reason)
            ]
    if not forms:
        raise UnknownName("没有记住这家法院的答复。", remedy="用 enforce mapping show 查看。")
    if len(forms) > 1:
        raise UsageError("这家法院有几种表的答复。", remedy=f"请加 --form：{'、'.join(forms)}。")
    return forms[0]


def _found(connection: Connection | None, room: Room, wish: ForgetWish) -> Forgotten:
    known = read_mapping(mapping_path(room.workspace, wish.court, wish.form), wish.form)
    headers = tuple(item.answer.header for item in known)
    if connection and not _names(wish, headers) and _names(wish, _before(connection, wish)):
        return Forgotten(gone=(), left=known)
    if not known:
        raise UnknownName("没有记住这家法院这种表的答复。", remedy="用 enforce mapping show 查看。")
    named = {resolve_header(column, Headers(latest=(), ever=headers)) for column in wish.columns}
    gone = tuple(item for item in known if not named or item.answer.header in named)
    return Forgotten(gone=gone, left=tuple(item for item in known if item not in gone))


def _forget(
    connection: Connection, room: Room, wish: ForgetWish, found: Forgotten, at: datetime
) -> None:
    told = [
        forgetting(wish.court, wish.form, item.answer.header, wish.reason) for item in found.gone
    ]
    # The record goes first: killed between, the same command does it again.
    record_mapping(connection, "mapping_forgotten", told, by=wish.by, at=at)
    if found.left:
        court, form = court_of(room, wish.court), form_named(wish.form)
        write_mapping(room.workspace, court, form, found.left)
    else:
        mapping_path(room.workspace, wish.court, wish.form).unlink(missing_ok=True)


def _before(connection: Connection, wish: ForgetWish) -> tuple[str, ...]:
    """What this person took back for this reason, and nobody answered anew since."""
    return forgotten_headers(connection, wish.court, wish.form, by=wish.by, reason=wish.reason)


def _names(wish: ForgetWish, headers: tuple[str, ...]) -> bool:
    """Whether every column of the wish is one of these headers; without columns, any will do."""
    if not headers:
        return False
    try:
        for column in wish.columns:
            resolve_header(column, Headers(latest=(), ever=headers))
    except UsageError:
        return False
    return True
