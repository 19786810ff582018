"""How long a week's bulletin over a million cases takes, as a ratio to hand-written SQL.

Comes in: nothing, or `--cases`. Goes out: a table, and build/bench/bulletin.json. The store holds
one ledger of each of 200 courts. The hand-written statement gives the bulletin's closings, stocks,
rates' parts and money by court and action for the same four windows, from the same tables; its
script imports what `enforce report` imports. Every run is a process of its own, the contestants
take turns, and what counts is the median. Only the ratio travels.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.words import cause_classes
from enforcement_cli.workflow.state import enter
from enforcement_cli.workflow.workdays import workdays_of
from enforcement_cli.workflow.workspace import create_workspace

_BENCH = Path(__file__).resolve().parent.parent / "build" / "bench"
_COURTS = 200
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
# The first statement's money is before the campaign, unless the case was filed after its start or
# closed in the return's own period.
_BY_HAND = """
WITH latest AS (
    SELECT case_no, arg_max(case_court, a.as_of) AS court, arg_max(filed_on, a.as_of) AS filed_on,
           arg_max(cause, a.as_of) AS cause, arg_max(claim_fen, a.as_of) AS claim_fen,
           arg_max(recovered_fen, a.as_of) AS recovered_fen,
           arg_max(closed_on, a.as_of) AS closed_on,
           arg_max(close_method, a.as_of) AS close_method,
           max(a.period_start) AS first_day, max(a.as_of) AS as_of
    FROM cases JOIN returns a USING (return_id) WHERE status = 'accepted' GROUP BY case_no),
flagged AS (
    SELECT *, claim_fen <= 10000000 AS in_small,
           cause IN ({livelihood}) AS in_livelihood, cause IN ({wages}) AS in_wages,
           CASE WHEN closed_on BETWEEN first_day AND as_of THEN closed_on
                WHEN filed_on > DATE '2025-12-22' THEN as_of END AS paid_on
    FROM latest),
scoped AS (SELECT * FROM flagged WHERE in_small OR in_livelihood OR in_wages)
SELECT court, {columns} FROM scoped GROUP BY court"""
_WINDOWS = (
    ("2026-01-05", "2026-01-11"), ("2025-12-29", "2026-01-04"), ("2025-12-22", "2026-01-11"),
    ("2025-12-22", "2026-01-04"),
)  # fmt: skip
_ACTIONS = ("true", "in_small", "in_livelihood", "in_wages")


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    root = _make_workspace(options.cases)
    script = _BENCH / "by_hand.py"
    script.write_text(_script(root), encoding="utf-8")
    commands = {
        "by hand": [sys.executable, str(script)],
        "report": [
            sys.executable, "-m", "enforcement_cli", "report", "--week", "--date", "2026-01-08",
            "-C", str(root), "--output", str(root / "out"), "-q",
        ],
    }  # fmt: skip
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for place in range(options.rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            ran = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
            if ran.returncode not in (0, 3, 4):
                raise SystemExit(f"{name} ended with {ran.returncode}")
            if place:  # the first round warms the disk
                walls[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in walls.items()}
    ratio = medians["report"] / medians["by hand"]
    result = {
        "cases": options.cases,
        "medians": {name: round(median, 3) for name, median in medians.items()},
        "ratios": {"report / by hand": {"is": round(ratio, 2), "goal": "at most 2"}},
    }
    (_BENCH / "bulletin.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for name, median in medians.items():
        print(f"  {name:<24}{median:8.3f} s")
    print(f"  {'report / by hand':<24}{ratio:8.2f}    at most 2")
    return 0


def _make_workspace(cases: int) -> Path:
    root = _BENCH / f"bulletin-{cases}"
    if root.exists():
        return root
    _BENCH.mkdir(parents=True, exist_ok=True)
    beside = root.with_suffix(".new")
    shutil.rmtree(beside, ignore_errors=True)
    courts = "".join(_COURT.format(number=number, code=1000 + number) for number in range(_COURTS))
    room = enter(create_workspace(beside, _CAMPAIGN.format(courts=courts)))
    workdays_of(room.workspace)
    causes = ", ".join(f"'{cause}'" for cause in _CAUSES)
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        connection.execute(_FILL.format(courts=_COURTS, cases=cases, causes=causes))
        connection.execute(f"""
            INSERT INTO returns BY NAME
            SELECT 1 + i AS return_id, CAST(i AS VARCHAR) AS sha256, i || '.xlsx' AS file_name,
                   '辽' || CAST(1000 + i AS VARCHAR) AS reporting_court, 'cases' AS form,
                   DATE '2026-01-05' AS period_start, DATE '2026-01-11' AS period_end,
                   DATE '2026-01-11' AS as_of, TIMESTAMP '2026-01-12 09:00:00' AS received_at,
                   {cases // _COURTS} AS row_count, 0 AS held_count, 'accepted' AS status,
                   [] AS measure_kinds, '' AS mapping, '' AS sender
            FROM range({_COURTS}) AS t(i)""")
        for number, field in enumerate(_FIELDS, start=2):
            connection.execute(f"""
                INSERT INTO places BY NAME
                SELECT 1 + i AS return_id, '台账' AS sheet, '{field}' AS field,
                       {number} AS column_number, '{field}' AS header, '' AS unit, '' AS stated,
                       1 AS header_first, 2 AS header_last, 3 AS first_row, 2000000 AS last_row
                FROM range({_COURTS}) AS t(i)""")
    beside.rename(root)
    return root


def _script(root: Path) -> str:
    """A script that opens the store, runs the statement and reads all of it."""
    wages = [c for c in _CAUSES if {"wage", "migrant_wage"} & set(cause_classes(c))]
    livelihood = [c for c in _CAUSES if {"wage", "migrant_wage", "traffic"} & set(cause_classes(c))]
    columns = []
    for start, end in _WINDOWS:
        days = f"BETWEEN DATE '{start}' AND DATE '{end}'"
        still = f"(closed_on IS NULL OR closed_on > DATE '{end}')"
        for action in _ACTIONS:
            base = f"{action} AND closed_on {days}"
            columns += [
                f"count(*) FILTER ({base})",
                *(
                    f"count(*) FILTER ({base} AND close_method = '{method}')"
                    for method in ("completed", "closed_interim", "terminated")
                ),
                f"count(*) FILTER ({action} AND filed_on {days})",
                f"count(*) FILTER ({action} AND filed_on <= DATE '{end}' AND {still})",
                f"sum(recovered_fen) FILTER ({action} AND paid_on {days})",
                f"sum(claim_fen) FILTER ({base})",
                f"sum(recovered_fen) FILTER ({base})",
                f"sum(date_diff('day', filed_on, closed_on)) FILTER ({base})",
            ]
    listed = {
        "livelihood": ", ".join(f"'{c}'" for c in livelihood),
        "wages": ", ".join(f"'{c}'" for c in wages),
    }
    sql = _BY_HAND.format(columns=",\n       ".join(columns), **listed)
    return (
        "import enforcement_cli.workflow.report, duckdb\n"
        f"connection = duckdb.connect({str(root / 'store.duckdb')!r}, read_only=True)\n"
        f"rows = connection.execute({sql!r}).fetchall()\n"
        f"assert len(rows) == {_COURTS}, len(rows)\n"
    )


if __name__ == "__main__":
    duckdb.connect().close()
    sys.exit(main())
