"""`enforce schedule` against crontab, systemctl and schtasks that are scripts of ours on the path."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import Desk, Ran, enforce

_CRONTAB = """\
#!/bin/sh
# As Debian's: a list that is not there is an error with exit 1.
case "$1" in
-l) if [ -f "$KEPT/crontab" ]; then exec /bin/cat "$KEPT/crontab"; fi
    echo "no crontab for clerk" >&2; exit 1 ;;
-) /bin/cat > "$KEPT/crontab" ;;
*) exit 2 ;;
esac
"""
_SYSTEMCTL = """\
#!/bin/sh
echo "$@" >> "$KEPT/systemctl"
[ -f "$KEPT/no-bus" ] && { echo "Failed to connect to bus" >&2; exit 1; }
case "$2" in
is-enabled) [ -f "$KEPT/enabled-$3" ] ;;
enable) : > "$KEPT/enabled-$4" ;;
disable) /bin/rm -f "$KEPT/enabled-$4" ;;
esac
"""
_SCHTASKS = """\
#!@PYTHON@
import os, sys
from pathlib import Path
kept = Path(os.environ["KEPT"]) / "tasks"
kept.mkdir(exist_ok=True)
said = sys.argv[1:]
verb = said[0]
name = said[said.index("/TN") + 1] if "/TN" in said else ""
path = kept / name.rpartition("\\\\")[2]
if verb == "/Create":
    data = Path(said[said.index("/XML") + 1]).read_bytes()
    assert data.startswith(b"\\xff\\xfe"), data[:4]
    path.write_text(data.decode("utf-16"), "utf-8")
elif name and not path.exists():
    print("ERROR: The system cannot find the file specified.", file=sys.stderr)
    sys.exit(1)
elif verb == "/Delete":
    path.unlink()
elif "/XML" in said:
    sys.stdout.buffer.write(path.read_text("utf-8").encode("gbk"))
elif not name:
    print('"\\\\Microsoft\\\\Windows\\\\Defrag\\\\ScheduledDefrag","N/A","Ready"')
    for each in kept.iterdir():
        print(f'"\\\\enforce\\\\{each.name}","2026/1/3 6:00:00","Ready"')
"""
_SCRIPTS = {"crontab": _CRONTAB, "systemctl": _SYSTEMCTL,
            "schtasks": _SCHTASKS.replace("@PYTHON@", sys.executable)}  # fmt: skip


class Machine:
    """A machine with some schedulers, none of them real."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kept, self.programs = root / "kept", root / "programs"
        self.kept.mkdir(parents=True)
        self.programs.mkdir()
        monkeypatch.setenv("PATH", str(self.programs))
        monkeypatch.setenv("KEPT", str(self.kept))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(root / "config"))
        self.units = root / "config" / "systemd" / "user"

    def has(self, *programs: str) -> None:
        for name in programs:
            (self.programs / name).write_text(_SCRIPTS[name], "utf-8")
            (self.programs / name).chmod(0o755)

    @property
    def crontab(self) -> str:
        return (self.kept / "crontab").read_bytes().decode("utf-8", "surrogateescape")

    @crontab.setter
    def crontab(self, text: str) -> None:
        (self.kept / "crontab").write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "machine", monkeypatch)


def at_path(desk: Desk, place: Path) -> Desk:
    """The same workspace in a folder of another name."""
    shutil.copytree(desk.root, place)
    return Desk(place)


def entries(ran: Ran) -> list[dict]:
    assert ran.code == 0, ran
    found = ran.json["data"]["entries"]
    assert isinstance(found, list)
    return found


FOR_ALL = pytest.mark.parametrize(
    ("system", "program"), [("cron", "crontab"), ("systemd", "systemctl"), ("windows", "schtasks")]
)


@FOR_ALL
@pytest.mark.parametrize("name", ["desk", "银州 区 100%'\"&<"])
def test_install_list_remove(
    machine: Machine, new: Desk, tmp_path: Path, system: str, program: str, name: str
) -> None:
    if system == "windows" and '"' in name:
        name = name.replace('"', "")  # no Windows path holds a quote
    desk = at_path(new, tmp_path / name)
    machine.has(program)
    assert entries(desk("schedule", "list", "--json")) == []
    first = entries(desk("schedule", "install", "weekly", "daily", "--for", system, "--json"))
    assert [(each["kind"], each["changed"]) for each in first] == [
        ("daily", True),
        ("weekly", True),
    ]
    again = entries(desk("schedule", "install", "daily", "weekly", "--for", system, "--json"))
    assert [each["changed"] for each in again] == [False, False]
    listed = entries(desk("schedule", "list", "--json"))
    assert sorted(each["kind"] for each in listed) == ["daily", "weekly"]
    for each in listed:
        assert (each["system"], each["ours"]) == (system, True)
        assert (each["workspace"], each["campaign"]) == (str(desk.root), "winter70")
        assert each["next_run"].endswith("T06:00:00+08:00")
    assert {each["next_run"] for each in listed} == {each["next_run"] for each in first}
    removed = desk("schedule", "remove", "daily", "--json").json["data"]["removed"]
    assert [each["kind"] for each in removed] == ["daily"]
    assert [each["kind"] for each in entries(desk("schedule", "list", "--json"))] == ["weekly"]
    assert desk("schedule", "remove").code == 0
    assert entries(desk("schedule", "list", "--json")) == []
    gone = desk("schedule", "remove")
    assert (gone.code, gone.err) == (0, "")
    assert "没有改动" in gone.out
    # Once each: what changed nothing is no change.
    lines = (desk.root / "audit" / "audit.jsonl").read_text("utf-8").splitlines()
    told = [line for line in map(json.loads, lines) if line["result"] == "done"]
    assert [line["what"] for line in told] == ["schedule_install"] * 2 + ["schedule_remove"] * 2


@FOR_ALL
def test_two_workspaces_side_by_side(
    machine: Machine, new: Desk, tmp_path: Path, system: str, program: str
) -> None:
    other = at_path(new, tmp_path / "other")
    machine.has(program)
    for desk in (new, other):
        assert entries(desk("schedule", "install", "--for", system, "--json"))[0]["changed"]
    mine = entries(new("schedule", "list", "--json"))
    assert [each["ours"] for each in mine] == [True, False]
    shutil.rmtree(other.root)
    assert "文件夹已不在" in new("schedule", "list").out
    removed = enforce("schedule", "remove", "-C", other.root, "--json").json["data"]["removed"]
    assert [each["workspace"] for each in removed] == [str(other.root)]
    assert [each["ours"] for each in entries(new("schedule", "list", "--json"))] == [True]


@FOR_ALL
def test_dry_runs_and_print_change_nothing(
    machine: Machine, new: Desk, system: str, program: str
) -> None:
    machine.has(program)
    desk = new
    for command in (("install", "--dry-run", "--for", system), ("print", "--for", system)):
        ran = desk("schedule", command[0], "monthly", *command[1:])
        assert ran.code == 0
        assert "run monthly" in ran.out.replace('"', "")
    assert entries(desk("schedule", "list", "--json")) == []
    desk("schedule", "install", "--for", system)
    assert "没有改动" in desk("schedule", "remove", "--dry-run").out
    assert len(entries(desk("schedule", "list", "--json"))) == 1
    assert not [p for p in new.root.rglob("*") if p.name.endswith(".enforce-part")]


def test_the_crontab_of_others_is_the_same_bytes_afterwards(machine: Machine, new: Desk) -> None:
    machine.has("crontab")
    before = "# \udcd6\udcd0\n\nMAILTO=x\n0 1 * * * /usr/bin/other \\%d\n"
    machine.crontab = before
    assert new("schedule", "install", "daily", "weekly", "monthly").code == 0
    added = machine.crontab.removeprefix(before)
    assert added != machine.crontab
    assert added.count("# >>> enforce ") == added.count("# <<<\n") == 3
    assert new("schedule", "remove").code == 0
    assert machine.crontab == before


def test_a_crontab_we_may_not_read_is_left_alone(machine: Machine, new: Desk) -> None:
    machine.has("crontab")
    (machine.programs / "crontab").write_text(
        '#!/bin/sh\necho "You (clerk) are not allowed to use this program" >&2\nexit 1\n', "utf-8"
    )
    for verb in ("install", "list", "remove"):
        ran = new("schedule", verb, "--json")
        assert (ran.code, ran.json["error"]["code"]) == (1, "failed")
        assert "not allowed" in ran.json["error"]["message"]


def test_a_crontab_that_refuses_what_we_write_is_told(machine: Machine, new: Desk) -> None:
    machine.has("crontab")
    script = _CRONTAB.replace('/bin/cat > "$KEPT/crontab"', "echo bad minute >&2; exit 1")
    (machine.programs / "crontab").write_text(script, "utf-8")
    ran = new("schedule", "install", "--json")
    assert ran.code == 1
    assert "bad minute" in ran.json["error"]["message"]
    assert not (machine.kept / "crontab").exists()


@pytest.mark.usefixtures("machine")
def test_nothing_that_schedules(new: Desk) -> None:
    ran = new("schedule", "install", "--json")
    assert ran.code == 1
    assert "crontab" in ran.json["error"]["message"]
    assert new("schedule", "print").code == 0
    assert entries(new("schedule", "list", "--json")) == []
    assert new("schedule", "remove").code == 0


def test_cron_goes_before_systemd(machine: Machine, new: Desk) -> None:
    machine.has("systemctl")
    assert new("schedule", "print", "--json").json["data"]["system"] == "systemd"
    machine.has("crontab")
    assert new("schedule", "print", "--json").json["data"]["system"] == "cron"


def test_a_systemd_that_does_not_answer_leaves_no_units(machine: Machine, new: Desk) -> None:
    machine.has("systemctl")
    (machine.kept / "no-bus").touch()
    ran = new("schedule", "install", "--json")
    assert ran.code == 1
    assert not machine.units.exists()
    (machine.kept / "no-bus").unlink()
    assert "enable-linger" in new("schedule", "install").err
    assert {path.suffix for path in machine.units.iterdir()} == {".timer", ".service"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in machine.units.iterdir())
    told = (machine.kept / "systemctl").read_text()
    assert "--user daemon-reload" in told
    assert re.search(r"--user enable --now enforce-winter70-\w+-weekly\.timer", told)
    # Another's unit of a like name is not ours to list or delete.
    (machine.units / "enforce-other.timer").write_text("[Timer]\n")
    new("schedule", "remove")
    assert [path.name for path in machine.units.iterdir()] == ["enforce-other.timer"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("print", "hourly"),
        ("print", "--for", "launchd"),
        ("print", "--at", "25:00"),
        ("print", "--at", "六点"),
        ("install", "weekly", "yearly"),
        ("remove", "never"),
        ("list", "--for", "at"),
    ],
)
def test_what_is_not_understood(machine: Machine, new: Desk, arguments: tuple[str, ...]) -> None:
    machine.has("crontab")
    ran = new("schedule", *arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert not (machine.kept / "crontab").exists()


def test_the_hour_of_the_clerk(machine: Machine, new: Desk) -> None:
    machine.has("crontab")
    for hour in ("05:30", "07:15"):
        (entry,) = entries(new("schedule", "install", "--at", hour, "--json"))
        assert (entry["changed"], entry["next_run"][11:16]) == (True, hour)
    (listed,) = entries(new("schedule", "list", "--json"))
    assert listed["next_run"][11:16] == "07:15"
    assert machine.crontab.count(" run weekly ") == 1


def test_all_campaigns_under_way(machine: Machine, new: Desk) -> None:
    machine.has("crontab")
    for campaign in ("all", "winter70"):
        (entry,) = entries(new("schedule", "install", "--campaign", campaign, "--json"))
        assert entry["campaign"] == campaign
    assert machine.crontab.count(" --campaign all --no-input") == 1
    ran = new("schedule", "install", "--campaign", "nowhere", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (6, "unknown")
    new("schedule", "remove", "--campaign", "all")
    (left,) = entries(new("schedule", "list", "--json"))
    assert left["campaign"] == "winter70"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets no zone for a process")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "Asia/Tokyo"])
def test_the_next_run_is_the_same_in_every_zone(
    machine: Machine, new: Desk, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    if not Path("/usr/share/zoneinfo", zone).exists():
        pytest.skip("no table of zones")
    machine.has("crontab", "schtasks")
    try:
        with monkeypatch.context() as changed:
            changed.setenv("TZ", zone)
            time.tzset()
            for system in ("cron", "windows"):
                (entry,) = entries(new("schedule", "install", "--for", system, "--json"))
                (listed,) = entries(new("schedule", "list", "--for", system, "--json"))
                assert listed["next_run"] == entry["next_run"]
                assert entry["next_run"].endswith("T06:00:00+08:00")
            # The names of the days and the clock alone would do; whoever knows CRON_TZ agrees.
            assert ("CRON_TZ=" in machine.crontab) == (zone == "Asia/Shanghai")
            assert ("夏令时" in machine.crontab) == (zone == "America/New_York")
    finally:
        time.tzset()


def test_the_installed_line_runs(machine: Machine, new: Desk, tmp_path: Path) -> None:
    """From the crontab to the log, as cron does it: /bin/sh, no environment, cwd /."""
    desk = at_path(new, tmp_path / "银州 100%'区")
    machine.has("crontab")
    desk("schedule", "install")
    line = next(each for each in machine.crontab.splitlines() if each[:1].isdigit())
    command = line.split(" ", 5)[5].replace("\\%", "%")
    ran = subprocess.run(
        ["/bin/sh", "-c", command],
        env={"HOME": str(tmp_path), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"},
        cwd="/", stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == (b"", b"")
    assert ran.returncode in (0, 3, 4), ran
    log = (desk.root / "logs" / "cron.log").read_text("utf-8")
    assert "Traceback" not in log
    assert "\x1b" not in log
    assert re.search(r"[一-鿿]", log)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no crontab")
def test_a_real_crontab_takes_the_lines(machine: Machine, new: Desk, tmp_path: Path) -> None:
    """Debian's `crontab -n` checks a file and installs nothing; to others -n means something else."""
    real = next(filter(None, map(shutil.which, ("/usr/bin/crontab", "/bin/crontab"))), None)
    if real is None:
        pytest.skip("no crontab here")
    machine.has("crontab")
    new("schedule", "install", "daily", "weekly", "monthly")
    path = tmp_path / "lines"
    path.write_text(machine.crontab, "utf-8")
    usage = subprocess.run([real, "-h"], capture_output=True, timeout=30, check=False).stderr
    if b"dry run" not in usage:
        pytest.skip("this crontab checks no file")
    ran = subprocess.run([real, "-n", str(path)], capture_output=True, timeout=30, check=False)
    assert ran.returncode == 0, ran.stderr
