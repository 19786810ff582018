"""The relations of one moment worked out once, for all that one command asks of it.

Comes in: a connection and the relations of a view, each using those before it. Goes out: the same
names as plain reads of temporary tables. Refuses to know whether the store has changed since: the
tag says which state of it is meant.
"""

from collections.abc import Mapping

from enforcement_cli.model.relations import PASSED_ON, asking
from enforcement_cli.store.session import Connection, first_row

# What only picks and places columns of the ledgers is read anew each time, and of it what is asked:
# kept as a table it would be the ledgers once more.
_READ_ANEW = frozenset(
    ("unit_said", "stated", "effective", "current_cases", "ledger_flows", "receipts")
)


def settled(connection: Connection, parts: Mapping[str, str], tag: str) -> dict[str, str]:
    """Name to SQL, as `parts`, of tables made now or by an earlier call with the same tag.

    Most of the time of a statement over the relations is its planning, which grows with every use
    of every relation; a report makes half a dozen such statements.

    Args:
        connection: of an open store.
        parts: the relations in order.
        tag: names the moment and the state of the store; letters and digits.
    """
    plain = {
        name: sql if name in _READ_ANEW else f"SELECT * FROM temp.{tag}_{name}"
        for name, sql in parts.items()
    }
    last = f"{tag}_{next(reversed(plain))}"
    made = first_row(
        connection,
        "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = ?",
        [last],
    )
    if made != (1,):
        before: dict[str, str] = {}
        for name, sql in parts.items():
            if name not in _READ_ANEW:
                rows = asking(before, sql, PASSED_ON)
                connection.execute(f"CREATE OR REPLACE TEMP TABLE {tag}_{name} AS {rows}")
            before[name] = plain[name]
    return plain
