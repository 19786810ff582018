"""The condition of an indicator, tried before anything is counted by it.

Comes in: the text after `where`. Goes out: nothing, or a sentence that says what is wrong with it.
Refuses everything but one expression over the columns of a fact: no second statement, no query of
its own, no comment, no function that another engine would not know.
"""

import difflib
import re
from functools import cache

# The columns of `facts` that a condition may name, and their types.
FACT_COLUMNS = {
    "court": "VARCHAR",
    "team": "VARCHAR",
    "officer": "VARCHAR",
    "case_no": "VARCHAR",
    "case_type": "VARCHAR",
    "filed_on": "DATE",
    "closed_on": "DATE",
    "close_method": "VARCHAR",
    "due_on": "DATE",
    "settled_on": "DATE",
    "limit_on": "DATE",
    "is_key": "BOOLEAN",
    "money_told": "BOOLEAN",
    "day": "DATE",
    "nature": "VARCHAR",
    "kind": "VARCHAR",
    "stage": "VARCHAR",
    "operation": "VARCHAR",
    "claim_fen": "BIGINT",
    "final_claim_fen": "BIGINT",
    "amount_fen": "BIGINT",
    "waived_fen": "BIGINT",
    "quantity": "BIGINT",
    "days": "BIGINT",
    "natural_days": "BIGINT",
    "deducted_days": "BIGINT",
}
_WINDOW = {"window_start": "DATE", "window_end": "DATE"}
# A value of each type: over NULL alone no wrong type would be noticed.
_SOME = {"VARCHAR": "''", "DATE": "'2026-01-01'", "BIGINT": "1", "BOOLEAN": "true"}
_WORDS = frozenset({
    "and", "or", "not", "in", "is", "null", "between", "like", "true", "false", "case", "when",
    "then", "else", "end", "date", "interval", "year", "month", "day",
})  # fmt: skip
_FUNCTIONS = frozenset({
    "coalesce", "abs", "least", "greatest", "nullif", "length", "lower", "upper", "year", "month",
})  # fmt: skip
_TEXT = re.compile(r"'(?:[^']|'')*'")
_TOKEN = re.compile(
    r"\s+|'(?:[^']|'')*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|<>|!=|\|\||[=<>+*/%(),-]|.", re.DOTALL
)
_SIGNS = frozenset(["<=", ">=", "<>", "!=", *"=<>+*/%(),-"])


@cache
def fault_of(where: str) -> str:
    """What is wrong with a condition, in one clause; empty when nothing is.

    >>> fault_of("close_method = 'completed'"), fault_of("clsed_on IS NULL")
    ('', '没有“clsed_on”这一列，是不是 closed_on？')
    """
    tokens = [token for token in _TOKEN.findall(where) if not token.isspace()]
    for place, token in enumerate(tokens, 1):
        fault = _of_token(token, "".join(tokens[place : place + 1]))
        if fault:
            return fault
    plain = _TEXT.sub("''", where)
    return "里面不能有注释" if "--" in plain or "/*" in plain else _of_whole(where)


def _of_token(token: str, after: str) -> str:
    if token[0] == "'" and len(token) > 1:
        return ""
    if not (token[0].isalpha() or token[0] == "_"):
        known = token in _SIGNS or token[0].isdecimal()
        return "" if known else f"不能有“{token}”，只写一个条件，不写语句"
    word = token.lower()
    if word in {"select", "from", "with", "union", "exists"}:
        return f"不能有 {token.upper()}，只写一个条件，不写语句"
    if after == "(" and word not in _WORDS | _FUNCTIONS:
        return f"不能用函数“{token}”，可用的是 {'、'.join(sorted(_FUNCTIONS))}"
    if word in _WORDS | _FUNCTIONS or token in FACT_COLUMNS or token in _WINDOW:
        return ""
    near = difflib.get_close_matches(token, [*FACT_COLUMNS, *_WINDOW], n=1)
    meant = f"，是不是 {near[0]}？" if near else f"；可用的列：{'、'.join(FACT_COLUMNS)}"
    return f"没有“{token}”这一列{meant}"


def _of_whole(where: str) -> str:
    """What the engine says of the condition over some fact: brackets, order, types."""
    import duckdb

    columns = ", ".join(
        f"CAST({_SOME[kind]} AS {kind}) AS {name}"
        for name, kind in {**FACT_COLUMNS, **_WINDOW}.items()
    )
    # Only a yes or no may stand there: a bare column or a sum is a mistake.
    sql = f"SELECT typeof(({where})), ({where}) FROM (SELECT {columns}) AS facts"
    try:
        with duckdb.connect() as connection:
            found = connection.execute(sql).fetchall()
    except duckdb.Error as error:
        return f"读不懂（{str(error).splitlines()[0]}）"
    return "" if found[0][0] == "BOOLEAN" else "不是一个条件，结果要是“是”或“否”"
