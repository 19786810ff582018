"""Relations by name, as a statement defines them one after the other.

Comes in: name to SQL, each using those before it. Goes out: a WITH clause. Refuses to know what a
relation says.
"""

from collections.abc import Container, Mapping

# They only place and join what tables hold, and are read once. DuckDB writes down whatever WITH names
# before it is read: of every case that is a quarter of a statement's time.
PASSED_ON = frozenset(("effective", "current_cases"))
# `stated` is read twice: what a figure asks of it is narrower than what would be written down.
PASSED_ON_FIGURES = PASSED_ON | {"stated"}


def with_clause(parts: Mapping[str, str], passed_on: Container[str] = ()) -> str:
    """The WITH clause that defines `parts` in order.

    Args:
        parts: name to SQL.
        passed_on: names of relations that are worked out where they are read, as often as they are.
            Only where those before them are tables: else these are worked out as often, too.
    """
    defined = (
        f"{name} AS {'NOT MATERIALIZED ' if name in passed_on else ''}(\n{sql}\n)"
        for name, sql in parts.items()
    )
    return "WITH " + ",\n".join(defined) + "\n"
