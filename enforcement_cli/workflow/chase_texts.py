"""The texts of a chase: laid out by templates, written to files, remembered in the store.

Comes in: who is told what. Goes out: a text a court and one for the group. Refuses to decide who.
Files and memory come together: what could not be written is not remembered as sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from enforcement_cli.model.board import Reason, Slot
from enforcement_cli.render.files import write_text
from enforcement_cli.store.board import board_events
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.board import STEPS, step_name
from enforcement_cli.workflow.chase import Chase, Chased, CourtChase, was_told
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room

# What a returned file's text quotes; the rest is counted.
_MOST_REASONS = 3
CHASE_FOLDER = "催报"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseText:
    """What is sent; `chase` None: to the group of all courts. `file` None: not written."""

    text: str
    chase: CourtChase | None = None
    file: Path | None = None


def chase_texts(room: Room, chase: Chase) -> tuple[ChaseText, ...]:
    """The text of each court, then the one for the group; nothing where nobody is told.

    Raises:
        BadConfiguration: a template is wrong.
    """
    if not chase.courts:
        return ()
    from enforcement_cli.render.texts import render_texts

    asked = [_court_text(room, chase, court) for court in chase.courts]
    *texts, group = render_texts([*asked, _group_text(room, chase)])
    told = [
        ChaseText(text=text, chase=court) for text, court in zip(texts, chase.courts, strict=True)
    ]
    return (*told, ChaseText(text=group))


def send_chase(
    room: Room, chase: Chase, *, at: datetime, folder: Path | None = None
) -> tuple[ChaseText, ...]:
    """Write the texts into `folder` (default: bulletins/催报) and remember who was told.

    Whoever another run has told since the board was read is left out.
    """
    target = folder or room.workspace.bulletins / CHASE_FOLDER
    now = chase.board.now
    if not chase.courts:
        return ()
    from enforcement_cli.store.save import add_event

    with (
        audited(
            room.workspace, "chase", about={"campaign": room.campaign.id}, at_once=False
        ) as entry,
        open_store(room.workspace.store, write=True) as connection,
        transaction(connection),
    ):
        events = board_events(connection, datetime(9999, 12, 31), room.campaign.id)
        told = [s for s in _slots(chase.courts) if was_told(s, events, now.date())]
        rest = _without(chase, told)
        texts = []
        if rest.courts:
            entry.begin(courts=[court.court for court in rest.courts])
        for text in chase_texts(room, rest):
            path = target / f"{now:%Y%m%d-%H%M}-{_name(room, text)}.txt"
            write_text(path, text.text, folder=folder or room.workspace.bulletins)
            texts.append(ChaseText(text=text.text, chase=text.chase, file=path))
        for court in rest.courts:
            for each in court.items:
                period = each.slot.period
                about = {
                    "court": court.court, "form": each.slot.form, "campaign": room.campaign.id,
                    "period_start": period.start, "period_end": period.end, "detail": each.step,
                }  # fmt: skip
                add_event(connection, what="chased", at=at, by="enforce", about=about)
    return tuple(texts)


def _slots(courts: Sequence[CourtChase]) -> list[Slot]:
    return [each.slot for court in courts for each in court.items]


def _without(chase: Chase, told: Sequence[Slot]) -> Chase:
    courts = [
        CourtChase(
            court=court.court,
            step=max((each.step for each in items), key=STEPS.index),
            items=items,
            earlier=court.earlier,
        )
        for court in chase.courts
        if (items := tuple(each for each in court.items if each.slot not in told))
    ]
    return Chase(
        board=chase.board, courts=tuple(courts), held=chase.held, overdue=chase.overdue,
        without_due=chase.without_due,
    )  # fmt: skip


def _name(room: Room, text: ChaseText) -> str:
    if text.chase is None:
        return "群通知"
    return safe_name(f"{_short(room, text.chase.court)}-{step_name(text.chase.step)}")


def _court_text(room: Room, chase: Chase, court: CourtChase) -> tuple[Path, dict[str, object]]:
    named = room.desk.court_of(court.court)
    fields = _common(room, chase) | {
        "court": named.name if named else court.court,
        "items": [_item(each) for each in court.items],
        "earlier": [_lateness(slot) for slot in court.earlier],
    }
    return template_path(room.workspace, f"chase/{court.step}.txt.j2"), fields


def _group_text(room: Room, chase: Chase) -> tuple[Path, dict[str, object]]:
    steps = []
    for step in reversed(STEPS):
        courts = [
            {
                "name": _short(room, court.court),
                "what": "、".join(
                    f"{each.slot.period.label}{each.slot.title}"
                    for each in court.items
                    if each.step == step
                ),
            }
            for court in chase.courts
            if any(each.step == step for each in court.items)
        ]
        steps += [{"name": step_name(step), "courts": courts}] if courts else []
    extended = [
        f"{_short(room, slot.court)}（{slot.period.label}{slot.title}，"
        f"延至{_moment(slot.clocks.due)}）"
        for slot, why in chase.held
        if why == "extended" and slot.clocks
    ]
    fields = _common(room, chase) | {"steps": steps, "extended": extended}
    return template_path(room.workspace, "chase/group.txt.j2"), fields


def _common(room: Room, chase: Chase) -> dict[str, object]:
    desk = room.desk.court_of(room.desk.court)
    name = room.campaign.name
    return {
        # A name with quotation marks of its own gets no second pair around them.
        "campaign": name if "“" in name else f"“{name}”",
        "desk": desk.name if desk else room.desk.court,
        "now": _moment(chase.board.now, year=True),
    }


def _item(each: Chased) -> dict[str, object]:
    slot, clocks, file = each.slot, each.slot.clocks, each.slot.file
    locked = slot.state == "locked" and clocks and clocks.locked_at
    returning = [reason for reason in slot.reasons if reason.severity == "return"]
    return {
        "title": slot.title,
        "period": slot.period.label,
        "days": f"{_day(slot.period.start)}—{_day(slot.period.end)}",
        "state": file.state if file else "missing",
        "step": each.step,
        "due": _moment(clocks.due) if clocks else "",
        "on_time_until": _moment(clocks.on_time_until) if clocks else "",
        "locked": _moment(locked) if locked else "",
        "extended": slot.allowance is not None,
        "by_weekday": clocks is not None and clocks.by_weekday,
        "late_days": each.late_days,
        "times": each.times,
        "came": _moment(file.came) if file else "",
        "file": file.file_name.rpartition("/")[2] if file else "",
        "problem_count": len(returning),
        "reasons": [_reason(reason) for reason in returning[:_MOST_REASONS]],
    }


def _reason(reason: Reason) -> str:
    place = f"{reason.cell}：" if reason.cell else ""
    return f"{reason.code} {place}{reason.message}{reason.remedy}"


def _lateness(slot: Slot) -> str:
    due = f"应于 {_moment(slot.clocks.due)} 前报" if slot.clocks else ""
    came = f"{_moment(slot.complete_at)} 报到" if slot.complete_at else "至今未报"
    return f"{slot.period.label}《{slot.title}》：{due}，{came}"


def _short(room: Room, code: str) -> str:
    court = room.desk.court_of(code)
    return court.short if court else code


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _moment(moment: datetime, *, year: bool = False) -> str:
    said = f"{moment.month}月{moment.day}日 {moment:%H:%M}"
    return f"{moment.year}年{said}" if year else said
