"""The doctor looks at the machine: its clock, its encodings, what is installed.

Comes in: a moment. Goes out: findings. Refuses to know the workspace, and to change the machine.
"""

import importlib.metadata
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from enforcement_cli import __version__
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.render.pdf import office
from enforcement_cli.workflow.care.finding import Finding, found, listed

_YEARS = range(2024, 2100)
_PACKAGE = "enforce-desk"
_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)\s*(?:\[[^]]*\])?[^;]*?>=\s*([0-9][0-9.]*)")
_PATIENCE_SECONDS = 20


def check_machine(at: datetime) -> Iterator[Finding]:
    """Every finding about the machine."""
    yield from _clock(at)
    yield from _locale()
    yield from _pdf()
    yield _versions()


def _clock(at: datetime) -> Iterator[Finding]:
    now = f"{at:%Y-%m-%d %H:%M}"
    if at.year not in _YEARS:
        yield found("clock", "absurd", now=now)
        return
    if at.astimezone().utcoffset() != timedelta(hours=8):
        yield found("clock", "zone")
    yield found("clock", "ok", now=f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}")


def _locale() -> Iterator[Finding]:
    files = sys.getfilesystemencoding()
    if files.lower() not in ("utf-8", "utf8"):
        yield found("locale", "files", encoding=files)
        return
    output = getattr(sys.stdout, "encoding", None) or files
    if output.lower() not in ("utf-8", "utf8"):
        yield found("locale", "output", encoding=output)
        return
    yield found("locale", "ok", encoding="UTF-8")


def _pdf() -> Iterator[Finding]:
    if office() is None:
        yield found("pdf", "office")
    elif not _has_chinese_fonts():
        yield found("pdf", "fonts")


def _has_chinese_fonts() -> bool:
    """Whether a Chinese font is installed; yes where nothing can tell (Windows brings them)."""
    program = shutil.which("fc-list")
    if program is None:
        return True
    try:
        told = subprocess.run(  # noqa: S603  # no shell; every argument is our own
            [program, ":lang=zh", "family"], capture_output=True, check=False,
            timeout=_PATIENCE_SECONDS, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return True
    return told.returncode != 0 or bool(told.stdout.strip())


def _versions() -> Finding:
    facts = {"version": __version__, "python": f"Python {platform.python_version()}"}
    try:
        wanted = importlib.metadata.requires(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return found("versions", "unknown", **facts)
    poor = [name for name, least in _required(wanted) if not _is_there(name, least)]
    if poor:
        return found("versions", "missing", names=listed(poor, len(poor)))
    return found("versions", "ok", **facts)


def _required(wanted: list[str]) -> Iterator[tuple[str, str]]:
    """The libraries that every installation needs, each with the least version."""
    for line in wanted:
        spec, _, marker = line.partition(";")
        if "extra" not in marker and (parts := _REQUIREMENT.match(spec)):
            yield parts[1], parts[2]


def _is_there(name: str, least: str) -> bool:
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return _numbers(installed) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
