"""The table of working days in the workspace: holidays, and the weekends worked for them.

Comes in: workdays.toml, or where there is none yet the years chinesecalendar knows. Goes out: which
day is a working day. Refuses to guess silently: a year that is not in the table goes by the
weekday, and whoever asks can tell (domain.md 10).
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from enforcement_cli.disk.whole import write_whole
from enforcement_cli.model.failure import BadConfiguration, UsageError
from enforcement_cli.workflow.campaign.text import MOST_BYTES
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.workspace import Workspace

_KEYS = ("holidays", "workdays")
_LEAD = """\
# 工作日表：时限、宽限和锁定按它数工作日。可以修改；一年一张表，年份写在方括号里。
# holidays 放假的日子，连着的几天写成 "起/止"；workdays 调休上班的周六、周日。
# 没有写进来的年份，暂按周一至周五上班推算。新的一年公布后：
#   enforce config workdays 2027 --off 2027-01-01/2027-01-03 --on 2027-01-09
"""
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDays:
    """Holidays and worked weekends of the years that are known."""

    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked; by the weekday alone in a year that is not in the table."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def moved(self, day: date, step: int) -> date:
        """`day` where it is worked, else the nearest worked one in the direction of `step`."""
        while not self.is_working(day):
            day += timedelta(days=step)
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself for 0. Backwards below 0."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to `end`."""
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))

    def knows(self, start: date, end: date) -> bool:
        """Whether every year from `start` to `end` is in the table."""
        return all(year in self.years for year in range(start.year, end.year + 1))


def workdays_path(workspace: Workspace) -> Path:
    """Where the table lies."""
    return workspace.root / "workdays.toml"


def workdays_of(workspace: Workspace, *, keep: bool = True) -> WorkDays:
    """The workspace's table; seeded, and kept there unless `keep` is false, where it has none.

    Raises:
        BadConfiguration: the table cannot be read.
    """
    path = workdays_path(workspace)
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise IsADirectoryError(path)
        if path.exists() and path.stat().st_size > MOST_BYTES:
            raise BadConfiguration("工作日表太大，不像是人写的。", where=path.name)
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        text = _seed()
        if keep:
            _write(path, text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(
            "工作日表读不出来。",
            where=path.name,
            remedy="请核对它的权限和编码（UTF-8）；移走它，程序会照自带的另建一份。",
        ) from error
    return parse_workdays(text, path.name)


def parse_workdays(text: str, name: str) -> WorkDays:
    """The table in `text`; `name` is what messages call it.

    Raises:
        BadConfiguration: it is no TOML, or holds something that is no year, day or span.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(
            f"工作日表写法有误（{error}）。", where=name, remedy="请照其他年份的写法改正。"
        ) from error
    found: dict[str, set[date]] = {key: set() for key in _KEYS}
    for year, table in tables.items():
        for key, days in _year(year, table, name).items():
            found[key] |= days
    return WorkDays(
        years=frozenset(map(int, tables)),
        holidays=frozenset(found["holidays"]),
        workdays=frozenset(found["workdays"]),
    )


def add_year(workspace: Workspace, year: int, off: Sequence[str], on: Sequence[str]) -> WorkDays:
    """Put a year into the table in place of what it said of it; the table then.

    What it says already is not written again.

    Raises:
        UsageError: a day or span cannot be read or lies in another year; nothing is changed.
    """
    path = workdays_path(workspace)
    before = workdays_of(workspace)
    try:
        _year(str(year), {"holidays": list(off), "workdays": list(on)}, path.name)
    except BadConfiguration as error:
        raise UsageError(error.message, where=str(year), remedy=error.remedy) from error
    kept = _without(path.read_text("utf-8-sig"), year)
    text = f"{kept.rstrip()}\n\n{_table(year, off, on)}"
    table = parse_workdays(text, path.name)
    if table != before:
        with audited(workspace, "workdays", about={"year": year}):
            _write(path, text)
    return table


def unknown_year_warning(years: Iterable[int]) -> str:
    """What to say of years that are not in the table; empty when there are none."""
    named = sorted(set(years))
    if not named:
        return ""
    said = "、".join(map(str, named))
    return (
        f"警告（E-workdays）：工作日表 workdays.toml 里没有 {said} 年，时限暂按周一至周五推算。"
        f"放假安排公布后请补上：enforce config workdays {named[0]} "
        f"--off {named[0]}-01-01/{named[0]}-01-03 --on 调休上班日"
    )


def _year(year: str, table: Any, name: str) -> dict[str, set[date]]:
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise BadConfiguration(
            f"[{year}] 不是年份。",
            where=name,
            remedy="请写成 [2027]，下面写 holidays 和 workdays。",
        )
    unknown = [key for key in table if key not in _KEYS] if isinstance(table, dict) else [year]
    if unknown:
        raise BadConfiguration(
            f"[{year}] 里不认识 {unknown[0]}。",
            where=name,
            remedy="可以写的是：holidays、workdays。",
        )
    found = {key: _days(table.get(key, []), year, name) for key in _KEYS}
    both = found["holidays"] & found["workdays"]
    if both:
        raise BadConfiguration(
            f"{min(both)} 既写了放假又写了上班。", where=f"{name} [{year}]", remedy="请留下一处。"
        )
    return found


def _days(written: Any, year: str, name: str) -> set[date]:
    days: set[date] = set()
    for text in written if isinstance(written, list) else [written]:
        start, _, end = str(text).partition("/")
        try:
            first, last = date.fromisoformat(start), date.fromisoformat(end or start)
        except ValueError:
            first, last = date.max, date.min
        if not (first <= last and str(first.year) == year == str(last.year)):
            raise BadConfiguration(
                f"“{text}”不是 {year} 年的日子。",
                where=f"{name} [{year}]",
                remedy=f'请写成 "{year}-10-01/{year}-10-07" 或 "{year}-01-04"。',
            )
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return days


def _seed() -> str:
    """The years chinesecalendar knows, the newest first. Imported here alone: it takes its time."""
    from chinese_calendar import constants

    years = sorted({day.year for day in constants.holidays}, reverse=True)
    tables = (
        _table(
            year,
            _spans(sorted(day for day in constants.holidays if day.year == year)),
            _spans(sorted(day for day in constants.workdays if day.year == year)),
        )
        for year in years
    )
    return _LEAD + "\n" + "\n".join(tables)


def _spans(days: Sequence[date]) -> list[str]:
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return [str(a) if a == b else f"{a}/{b}" for a, b in spans]


def _table(year: int, off: Sequence[str], on: Sequence[str]) -> str:
    listed = [", ".join(f'"{day}"' for day in days) for days in (off, on)]
    return f"[{year}]\nholidays = [{listed[0]}]\nworkdays = [{listed[1]}]\n"


def _without(text: str, year: int) -> str:
    """The text without the table of a year: its header and the lines up to the next table."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            inside = line.strip().startswith(f"[{year}]")
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode())
