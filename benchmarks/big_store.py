"""A store of millions of cases, made by DuckDB in a minute or two: the same rows every time.

Comes in: a folder, how many courts, weeks and cases. Goes out: a workspace whose store holds a
ledger of changes of every court and week (`enforce ingest` would have made the same rows), and
workbooks of the week after. 10,000,000 cases of 200 courts in 52 weeks (14 million statements) take
about 0.5 GB of disk. Every case is stated when it is filed; 3 in 10 once more three weeks later,
and 1 in 10 a third time four weeks after that, when it is closed.
"""

import random
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.package import Cell, write_workbook
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.doubts import court_sums
from enforcement_cli.store.looked import mark_of
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workflow.look import Look, keep_look, under
from enforcement_cli.workflow.state import Room, enter, view_of
from enforcement_cli.workflow.workspace import Workspace, create_workspace

START = date(2025, 1, 6)
_CAUSES = (
    "追索劳动报酬纠纷", "机动车交通事故责任纠纷", "民间借贷纠纷", "买卖合同纠纷", "金融借款合同纠纷",
    "抚养费纠纷",
)  # fmt: skip
_FIRST, _SECOND = "安宁和清平昌永丰吉泰长春新建东西南北", "川泽岭原溪林泉岗山河湖海阳城江洲"
_CAMPAIGN = """\
[desk]
court = "辽1001"

{courts}
[[campaign]]
id = "year"
name = "年度专项执行行动"
start = {start}
end = {end}

[[campaign.expects]]
form = "cases"
every = "week"
courts = "all"
rows = "changed"
due = {{ weekday = "friday", time = "12:00" }}
"""
_COURT = """\
[[court]]
code = "辽{code}"
name = "铁岭市{name}人民法院"
short = "{name}法院"

"""
# Weeks after the first statement, and in how many cases of ten.
_AGAIN = ((0, 10), (3, 3), (7, 1))
# Which cases a week's ledgers state: those of a serial that leaves the week's rest, and those of
# earlier weeks that are stated again. `i` numbers the cases, a court's being `courts` apart.
_CASES = """
INSERT INTO cases BY NAME
SELECT {first_id} + court_no AS return_id, '台账' AS sheet,
       3 + CAST(row_number() OVER (PARTITION BY court_no ORDER BY serial) AS INTEGER) - 1 AS row,
       '（2025）' || court || '执' || serial || '号' AS case_no, court AS case_court,
       2025 AS case_year, '执' AS case_type, CAST(serial AS INTEGER) AS case_serial,
       CAST(DATE '{start}' + 7 * week0 - CAST(hash(i) % 20 AS INTEGER) AS DATE) AS filed_on,
       [{causes}][1 + CAST(hash(i + 1) % {many} AS BIGINT)] AS cause,
       claim_fen, CASE step WHEN 0 THEN 0 WHEN 3 THEN claim_fen // 4 ELSE claim_fen // 2 END
           AS recovered_fen,
       CASE WHEN step = 7 THEN DATE '{start}' + 7 * {week} + 2 END AS closed_on,
       CASE WHEN step = 7 THEN ['completed', 'closed_interim'][1 + CAST(hash(i + 3) % 2 AS BIGINT)]
            END AS close_method,
       [] AS cleared, [] AS not_applicable, [] AS rows, [] AS declared_actions
FROM (
    SELECT i, i % {courts} AS court_no, i // {courts} + 1 AS serial,
           '辽' || CAST(1001 + i % {courts} AS VARCHAR) AS court, step, {week} - step AS week0,
           1000000 + 10000 * CAST(hash(i + 2) % 3000 AS BIGINT) AS claim_fen
    FROM (
        SELECT court_no + {courts} * ({week} - step + {weeks} * turn) AS i, step, tenths
        FROM (VALUES {steps}) s(step, tenths), range({courts}) c(court_no), range({turns}) t(turn)
        WHERE step <= {week})
    WHERE i < {cases} AND hash(i + 4) % 10 < tenths)
ORDER BY return_id, row"""
_RETURNS = """
INSERT INTO returns BY NAME
SELECT 1 + i AS return_id, sha256(CAST(i AS VARCHAR)) AS sha256, i || '.xlsx' AS file_name,
       '辽' || CAST(1001 + i % {courts} AS VARCHAR) AS reporting_court, 'cases' AS form,
       '' AS campaign, CAST(DATE '{start}' + 7 * (i // {courts}) AS DATE) AS period_start,
       CAST(period_start + 6 AS DATE) AS period_end, period_end AS as_of,
       period_end + INTERVAL 33 HOUR AS received_at,
       coalesce(n, 0) AS row_count, 0 AS held_count, 'accepted' AS status, [] AS measure_kinds,
       '' AS mapping, '' AS sender
FROM (SELECT CAST(i AS INTEGER) AS i FROM range({courts} * {weeks}) r(i)) r
LEFT JOIN (SELECT return_id, count(*) AS n FROM cases GROUP BY return_id) n
  ON n.return_id = 1 + i
ORDER BY return_id"""
_HEADERS = {
    "case_no": "案号", "filed_on": "立案日期", "cause": "案由", "claim_fen": "申请执行标的（元）",
    "recovered_fen": "到位金额（元）", "closed_on": "结案日期", "close_method": "结案方式",
}  # fmt: skip
_PLACES = """
INSERT INTO places BY NAME
SELECT return_id, '台账' AS sheet, field, column_number, header,
       CASE WHEN field LIKE '%_fen' THEN '元' ELSE '' END AS unit, '' AS stated,
       2 AS header_first, 2 AS header_last, 3 AS first_row, row_count + 2 AS last_row
FROM returns, (VALUES {columns}) c(field, column_number, header) ORDER BY return_id, column_number"""


def make_store(
    workspace: Path, *, courts: int = 200, weeks: int = 52, cases: int = 10_000_000
) -> Room:
    """A workspace with such a store, settled; made already, it is entered.

    Made beside and renamed, so that a broken-off run leaves nothing.
    """
    if workspace.is_dir():
        return enter_store(workspace)
    beside = workspace.with_name(workspace.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    told = "".join(_COURT.format(code=1001 + n, name=court_name(n)) for n in range(courts))
    end = START + timedelta(days=7 * (weeks + 8) - 1)
    room = enter(create_workspace(beside, _CAMPAIGN.format(courts=told, start=START, end=end)))
    with open_store(room.workspace.store, write=True) as connection:
        _fill(connection, courts, weeks, cases)
        _settle(connection, room)
    beside.rename(workspace)
    return enter_store(workspace)


def enter_store(workspace: Path) -> Room:
    """The room of a made workspace."""
    return enter(Workspace(root=workspace))


def court_name(number: int) -> str:
    """What court `number` is called without its city."""
    first, second = divmod(number, len(_SECOND))
    return f"{_FIRST[first % len(_FIRST)]}{_SECOND[second]}{'区县市'[number // 288 % 3]}"


def _settle(connection: Connection, room: Room) -> None:
    """As after a look for doubts that found none: these ledgers raise none, which a test holds."""
    view = view_of(room, datetime.max.replace(microsecond=0, tzinfo=BEIJING))
    with transaction(connection):
        amounts = court_sums(connection, view)
        look = Look(
            arising={}, known=[], under=under(room), sums=amounts.sums, centres=amounts.centres,
            bounds=(), foreign=(),
        )  # fmt: skip
        keep_look(connection, look, mark_of(connection))


def _fill(connection: Connection, courts: int, weeks: int, cases: int) -> None:
    causes = ", ".join(f"'{cause}'" for cause in _CAUSES)
    steps = ", ".join(f"({step}, {tenths})" for step, tenths in _AGAIN)
    turns = -(-cases // (courts * weeks))
    for week in range(weeks):
        with transaction(connection):
            connection.execute(
                _CASES.format(
                    first_id=week * courts + 1, start=START, week=week, weeks=weeks, courts=courts,
                    causes=causes, many=len(_CAUSES), steps=steps, turns=turns, cases=cases,
                )
            )  # fmt: skip
    columns = ", ".join(
        f"('{field}', {number}, '{header}')"
        for number, (field, header) in enumerate(_HEADERS.items(), start=1)
    )
    with transaction(connection):
        connection.execute(_RETURNS.format(courts=courts, weeks=weeks, start=START))
        connection.execute(_PLACES.format(columns=columns))


def write_return(
    path: Path, *, court: int, week: int, weeks: int, courts: int, cases: int, rows: int
) -> None:
    """A ledger of one court's week after the store's last (`week` >= `weeks`), half of it new cases.

    Args:
        path: the .xlsx to write.
        court: its number.
        week: the week's number, 0 being the store's first.
        weeks: of the store.
        courts: of the store.
        cases: of the store.
        rows: how many cases it states.
    """
    luck = random.Random(f"{court} {week}")
    monday = START + timedelta(days=7 * week)
    code, name = f"辽{1001 + court}", f"铁岭市{court_name(court)}人民法院"
    title = f"{name}案件台账（{monday:%Y年%m月%d日}至{monday + timedelta(days=6):%Y年%m月%d日}）"
    table: list[list[Cell]] = [[title], list(_HEADERS.values())]
    mine = cases // courts
    for place in range(rows):
        serial = mine + place + 1 + rows * (week - weeks)
        claim = 10_000 + 100 * luck.randrange(3000)
        table.append(
            [f"（2025）{code}执{serial}号", monday + timedelta(days=place % 5), _CAUSES[place % 6],
             claim, 0 if place % 3 else claim // 2, None, None]
        )  # fmt: skip
    write_workbook(path, table)
