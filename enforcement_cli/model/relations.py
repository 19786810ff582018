"""Relations by name, as a statement defines them one after the other.

Comes in: name to SQL, each using those before it, and what is asked of them. Goes out: one statement.
Refuses to know what a relation says.
"""

import re
from collections.abc import Container, Mapping
from functools import lru_cache

# They only place and join what tables hold, and are read once. DuckDB writes down whatever WITH names
# before it is read: of every case that is a quarter of a statement's time.
PASSED_ON = frozenset(("effective", "current_cases"))
# `stated` is read twice: what a figure asks of it is narrower than what would be written down.
PASSED_ON_FIGURES = PASSED_ON | {"stated"}

_WORD = re.compile(r"[a-z_]\w*")


def asking(parts: Mapping[str, str], select: str, passed_on: Container[str] = ()) -> str:
    """A SELECT over relations, after the WITH clause that defines those of `parts` it needs, in order.

    An engine plans every relation that is defined, whether anybody reads it or not; over a small
    store that is most of a statement's time.

    Args:
        parts: name to SQL, each using only those before it.
        select: what is asked; begun with a comma, it goes on defining relations.
        passed_on: names of relations that are worked out where they are read, as often as they are.
            Only where those before them are tables: else these are worked out as often, too.
    """
    needed = set(_words(select))
    for name in reversed(list(parts)):
        if name in needed:
            needed |= _words(parts[name])
    defined = ",\n".join(
        f"{name} AS {'NOT MATERIALIZED ' if name in passed_on else ''}(\n{sql}\n)"
        for name, sql in parts.items()
        if name in needed
    )
    return f"WITH {defined}\n{select}" if defined else select


@lru_cache(maxsize=512)
def _words(sql: str) -> frozenset[str]:
    """The words of a statement; a text that says the name of a relation only makes it one too many."""
    return frozenset(_WORD.findall(sql))
