"""The routine as tasks of the Windows Task Scheduler, in a folder of their own.

Comes in: jobs. Goes out: the XML of their tasks; tasks made or deleted by schtasks. Refuses to ask
for an administrator: a task runs as the clerk, while the clerk is logged on.
"""

import re
import subprocess
from datetime import datetime, time, timezone
from xml.sax.saxutils import escape, unescape

from enforcement_cli.disk.whole import passing_folder, write_whole
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.workflow.schedule.calls import call, call_well
from enforcement_cli.workflow.schedule.jobs import (
    KIND_NAMES,
    Beat,
    Installed,
    Job,
    in_zone,
    machine_zone,
    next_run,
    said,
)

_FOLDER = "\\enforce\\"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_ARGUMENTS = re.compile(
    r'run (daily|weekly|monthly) -C (?:"(.+)"|(\S+)) --campaign (\S+) --no-input -q$'
)
_TASK = """\
<?xml version="1.0"{encoding}?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{what}</Description>
    <URI>{name}</URI>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
      {days}
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def task_name(job: Job) -> str:
    """What the Task Scheduler calls the job."""
    return _FOLDER + job.name


def task_xml(job: Job, at: datetime, encoding: str = "") -> str:
    """A job's task; it first starts at its next moment after `at`, by the machine's clock.

    A machine that was off then starts it as soon as it can, and never a second beside a first.
    """
    zone = machine_zone(at)
    beat = in_zone(job.beat, zone)
    start = next_run(beat, at.astimezone(timezone(zone.offset)))
    if start is None:
        raise ValueError(beat)
    program, *arguments = job.command
    return _TASK.format(
        encoding=f' encoding="{encoding}"' if encoding else "",
        what=escape(f"enforce {KIND_NAMES[job.kind]}：{said(job.beat)}（北京时间）"),
        name=task_name(job),
        start=f"{start:%Y-%m-%dT%H:%M:%S}",
        days=_days(beat),
        program=escape(program),
        arguments=escape(subprocess.list2cmdline(arguments)),
    )


def install_windows(job: Job, at: datetime) -> bool:
    """Make a job's task, in place of an earlier one; False: it was there already.

    Raises:
        EnforceError: schtasks refused.
    """
    there = call("schtasks", "/Query", "/TN", task_name(job)).code == 0
    with passing_folder(job.root / "logs") as folder:
        path = folder / "task.xml"
        # schtasks takes nothing but UTF-16 with its mark.
        write_whole(path, task_xml(job, at, "UTF-16").replace("\n", "\r\n").encode("utf-16"))
        call_well("schtasks", "/Create", "/TN", task_name(job), "/XML", str(path), "/F")
    return not there


def remove_windows(found: Installed) -> bool:
    """Delete a job's task.

    Raises:
        EnforceError: schtasks refused.
    """
    call_well("schtasks", "/Delete", "/TN", found.name, "/F")
    return True


def installed_windows(at: datetime) -> tuple[Installed, ...]:
    """The tasks in our folder.

    Raises:
        EnforceError: schtasks does not run.
    """
    listed = call("schtasks", "/Query", "/FO", "CSV", "/NH").out.decode("ascii", "replace")
    names = sorted(set(re.findall(r'^"(\\enforce\\enforce-[^"]+)"', listed, re.MULTILINE)))
    return tuple(filter(None, (_installed(name, at) for name in names)))


def _installed(name: str, at: datetime) -> Installed | None:
    try:
        text = _shown(call_well("schtasks", "/Query", "/TN", name, "/XML").out)
    except EnforceError:
        # Deleted between the list and the question.
        return None
    written = re.search(r"<Arguments>(.*?)</Arguments>", text, re.DOTALL)
    told = _ARGUMENTS.search(unescape(written[1])) if written else None
    if told is None:
        return Installed(
            system="windows", name=name, kind="", root="", campaign="", next_run=None
        )  # fmt: skip
    return Installed(
        system="windows", name=name, kind=told[1], root=told[2] or told[3], campaign=told[4],
        next_run=_next(text, at),
    )  # fmt: skip


def _shown(data: bytes) -> str:
    """What schtasks prints: UTF-16 into a file, the console's code page into a pipe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("ascii", "replace")


def _next(text: str, at: datetime) -> datetime | None:
    start = re.search(r"<StartBoundary>\d{4}-\d\d-\d\dT(\d\d):(\d\d)", text)
    if start is None:
        return None
    weekday = re.search(r"<DaysOfWeek>\s*<(\w+) ?/>\s*</DaysOfWeek>", text)
    day = re.search(r"<Day>(\d+)</Day>", text)
    beat = Beat(
        at=time(int(start[1]), int(start[2])),
        weekday=_DAYS.index(weekday[1]) if weekday else None,
        month_day=int(day[1]) if day else None,
    )
    moment = next_run(beat, at.astimezone(timezone(machine_zone(at).offset)))
    return moment.astimezone(BEIJING) if moment else None


def _days(beat: Beat) -> str:
    if beat.weekday is not None:
        days = f"<DaysOfWeek><{_DAYS[beat.weekday]} /></DaysOfWeek>"
        return f"<ScheduleByWeek>{days}<WeeksInterval>1</WeeksInterval></ScheduleByWeek>"
    if beat.month_day is None:
        return "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    months = "".join(f"<{month} />" for month in _MONTHS)
    days = f"<DaysOfMonth><Day>{beat.month_day}</Day></DaysOfMonth>"
    return f"<ScheduleByMonth>{days}<Months>{months}</Months></ScheduleByMonth>"
