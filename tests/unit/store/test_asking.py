"""A statement defines what it reads, in order, and nothing else."""

import duckdb

from enforcement_cli.model.relations import asking

PARTS = {
    "one": "SELECT 1 AS n",
    "other": "SELECT n + 10 AS n FROM one",
    "returns": "SELECT n FROM one UNION ALL SELECT n FROM returns",
    "total": "SELECT sum(n)::BIGINT AS n FROM returns",
}


def test_what_is_read_through_others_is_defined_and_the_rest_is_not() -> None:
    sql = asking(PARTS, "SELECT n FROM total")
    assert "other" not in sql
    assert sql.index("one AS (") < sql.index("returns AS (") < sql.index("total AS (")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE returns AS SELECT 5 AS n")
        assert connection.execute(sql).fetchall() == [(6,)]


def test_what_reads_no_relation_stands_alone() -> None:
    assert asking(PARTS, "SELECT 'Total' AS n") == "SELECT 'Total' AS n"


def test_a_table_of_another_name_is_not_the_relation() -> None:
    assert asking(PARTS, "SELECT * FROM temp.k1_total") == "SELECT * FROM temp.k1_total"


def test_begun_with_a_comma_it_goes_on_defining() -> None:
    sql = asking(PARTS, ", more AS (SELECT n + 1 AS n FROM other) SELECT n FROM more")
    with duckdb.connect() as connection:
        assert connection.execute(sql).fetchall() == [(12,)]


def test_what_is_passed_on_is_not_written_down() -> None:
    sql = asking(PARTS, "SELECT n FROM other", {"one"})
    assert "one AS NOT MATERIALIZED (" in sql
    assert "other AS (" in sql
