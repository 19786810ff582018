"""File names made of what people typed: courts, operations, names of received files.

Comes in: any text. Goes out: a part of a file name that Linux, Windows and a memory stick all take.
Refuses to know folders.
"""

import re
import unicodedata

# UTF-8: with a prefix, a number and a suffix it stays below the 255 of every file system.
_MOST_BYTES = 200
_FORBIDDEN = frozenset('/\\:*?"<>|')
# Windows takes these for devices, whatever follows after a dot.
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
_NAMELESS = "未命名"


def safe_name(text: str) -> str:
    """A file name every system takes, made of any text.

    Control, bidirectional and other signs that are not seen become a low line.

    >>> safe_name("a/b:c")
    'a_b_c'
    >>> safe_name("aux.2026 . ")
    '_aux.2026'
    """
    bare = "".join("_" if sign in _FORBIDDEN or _is_unseen(sign) else sign for sign in text)
    cut = bare.strip(". ").encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(". ")
    return (f"_{cut}" if _DEVICE.match(cut) else cut) or _NAMELESS


def _is_unseen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind.startswith("C") or kind in ("Zl", "Zp")
