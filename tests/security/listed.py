"""Payloads out of files: one a line, signs that no line can hold written as in Python.

Lines that begin with `##` say what the next are.
"""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "payloads"
_SIGN = re.compile(r"\\(?:n|t|r|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_NAMED = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}


def payloads(name: str) -> list[str]:
    """The payloads of a list, decoded; each stands there once."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").split("\n")
    found = [_SIGN.sub(_decoded, line) for line in lines if line and not line.startswith("##")]
    assert len(set(found)) == len(found)
    return found


def _decoded(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _NAMED[found[0]]
