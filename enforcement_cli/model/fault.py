"""What a bug of ours leaves to be found: the kinds of its exceptions and where they came from.

Comes in: an exception. Goes out: text. Refuses its message and every local value: both may hold
what stood in a cell, and such a record is sent to strangers.
"""

import traceback

_HEAD = "Traceback (most recent call last):\n"


def outline(error: BaseException) -> str:
    """Frames and kind of an exception and of those behind it, the first cause first."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        frames = "".join(traceback.format_tb(current.__traceback__))
        parts.append(f"{_HEAD}{frames}{kind.__module__}.{kind.__qualname__}\n")
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\n".join(reversed(parts))
