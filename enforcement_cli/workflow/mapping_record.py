"""What the store keeps of a change of an answer: who, when, about which column.

Comes in: an open store and what was told. Goes out: events, and whether an answer was taken back in
these very words. Refuses to know the files that hold the answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.store.layouts import mapping_events
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import Connection, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer given or taken back; `header` None: the whole file was edited by hand."""

    court: str
    form: str
    header: str | None
    text: str


def record_mapping(
    connection: Connection, what: str, told: Sequence[Told], *, by: str, at: datetime
) -> None:
    """Append an event for each, all or none."""
    with transaction(connection):
        for each in told:
            about = {"court": each.court, "form": each.form, "detail": each.header}
            add_event(connection, what=what, at=at, by=by, reason=each.text, about=about)


def forgetting(court: str, form: str, header: str, reason: str) -> Told:
    """That the answer about a header is taken back."""
    text = f"{court} {form} {header} {reason}".rstrip()
    return Told(court=court, form=form, header=header, text=text)


def forgotten_headers(
    connection: Connection, court: str, form: str, *, by: str, reason: str
) -> tuple[str, ...]:
    """The headers whose last answer this person took back for this reason."""
    last = {header: told for header, *told in mapping_events(connection, court, form)}
    return tuple(
        header
        for header, told in last.items()
        if told == ["mapping_forgotten", by, forgetting(court, form, header, reason).text]
    )
