"""On which line of a TOML text each table, key and list element stands.

Comes in: a text that tomllib has accepted. Goes out: line numbers by key path. Refuses to know
values and to judge the text: tomllib gives the values but no lines, this gives the lines only.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

# A list element counts from 0: ("campaign", 0, "action", 2, "causes", 1).
KeyPath = tuple[str | int, ...]

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_KEY = re.compile(r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[ \t]*\.[ \t]*)+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineIndex:
    """Line of every key path that is written in the text, counted from 1."""

    lines: Mapping[KeyPath, int]

    def line_of(self, path: KeyPath) -> int:
        """The line of `path`, or of the nearest table around it that is written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def index_lines(text: str) -> LineIndex:
    """Find the line of every table, key and list element of a valid TOML text."""
    scan = _Scan(text=text.replace("\r\n", "\n"))
    table: KeyPath = ()
    while scan.skip_blank():
        if scan.text[scan.at] == "[":
            table = _header(scan)
        else:
            _pair(scan, table)
    return LineIndex(lines=scan.lines)


@dataclass(slots=True, kw_only=True)
class _Scan:
    """Where the scan stands, what it has found, and how many elements each table array has.

    `line` is the line of position `counted`; records come in the order of the text.
    """

    text: str
    at: int = 0
    line: int = 1
    counted: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    def skip_blank(self) -> bool:
        """Pass spaces, line ends and comments; whether anything is left."""
        return self.skip(_BLANK) is not None and self.at < len(self.text)

    def skip(self, pattern: re.Pattern[str]) -> str | None:
        """Pass what `pattern` matches here and give it; None when it does not match."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match[0]

    def record(self, path: KeyPath) -> None:
        """Note the present line for `path` and for tables a dotted key makes on the way."""
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        for depth in range(1, len(path) + 1):
            self.lines.setdefault(path[:depth], self.line)


def _key(scan: _Scan) -> tuple[str, ...]:
    """A dotted key; tomllib itself undoes quotes and escapes."""
    written = scan.skip(_KEY) or ""
    parts: list[str] = []
    node: object = tomllib.loads(f"{written}=0")
    while isinstance(node, dict):
        part, node = next(iter(node.items()))
        parts.append(part)
    return tuple(parts)


def _header(scan: _Scan) -> KeyPath:
    repeated = scan.text.startswith("[[", scan.at)
    start = scan.at
    scan.at += 2 if repeated else 1
    scan.skip(_BLANK)
    *outer, last = _key(scan)
    path: KeyPath = ()
    for part in outer:
        path = (*path, part)
        if path in scan.counts:
            path = (*path, scan.counts[path] - 1)
    path = (*path, last)
    if repeated:
        number = scan.counts.get(path, 0)
        scan.counts[path] = number + 1
        path = (*path, number)
    end = scan.text.index("]", scan.at) + (2 if repeated else 1)
    scan.at = start
    scan.record(path)
    scan.at = end
    return path


def _pair(scan: _Scan, table: KeyPath) -> None:
    start = scan.at
    path = (*table, *_key(scan))
    end, scan.at = scan.at, start
    scan.record(path)
    scan.at = scan.text.index("=", end) + 1
    _value(scan, path)


def _value(scan: _Scan, path: KeyPath) -> None:
    scan.skip_blank()
    opening = scan.text[scan.at]
    if opening == "[":
        scan.at += 1
        number = 0
        while scan.skip_blank() and scan.text[scan.at] != "]":
            scan.record((*path, number))
            _value(scan, (*path, number))
            number += 1
            _pass_comma(scan)
        scan.at += 1
    elif opening == "{":
        scan.at += 1
        while scan.skip_blank() and scan.text[scan.at] != "}":
            _pair(scan, path)
            _pass_comma(scan)
        scan.at += 1
    elif scan.skip(_STRING) is None:
        scan.skip(_SCALAR)


def _pass_comma(scan: _Scan) -> None:
    scan.skip_blank()
    if scan.text.startswith(",", scan.at):
        scan.at += 1
