"""How long a week's bulletin over a million cases takes, as a ratio to SQL written by hand.

Comes in: nothing, or `--cases` and `--courts`. Goes out: a table, and build/bench/bulletin.json. The
store holds one ledger of each court. benchmarks/by_hand.py gives the same figures from the same
tables; what both said in the last round is held against each other. Every run is a process of its
own, the contestants take turns, and what counts is the median. Only the ratio travels.
"""

import argparse
import json
import pickle
import shutil
import statistics
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.by_hand import Key, Pair
from benchmarks.measure import (
    BENCH,
    ENFORCE,
    Command,
    always,
    interleaved,
    median,
    module,
    peak,
    ratio,
)
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.words import cause_classes
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workdays import workdays_of
from enforcement_cli.workflow.workspace import create_workspace

_CAUSES = (
    "追索劳动报酬纠纷",
    "农民工工资",
    "机动车交通事故责任纠纷",
    "民间借贷纠纷",
    "买卖合同纠纷",
    "金融借款合同纠纷",
)
_FIELDS = ("case_no", "filed_on", "cause", "claim_fen", "recovered_fen", "closed_on", "close_method")  # fmt: skip
_CAMPAIGN = """\
[desk]
court = "辽1000"

{courts}
[[campaign]]
id = "winter"
name = "冬季专项执行行动"
start = 2025-12-22
end = 2026-02-28
scope = "actions"

[[campaign.expects]]
form = "cases"
due = {{ weekday = "monday", time = "12:00" }}

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = ["wage", "migrant_wage", "traffic"]

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]
"""
_COURT = """\
[[court]]
code = "辽{code}"
name = "铁岭市第{number:04}区人民法院"
short = "第{number:04}区法院"

"""
_FILL = """
INSERT INTO cases BY NAME
SELECT 1 + i % {courts} AS return_id, '台账' AS sheet, 3 + i // {courts} AS row,
       '（2025）' || court || '执' || (1 + i // {courts}) || '号' AS case_no, court AS case_court,
       2025 AS case_year, '执' AS case_type, 1 + i // {courts} AS case_serial,
       DATE '2025-06-01' + CAST(hash(i) % 230 AS INTEGER) AS filed_on,
       [{causes}][1 + CAST(hash(i + 1) % 6 AS BIGINT)] AS cause,
       100 * (1 + CAST(hash(i + 2) % 300000 AS BIGINT)) AS claim_fen,
       CASE WHEN hash(i + 3) % 2 = 0 THEN claim_fen // 2 ELSE 0 END AS recovered_fen,
       CASE WHEN CAST(hash(i + 4) % 2 AS BIGINT) = 0 THEN greatest(filed_on, DATE '2025-12-22')
            + CAST(hash(i + 5) % 21 AS INTEGER) END AS closed_on,
       CASE WHEN closed_on IS NOT NULL
            THEN ['completed', 'closed_interim', 'terminated'][1 + CAST(hash(i + 6) % 3 AS BIGINT)] END
            AS close_method,
       [] AS cleared, [] AS not_applicable, [] AS rows, [] AS declared_actions
FROM (SELECT i, '辽' || CAST(1000 + i % {courts} AS VARCHAR) AS court
      FROM range({cases}) AS t(i))"""


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--courts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    root = _make_workspace(options.cases, options.courts)
    causes = [_listed("wage", "migrant_wage", "traffic"), _listed("wage", "migrant_wage")]
    store = str(root / "store.duckdb")
    told = {name: root / f"{name}.told" for name in ("by hand", "report")}
    report = [*ENFORCE, "report", "--week", "--date", "2026-01-08", "-C", str(root), "--json"]
    runs = interleaved(
        {
            "by hand": _telling(told["by hand"], *module("by_hand", store, *causes)(0)),
            "report": _telling(told["report"], *report, "--output", str(root / "out")),
        },
        options.rounds,
        watched=("by hand", "report"),
    )
    equal = _check(told["report"], told["by hand"])
    figures = ratio(runs, "report", "by hand")
    processor = {n: statistics.median(one.processor for one in many) for n, many in runs.items()}
    result = {
        "cases": options.cases,
        "courts": options.courts,
        "equal": equal,
        "medians": {name: round(median(many), 3) for name, many in runs.items()},
        "processor": {name: round(seconds, 3) for name, seconds in processor.items()},
        "mib": {name: round(peak(many)) for name, many in runs.items()},
        "ratios": {"report / by hand": {"is": round(figures, 2), "goal": "at most 1.5"}},
    }
    (BENCH / "bulletin.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for name, many in runs.items():
        sys.stdout.write(
            f"  {name:<24}{median(many):8.3f} s{processor[name]:9.3f} s of processor"
            f"{peak(many):8.0f} MiB\n"
        )
    sys.stdout.write(f"  {'report / by hand':<24}{figures:8.2f}    at most 1.5\n")
    return 0


def _telling(path: Path, *command: str) -> Command:
    """A contestant whose figures are kept, to be held against the other's."""
    return always("sh", "-c", 'exec "$@" > "$0"', str(path), *command)


def _check(ours: Path, by_hand: Path) -> int:
    """How many figures are the same in both; ends the run where one is not.

    What no return states is no figure of enforce's, and 0 by hand.
    """
    figures = json.loads(ours.read_bytes())["data"]["figures"]
    hand: dict[Key, Pair] = pickle.loads(by_hand.read_bytes())  # noqa: S301  # our own contestant's
    equal = 0
    for figure in figures:
        key = (figure["indicator"], figure["basis"], figure["action"] or "", figure["court"])
        if figure["value"] is None or key[0] == "time_progress":
            continue
        mine, theirs = ((figure["value"], figure["previous"]), hand.get(key))
        if theirs is None or not all(map(_same, mine, theirs)):
            raise SystemExit(f"{key}: {mine} is {theirs} by hand")
        equal += 1
    return equal


def _same(ours: int | str | None, theirs: Any) -> bool:
    """Whether two numbers are the same; money of nothing is 0 in one and no number in the other."""
    return Decimal(ours or 0) == Decimal(str(theirs or 0))


def _listed(*classes: str) -> str:
    """The causes of some classes, as a list of SQL."""
    return ", ".join(f"'{cause}'" for cause in _CAUSES if set(classes) & set(cause_classes(cause)))


def _make_workspace(cases: int, court_count: int) -> Path:
    root = BENCH / f"bulletin-{cases}-{court_count}"
    if root.exists():
        return root
    BENCH.mkdir(parents=True, exist_ok=True)
    beside = root.with_suffix(".new")
    shutil.rmtree(beside, ignore_errors=True)
    courts = "".join(
        _COURT.format(number=number, code=1000 + number) for number in range(court_count)
    )
    room = enter(create_workspace(beside, _CAMPAIGN.format(courts=courts)))
    workdays_of(room.workspace)
    causes = ", ".join(f"'{cause}'" for cause in _CAUSES)
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        connection.execute(_FILL.format(courts=court_count, cases=cases, causes=causes))
        connection.execute(f"""
            INSERT INTO returns BY NAME
            SELECT 1 + i AS return_id, CAST(i AS VARCHAR) AS sha256, i || '.xlsx' AS file_name,
                   '辽' || CAST(1000 + i AS VARCHAR) AS reporting_court, 'cases' AS form,
                   DATE '2026-01-05' AS period_start, DATE '2026-01-11' AS period_end,
                   DATE '2026-01-11' AS as_of, TIMESTAMP '2026-01-12 09:00:00' AS received_at,
                   {cases // court_count} AS row_count, 0 AS held_count, 'accepted' AS status,
                   [] AS measure_kinds, '' AS mapping, '' AS sender
            FROM range({court_count}) AS t(i)""")
        for number, field in enumerate(_FIELDS, start=2):
            connection.execute(f"""
                INSERT INTO places BY NAME
                SELECT 1 + i AS return_id, '台账' AS sheet, '{field}' AS field,
                       {number} AS column_number, '{field}' AS header, '' AS unit, '' AS stated,
                       1 AS header_first, 2 AS header_last, 3 AS first_row, 2000000 AS last_row
                FROM range({court_count}) AS t(i)""")
    beside.rename(root)
    return root


if __name__ == "__main__":
    sys.exit(main())
