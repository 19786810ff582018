"""An issue frozen, repeated a year later, and corrected: publish, verify, correct and the gate."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from enforcement_cli.bulletin.frozen import freeze, thaw
from enforcement_cli.model.campaign import Action, Expectation
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import HeldBack, UnknownName
from enforcement_cli.store.publications import find_issue
from enforcement_cli.store.save import save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.correct import Correction, CorrectionPlan, correct
from enforcement_cli.workflow.issue import issue_bulletin
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.publish import Published, PublishPlan, publish
from enforcement_cli.workflow.report import report
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.verify import FigureChange, figures_changed, published, verify
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, QINGHE, YINZHOU, Sent, case, ledger, week

ISSUED = datetime(2026, 1, 5, 12, tzinfo=BEIJING)
LATER = datetime(2026, 1, 20, 9, tzinfo=BEIJING)
FORMATS = ("md", "xlsx", "docx", "html")
ACTIONS = (
    Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000),
    Action(id="livelihood", name="涉民生案件", causes=("wage",)),
)


def room_of(folder: Path, **changes: object) -> Room:
    campaign = replace(
        CAMPAIGN, expects=(Expectation(form="cases"),), actions=ACTIONS, **changes  # type: ignore[arg-type]
    )  # fmt: skip
    (folder / "enforce.toml").write_text("# 示例\n", encoding="utf-8")
    return Room(workspace=Workspace(folder), desk=DESK, campaign=campaign)


def take(room: Room, *sent: Sent) -> None:
    with open_store(room.workspace.store, write=True) as connection:
        for each in sent:
            with transaction(connection):
                save_return(connection, each.receipt, each.batch)


def ledger_of(number: int, court: str, cases: int, **more: object) -> Sent:
    rows = [
        case(
            n, court=court, claim=30_000, recovered=30_000, closed="12-30", cause="追索劳动报酬纠纷"
        )
        for n in range(1, cases + 1)
    ]
    return ledger(number, *rows, court=court, **more)  # type: ignore[arg-type]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    found = room_of(tmp_path)
    take(found, ledger_of(3, YINZHOU, 5), ledger_of(3, QINGHE, 2))
    return found


def put_out(room: Room, *, formats: tuple[str, ...] = ("md",), at: datetime = ISSUED) -> Published:
    wish = PeriodWish(kind="week", day=week(3).end)
    return publish(room, wish, PublishPlan(by="统计员甲", formats=formats, accept=True), at=at)


def corrected(room: Room, *, dry_run: bool = False, reason: str = "清河区法院补报") -> Correction:
    plan = CorrectionPlan(
        number=1, kind="week", by="统计员甲", reason=reason, formats=("md",),
        dry_run=dry_run,
    )  # fmt: skip
    return correct(room, plan, at=LATER)


def verify_now(room: Room) -> tuple[FigureChange, ...]:
    with open_store(room.workspace.store, write=False) as connection:
        issue, _ = published(connection, room, 1, "week")
        return figures_changed(connection, room, issue, LATER)


def test_bulletin_comes_back_from_its_text(room: Room) -> None:
    found = report(room, PeriodWish(kind="week", day=week(3).end), known_at=ISSUED)
    assert thaw(freeze(found.bulletin)) == found.bulletin


def test_issue_is_written_once_and_read_only(room: Room) -> None:
    out = put_out(room, formats=FORMATS)
    assert (out.number, out.again, set(out.files)) == (1, False, set(FORMATS))
    before = {kind: path.read_bytes() for kind, path in out.files.items()}
    for path in out.files.values():
        assert stat.S_IMODE(path.stat().st_mode) == 0o400
    take(
        room, ledger_of(3, QINGHE, 9, again=1, received_at=datetime(2026, 1, 10, 9, tzinfo=BEIJING))
    )
    again = put_out(room, formats=FORMATS, at=LATER)
    assert again.again
    assert {kind: path.read_bytes() for kind, path in again.files.items()} == before


def test_verify_finds_nothing_while_nothing_has_changed(room: Room) -> None:
    put_out(room, formats=FORMATS)
    take(
        room, ledger_of(3, QINGHE, 9, again=1, received_at=datetime(2026, 1, 10, 9, tzinfo=BEIJING))
    )
    found = verify(room, 1, "week")
    assert found.clean, (found.altered, found.apart, found.changed[:3])


def test_verify_names_a_file_edited_by_hand(room: Room) -> None:
    out = put_out(room)
    path = out.files["md"]
    path.chmod(0o600)
    path.write_text(path.read_text("utf-8").replace("7件", "8件"), encoding="utf-8")
    found = verify(room, 1, "week")
    assert found.altered == ("md",)
    assert found.apart


def test_verify_names_a_lost_file_and_publishing_again_lays_it_out(room: Room) -> None:
    out = put_out(room)
    text = out.files["md"].read_bytes()
    out.files["md"].unlink()
    assert verify(room, 1, "week").missing == ("md",)
    put_out(room, at=LATER)
    assert out.files["md"].read_bytes() == text


def test_correction_has_old_and_new_and_leaves_the_issue(room: Room) -> None:
    out = put_out(room)
    text = out.files["md"].read_bytes()
    take(
        room, ledger_of(3, QINGHE, 4, again=1, received_at=datetime(2026, 1, 10, 9, tzinfo=BEIJING))
    )
    looked = corrected(room, dry_run=True)
    assert looked.changed
    assert not looked.files
    done = corrected(room)
    changed = {
        (c.key.indicator, c.key.basis, c.key.action, c.key.court): (c.before, c.now)
        for c in done.changed
    }
    assert changed["cases_closed", "period", None, None] == (7, 9)
    assert changed["cases_closed", "period", None, QINGHE] == (2, 4)
    # What the issue did not print needs no 更正, though it is another now.
    assert any(c.key[0] == "days_to_close" for c in verify_now(room))
    assert not any(indicator == "days_to_close" for indicator, *_ in changed)
    assert out.files["md"].read_bytes() == text
    said = done.files["md"].read_text("utf-8")
    assert "清河区法院补报" in said
    assert "由7件更正为9件" in said
    # Repeated it is the same 更正, whole again where a file is gone; another one has its own file.
    told = done.files["md"].read_bytes()
    done.files["md"].unlink()
    assert corrected(room).files["md"] == done.files["md"]
    assert done.files["md"].read_bytes() == told
    assert corrected(room, reason="统计员更正").files["md"] != done.files["md"]


def test_later_issues_that_print_the_number_are_named(room: Room) -> None:
    put_out(room)
    take(room, ledger_of(4, YINZHOU, 5), ledger_of(4, QINGHE, 2))
    wish = PeriodWish(kind="week", day=week(4).end)
    plan = PublishPlan(by="甲", formats=("md",), accept=True)
    publish(room, wish, plan, at=datetime(2026, 1, 12, 9, tzinfo=BEIJING))
    take(room, ledger_of(3, QINGHE, 4, again=1, received_at=datetime(2026, 1, 13, 9, tzinfo=BEIJING)),
         ledger_of(4, QINGHE, 4, again=1, received_at=datetime(2026, 1, 13, 9, tzinfo=BEIJING)))  # fmt: skip
    (affected,) = corrected(room, dry_run=True).affected
    assert affected[0] == "第2期周报"


def test_correction_leaves_the_record_of_the_issue_with_its_number(room: Room) -> None:
    take(room, ledger_of(2, YINZHOU, 0), ledger_of(2, QINGHE, 0))
    issue_bulletin(room, PeriodWish(kind="week", day=week(2).end), at=ISSUED, formats=("md",))
    assert put_out(room).number == 2
    take(
        room, ledger_of(3, QINGHE, 4, again=1, received_at=datetime(2026, 1, 10, 9, tzinfo=BEIJING))
    )
    plan = CorrectionPlan(number=2, kind="week", by="甲", reason="补报", formats=("md",))
    assert correct(room, plan, at=LATER).files
    with open_store(room.workspace.store, write=False) as connection:
        first = find_issue(connection, campaign=room.campaign.id, period=week(2))
    assert first is not None
    assert (first.issue, first.state) == (1, "recorded")


def test_nothing_to_correct_writes_nothing(room: Room) -> None:
    put_out(room)
    done = corrected(room)
    assert not done.changed
    assert not done.files


def test_issue_that_never_went_out_is_unknown(room: Room) -> None:
    put_out(room)
    with pytest.raises(UnknownName, match="第2期"):
        verify(room, 2, "week")


def test_number_used_or_skipped_is_held_back(room: Room) -> None:
    wish = PeriodWish(kind="week", day=week(3).end)
    plan = PublishPlan(by="甲", formats=("md",), accept=True, number=3)
    with pytest.raises(HeldBack, match="B-12"):
        publish(room, wish, plan, at=ISSUED)
    assert not list((room.workspace.bulletins / "已发布").glob("*"))


def test_missing_court_is_held_back_where_the_campaign_waits_for_all(tmp_path: Path) -> None:
    room = room_of(tmp_path, missing="block")
    take(room, ledger_of(3, YINZHOU, 5))
    with pytest.raises(HeldBack, match="B-01"):
        put_out(room)


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("全市法院共执结小标的案件9876件。", "B-05"),
        ("执结较上周下降2件。", "B-06"),
        ("执行完毕率较上周上升10.00%。", "B-07"),
        ("两类案件合计执结14件。", "B-10"),
        ("截至2026年1月9日，工作顺利。", "B-11"),
        ("联系人手机13800138000。", "B-08"),
    ],
)
def test_words_a_template_adds_are_read_at_the_gate(room: Room, added: str, code: str) -> None:
    from enforcement_cli.workflow.resources import template_path

    own = room.workspace.templates / "weekly.md.j2"
    own.parent.mkdir()
    ours = template_path(None, "weekly.md.j2").read_text("utf-8")
    own.write_text(f"{ours}\n{added}\n", encoding="utf-8")
    take(room, ledger_of(2, YINZHOU, 0), ledger_of(2, QINGHE, 0))
    wish = PeriodWish(kind="week", day=week(3).end)
    with pytest.raises(HeldBack, match=code):
        publish(room, wish, PublishPlan(by="甲", formats=("md",)), at=ISSUED)


def test_plain_issue_passes_the_gate_without_being_accepted(room: Room) -> None:
    wish = PeriodWish(kind="week", day=week(3).end)
    out = publish(room, wish, PublishPlan(by="甲", formats=("md",)), at=ISSUED)
    assert [problem.code for problem in out.problems] == []
