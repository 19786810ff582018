"""How large the list of members is that a zip file declares, before anybody reads it.

Comes in: an open file. Goes out: nothing. Refuses a list that would take more memory than the
members: a million entries fit into a few dozen MiB, and become objects one by one.
"""

import struct
from collections.abc import Iterator
from typing import IO

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_SAID_ELSEWHERE = 0xFFFFFFFF  # in the record of large files
_TAIL = (1 << 16) + 22 + 76  # the longest comment, the record before it, the one of large files


def refuse_crowded(stream: IO[bytes], limits: Limits) -> None:
    """Refuse a zip whose list of members is too large; the stream is left at its beginning.

    Raises:
        Refused: F-01.
    """
    stream.seek(max(stream.seek(0, 2) - _TAIL, 0))
    tail = stream.read(_TAIL)
    stream.seek(0)
    # Which of several records counts is each reader's choice: none may be too large.
    short = [size for size in _sizes(tail, _END, "<I", 12) if size != _SAID_ELSEWHERE]
    if max((*short, *_sizes(tail, _END_64, "<Q", 40)), default=0) > limits.directory_bytes:
        raise Refused("F-01", reason="压缩包里的文件多得超过上限")


def _sizes(tail: bytes, mark: bytes, form: str, offset: int) -> Iterator[int]:
    """The size of the list by every record of a sort."""
    place = tail.find(mark)
    while place >= 0:
        if place + offset + struct.calcsize(form) <= len(tail):
            yield struct.unpack_from(form, tail, place + offset)[0]
        place = tail.find(mark, place + 1)
