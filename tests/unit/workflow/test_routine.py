"""What a run owes, what a step may break, where files are taken: without a store."""

from __future__ import annotations

import hashlib
import itertools
import os
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Expectation
from enforcement_cli.model.failure import (
    BadConfiguration,
    DiskFailed,
    EnforceError,
    ExitCode,
    HeldBack,
    StoreBusy,
)
from enforcement_cli.model.period import Period
from enforcement_cli.model.routine import Delivery, Routine
from enforcement_cli.store.publications import Publication
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.routine.deliver import Delivered, Parcel, deliver
from enforcement_cli.workflow.routine.owed import Owed, owed
from enforcement_cli.workflow.routine.record import failure
from enforcement_cli.workflow.routine.result import Run
from enforcement_cli.workflow.routine.state import (
    Handled,
    Pending,
    State,
    read_state,
    write_state,
)
from enforcement_cli.workflow.routine.steps import Step, contained, gravest
from enforcement_cli.workflow.routine.turn import alone
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board
from enforcement_cli.workflow.workspace import Workspace
from tests.cli.running import CAMPAIGN as FILE
from tests.unit.workflow.boards import (
    CAMPAIGN,
    DESK,
    A,
    B,
    at,
    board,
    came,
    exemption,
    extension,
    week,
)

ROOM = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=CAMPAIGN)


def issued(*numbers: int, kind: str = "week", state: str = "recorded") -> list[Publication]:
    return [
        Publication(
            issue=place, kind=kind, period_start=week(n).start, period_end=week(n).end,
            known_at=at("01-01 09:00"), figures=[], state=state,  # type: ignore[arg-type]
        )
        for place, n in enumerate(numbers, start=1)
    ]  # fmt: skip


def of(found: Board, issues: list[Publication], day: str, room: Room = ROOM) -> Owed:
    return owed(room, "week", found, issues, at(f"{day} 06:00").date())


def numbers(periods: tuple[Period, ...]) -> list[int | None]:
    return [period.number for period in periods]


# --- what is owed --------------------------------------------------------------------------------


def test_every_week_since_the_last_issue_is_owed_the_oldest_first() -> None:
    found = of(board("01-27 06:00"), issued(1, 2), "01-27")
    assert numbers(found.periods) == [3, 4, 5, 6]
    assert numbers(found.caught_up) == [3, 4, 5]
    assert (found.again, found.waiting) == (False, None)


def test_with_no_issue_so_far_only_the_last_week_is() -> None:
    found = of(board("01-27 06:00"), [], "01-27")
    assert (numbers(found.periods), found.caught_up) == ([6], ())


def test_a_correction_is_no_issue() -> None:
    found = of(board("01-27 06:00"), [*issued(5), *issued(6, state="correction")], "01-27")
    assert numbers(found.periods) == [6]
    assert not found.again


def test_with_nothing_owed_the_last_is_brought_up_to_date() -> None:
    found = of(board("01-27 06:00"), issued(5, 6), "01-27")
    assert (numbers(found.periods), found.again, found.caught_up) == ([6], True, ())


def test_before_the_first_week_is_over_nothing_is_owed() -> None:
    assert of(board("12-20 06:00"), [], "12-20") == Owed()


def test_another_kind_of_issue_changes_nothing() -> None:
    found = of(board("01-27 06:00"), issued(5, 6, kind="day"), "01-27")
    assert numbers(found.periods) == [6]


# Week 3 ends on Sunday 01-04, a make-up day, and is due on Monday 01-05 at noon.
@pytest.mark.parametrize(
    ("now", "sent", "expected"),
    [
        ("01-05 12:00", (), None),
        ("01-05 12:01", (), 3),
        ("01-05 08:00", (A,), None),
        ("01-05 08:00", (A, B), 3),
    ],
)
def test_a_week_waits_for_its_deadline_unless_all_have_sent(
    now: str, sent: tuple[str, ...], expected: int | None
) -> None:
    earlier = [came("12-29 09:00", 2, court=court) for court in (A, B)]
    found = of(
        board(now, *earlier, *(came("01-05 07:00", court=c) for c in sent)), issued(2), now[:5]
    )
    assert numbers(found.periods) == ([expected] if expected else [])
    if expected is None:
        assert found.waiting == week(3)
        assert found.until == at("01-05 12:00")
        assert not found.moved


def test_a_deadline_that_a_holiday_moved() -> None:
    """Week 9 ends on the first day of 春节: due on Monday 02-16, moved to 02-24."""
    found = of(board("02-17 06:00"), issued(8), "02-17")
    assert found.periods == ()
    assert (found.waiting, found.until, found.moved) == (week(9), at("02-24 12:00"), True)
    assert numbers(of(board("02-24 13:00"), issued(8), "02-24").periods) == [9, 10]


def test_an_extension_holds_up_the_bulletin_only_when_all_have_it() -> None:
    one = extension("01-09 12:00")
    assert numbers(of(board("01-06 13:00", allowances=(one,)), issued(2), "01-06").periods) == [3]
    both = (one, extension("01-08 12:00", court=B))
    found = of(board("01-06 13:00", allowances=both), issued(2), "01-06")
    assert (found.periods, found.until, found.moved) == ((), at("01-08 12:00"), True)


def test_who_is_let_off_holds_nothing_up() -> None:
    off = (exemption(week(3).start, None), exemption(week(3).start, None, court=B))
    assert numbers(of(board("01-05 08:00", allowances=off), issued(2), "01-05").periods) == [3]


def test_what_comes_after_a_week_that_waits_waits_too() -> None:
    late = replace(
        CAMPAIGN, expects=(*CAMPAIGN.expects, Expectation(form="measures", every="week"))
    )
    room = replace(ROOM, campaign=late)
    everybody = (extension("01-20 12:00"), extension("01-20 12:00", court=B))
    found = of(board("01-13 13:00", campaign=late, allowances=everybody), issued(2), "01-13", room)
    assert (found.periods, found.waiting) == ((), week(3))


def test_nobodys_month_holds_up_a_week() -> None:
    due = CAMPAIGN.expects[0].due
    both = (*CAMPAIGN.expects, Expectation(form="aggregate", every="month", due=due))
    campaign = replace(CAMPAIGN, expects=both)
    # Week 7 ends on 02-01; January's return is due on 02-02.
    found = of(
        board("02-02 11:00", *(came("02-02 08:00", 7, court=c) for c in (A, B)), campaign=campaign),
        issued(6), "02-02", replace(ROOM, campaign=campaign),
    )  # fmt: skip
    assert numbers(found.periods) == [7]


# --- steps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (BadConfiguration("x"), 5, "failed"),
        (DiskFailed("x"), 1, "failed"),
        (HeldBack("x"), 7, "findings"),
        (OSError(28, "No space left"), 1, "failed"),
        (ZeroDivisionError(), 70, "failed"),
    ],
)
def test_what_fails_in_a_step_stays_in_it(
    tmp_path: Path, error: Exception, code: int, status: str
) -> None:
    def work() -> tuple[Step, str]:
        raise error

    step, got = contained(Workspace(tmp_path), ("chase", "winter70"), work, "nothing")
    assert (step.name, int(step.code), step.status, got) == ("chase", code, status, "nothing")


def test_a_store_that_is_held_ends_the_run(tmp_path: Path) -> None:
    def work() -> tuple[Step, None]:
        raise StoreBusy("x")

    with pytest.raises(StoreBusy):
        contained(Workspace(tmp_path), ("chase", ""), work, None)


def test_the_order_of_exit_codes() -> None:
    codes = [0, 3, 4, 5, 7, 6, 1, 70]
    for place, code in enumerate(codes):
        found = gravest([ExitCode(each) for each in reversed(codes[: place + 1])])
        assert found == code
    assert gravest([]) == 0


def test_a_shut_gate_goes_before_a_wrong_template() -> None:
    wrong = BadConfiguration("模板错")
    held = HeldBack("没有发布")
    steps = (
        Step(name="bulletin", code=wrong.code, error=wrong),
        Step(name="publish", code=held.code, error=held),
    )
    run = Run(kind="weekly", campaigns=("w",), started=at("01-05 06:00"), ended=at("01-05 06:01"),
              steps=steps)  # fmt: skip
    assert (run.code, run.status, failure(run)) == (ExitCode.GATE, "failed", wrong)
    rested = replace(run, rested=True)
    assert rested.code == ExitCode.CONFIGURATION
    assert replace(rested, steps=steps[1:]).code == ExitCode.CLEAN


# --- deliveries ----------------------------------------------------------------------------------


class Post:
    """A workspace with one bulletin, and runs that deliver it."""

    def __init__(self, root: Path, *deliveries: Delivery) -> None:
        self.workspace = Workspace(root / "desk")
        self.workspace.bulletins.mkdir(parents=True)
        self.file = self.workspace.bulletins / "战报.md"
        self.file.write_text("一", "utf-8")
        self.deliveries = deliveries

    def run(self, kind: str = "weekly", *, parcels: bool = True) -> list[Delivered]:
        folder = self.workspace.bulletins / "运行记录" / "x"
        parcel = Parcel(goods="bulletins", campaign="w", period="2026-01-04", files=(self.file,))
        found, state = deliver(
            self.workspace, self.deliveries, [parcel] if parcels else [], (kind, folder),  # type: ignore[arg-type]
            read_state(self.workspace), lambda state: write_state(self.workspace, state),
        )  # fmt: skip
        assert read_state(self.workspace) == state
        assert not [p for p in folder.rglob("*") if p.is_file()]
        return list(found)


def copying(to: Path, **more: object) -> Delivery:
    return replace(Delivery(name="共享盘", kind="copy", to=str(to)), **more)  # type: ignore[arg-type]


def program(tmp_path: Path, text: str, *arguments: str, **more: object) -> Delivery:
    script = tmp_path / "send.py"
    script.write_text(text, "utf-8")
    command = (sys.executable, str(script), *arguments)
    return replace(Delivery(name="发送", kind="command", command=command), **more)  # type: ignore[arg-type]


def test_the_same_bytes_are_copied_once_and_new_ones_again(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    post = Post(tmp_path, copying(share))
    assert [(d.outcome, d.files, d.tries) for d in post.run()] == [("done", 1, 1)]
    copy = share / "战报.md"
    assert copy.read_text("utf-8") == "一"
    copy.unlink()
    assert post.run() == []
    assert not copy.exists()
    post.file.write_text("二", "utf-8")
    assert [d.outcome for d in post.run()] == ["done"]
    assert [p.name for p in share.iterdir()] == ["战报.md"]
    assert copy.read_text("utf-8") == "二"


def test_a_share_that_is_not_mounted_is_not_made_and_is_tried_again(tmp_path: Path) -> None:
    share = tmp_path / "share"
    post = Post(tmp_path, copying(share))
    (first,) = post.run()
    assert (first.outcome, first.tries) == ("warning", 1)
    assert str(share) in first.told
    assert not share.exists()
    share.mkdir()
    # Another kind of run, with nothing of its own, mends it.
    assert [d.outcome for d in post.run("daily", parcels=False)] == ["done"]
    assert (share / "战报.md").read_text("utf-8") == "一"


def test_a_delivery_is_for_the_runs_and_files_it_names(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    assert Post(tmp_path / "a", copying(share, runs=("monthly",))).run("weekly") == []
    assert Post(tmp_path / "b", copying(share, goods="chase")).run("weekly") == []
    assert not list(share.iterdir())


def test_a_link_in_the_share_is_replaced_not_followed(tmp_path: Path) -> None:
    share, secret = tmp_path / "share", tmp_path / "secret"
    share.mkdir()
    secret.write_text("别动", "utf-8")
    (share / "战报.md").symlink_to(secret)
    assert [d.outcome for d in Post(tmp_path, copying(share)).run()] == ["done"]
    assert secret.read_text("utf-8") == "别动"
    assert not (share / "战报.md").is_symlink()


def test_what_is_published_goes_and_not_the_draft_of_that_name(tmp_path: Path) -> None:
    share = tmp_path / "share"
    post = Post(tmp_path, copying(share))
    assert [d.outcome for d in post.run()] == ["warning"]
    draft = post.file
    post.file = post.workspace.bulletins / "已发布" / draft.name
    post.file.parent.mkdir()
    post.file.write_text("定稿", "utf-8")
    share.mkdir()
    assert [(d.outcome, d.files) for d in post.run()] == [("done", 1)]
    assert (share / draft.name).read_text("utf-8") == "定稿"


def test_each_delivery_is_remembered_before_the_next_begins(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    post = Post(tmp_path, copying(share), copying(share, name="又一处"))
    folder = tmp_path / "x"
    parcel = Parcel(goods="bulletins", campaign="w", period="2026-01-04", files=(post.file,))
    kept: list[tuple[int, int]] = []
    deliver(
        post.workspace, post.deliveries, [parcel], ("weekly", folder), State(),
        lambda state: kept.append((len(state.pending), len(state.handled))),
    )  # fmt: skip
    assert kept == [(2, 0), (1, 1), (0, 2)]


def test_what_the_share_keeps_otherwise_is_not_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enforcement_cli.workflow.routine import deliver as delivering

    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setattr(delivering, "write_whole", lambda place, _: place.write_bytes(b"other"))
    post = Post(tmp_path, copying(share))
    assert [d.outcome for d in post.run()] == ["warning"]


def test_what_another_run_took_there_is_not_taken_again(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    post = Post(tmp_path, copying(share))
    waits = Pending(
        delivery="共享盘", campaign="w", kind="daily", period="x", files=("bulletins/战报.md",)
    )
    sha256 = hashlib.sha256(post.file.read_bytes()).hexdigest()
    write_state(
        post.workspace,
        State(pending=(waits,), handled=(Handled(delivery="共享盘", sha256=sha256),)),
    )
    assert post.run(parcels=False) == []
    assert read_state(post.workspace).pending == ()
    assert not any(share.iterdir())


def test_tries_come_ever_more_rarely_and_end(tmp_path: Path) -> None:
    post = Post(tmp_path, copying(tmp_path / "gone"))
    outcomes = [d.outcome for _ in range(40) for d in post.run()]
    assert outcomes.count("warning") == 5
    assert outcomes.index("given_up") == len(outcomes) - 1
    tried = [n for n, outcome in enumerate(outcomes) if outcome != "waiting"]
    assert [later - earlier for earlier, later in itertools.pairwise(tried)] == [
        1, 2, 4, 8, 16,
    ]  # fmt: skip
    (tmp_path / "gone").mkdir()
    assert post.run() == []


_SHOW = """
import os, sys
from pathlib import Path
out = Path(sys.argv[1])
files = [(Path(name).name, Path(name).read_text("utf-8")) for name in sys.argv[4:]]
out.write_text(repr((sys.argv[2:4], files, sorted(os.environ), os.getcwd(), sys.stdin.read())), "utf-8")
"""


def test_a_program_gets_its_files_and_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENFORCE_SECRET", "x")
    out = tmp_path / "out.txt"
    post = Post(
        tmp_path, program(tmp_path, _SHOW, str(out), "{kind}·{period}", "{folder}; rm", "{files}")
    )
    assert [d.outcome for d in post.run()] == ["done"]
    words, files, environment, folder, stdin = eval(out.read_text("utf-8"))  # noqa: S307 - our own
    assert words[0] == "weekly·2026-01-04"
    assert words[1] == f"{folder}; rm"
    assert files == [("战报.md", "一")]
    assert set(environment) - {"LC_CTYPE"} == {"LANG", "PATH", "TZ"}
    assert (stdin, Path(folder).exists()) == ("", False)


def test_a_program_that_fails_is_told_by_code_and_a_masked_line(tmp_path: Path) -> None:
    secret = tmp_path / "secret.env"
    secret.write_text("# 口令\nTOKEN=s3cr3t-word\n", "utf-8")
    secret.chmod(0o600)
    text = (
        "import os, sys\nprint('x' * 5000)\n"
        "print('no', os.environ['TOKEN'], '13800138000', 'wang@example.com')\nsys.exit(3)\n"
    )
    post = Post(tmp_path, program(tmp_path, text, environment_file=str(secret)))
    (found,) = post.run()
    assert found.outcome == "warning"
    assert "退出码 3" in found.told
    # What a program says may name anybody: its last line is for the screen, not for the record.
    assert found.last == "no *** *** ***"
    assert "no" not in found.told
    kept = (post.workspace.bulletins / "运行记录" / "state.json").read_text("utf-8")
    assert not any(word in kept for word in ("s3cr3t", "13800138000", "TOKEN"))


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_an_environment_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.env"
    secret.write_text("TOKEN=x\n", "utf-8")
    secret.chmod(0o640)
    marker = tmp_path / "ran"
    text = f"open({str(marker)!r}, 'w')"
    (found,) = Post(tmp_path, program(tmp_path, text, environment_file=str(secret))).run()
    assert found.outcome == "warning"
    assert "chmod 600" in found.told
    assert not marker.exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks into /proc")
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    text = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pids)!r}, 'w').write(str(child.pid))\ntime.sleep(600)\n"
    )
    (found,) = Post(tmp_path, program(tmp_path, text, seconds=2)).run()
    assert found.outcome == "warning"
    assert "超过时限" in found.told
    pid = int(pids.read_text())
    # A killed process of a busy machine is a moment in dying; left alone it sleeps ten minutes.
    until = time.monotonic() + 20
    while _lives(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rpartition(")")[2].split()[0] not in "ZX"


def test_a_program_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    post = Post(tmp_path, Delivery(name="发送", kind="command", command=("/nowhere/send",)))
    (found,) = post.run()
    assert (found.outcome, "/nowhere/send" in found.told) == ("warning", True)


def test_of_what_was_handed_over_the_newest_is_remembered(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    many = tuple(Handled(delivery="共享盘", sha256=f"{n:064x}") for n in range(2001))
    write_state(workspace, State(handled=many))
    kept = read_state(workspace)
    assert len(kept.handled) == 2000
    assert kept.is_handled("共享盘", many[-1].sha256)
    assert not kept.is_handled("共享盘", many[0].sha256)


def test_a_run_at_work_is_named_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENFORCE_LOCK_WAIT", "0")
    workspace = Workspace(tmp_path)
    with alone(workspace, at("01-05 06:00")):
        with pytest.raises(StoreBusy) as told, alone(workspace, at("01-05 06:01")):
            pass
        assert f"{os.getpid()}" in told.value.message
        assert "06:00:00" in told.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["run.lock"]


def test_a_state_somebody_changed_is_told(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert read_state(workspace) == State()
    write_state(workspace, State(waiting=(("w", "week"),)))
    path = workspace.bulletins / "运行记录" / "state.json"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text('{"waiting": 3}', "utf-8")
    with pytest.raises(EnforceError):
        read_state(workspace)


# --- the campaign file ---------------------------------------------------------------------------


def routine(tmp_path: Path, text: str) -> Routine:
    path = tmp_path / "enforce.toml"
    path.write_text(FILE + text, "utf-8")
    read_toml(path)
    return read_campaign_file(path).routine


COPY = '[[routine.deliver]]\nname = "甲"\nkind = "copy"\nto = "/mnt/x"\n'
SEND = '[[routine.deliver]]\nname = "甲"\nkind = "command"\ncommand = ["/bin/send", "{files}"]\n'


def test_without_the_section_nothing_is_switched_on(tmp_path: Path) -> None:
    assert routine(tmp_path, "") == Routine()
    assert (Routine().mark, Routine().publish, Routine().deliveries) == (False, False, ())


def test_the_section_as_it_is_read(tmp_path: Path) -> None:
    text = (
        '[routine]\nmark = true\nformats = ["md", "docx"]\npublish = true\npublish_by = "周某"\n'
        "daily_bulletin = false\n" + COPY + 'for = ["monthly", "weekly"]\nwhat = "marked"\n'
    )
    found = routine(tmp_path, text)
    assert (found.mark, found.formats, found.publish, found.publish_by) == (
        True, ("md", "docx"), True, "周某",
    )  # fmt: skip
    assert found.daily_bulletin is False
    (delivery,) = found.deliveries
    assert (delivery.to, delivery.runs, delivery.goods) == (
        "/mnt/x",
        ("weekly", "monthly"),
        "marked",
    )
    (delivery,) = routine(tmp_path, SEND + 'timeout = "5m"\n').deliveries
    assert (delivery.command, delivery.seconds) == (("/bin/send", "{files}"), 300)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[routine]\nmarks = true\n", "mark"),
        ("[routine]\nmark = 1\n", "true"),
        ('[routine]\nformats = ["md", "odt"]\n', "odt"),
        ("[routine]\npublish = true\n", "publish_by"),
        (COPY.replace("to =", "too ="), "to"),
        (COPY.replace("/mnt/x", "share"), "完整路径"),
        (COPY.replace("copy", "mail"), "command"),
        (COPY + 'for = ["hourly"]\n', "daily"),
        (COPY + 'what = "all"\n', "bulletins"),
        (COPY + 'timeout = "5s"\n', "timeout"),
        (COPY.replace("甲", "../甲"), "name"),
        (COPY + COPY, "重复"),
        (SEND.replace('["/bin/send", "{files}"]', '"/bin/send {files}"'), "shell"),
        (SEND.replace("/bin/send", "send"), "完整路径"),
        (SEND.replace("{files}", "{secret}"), "{folder}"),
        (SEND.replace("{files}", "--x={files}"), "单独"),
        (SEND.replace("/bin/send", "/bin/{kind}"), "{kind}"),
        (SEND + 'timeout = "2h"\n', "2h"),
        (SEND + 'environment_file = "secret"\n', "完整路径"),
        (SEND + 'to = "/x"\n', "to"),
        ('[[routine.deliver]]\nname = "甲"\nkind = "command"\n', "command"),
    ],
)
def test_a_mistyped_section_is_told_with_its_line(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        routine(tmp_path, text)
    line = int(caught.value.where.removeprefix("enforce.toml 第").removesuffix("行"))
    assert line > FILE.count("\n")
    assert named in caught.value.message + caught.value.remedy


def test_the_first_day_of_a_daily_bulletin() -> None:
    found = owed(ROOM, "day", None, [], date(2025, 12, 23))
    assert [str(p.end) for p in found.periods] == ["2025-12-22"]
