"""How questions are answered in SQL: conditions as bits, facts alike counted together.

Comes in: questions as rows, each with the conditions a fact must meet, and the relation `facts`. Goes
out: relations and a SELECT of answers. Every condition is worked out once a fact and kept as a bit,
facts with the same bits are one row, and a question is a row that asks for its bits. So the statement
grows by a line a question, and its planning hardly at all. Refuses to know indicators and windows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# Facts that add, the middle of facts, different cases, different persons.
Way = Literal["sums", "median", "distinct", "persons"]
WAYS: tuple[Way, ...] = ("sums", "median", "distinct", "persons")
# Bits of one BIGINT that are surely not its sign.
_BITS = 60
# What tells facts apart besides their bits and groups. A row that names no case is one by itself.
_APART = {
    "distinct": """coalesce(case_no, concat(coalesce(CAST(return_id AS VARCHAR), ''), '!',
               coalesce(sheet, ''), '!', coalesce(CAST(row AS VARCHAR), '')))""",
    "persons": "person_key",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: of which kind of fact, what is added (empty: rows), and what a fact must meet.

    `whole`: one answer over all groups, whose columns are NULL.
    """

    place: int
    source: str
    what: str
    whole: bool
    conditions: tuple[str, ...]


def answering(
    way: Way, asked: Sequence[Asked], groups: Sequence[str]
) -> tuple[dict[str, str], str]:
    """Relations over `facts`, and the SELECT of answers: place, groups, and three values.

    The three are: the quantity (of a median twice it, which is a whole number), distinct persons,
    events without a person key.
    """
    bits = {text: i for i, text in enumerate(dict.fromkeys(c for a in asked for c in a.conditions))}
    words = range(max(1, -(-len(bits) // _BITS)))
    amounts = tuple(dict.fromkeys(one.what for one in asked if one.what))
    masks = ", ".join(f"w{word}" for word in words)
    apart = ("thing",) if way in _APART else amounts if way == "median" else ()
    keys = ", ".join(("source", masks, *groups, *apart))
    sums = "" if way == "median" else "".join(f", sum({name}) AS {name}" for name in amounts)
    meets = " AND ".join(f"(c.w{i} & a.m{i}) = a.m{i}" for i in words)
    classes = "".join(f", c.w{i}" for i in words)
    parts = {
        f"flagged_{way}": _flagged(way, bits, groups, (asked, amounts)),
        f"alike_{way}": f"""
    SELECT {keys}, count(*) AS facts_alike{sums} FROM flagged_{way} GROUP BY {keys}""",
        # Which facts a question is about is found over the few that differ, not over all.
        f"classes_{way}": f"SELECT DISTINCT source, {masks} FROM alike_{way}",
        f"asked_{way}": f"""
    SELECT a.place, a.what, a.whole, c.source{classes}
    FROM ({_questions(asked, bits, words)}) a
    JOIN classes_{way} c ON c.source = a.source AND {meets}""",
    }
    same = " AND ".join(f"f.w{i} = a.w{i}" for i in words)
    rows = f"asked_{way} a JOIN alike_{way} f ON f.source = a.source AND {same}"
    return parts, _select(way, rows, amounts, groups)


def _flagged(
    way: Way,
    bits: dict[str, int],
    groups: Sequence[str],
    of: tuple[Sequence[Asked], Sequence[str]],
) -> str:
    """Every fact with the conditions it meets, a bit each."""
    asked, amounts = of
    words: list[list[str]] = [[] for _ in range(max(1, -(-len(bits) // _BITS)))]
    for text, place in bits.items():
        words[place // _BITS].append(f"CASE WHEN {text} THEN {1 << place % _BITS} ELSE 0 END")
    masks = ",\n           ".join(
        f"CAST({' + '.join(word) or '0'} AS BIGINT) AS w{i}" for i, word in enumerate(words)
    )
    thing = f"{_APART[way]} AS thing, " if way in _APART else ""
    columns = ", ".join(("source", *groups, *amounts))
    sources = ", ".join(f"'{name}'" for name in sorted({one.source for one in asked}))
    return f"""
    SELECT {columns}, {thing}{masks}
    FROM facts WHERE source IN ({sources})"""


def _questions(asked: Sequence[Asked], bits: dict[str, int], words: range) -> str:
    """The questions as rows: place, table, what is added, and the bits a fact must have."""
    lines = []
    for one in asked:
        masks = [0 for _ in words]
        for text in one.conditions:
            masks[bits[text] // _BITS] |= 1 << bits[text] % _BITS
        needs = ", ".join(str(mask) for mask in masks)
        whole = str(one.whole).lower()
        lines.append(f"({one.place}, '{one.source}', '{one.what or 'rows'}', {whole}, {needs})")
    names = ", ".join(f"m{i}" for i in words)
    typed = ", ".join(f"CAST(m{i} AS BIGINT) AS m{i}" for i in words)
    return f"""
    SELECT place, source, what, whole, {typed}
    FROM (VALUES {", ".join(lines)}) AS v(place, source, what, whole, {names})"""


def _select(way: Way, rows: str, amounts: Sequence[str], groups: Sequence[str]) -> str:
    mine = {group: f"CASE WHEN a.whole THEN NULL ELSE f.{group} END" for group in groups}
    shown = "".join(f", {one} AS {group}" for group, one in mine.items())
    by = "".join(f", {one}" for one in mine.values())
    cases = " ".join(f"WHEN '{name}' THEN f.{name}" for name in amounts)
    if way == "median":
        return _middle(rows, f"CASE a.what {cases} END", (shown, by), groups)
    amount = f"CASE a.what {cases} ELSE f.facts_alike END" if cases else "f.facts_alike"
    values = {
        "sums": f"sum({amount}) AS value, 0 AS persons, 0 AS unkeyed",
        "distinct": "count(DISTINCT f.thing) AS value, 0 AS persons, 0 AS unkeyed",
        "persons": f"""sum({amount}) AS value,
  count(DISTINCT f.thing) AS persons,
  sum(CASE WHEN f.thing IS NULL THEN f.facts_alike ELSE 0 END) AS unkeyed""",
    }
    return f"SELECT a.place{shown}, {values[way]}\nFROM {rows}\nGROUP BY a.place{by}"


def _middle(rows: str, value: str, mine: tuple[str, str], groups: Sequence[str]) -> str:
    """The two values in the middle, added: no engine is asked for a fraction.

    Values are counted first: a median of single facts keeps every one of them in memory.
    """
    shown, by = mine
    keys = ", ".join(("place", *groups))
    return f"""SELECT {keys},
       CAST(min(CASE WHEN upto * 2 >= every THEN value END)
            + min(CASE WHEN upto * 2 > every THEN value END) AS BIGINT) AS value,
       0 AS persons, 0 AS unkeyed
FROM (
  SELECT {keys}, value, sum(told) OVER (PARTITION BY {keys} ORDER BY value) AS upto,
         sum(told) OVER (PARTITION BY {keys}) AS every
  FROM (
    SELECT a.place{shown}, {value} AS value,
           sum(CASE WHEN {value} IS NULL THEN 0 ELSE f.facts_alike END) AS told
    FROM {rows}
    GROUP BY a.place{by}, {value}))
GROUP BY {keys}"""
