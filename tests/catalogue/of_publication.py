"""Cases of publication (B-) and of the period itself (P-14): said at the gate, or of a bulletin.

In: what courts sent, what a template adds, what happens to the files. Out: what the gate says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from enforcement_cli.model.bulletin import Bulletin
from enforcement_cli.workflow.gate import Gate, problems_at_gate
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.report import Report, file_stem, report
from enforcement_cli.workflow.resources import template_path
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.writing import layout_of, render_all
from tests.catalogue.of_targets import Ask, Asked
from tests.catalogue.playing import LATER, Said, room_in, take, told
from tests.catalogue.sheets import (
    QINGHE,
    TIELING,
    YINZHOU,
    Sent,
    came,
    case,
    ledger,
    sent,
)
from tests.defects.city import week

_WAGES = "追索劳动报酬纠纷"
_FORMATS = ("md", "xlsx")


def _nothing(path: Path) -> None:
    """The files go out as they were written."""
    del path


def _as_composed(bulletin: Bulletin) -> Bulletin:
    return bulletin


def _at_gate(
    room: Room, *, number: int = 3, added: str = "", issue: int = 1,
    edit: Callable[[Path], object] = _nothing, compose: Callable[[Bulletin], Bulletin] = _as_composed,
) -> list[Said]:  # fmt: skip
    """What is said of the bulletin of a week: `added` by its template, `edit`ed once written."""
    own = room.workspace.templates / "weekly.md.j2"
    own.parent.mkdir(exist_ok=True)
    ours = template_path(None, "weekly.md.j2").read_text("utf-8")
    own.write_text(f"{ours}\n{added}\n", "utf-8")
    found = report(room, PeriodWish(kind="week", day=week(number)[1]), known_at=LATER)
    found = replace(found, bulletin=compose(found.bulletin))
    files = _written(room, found)
    edit(files["md"])
    gate = Gate(number=issue, expected=1, accept=True, profile="bulletin")
    return [told(problem) for problem in problems_at_gate(room, found, files, gate)]


def _written(room: Room, found: Report) -> Mapping[str, Path]:
    folder = room.workspace.root / "out"
    folder.mkdir(exist_ok=True)
    return render_all(found.bulletin, _FORMATS, folder, file_stem(found), layout_of(room.workspace))


def _files(*returns: Sent) -> dict[str, Sent]:
    return {f"{place}.xlsx": one for place, one in enumerate(returns)}


_TWO_WEEKS = _files(
    sent(ledger({"D5": _WAGES})),
    sent(ledger({"D5": _WAGES}, number=3), number=3),
)
_READ: list[Room] = []


def _says(added: str) -> Ask:
    """A line that a template adds to the third week, after two closings in the second and none now.

    All the lines are added to one desk's bulletin, one after the other.
    """

    def ask(folder: Path) -> list[Said]:
        if not _READ:
            # What lies in a test's own folder goes with the test.
            shared = folder.parents[1] / "publication"
            room = room_in(shared / "desk")
            take(room, shared / "in", _TWO_WEEKS)
            _READ.append(room)
        return _at_gate(_READ[0], added=added)

    return ask


def _sent(*returns: Sent, **more: object) -> Ask:
    """The gate of the second week over these returns."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk")
        take(room, folder / "in", _files(*returns))
        return _at_gate(room, number=2, **more)  # type: ignore[arg-type]

    return ask


def _by_hand(path: Path) -> None:
    text = path.read_text("utf-8")
    path.chmod(0o600)
    path.write_text(text.replace("执结2件", "执结3件"), "utf-8")


def _without_notes(bulletin: Bulletin) -> Bulletin:
    return replace(bulletin, notes=())


def _thirds() -> Sequence[Sent]:
    """50,044 元 of each of three courts: 5.00 thrice, 15.01 in all."""
    return [
        sent(ledger(None, case(101, 60_000, 50_044, "2025-12-30", court=court), court=court), court=court)
        for court in (YINZHOU, QINGHE, TIELING)
    ]  # fmt: skip


def _without_marks(bulletin: Bulletin) -> Bulletin:
    """The same with no mark behind any number of a table."""
    sections = []
    for section in bulletin.sections:
        tables = [
            replace(table, rows=tuple(
                replace(row, values=tuple(replace(value, mark="") for value in row.values))
                for row in table.rows))
            for table in section.tables
        ]  # fmt: skip
        sections.append(replace(section, tables=tuple(tables)))
    return replace(bulletin, sections=tuple(sections))


def _revised(compose: Callable[[Bulletin], Bulletin]) -> Ask:
    """The third week, when the second went out and was corrected afterwards."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk")
        take(room, folder / "in", _files(sent(ledger())))
        issue_bulletin(
            room, PeriodWish(kind="week", day=week(2)[1]), at=came(2, hour=15), formats=("md",)
        )
        again = sent(ledger({"H6": 21_000}), days=1)
        third = sent(ledger({"H6": 21_000}, number=3), number=3)
        take(room, folder / "later", {"2.xlsx": again, "3.xlsx": third})
        return _at_gate(room, issue=1, compose=compose)

    return ask


def _of_week(number: int) -> Ask:
    """What the bulletin of a week says of its days."""

    def ask(folder: Path) -> list[Said]:
        room = room_in(folder / "desk")
        take(room, folder / "in", _files(sent(ledger(number=number), number=number)))
        found = report(room, PeriodWish(kind="week", day=week(number)[1]), known_at=LATER)
        return [told(problem) for problem in found.findings]

    return ask


AT_THE_GATE = (
    Asked("B-02", _sent(sent(ledger({"B7": "2026执123"}))), _sent(sent(ledger())), ("银州区法院1",)),
    Asked("B-03", _sent(sent(ledger({"H7": 37_800}))), _sent(sent(ledger())), ("1 条",)),
    Asked("B-04", _sent(sent(ledger()), edit=_by_hand), _sent(sent(ledger())), ("md",)),
    Asked("B-05", _says("全市法院共执结案件9876件。"), _says("上周执结案件2件。"), ("9876件",)),
    Asked("B-06", _says("本周执结较上周增长2件。"), _says("本周执结较上周下降2件。"), ("增长", "下降")),
    Asked("B-07", _says("执行完毕率较上周下降5%。"), _says("执行完毕率较上周下降5个百分点。"), ("5个百分点",)),
    Asked("B-10", _says("三类案件累计执结4件。"), _says("小标的案件累计执结2件，其中涉民生案件1件。"), ("小标的案件",)),
    Asked("B-11", _says("截至2026年1月9日，进展顺利。"), _says("截至2026年1月11日，进展顺利。"), ("2026年1月9日",)),
    Asked("B-12", _sent(sent(ledger()), issue=3), _sent(sent(ledger()), issue=1), ("3", "跳过")),
    Asked("B-13", _sent(*_thirds(), compose=_without_notes), _sent(*_thirds()), ("15.00", "15.01")),
    Asked("B-14", _revised(_without_marks), _revised(_as_composed), ("执行到位金额",)),
    Asked("P-14", _of_week(2), _of_week(3), ("4 个工作日",)),
)  # fmt: skip
