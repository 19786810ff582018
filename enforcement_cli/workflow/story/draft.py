"""A draft of a story: everything that a piece of a file says of its case, and what it leaves open.

Comes in: a piece, the desk's court names. Goes out: a Story that is not published, without any name
or number of a person in its text. Refuses to guess: what is not said is a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from enforcement_cli.locate.court_names import CourtNames
from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.model.story import Story, StoryPiece
from enforcement_cli.normalise.amounts import parse_amount
from enforcement_cli.normalise.case_numbers import parse_case_number
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.vocabulary.words import normalise_word
from enforcement_cli.workflow.story.amounts import claimed_of, paid_of
from enforcement_cli.workflow.story.clean import Clean, cleaned
from enforcement_cli.workflow.story.facts import (
    category_of,
    causes_in,
    days_in,
    measures_in,
    mechanisms_in,
    obstacles_in,
    outcome_in,
    quote_in,
    untitled,
)
from enforcement_cli.workflow.story.sums import Sum, sums_in
from enforcement_cli.workflow.story.words import saying

_LAST_YEAR = 2100
_MOST_DAYS = 10_000


@dataclass(slots=True)
class _Open:
    """The questions of a draft as they come up."""

    questions: list[str] = field(default_factory=list)

    def ask(self, key: str, **facts: object) -> None:
        self.questions.append(saying("questions", key).format(**facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a draft knows of an amount: exactly, or between bounds, or nothing."""

    exact: int | None = None
    between: tuple[int, int] | None = None


def draft_of(piece: StoryPiece, names: CourtNames, *, court: str = "", near: str = "") -> Story:
    """The draft of a piece; its id and where it is kept are the caller's.

    Args:
        piece: as it stands in the file.
        names: of the desk's courts.
        court: the code of the court that the clerk says it is.
        near: the code of the court that sent the file, for a piece that names none.
    """
    clean, still = cleaned(piece), _Open()
    plain = clean.text.replace("\n", "")
    sums = sums_in(plain)
    cause = _within(_cause(piece, clean, plain, still), clean)
    paid = _paid(piece, sums, plain, still)
    claim = _given_money(piece, "claim", _Open()) or _money(claimed_of(sums))
    measures = _measures(piece, plain)
    if not measures:
        still.ask("measures")
    story = Story(
        id="", court=court or _court(piece, clean, names, near, still),
        title=clean.title or untitled(), text=clean.text, cause=cause,
        category=category_of(cause, clean.title), parties=tuple(party.name for party in clean.parties),
        party_kinds=tuple("company" if party.company else "person" for party in clean.parties),
        case_no=_case_no(piece, clean, still), measures=measures, amount_fen=paid.exact,
        amount_between_fen=paid.between, claim_fen=claim.exact, days=_days(piece, plain, still),
        day=_day(piece), publish=False, obstacles=obstacles_in(plain),
        mechanisms=mechanisms_in(plain), outcome=outcome_in(plain),
        quote=_within(piece.given.get("quote", "") or quote_in(plain), clean),
        reviewer=_within(piece.given.get("reviewer", ""), clean),
    )  # fmt: skip
    _told(piece, clean, still)
    return replace(story, questions=tuple(still.questions))


def _told(piece: StoryPiece, clean: Clean, still: _Open) -> None:
    """What was changed on the way, for the reviewer."""
    for place in range(1, len(clean.parties) + 1):
        still.ask("party", party=f"{{party{place}}}")
    for kind in clean.taken_out:
        still.ask("taken_out", kind=kind)
    if piece.repeated:
        still.ask("repeated", count=piece.repeated)
    if clean.statistics:
        still.ask("statistics", count=clean.statistics)
    if "permit" in piece.given:
        still.ask("permit", raw=piece.given["permit"][:20])


def _within(words: str, clean: Clean) -> str:
    """Words of the piece in one line without the names of its parties."""
    for party in clean.parties:
        words = words.replace(party.name, "")
    return " ".join(words.split()) if "{" not in words else ""


def _court(piece: StoryPiece, clean: Clean, names: CourtNames, near: str, still: _Open) -> str:
    """The court of the column, else the one that title or text name, else the sender's."""
    given = names.find(normalise_word(piece.given.get("court", "")))[0]
    if given:
        return given
    # In running text 昌图 is a place; only a name that says 法院 or 中院 is a court.
    courts = replace(names, names=tuple(pair for pair in names.names if "院" in pair[0]))
    for words in (clean.title, clean.text):
        found = courts.find(normalise_word(words))[0]
        if found:
            return found
    named = [name for name, _ in courts.names if name in normalise_word(clean.text)]
    if not near and named:
        still.ask("courts", courts="、".join(named))
    elif not near:
        still.ask("court")
    return near


def _cause(piece: StoryPiece, clean: Clean, plain: str, still: _Open) -> str:
    if piece.given.get("cause"):
        return " ".join(piece.given["cause"].split())
    causes = causes_in(clean.title, plain)
    if len(causes) > 1:
        still.ask("causes", causes="、".join(causes))
    elif not causes:
        still.ask("cause")
    return causes[0] if len(causes) == 1 else ""


def _measures(piece: StoryPiece, plain: str) -> tuple[str, ...]:
    given = measures_in(piece.given.get("measures", ""))
    return tuple(dict.fromkeys((*given, *measures_in(plain))))


def _paid(piece: StoryPiece, sums: Sequence[Sum], plain: str, still: _Open) -> Money:
    given = _given_money(piece, "amount", still)
    if given is not None:
        return given
    paid = paid_of(sums, plain)
    if len(paid) > 1:
        still.ask("amounts", amounts="、".join(one.raw for one in paid))
    elif not paid:
        still.ask("amount")
    return _money(paid[0]) if len(paid) == 1 else Money()


def _money(found: Sum | None) -> Money:
    if found is None:
        return Money()
    # Whole 元: 87万余元 is from 87万元 to 88万元.
    return Money(exact=found.low) if found.exact else Money(between=(found.low, found.high + 1))


def _given_money(piece: StoryPiece, key: str, still: _Open) -> Money | None:
    """The amount of a column in the unit of its header; None where the line has none."""
    raw = piece.given.get(key, "")
    if not raw:
        return None
    # A bare number under a header without unit may be 元 or 万元: it is asked.
    read = parse_amount(raw, piece.units.get(key, ""))
    value = read.value if isinstance(read, Reading) else read
    if isinstance(value, int):
        return Money(exact=value) if value else Money()
    # 约5万元 is no number of a ledger, and one of a story.
    told = sums_in(f"{saying('words', 'recovered')}{raw}")
    if told:
        return _money(told[0])
    still.ask("given", column=key, raw=raw[:20])
    return None


def _days(piece: StoryPiece, plain: str, still: _Open) -> int | None:
    given = piece.given.get("days", "")
    bare = given.removesuffix("天").removesuffix("日").strip()
    if bare.isdigit() and 0 < int(bare) < _MOST_DAYS:
        return int(bare)
    if given:
        still.ask("given", column="days", raw=given[:20])
    days = days_in(plain)
    if len(days) > 1:
        still.ask("days", days="、".join(f"{each}天" for each in days))
    return days[0] if len(days) == 1 else None


def _day(piece: StoryPiece) -> date | None:
    """The day of a column; a day that a text names is not the day the case was closed."""
    from enforcement_cli.normalise.dates import DaySpan, parse_date

    span = DaySpan(earliest=date(2000, 1, 1), latest=date(2100, 1, 1), campaign_end=date.max)
    read = parse_date(piece.given.get("day") or None, span)
    value = read.value if isinstance(read, Reading) else read
    return value if isinstance(value, date) else None


def _case_no(piece: StoryPiece, clean: Clean, still: _Open) -> str:
    """The case number of the column, else the one that the text names."""
    raws = ([piece.given["case_no"]] if "case_no" in piece.given else []) or clean.case_numbers
    for raw in raws:
        read = parse_case_number(raw, _LAST_YEAR)
        number = read.value if isinstance(read, Reading) else read
        if isinstance(number, CaseNumber):
            return number.official
    if raws:
        still.ask("case_no", raw=raws[0][:30])
    return ""
