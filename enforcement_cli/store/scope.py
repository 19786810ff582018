"""The courts whose doubts a change of returns can touch, and the store narrowed to them.

Comes in: courts whose returns changed. Goes out: those and all that share a case with them, over
any number of steps, and tables that show only their returns. A case, a slot, a column or a list
never reaches beyond such a group; what does (the middle of all courts, figures of aggregate
returns) is not asked here. Refuses to look for a doubt.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection

# The court in the number of a case, as it is printed: （2026）辽1202执123号.
_COURT_OF = "regexp_extract({number}, '）([^0-9]*[0-9]*)[^0-9]', 1)"
# Every case a return speaks of, and the court in its number.
_MENTIONS = f"""
    SELECT return_id, case_no, case_court AS named FROM cases WHERE {{chosen}}
    UNION ALL
    SELECT return_id, original_case_no, {_COURT_OF.format(number="original_case_no")} FROM cases
    WHERE original_case_no IS NOT NULL AND {{chosen}}
    UNION ALL
    SELECT return_id, case_no, {_COURT_OF.format(number="case_no")} FROM recoveries
    WHERE {{chosen}}
    UNION ALL
    SELECT return_id, case_no, {_COURT_OF.format(number="case_no")} FROM payouts
    WHERE {{chosen}}"""
_FOREIGN = "named IS DISTINCT FROM reporting_court AND case_no IS NOT NULL"


def foreign_returns(connection: Connection, after: int) -> list[int]:
    """Returns numbered above `after` that speak of a case with another court in its number."""
    mentions = _MENTIONS.format(chosen=f"return_id > {int(after)}")
    rows = connection.execute(f"""
        SELECT DISTINCT return_id
        FROM (SELECT DISTINCT return_id, named,
                     CASE WHEN case_no IS NOT NULL THEN 1 END AS case_no FROM ({mentions}))
        JOIN returns USING (return_id) WHERE {_FOREIGN} ORDER BY return_id""")
    return [row[0] for row in rows.fetchall()]


def linked_courts(
    connection: Connection, courts: frozenset[str], foreign: Sequence[int]
) -> frozenset[str]:
    """The courts and every court that shares a case with one of them, directly or through others.

    Args:
        connection: of an open store.
        courts: where to begin.
        foreign: all returns that `foreign_returns` finds: of two courts that share a case one
            speaks of a number that is not its own.
    """
    if not foreign:
        return courts
    numbers = ", ".join(f"({int(number)})" for number in foreign)
    mentions = _MENTIONS.format(
        chosen=f"return_id IN (SELECT number FROM (VALUES {numbers}) AS v(number))"
    )
    spoken = connection.execute(f"""
        SELECT DISTINCT reporting_court, case_no, named FROM ({mentions})
        JOIN returns USING (return_id)
        WHERE {_FOREIGN} AND reporting_court IS NOT NULL""").fetchall()
    found = courts
    while True:
        near = {case for court, case, named in spoken if court in found or named in found}
        of_case: dict[str, set[str]] = {}
        for court, case, _ in spoken:
            if case in near:
                of_case.setdefault(case, set()).add(court)
        asked = found | {named for _, case, named in spoken if case in near and named}
        for court, case in _speaking(connection, asked, near):
            of_case.setdefault(case, set()).add(court)
        wider = found.union(*(group for group in of_case.values() if group & found))
        if wider == found:
            return found
        found = wider


def _speaking(
    connection: Connection, courts: frozenset[str], cases: set[str]
) -> list[tuple[str, str]]:
    """(court, case) of the courts that speak of these cases."""
    if not cases:
        return []
    among = ", ".join(map(sql_text, sorted(courts)))
    own = f"return_id IN (SELECT return_id FROM returns WHERE reporting_court IN ({among}))"
    mentions = _MENTIONS.format(chosen=own)
    return connection.execute(
        f"""
        SELECT DISTINCT reporting_court, case_no FROM ({mentions})
        JOIN returns USING (return_id) WHERE list_contains(?, case_no)""",
        [sorted(cases)],
    ).fetchall()


def statements_of_courts(connection: Connection) -> dict[str, int]:
    """How many rows of ledgers each court that sent anything has in the store."""
    rows = connection.execute("""
        SELECT r.reporting_court, coalesce(sum(n.statements), 0)::BIGINT
        FROM returns r LEFT JOIN (
            SELECT return_id, count(*) AS statements FROM cases GROUP BY return_id) n
          ON n.return_id = r.return_id
        WHERE r.reporting_court IS NOT NULL GROUP BY r.reporting_court ORDER BY 1""")
    return dict(rows.fetchall())


@contextmanager
def narrowed(connection: Connection, courts: frozenset[str]) -> Iterator[None]:
    """While in the block the store's tables hold the returns of these courts alone; to be read only.

    Temporary tables of the same names stand before the store's own. Events stay as they are: the
    last word on a problem is told by their order.
    """
    among = ", ".join(map(sql_text, sorted(courts)))
    connection.execute(
        f"CREATE TEMP TABLE returns AS SELECT * FROM returns WHERE reporting_court IN ({among})"
    )
    made = ["returns"]
    for table in ("places", "problems", *FACT_TABLES):
        # By a join, which reads the other columns of these rows alone: a list of numbers reads all.
        connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT * FROM {table}"
            " WHERE return_id IN (SELECT return_id FROM returns)"
        )
        made.append(table)
    try:
        yield
    finally:
        for table in made:
            connection.execute(f"DROP TABLE temp.{table}")
