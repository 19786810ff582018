"""The tables (design.md section 3) and their version."""

SCHEMA_VERSION = 4

# `cells` of a fact: file and sheet by return, row in the table, column in `places`.
_PLACE = "return_id BIGINT NOT NULL, sheet VARCHAR, row INTEGER"

CASE_COLUMNS: dict[str, str] = {
    "case_no": "VARCHAR",
    "case_court": "VARCHAR",
    "case_year": "INTEGER",
    "case_type": "VARCHAR",
    "case_serial": "INTEGER",
    "original_case_no": "VARCHAR",
    "filed_on": "DATE",
    "due_on": "DATE",
    "deducted_days": "BIGINT",
    "cause": "VARCHAR",
    "applicant": "VARCHAR",
    "applicant_kind": "VARCHAR",
    "debtor": "VARCHAR",
    "debtor_kind": "VARCHAR",
    "claim_fen": "BIGINT",
    "closing_claim_fen": "BIGINT",
    "recovered_fen": "BIGINT",
    "received_on": "DATE",
    "waived_fen": "BIGINT",
    "settled_on": "DATE",
    "closed_on": "DATE",
    "close_method": "VARCHAR",
    "officer": "VARCHAR",
    "team": "VARCHAR",
    "is_key": "BOOLEAN",
    "declared_actions": "VARCHAR[]",
    "note": "VARCHAR",
}
# What a statement carries besides its fields: fields taken back, fields declared 不适用, and every
# row that stated it (one case on several sheets is one statement).
CASE_EXTRAS: dict[str, str] = {
    "cleared": "VARCHAR[]",
    "not_applicable": "VARCHAR[]",
    "rows": "VARCHAR[]",
}
RECOVERY_COLUMNS: dict[str, str] = {
    "case_no": "VARCHAR",
    "received_on": "DATE",
    "amount_fen": "BIGINT",
    "manner": "VARCHAR",
}
PAYOUT_COLUMNS: dict[str, str] = {
    "case_no": "VARCHAR",
    "paid_on": "DATE",
    "amount_fen": "BIGINT",
    "payees": "BIGINT",
}
MEASURE_COLUMNS: dict[str, str] = {
    "case_no": "VARCHAR",
    "kind": "VARCHAR",
    "taken_on": "DATE",
    "quantity": "BIGINT",
    "unit": "VARCHAR",
    "amount_fen": "BIGINT",
    "person_key": "VARCHAR",
    "person_kind": "VARCHAR",
    "officer": "VARCHAR",
    "team": "VARCHAR",
    "operation": "VARCHAR",
    "stage": "VARCHAR",
    "field": "VARCHAR",
}
STATEMENT_COLUMNS: dict[str, str] = {
    "action": "VARCHAR",
    "indicator": "VARCHAR",
    "basis": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "value": "BIGINT",
    "unit": "VARCHAR",
    "column_number": "INTEGER",
}
TODO_COLUMNS: dict[str, str] = {
    "case_no": "VARCHAR",
    "matter": "VARCHAR",
    "owner": "VARCHAR",
    "due_on": "DATE",
    "state": "VARCHAR",
}

FACT_TABLES: dict[str, dict[str, str]] = {
    "cases": CASE_COLUMNS | CASE_EXTRAS,
    "recoveries": RECOVERY_COLUMNS,
    "payouts": PAYOUT_COLUMNS,
    "measures": MEASURE_COLUMNS,
    "statements": STATEMENT_COLUMNS,
    "todos": TODO_COLUMNS,
}

_OWN_TABLES = (
    "CREATE TABLE meta (key VARCHAR, value VARCHAR)",
    """CREATE TABLE returns (
        return_id BIGINT, sha256 VARCHAR, file_name VARCHAR, reporting_court VARCHAR,
        campaign VARCHAR, form VARCHAR, period_start DATE, period_end DATE, as_of DATE,
        received_at TIMESTAMP, declared_version INTEGER, row_count INTEGER, held_count INTEGER,
        status VARCHAR, measure_kinds VARCHAR[], mapping VARCHAR, sender VARCHAR)""",
    """CREATE TABLE places (
        return_id BIGINT, sheet VARCHAR, field VARCHAR, column_number INTEGER, header VARCHAR,
        unit VARCHAR, stated VARCHAR, header_first INTEGER, header_last INTEGER, first_row INTEGER,
        last_row INTEGER)""",
    """CREATE TABLE problems (
        problem_id BIGINT, return_id BIGINT, found_at TIMESTAMP, file_name VARCHAR,
        reporting_court VARCHAR, code VARCHAR, severity VARCHAR, effect VARCHAR, sheet VARCHAR,
        row INTEGER, column_number INTEGER, field VARCHAR, case_no VARCHAR, message VARCHAR,
        remedy VARCHAR, subject VARCHAR, value VARCHAR)""",
    """CREATE TABLE events (
        "at" TIMESTAMP, what VARCHAR, return_id BIGINT, problem_id BIGINT, "by" VARCHAR,
        reason VARCHAR, until DATE, within VARCHAR, court VARCHAR, form VARCHAR, campaign VARCHAR,
        period_start DATE, period_end DATE, detail VARCHAR)""",
    """CREATE TABLE publications (
        issue INTEGER, campaign VARCHAR, kind VARCHAR, period_start DATE, period_end DATE,
        known_at TIMESTAMP, issued_at TIMESTAMP, figures VARCHAR, files VARCHAR, state VARCHAR,
        bulletin VARCHAR, templates VARCHAR, definitions VARCHAR, hashes VARCHAR,
        issued_by VARCHAR, reason VARCHAR, corrects INTEGER, folder VARCHAR)""",
)


def statements() -> tuple[str, ...]:
    """The DDL of an empty store, in order."""
    facts = tuple(
        f"CREATE TABLE {table} ({_PLACE}, "
        + ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        + ")"
        for table, columns in FACT_TABLES.items()
    )
    version = f"INSERT INTO meta VALUES ('schema_version', '{SCHEMA_VERSION}')"
    return (*_OWN_TABLES, *facts, version)
