"""Reads `[routine]` of enforce.toml: what the runs do and where they take their files.

Comes in: the whole file as a Section. Goes out: a Routine, all defaults where nothing is written.
Refuses to look whether a folder or a program is there: a share may be mounted later.
"""

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal

from enforcement_cli.model.routine import FORMATS, GOODS, RUN_KINDS, Delivery, Routine, RunKind
from enforcement_cli.workflow.campaign.section import Section, check_unique, nearest

ROUTINE_KEYS = ("mark", "formats", "publish", "publish_by", "daily_bulletin", "deliver")
DELIVER_KEYS = ("name", "kind", "for", "what", "to", "command", "timeout", "environment_file")
PLACEHOLDERS = ("{folder}", "{files}", "{kind}", "{period}")

_KINDS: tuple[Literal["copy", "command"], ...] = ("copy", "command")
_OF_COMMANDS = ("command", "timeout", "environment_file")
_NAME = re.compile(r"[\w .·—-]{1,40}")
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_TIME = re.compile(r"([1-9]\d{0,3})(s|m)")
_LONGEST_SECONDS = 1800


def read_routine(whole: Section) -> Routine:
    """What `[routine]` says.

    Raises:
        BadConfiguration: with line, key and remedy.
    """
    section = whole.table("routine")
    if section is None:
        return Routine()
    section.check_keys(ROUTINE_KEYS)
    formats = section.texts("formats", Routine().formats)
    for position, word in enumerate(formats):
        _check_word(section, ("formats", position), word, FORMATS)
    publish = section.flag("publish")
    publish_by = section.text("publish_by", "")
    if publish and not publish_by:
        raise section.fault(
            ("publish",), "写了 true，却没有写谁发布。", '请补一行：publish_by = "姓名"'
        )
    deliveries = section.tables("deliver")
    check_unique(deliveries, "name", "名称")
    return Routine(
        mark=section.flag("mark"),
        formats=tuple(dict.fromkeys(formats)),
        publish=publish,
        publish_by=publish_by,
        daily_bulletin=section.flag("daily_bulletin")
        if "daily_bulletin" in section.values
        else None,
        deliveries=tuple(_delivery(each) for each in deliveries),
    )


def _delivery(section: Section) -> Delivery:
    section.check_keys(DELIVER_KEYS, ROUTINE_KEYS)
    name = section.text("name")
    if not _NAME.fullmatch(name) or not name.strip("."):
        raise section.fault(("name",), f"“{name}”不行。", "请用文字、数字，不超过40个字。")
    section.text("kind")
    kind = section.choice("kind", _KINDS, "copy")
    others = _OF_COMMANDS if kind == "copy" else ("to",)
    for key in others:
        if key in section.values:
            raise section.fault((key,), f'和 kind = "{kind}" 不能同时写。', "请去掉一个。")
    return Delivery(
        name=name,
        kind=kind,
        runs=_runs(section),
        goods=section.choice("what", GOODS, "bulletins"),
        to=_absolute(section, "to", section.text("to")) if kind == "copy" else "",
        command=_command(section) if kind == "command" else (),
        seconds=_seconds(section),
        environment_file=_environment_file(section),
    )


def _runs(section: Section) -> tuple[RunKind, ...]:
    words = section.texts("for", RUN_KINDS)
    for position, word in enumerate(words):
        _check_word(section, ("for", position), word, RUN_KINDS)
    return tuple(kind for kind in RUN_KINDS if kind in words)


def _check_word(
    section: Section, path: tuple[str, int], word: str, allowed: tuple[str, ...]
) -> None:
    if word not in allowed:
        raise section.fault(
            path,
            f"写的是“{word}”，没有这种写法。",
            f"{nearest(word, allowed)}可以写的是：{'、'.join(allowed)}。",
        )


def _command(section: Section) -> tuple[str, ...]:
    """The argument list. Cron's PATH is not the clerk's, so the program stands with its folder."""
    if isinstance(section.values.get("command"), str):
        raise section.fault(
            ("command",),
            "是一行文字。",
            '请写成列表，一个参数一项，不经过 shell：["/usr/local/bin/send", "{folder}"]',
        )
    command = section.texts("command")
    if not command:
        raise section.fault(("command",), "没有写。", '请写成：["/usr/local/bin/send", "{files}"]')
    _absolute(section, "command", command[0])
    for position, word in enumerate(command):
        for found in _IN_BRACES.findall(word):
            if found not in PLACEHOLDERS or position == 0:
                raise section.fault(
                    ("command", position),
                    f"第{position + 1}项里的 {found} 不认识。",
                    f"可以写的是：{'、'.join(PLACEHOLDERS)}。",
                )
        if "{files}" in word and word != "{files}":
            raise section.fault(
                ("command", position),
                f"第{position + 1}项里 {{files}} 要单独写一项。",
                '每个文件各成一个参数，例如 ["…/send", "--to", "组", "{files}"]',
            )
    return command


def _absolute(section: Section, key: str, written: str) -> str:
    if not (PurePosixPath(written).is_absolute() or PureWindowsPath(written).is_absolute()):
        raise section.fault(
            (key,), f"“{written}”不是完整路径。", "请从根目录或盘符写起，例如 /mnt/share/战报。"
        )
    return written


def _seconds(section: Section) -> int:
    written = section.text("timeout", "60s")
    match = _TIME.fullmatch(written)
    seconds = int(match[1]) * (60 if match[2] == "m" else 1) if match else 0
    if not 0 < seconds <= _LONGEST_SECONDS:
        raise section.fault(
            ("timeout",), f"“{written}”认不出或太长。", '请写成 "60s" 或 "5m"，最多30分钟。'
        )
    return seconds


def _environment_file(section: Section) -> str:
    written = section.text("environment_file", "")
    return _absolute(section, "environment_file", written) if written else ""
