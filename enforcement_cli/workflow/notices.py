"""Texts ready to paste: 回执, 退回, 核实, one file a court and kind.

Comes in: receipts with what is to be said of each. Goes out: text files in one folder, and the path
of each receipt's. Refuses to word anything: that is the templates' in templates/notices/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from enforcement_cli.check.sendback.items import ListItem, of_the_sender
from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.problem import SEVERITY_NAMES
from enforcement_cli.model.receipt import STATUS_NAMES, Receipt
from enforcement_cli.render.files import write_text
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import clock_book

_SHOWN_PLACES = 5
# Notice by the gravest problem: the template's name and the name in the file's.
_KINDS = {"return": ("returned", "退回"), "query": ("queried", "核实"), "": ("receipt", "回执")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """A receipt, the problems its sender is told of, and the file that shows them."""

    receipt: Receipt
    items: tuple[ListItem, ...]
    marked: Path | None = None
    apart: str = ""

    @property
    def gravest(self) -> str:
        """`return`, `query` or '' where nothing has to be answered."""
        found = {item.severity for item in self.items}
        return next((word for word in ("return", "query") if word in found), "")


def heading_of(room: Room, receipt: Receipt) -> str:
    """Whose return it is: 法院 · 期 · 表; the file's name where that is not known."""
    if receipt.head is None:
        return receipt.file.rpartition("/")[2]
    return " · ".join(_whose(room, receipt))


def write_notices(
    room: Room, notified: Sequence[Notified], folder: Path, at: datetime
) -> list[Path | None]:
    """Write the notices; the path of each receipt's, None for what is no return at all.

    Raises:
        BadConfiguration: a template is wrong.
        EnforceError: the disk refused.
    """
    from enforcement_cli.render.texts import render_texts  # where notices are asked for, alone

    due = _due_times(room, at)
    asked: list[tuple[Path, dict[str, Any]]] = []
    paths: list[Path | None] = []
    for one in notified:
        if one.receipt.status == "skipped":
            paths.append(None)
            continue
        template, word = _KINDS[one.gravest]
        base = one.receipt.file.replace("\\", "/").rpartition("/")[2]
        who = _whose(room, one.receipt)[0] if one.receipt.head else base.rpartition(".")[0] or base
        path = folder / f"{safe_name(who)}-{word}.txt"
        source = template_path(room.workspace, f"notices/{template}.txt.j2")
        asked.append((source, _fields(room, one, due)))
        paths.append(path)
    texts: dict[Path, list[str]] = {}
    for path, text in zip((each for each in paths if each), render_texts(asked), strict=True):
        texts.setdefault(path, []).append(text)
    for path, parts in texts.items():
        write_text(path, "\n".join(parts), folder=folder)
    return paths


def _whose(room: Room, receipt: Receipt) -> tuple[str, str, str]:
    """Court, period and form in words."""
    head = receipt.head
    if head is None:
        return "", "", ""
    court = room.desk.court_of(head.court)
    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    days = f"{head.period_start:%m.%d}—{head.period_end:%m.%d}"
    label = next(
        (w.label for w in weeks if (w.start, w.end) == (head.period_start, head.period_end)), days
    )
    return court.short if court else head.court, label, form_named(head.form).title


def _fields(room: Room, one: Notified, due: dict[tuple[str, str, Any], str]) -> dict[str, Any]:
    receipt, head = one.receipt, one.receipt.head
    court, period, form = _whose(room, receipt)
    desk = room.desk.court_of(room.desk.court)
    items = of_the_sender(one.items)
    return {
        "campaign": room.campaign.name,
        "desk": desk.short if desk else room.desk.court,
        "court": court,
        "period": period,
        "days": f"{head.period_start} 至 {head.period_end}" if head else "",
        "form": form,
        "file": receipt.file.replace("\\", "/").rpartition("/")[2],
        "received": receipt.received_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"),
        "status": STATUS_NAMES[receipt.status],
        "taken": receipt.status in ("accepted", "gaps", "duplicate"),
        "counted": receipt.rows - receipt.held,
        "held": receipt.held,
        "marked": one.marked.name if one.marked else "",
        "apart": one.apart,
        "due": due.get((head.court, head.form, head.period_end), "") if head else "",
        "groups": _groups([item for item in items if item.severity in ("return", "query")]),
        "notes": sum(item.severity == "note" for item in items),
    }


def _groups(items: Sequence[ListItem]) -> list[dict[str, Any]]:
    """The problems of one code together: count, first places, what to do."""
    groups: dict[str, list[ListItem]] = {}
    for item in items:
        groups.setdefault(item.code, []).append(item)
    return [
        {
            "severity": SEVERITY_NAMES[group[0].severity],
            "code": code,
            "title": group[0].title,
            "count": len(group),
            "places": [
                {
                    "where": f"{place}：" if (place := _place(item)) else "",
                    "message": item.message,
                }
                for item in group[:_SHOWN_PLACES]
            ],
            "more": max(len(group) - _SHOWN_PLACES, 0),
            "remedy": group[0].remedy,
        }
        for code, group in groups.items()
    ]


def _place(item: ListItem) -> str:
    return "!".join(part for part in (item.sheet, item.cell) if part)


def _due_times(room: Room, at: datetime) -> dict[tuple[str, str, Any], str]:
    """When the return of each slot is due, in words; nothing where that moment has passed."""
    if not any(expected.due for expected in room.campaign.expects):
        return {}
    now = at.astimezone(BEIJING).replace(tzinfo=None)
    return {
        (slot.court, slot.form, slot.period.end): slot.clocks.due.strftime("%Y-%m-%d %H:%M")
        for slots in clock_book(room, at, keep=False).slots.values()
        for slot in slots
        if slot.clocks and slot.clocks.due >= now
    }
