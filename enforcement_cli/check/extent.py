"""Whether a file can hold all it should: saved too early (F-12), cut off by an export (F-18).

Comes in: a batch, its head, the campaign's days, the rules in force. Goes out: problems of the
file. Refuses to know what the rows say.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.check.asking import of_file
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Rows, tables_of

# A file saved earlier than this before the campaign holds a date its program made up.
_MADE_UP = timedelta(days=366)
_TABLES = {
    "cases": "cases", "payments": "recoveries", "measures": "measures", "payouts": "payouts",
}  # fmt: skip


def check_extent(
    batch: Batch, head: ReturnHead, campaign: Campaign, rules: Mapping[str, Rule]
) -> list[Problem]:
    """F-12 and F-18."""
    return [
        *_saved_early(batch, head, campaign, rules.get("F-12")),
        *_cut_off(batch, rules.get("F-18")),
    ]


def _saved_early(
    batch: Batch, head: ReturnHead, campaign: Campaign, rule: Rule | None
) -> list[Problem]:
    if rule is None or batch.saved_at is None:
        return []
    saved = batch.saved_at.astimezone(BEIJING)
    day = datetime.combine(head.as_of, time(), BEIJING)
    enough = day + timedelta(hours=float(rule.number("last_day_hour")))
    start = datetime.combine(campaign.start, time(), BEIJING)
    if saved >= enough or saved < start - _MADE_UP:
        return []
    facts = {"saved": f"{saved:%Y-%m-%d %H:%M}", "as_of": head.as_of.isoformat()}
    return [of_file(batch, rule, facts, "saved_at")]


def _cut_off(batch: Batch, rule: Rule | None) -> list[Problem]:
    """F-18: a sheet, or all of them, with as many rows as an export ever has, or full to the end."""
    table = _TABLES.get(batch.form, "")
    if rule is None or table not in batch.frames:
        return []
    rows = tables_of(batch.frames).rows(table)
    if not len(rows):
        return []
    caps = {int(n) for name, n in rule.thresholds.items() if name.startswith("cap_")}
    full = {int(n) for name, n in rule.thresholds.items() if name.startswith("sheet_")}
    if _read(rows) < min(caps) and rows["row"].to_numpy().max() < min(full):
        return []
    counts = _rows_of_sheets(rows)
    problems: list[Problem] = []
    for sheet, (read, last) in counts.items():
        if read in caps or last in full:
            where = f"工作表“{sheet}”" if sheet else "本表"
            facts = {"where": where, "rows": str(read)}
            problems.append(of_file(batch, rule, facts, f"rows:{sheet}"))
    total = sum(read for read, _ in counts.values())
    if not problems and len(counts) > 1 and total in caps:
        problems.append(of_file(batch, rule, {"where": "全表合计", "rows": str(total)}, "rows"))
    return problems


def _read(rows: Rows) -> int:
    """How many rows the table was read from; rows made one case all count."""
    return len(rows["rows"].flatten()) if "rows" in rows else len(rows)


def _rows_of_sheets(rows: Rows) -> dict[str, tuple[int, int]]:
    """For each sheet how many rows were read and the last of them; rows made one case all count."""
    sheets, numbers = rows["sheet"], rows["row"]
    if "rows" in rows and len(lists := rows["rows"].flatten()) != len(rows):
        places = pc.split_pattern(lists, "!", max_splits=1, reverse=True)
        sheets, numbers = pc.list_element(places, 0), pc.list_element(places, 1).cast(pa.int64())
    table = (
        pa.table({"sheet": sheets, "row": numbers})
        .group_by("sheet")
        .aggregate([("row", "count"), ("row", "max")])
    )
    names = [name or "" for name in table["sheet"].to_pylist()]
    return dict(
        zip(
            names,
            zip(table["row_count"].to_pylist(), table["row_max"].to_pylist(), strict=True),
            strict=True,
        )
    )
