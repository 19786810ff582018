"""Which workbooks are not marked: the kinds that cannot be written back, the parts that may suffer.

Comes in: what kind a file is and the parts by name. Goes out: the reason in the sender's
words, or nothing. Refuses to open anything.
"""

from collections.abc import Mapping

from enforcement_cli.model.grid import FileKind
from enforcement_cli.vocabulary.sendback import delicate_parts, reason_apart

_MARKED_KINDS: tuple[FileKind, ...] = ("xlsx", "xlsm")


class NotMarkable(Exception):
    """A workbook that gets a separate list; the text says why."""


def refuse_kind(kind: FileKind) -> None:
    """Say why a kind of file cannot be marked, if it cannot.

    Raises:
        NotMarkable: with the reason.
    """
    if kind not in _MARKED_KINDS:
        raise NotMarkable(reason_apart(kind) or reason_apart("unreadable"))


def refuse_delicate(parts: Mapping[str, bytes]) -> None:
    """Say what a workbook holds that marking may damage, if it holds any.

    Raises:
        NotMarkable: with the reason: charts, pictures, macros and the like.
    """
    names = [name.lower() for name, data in parts.items() if not _draws_nothing(data)]
    for begins, reason in delicate_parts():
        if any(name.startswith(begins) for name in names):
            raise NotMarkable(reason)


def _draws_nothing(data: bytes) -> bool:
    """A drawing without anything in it, as LibreOffice writes beside comments."""
    return b"wsDr" in data and b"Anchor" not in data
