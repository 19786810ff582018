"""What every list of cases is made from: whose cases, as of which day, and where they stand.

Comes in: a campaign and the relations of the store. Goes out: an Asked, and the WITH clause whose
last relation is `listed_cases`. Refuses to know which case is in which list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enforcement_cli.indicator.facts import deadline
from enforcement_cli.indicator.membership import members_relation
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.relations import PASSED_ON, asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose cases, as of which day, out of which state.

    `until` is how far each court's ledgers reach, `due` the courts that should send one. `courts`,
    `team` and `officer` narrow the list; `most` bounds the lines, not the counts. `livelihood` are
    the causes of 涉民生 and 欠薪.
    """

    campaign: Campaign
    base: Mapping[str, str]
    start: date
    day: date
    until: Mapping[str, date]
    courts: tuple[str, ...]
    due: tuple[str, ...] = ()
    team: str | None = None
    officer: str | None = None
    most: int | None = None
    livelihood: frozenset[str] = frozenset()

    @property
    def silent(self) -> tuple[str, ...]:
        """Courts that have sent no ledger at all: nothing is known of their cases."""
        return tuple(c for c in self.courts if c in self.due and c not in self.until)

    @property
    def outdated(self) -> tuple[str, ...]:
        """Courts whose ledgers do not reach the day: their last state is listed."""
        return tuple(c for c in self.courts if self.until.get(c, self.day) < self.day)


def sql_day(day: date) -> str:
    """A date literal."""
    return f"DATE '{day.isoformat()}'"


def sql_word(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


# The last statement of a case is where somebody looks it up.
_PLACES = """
    SELECT case_no AS placed_case, arg_max(return_id, rank) AS return_id,
           arg_max(sheet, rank) AS sheet, arg_max(row, rank) AS row
    FROM stated GROUP BY case_no"""
LEFT_FEN = """CASE WHEN coalesce(closing_claim_fen, 0) > 0 OR coalesce(claim_fen, 0) > 0
    THEN greatest(CASE WHEN closing_claim_fen > 0 THEN closing_claim_fen ELSE claim_fen END
                  - coalesce(recovered_fen, 0) - coalesce(waived_fen, 0), 0) END"""


def listing(asked: Asked, select: str) -> str:
    """A statement over what is under every list: `listed_cases` are the wanted ones of the scope."""
    wanted = ["in_scope", f"court IN ({', '.join(sql_word(c) for c in asked.courts) or 'NULL'})"]
    if asked.team is not None:
        wanted.append(f"team = {sql_word(asked.team)}")
    if asked.officer is not None:
        wanted.append(f"officer = {sql_word(asked.officer)}")
    relations = {
        **asked.base,
        "members": members_relation(asked.campaign),
        "case_places": _PLACES,
        "listed_cases": f"""
            SELECT m.*, p.return_id, p.sheet, p.row, r.file_name, {LEFT_FEN} AS left_fen,
                   {deadline()} AS deadline
            FROM members m LEFT JOIN case_places p ON p.placed_case = m.case_no
            LEFT JOIN (SELECT return_id AS file_id, file_name FROM returns) r
              ON r.file_id = p.return_id
            WHERE {" AND ".join(wanted)}""",
    }
    return asking(relations, select, PASSED_ON)


def place_of(file: str | None, sheet: str | None, row: int | None) -> str:
    """Where a line stands, in the sender's file."""
    return str(Origin(file=file, sheet=sheet, row=row)) if file else ""
