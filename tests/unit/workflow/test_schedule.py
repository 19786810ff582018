"""When a routine runs, in which zone, and how each scheduler is told so that it starts just that."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time as clock
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from enforcement_cli.model.campaign import Campaign, Desk, Due, Expectation
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError, UsageError
from enforcement_cli.model.period import Calendar
from enforcement_cli.workflow.schedule import cron as schedule_cron
from enforcement_cli.workflow.schedule import jobs as schedule
from enforcement_cli.workflow.schedule.cron import cron_lines
from enforcement_cli.workflow.schedule.jobs import (
    Beat,
    Job,
    MachineZone,
    in_zone,
    jobs_of,
    machine_zone,
    next_run,
)
from enforcement_cli.workflow.schedule.log import rotate_file
from enforcement_cli.workflow.schedule.systemd import unit_texts
from enforcement_cli.workflow.schedule.windows import task_xml
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)
OURS = MachineZone(offset=timedelta(hours=8))
UTC = MachineZone(offset=timedelta())
HOSTILE = (
    "plain",
    "银州 区法院",
    "a'b\"c",
    "100%完成",
    "a\\%b",
    "$HOME `id` $(id)",
    "a&b<c>d;e|f*?~!#",
    "100%%\\",
)


def room(root: Path, *expects: Expectation, week: int = 0, month: int = 1) -> Room:
    campaign = Campaign(
        id="winter70", name="冬季", start=date(2025, 12, 20), end=date(2026, 2, 28), expects=expects
    )
    desk = Desk(
        court="辽12",
        calendar=Calendar(week_starts=week, month_starts=month),
        courts=(),
        campaigns=(campaign,),
    )
    return Room(workspace=Workspace(root), desk=desk, campaign=campaign)


def due(*weekdays: int, every: str = "week") -> tuple[Expectation, ...]:
    return tuple(Expectation(form="cases", every=every, due=Due(weekday=day)) for day in weekdays)  # type: ignore[arg-type]


def job(root: Path = Path("/desk"), beat: Beat | None = None) -> Job:
    beat = beat or Beat(at=time(6), weekday=5)
    return Job(kind="weekly", root=root, campaign="winter70", beat=beat)


@pytest.mark.parametrize(
    ("weekdays", "week", "morning"),
    [
        ((), 0, 5),  # nothing said: Friday, so Saturday
        ((0,), 0, 1),
        ((4, 0), 0, 5),
        ((6,), 0, 0),
        ((4, 0), 4, 1),  # weeks from Friday to Thursday: Monday comes after Friday
    ],
)
def test_weekly_is_the_morning_after_the_last_due_day(
    tmp_path: Path, weekdays: tuple[int, ...], week: int, morning: int
) -> None:
    (found,) = jobs_of(room(tmp_path, *due(*weekdays), week=week), ["weekly"])
    assert found.beat == Beat(at=time(6), weekday=morning)


def test_only_weekly_returns_say_when_the_week_is_done(tmp_path: Path) -> None:
    expects = (*due(0), *due(6, every="day"), *due(3, every="month"))
    (found,) = jobs_of(room(tmp_path, *expects), ["weekly"])
    assert found.beat.weekday == 1


@pytest.mark.parametrize(("month", "day"), [(1, 8), (21, 28), (22, 1), (26, 5)])
def test_monthly_is_after_every_due_day_and_on_a_day_all_months_have(
    tmp_path: Path, month: int, day: int
) -> None:
    (found,) = jobs_of(room(tmp_path, *due(4, every="month"), month=month), ["monthly"])
    assert found.beat == Beat(at=time(6), month_day=day)
    calendar = Calendar(month_starts=month)
    for year_month in range(1, 13):
        _, last = calendar.month_of(date(2026, year_month, 15))
        latest_due = last + timedelta(days=7)
        after = datetime.combine(last, time(23, 59), BEIJING)
        run = next_run(found.beat, after)
        assert run is not None
        assert latest_due < run.date() <= latest_due + timedelta(days=4)


def test_kinds_come_once_and_in_their_order(tmp_path: Path) -> None:
    found = jobs_of(room(tmp_path), ["monthly", "daily", "daily"], time(5, 30))
    assert [each.kind for each in found] == ["daily", "monthly"]
    assert found[0].beat == Beat(at=time(5, 30))
    assert len({each.name for each in found}) == 2
    assert all(each.name.isascii() for each in found)


def test_two_workspaces_have_two_names(tmp_path: Path) -> None:
    names = {job(tmp_path / name).name for name in ("甲", "乙")}
    assert len(names) == 2


def test_a_path_no_scheduler_can_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        jobs_of(room(tmp_path / "a\n* * * * * rm"), ["weekly"])


@pytest.mark.parametrize(
    ("beat", "hours", "shown"),
    [
        (Beat(at=time(6), weekday=5), 0, Beat(at=time(22), weekday=4)),
        (Beat(at=time(6), weekday=0), 0, Beat(at=time(22), weekday=6)),
        (Beat(at=time(6), weekday=5), 9, Beat(at=time(7), weekday=5)),
        (Beat(at=time(23, 30), weekday=6), 9, Beat(at=time(0, 30), weekday=0)),
        (Beat(at=time(6), weekday=5), 5.5, Beat(at=time(3, 30), weekday=5)),
        (Beat(at=time(6), month_day=8), 0, Beat(at=time(22), month_day=7)),
        (Beat(at=time(6), month_day=1), 0, Beat(at=time(22), month_day=1)),
        (Beat(at=time(23, 30), month_day=28), 9, Beat(at=time(0, 30), month_day=1)),
        (Beat(at=time(6)), 0, Beat(at=time(22))),
    ],
)
def test_the_hour_as_the_machine_shows_it(beat: Beat, hours: float, shown: Beat) -> None:
    zone = MachineZone(offset=timedelta(hours=hours))
    assert in_zone(beat, zone) == shown


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="this system sets no zone for a process")
@pytest.mark.parametrize(
    ("name", "hours", "summer", "ours"),
    [
        ("Asia/Shanghai", 8, False, True),
        ("UTC", 0, False, False),
        ("Asia/Tokyo", 9, False, False),
        ("America/New_York", -5, True, False),
        ("Australia/Perth", 8, False, True),
    ],
)
def test_the_zone_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, name: str, hours: int, summer: bool, ours: bool
) -> None:
    if not Path("/usr/share/zoneinfo", name).exists():
        pytest.skip("no table of zones")
    try:
        with monkeypatch.context() as changed:
            changed.setenv("TZ", name)
            clock.tzset()
            zone = machine_zone(SUNDAY)
    finally:
        clock.tzset()
    assert (zone.offset, zone.summer) == (timedelta(hours=hours), summer)
    assert zone.is_ours is ours


def test_next_run() -> None:
    assert next_run(Beat(at=time(6)), SUNDAY) == datetime(2026, 11, 23, 6, tzinfo=BEIJING)
    assert next_run(Beat(at=time(9)), SUNDAY) == datetime(2026, 11, 23, 9, tzinfo=BEIJING)
    assert next_run(Beat(at=time(9, 1)), SUNDAY) == datetime(2026, 11, 22, 9, 1, tzinfo=BEIJING)
    assert next_run(Beat(at=time(6), weekday=5), SUNDAY) == datetime(
        2026, 11, 28, 6, tzinfo=BEIJING
    )
    assert next_run(Beat(at=time(6), month_day=8), SUNDAY) == datetime(
        2026, 12, 8, 6, tzinfo=BEIJING
    )
    # A hand may have written a day that not every month has, or none at all.
    feb = datetime(2026, 1, 31, 9, tzinfo=BEIJING)
    assert next_run(Beat(at=time(6), month_day=31), feb) == datetime(2026, 3, 31, 6, tzinfo=BEIJING)
    assert next_run(Beat(at=time(6), month_day=32), feb) is None


def test_cron_on_a_machine_of_our_zone_and_of_another() -> None:
    ours = cron_lines(job(), OURS)
    assert "CRON_TZ=Asia/Shanghai" in ours
    assert ours[-1].startswith("0 6 * * 6 PYTHONUTF8=1 LANG=C.UTF-8 /")
    other = cron_lines(job(), UTC)
    # A cron that knows CRON_TZ would move the hour twice.
    assert not any(line.startswith("CRON_TZ") for line in other)
    assert other[-1].startswith("0 22 * * 5 ")
    assert not any("夏令时" in line for line in other)
    summer = cron_lines(job(), MachineZone(offset=timedelta(hours=-5), summer=True))
    assert summer[-1].startswith("0 17 * * 5 ")
    assert any("夏令时" in line for line in summer)
    sunday = cron_lines(job(beat=Beat(at=time(6), weekday=6)), OURS)
    assert sunday[-1].split()[4] == "0"


def as_cron_reads(command: str) -> str:
    """What reaches the shell: \\% is a percent, a bare one would begin the standard input."""
    out: list[str] = []
    escaped = False
    for sign in command:
        if escaped and sign == "%":
            out[-1] = "%"
            escaped = False
            continue
        assert escaped or sign != "%", command
        escaped = not escaped and sign == "\\"
        out.append(sign)
    return "".join(out)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_cron_line_starts_the_program_with_just_that_path(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / name
    (root / "logs").mkdir(parents=True)
    monkeypatch.setattr(schedule, "_program", lambda: [sys.executable, str(tmp_path / "tell.py")])
    (tmp_path / "tell.py").write_text("import sys; print(ascii(sys.argv[1:]))", "utf-8")
    line = cron_lines(job(root), UTC)[-1]
    subprocess.run(
        ["/bin/sh", "-c", as_cron_reads(line.split(" ", 5)[5])], env={}, check=True, timeout=30
    )
    told = (root / "logs" / "cron.log").read_text("utf-8")
    assert told.strip() == ascii(
        ["run", "weekly", "-C", str(root), "--campaign", "winter70", "--no-input", "-q"]
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("name", HOSTILE)
def test_systemd_takes_the_units(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The program's own path is as hostile as the workspace's.
    program = tmp_path / name / "enforce"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(schedule, "_program", lambda: [str(program)])
    texts = unit_texts(job(tmp_path / name))
    for file, text in texts.items():
        (tmp_path / file).write_text(text, "utf-8")
    for file in texts:
        ran = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / file)],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        mine = [line for line in ran.stderr.decode().splitlines() if str(tmp_path) in line]
        assert mine == []
        assert ran.returncode == 0, ran.stderr.decode()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize(
    ("beat", "next_utc"),
    [
        (Beat(at=time(6)), None),
        (Beat(at=time(6), weekday=5), "Fri"),
        (Beat(at=time(6, 30), month_day=8), "-07 22:30:00 UTC"),
    ],
)
def test_systemd_reads_the_hour_in_our_zone(beat: Beat, next_utc: str | None) -> None:
    timer = next(text for name, text in unit_texts(job(beat=beat)).items() if "timer" in name)
    when = next(line for line in timer.splitlines() if line.startswith("OnCalendar="))
    ran = subprocess.run(
        ["systemd-analyze", "calendar", when.partition("=")[2]],
        env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0
    shown = ran.stdout.decode()
    assert (next_utc or "22:00:00 UTC") in shown


def test_units_say_what_the_issue_asks() -> None:
    service, timer = unit_texts(job()).values()
    for line in ("UMask=0077", "NoNewPrivileges=yes", "SuccessExitStatus=3 4", "Type=oneshot"):
        assert line in service.splitlines()
    assert "TimeoutStartSec=" in service
    lines = timer.splitlines()
    assert "OnCalendar=Sat *-*-* 06:00:00 Asia/Shanghai" in lines
    assert "Persistent=true" in lines
    assert any(line.startswith("RandomizedDelaySec=") for line in lines)


_NS = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_task_is_xml_with_just_that_path(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    tree = ET.fromstring(task_xml(job(root), SUNDAY, "UTF-16").encode("utf-16"))  # noqa: S314  # ours
    settings = tree.find("t:Settings", _NS)
    assert settings is not None
    told = {child.tag.partition("}")[2]: child.text for child in settings}
    assert told["StartWhenAvailable"] == "true"
    assert told["MultipleInstancesPolicy"] == "IgnoreNew"
    assert told["RunOnlyIfNetworkAvailable"] == "false"
    assert told["ExecutionTimeLimit"] == "PT2H"
    assert tree.findtext(".//t:RunLevel", "", _NS) == "LeastPrivilege"
    arguments = tree.findtext(".//t:Arguments", "", _NS)
    assert arguments.endswith("--campaign winter70 --no-input -q")
    assert subprocess.list2cmdline([str(root)]) in arguments


@pytest.mark.parametrize(
    ("beat", "tag", "inside"),
    [
        (Beat(at=time(6)), "ScheduleByDay", "DaysInterval"),
        (Beat(at=time(6), weekday=2), "ScheduleByWeek", "DaysOfWeek"),
        (Beat(at=time(6), month_day=8), "ScheduleByMonth", "Months"),
    ],
)
def test_the_task_has_its_days(beat: Beat, tag: str, inside: str) -> None:
    tree = ET.fromstring(task_xml(job(beat=beat), SUNDAY))  # noqa: S314  # ours
    days = tree.find(f".//t:{tag}", _NS)
    assert days is not None
    assert days.find(f"t:{inside}", _NS) is not None
    start = datetime.fromisoformat(tree.findtext(".//t:StartBoundary", "", _NS))
    assert start.tzinfo is None
    # By the machine's own clock, and never in the past: nothing to catch up with on the first day.
    assert start > SUNDAY.astimezone(None).replace(tzinfo=None)


def test_a_log_is_bounded_by_size_and_count(tmp_path: Path) -> None:
    log = tmp_path / "cron.log"
    rotate_file(log, 10, 2)
    assert list(tmp_path.iterdir()) == []
    for n in range(6):
        log.write_text(f"{n}" * 10)
        log.chmod(0o644)
        rotate_file(log, 10, 2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cron.log.1", "cron.log.2"]
    assert (tmp_path / "cron.log.1").read_text() == "5" * 10
    assert (tmp_path / "cron.log.2").read_text() == "4" * 10
    assert all(p.stat().st_mode & 0o777 == 0o600 for p in tmp_path.iterdir())
    log.write_text("short")
    rotate_file(log, 10, 2)
    assert log.read_text() == "short"


def test_a_log_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("x" * 100)
    other.chmod(0o644)
    (tmp_path / "cron.log").symlink_to(other)
    rotate_file(tmp_path / "cron.log", 10, 2)
    assert (tmp_path / "cron.log").is_symlink()
    assert other.stat().st_mode & 0o777 == 0o644


class FakeCrontab:
    """A crontab in memory, as the program keeps it."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "surrogateescape")
        self.writes = 0

    def call(self, program: str, *arguments: str, given: bytes = b""):
        from enforcement_cli.workflow.schedule.calls import Answer

        assert program == "crontab"
        if arguments == ("-",):
            self.data, self.writes = given, self.writes + 1
        return Answer(code=0, out=self.data, error="")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeCrontab:
    kept = FakeCrontab("")
    monkeypatch.setattr(schedule_cron, "call", kept.call)
    monkeypatch.setattr(schedule_cron, "call_well", kept.call)
    return kept


OTHERS = (
    '# mine\n\nMAILTO=""\n0 1 * * * /usr/bin/other \\% # >>> enforce\n',
    "#\udcd6\udcd0 gbk\x0b\x0c line \n@reboot x\n\n\n",
    "",
)


@pytest.mark.parametrize("before", OTHERS)
def test_others_lines_are_the_same_bytes_before_during_and_after(
    fake: FakeCrontab, before: str
) -> None:
    fake.data = before.encode("utf-8", "surrogateescape")
    kept = fake.data
    one, two = job(Path("/desk 甲")), job(Path("/desk 乙"))
    daily = replace(one, kind="daily", beat=Beat(at=time(5)))
    assert [schedule_cron.install_cron(each, SUNDAY) for each in (one, two, daily)] == [True] * 3
    assert fake.data.startswith(kept)
    first = fake.data
    assert [schedule_cron.install_cron(each, SUNDAY) for each in (two, daily, one)] == [False] * 3
    assert (fake.data, fake.writes) == (first, 3)
    assert fake.data.count(b" run weekly ") == 2
    found = schedule_cron.installed_cron(SUNDAY)
    assert [(each.root, each.kind) for each in found] == [
        ("/desk 甲", "weekly"), ("/desk 乙", "weekly"), ("/desk 甲", "daily"),
    ]  # fmt: skip
    assert found[0].next_run == datetime(2026, 11, 28, 6, tzinfo=BEIJING)
    assert found[2].next_run == datetime(2026, 11, 23, 5, tzinfo=BEIJING)
    for each in found:
        assert schedule_cron.remove_cron(each)
        assert not schedule_cron.remove_cron(each)
    assert fake.data == kept


def test_a_crontab_somebody_else_writes_meanwhile_is_told(
    fake: FakeCrontab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule_cron, "call_well", lambda *_, **__: None)
    with pytest.raises(EnforceError) as told:
        schedule_cron.install_cron(job(), SUNDAY)
    assert told.value.where == "crontab -l"
    assert fake.data == b""


def test_another_hour_takes_the_place_of_the_first(fake: FakeCrontab) -> None:
    schedule_cron.install_cron(job(), SUNDAY)
    schedule_cron.install_cron(replace(job(), campaign="spring"), SUNDAY)
    fake.data += b"5 5 * * * /after\n"
    later = replace(job(), beat=Beat(at=time(7, 15), weekday=5))
    assert schedule_cron.install_cron(later, SUNDAY)
    found = schedule_cron.installed_cron(SUNDAY)
    assert [each.campaign for each in found] == ["winter70", "spring"]
    assert found[0].next_run == datetime(2026, 11, 28, 7, 15, tzinfo=BEIJING)
    assert fake.data.endswith(b"5 5 * * * /after\n")


@pytest.mark.parametrize(
    "broken",
    [
        "# >>> enforce /desk winter70\n0 6 * * 6 x\n0 1 * * * /usr/bin/other\n",
        "# >>> enforce /desk a\n# >>> enforce /desk b\n# <<<\n",
        "# >>> enforce /desk a\n",
    ],
)
def test_a_block_without_its_end_stops_us_before_others_lines(
    fake: FakeCrontab, broken: str
) -> None:
    fake.data = broken.encode()
    with pytest.raises(EnforceError):
        schedule_cron.install_cron(job(), SUNDAY)
    assert (fake.data, fake.writes) == (broken.encode(), 0)


def test_a_last_line_without_an_end_gets_one(fake: FakeCrontab) -> None:
    fake.data = b"0 1 * * * /usr/bin/other"
    schedule_cron.install_cron(job(), SUNDAY)
    assert fake.data.startswith(b"0 1 * * * /usr/bin/other\n# >>> enforce ")


def test_a_line_typed_in_by_hand_is_told(fake: FakeCrontab) -> None:
    root = Path("/desk 甲%")
    fake.data = ("MAILTO=x\n" + cron_lines(job(root), OURS)[-1] + "\n").encode()
    schedule_cron.install_cron(job(root), SUNDAY)
    assert schedule_cron.by_hand(job(root)) == (2,)
    assert schedule_cron.by_hand(job(Path("/desk"))) == ()


def test_a_block_changed_by_hand_is_shown_and_can_be_removed(fake: FakeCrontab) -> None:
    fake.data = b"# >>> enforce /desk winter70\n@daily /x\n# <<<\n"
    (found,) = schedule_cron.installed_cron(SUNDAY)
    assert (found.kind, found.next_run) == ("", None)
    assert schedule_cron.remove_cron(found)
    assert fake.data == b""
