"""The nouns of a plain campaign: cases with their true course, events, figures, files.

In: nothing. Out: frozen values. Refuses to know any campaign, layout or figure.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from sample_data.making.sheets import Sheet

COMPLETED, INTERIM, TERMINATED = "执行完毕", "终结本次执行程序", "终结执行"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days a return speaks of, both ends in; `name` is the folder its files lie in."""

    start: date
    end: date
    name: str

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money received on a day."""

    on: date
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closing that stands."""

    on: date
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case with its true course; `claim_fen` is what was applied for."""

    case_no: str
    court: str
    filed_on: date
    cause: str
    applicant: str
    debtor: str
    debtor_id: str
    claim_fen: int
    officer: str = ""
    team: str = ""
    payments: tuple[Payment, ...] = ()
    closing: Closing | None = None
    waived_fen: int = 0
    due_on: date | None = None
    is_key: bool = False
    track: str = ""
    original: str = ""
    note: str = ""

    @property
    def case_type(self) -> str:
        """执, 执恢 …: what stands between court and serial."""
        rest = self.case_no.split("）")[1].removeprefix(self.court)
        return rest.rstrip("号").rstrip("0123456789")

    def paid(self, start: date, end: date) -> int:
        """Fen received from `start` to `end`."""
        return sum(p.fen for p in self.payments if start <= p.on <= end)

    def closed_in(self, start: date, end: date, method: str = "") -> bool:
        """Whether it closed in these days, by this method if one is named."""
        closing = self.closing
        return closing is not None and start <= closing.on <= end and method in ("", closing.method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a list of measures, payouts or supervised matters.

    Lists take what they have columns for. `person` and `person_id` are whom it was done to.
    """

    court: str
    on: date
    kind: str = ""
    case_no: str = ""
    person: str = ""
    person_id: str = ""
    person_kind: str = ""
    quantity: int | None = None
    amount_fen: int | None = None
    officer: str = ""
    team: str = ""
    stage: str = ""
    operation: str = ""
    due_on: date | None = None
    note: str = ""
    written: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A case as a ledger of some day states it; `written` is raw text a slip puts in its place."""

    case_no: str
    original: str
    filed_on: date
    due_on: date | None
    cause: str
    applicant: str
    debtor: str
    person_id: str
    claim_fen: int
    closing_claim_fen: int | None
    recovered_fen: int
    waived_fen: int | None
    received_on: date | None
    closed_on: date | None
    close_method: str
    officer: str
    team: str
    key_mark: str
    track: str
    note: str
    compelled: date | None = None
    detained: date | None = None
    fined: date | None = None
    written: tuple[tuple[str, str | int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One file as it came: its sheets, or `raw` bytes where it holds none.

    `campaign` is the id under which the desk takes it in; `court` may be empty.
    """

    file: str
    received_at: datetime
    court: str
    form: str
    campaign: str
    sheets: tuple[Sheet, ...] = ()
    raw: bytes = b""
    version: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A bulletin that goes out: of which campaign, kind and day; the last is shown on screen.

    `by` is team or officer, `lists` are kinds of case list with blanks between.
    """

    campaign: str
    kind: str
    end: date
    known_at: datetime
    by: str = ""
    lists: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An explanation that the desk recorded."""

    at: datetime
    campaign: str
    court: str
    code: str
    case_no: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure that must come out; empty words mean the whole desk, the scope, no team."""

    campaign: str
    kind: str
    start: date
    end: date
    indicator: str
    value: int
    unit: str
    court: str = ""
    action: str = ""
    team: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check that must fire: on a file, or on a cell of it."""

    file: str
    code: str
    severity: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """All of a campaign's folder; `files` are further files by their path."""

    toml: str
    sent: tuple[Sent, ...]
    issues: tuple[Issue, ...]
    answers: tuple[Answer, ...]
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    files: dict[str, bytes] = field(default_factory=dict)
