"""Every number of a text with its verdict: our own sentences and tables first, then by meaning.

Comes in: a Prose, its claims, the ground. Goes out: Marks in reading order. A claim that stands
where a number of our bulletin stood is held against that very figure; so are numbers there that
nobody read as a claim. Refuses to know how claims are read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.claim import Claim, Span
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.proof import Mark, Verdict
from enforcement_cli.model.prose import Prose
from enforcement_cli.proof.against import goal_mark
from enforcement_cli.proof.courts import court_in
from enforcement_cli.proof.figures_told import explain_line, in_claim_unit, told, what_else
from enforcement_cli.proof.goals import unread_goals
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.matching import mark_of
from enforcement_cli.proof.printed import Found, found_again, printed_lines, true_of
from enforcement_cli.proof.printed_numbers import Number
from enforcement_cli.proof.printed_tables import FoundCell, cells_again
from enforcement_cli.proof.rounding import agreement, as_printed, natural, other_scale
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_word


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What belongs at a number's place: exact, as printed, and the Value where there is one."""

    true: Decimal | None
    shown: str
    value: Value | None
    same: bool
    unit: str = ""
    what: str = ""


def marks_of(prose: Prose, claims: Sequence[Claim], ground: Ground) -> tuple[Mark, ...]:
    """A Mark for every total of the text, in reading order; stories of one case have none."""
    around = Surroundings(prose, tuple(claims))
    places, numbers = _our_places(around, ground)
    together = _metrics_at(claims)
    marks: list[Mark] = []
    covered: set[int] = set()
    for claim in claims:
        at = _number_in(claim, places)
        if at is not None:
            covered.add(at)
        if not claim.is_total and (at is None or not places[at].same):
            continue
        if at is not None and _is_ours(claim, places[at], ground):
            marks.append(_held(claim, places[at], ground))
        elif claim.is_total:
            others = tuple(
                each for each in together[claim.start, claim.end] if each != claim.metric
            )
            marks.append(_with_issue(mark_of(claim, others, around, ground), ground))
    for claim in unread_goals(around, claims, ground.own.actions):
        if _number_in(claim, places) is None:
            mark = goal_mark(claim, (), around, ground)
            marks += [mark] if mark is not None and mark.verdict != "absent" else []
    for start, number in numbers.items():
        if start not in covered and places[start].value is not None:
            marks.append(_held(_claim_of(prose, number, places[start]), places[start], ground))
    return tuple(sorted(marks, key=lambda mark: (mark.claim.start, mark.claim.end)))


def _metrics_at(claims: Iterable[Claim]) -> dict[Span, list[str]]:
    found: dict[Span, list[str]] = defaultdict(list)
    for claim in claims:
        found[claim.start, claim.end].append(claim.metric)
    return found


def _our_places(
    around: Surroundings, ground: Ground
) -> tuple[dict[int, _Place], dict[int, Number]]:
    """What belongs where our numbers stood, by the offset of the number's first digit."""
    places: dict[int, _Place] = {}
    numbers: dict[int, Number] = {}
    if ground.printed is None:
        return places, numbers
    prose = around.prose
    spans = [(each.start, each.end) for each in around.blocks]
    for found in found_again(prose.text, spans, printed_lines(ground.printed)):
        places[found.number.start] = _place_of(found)
        numbers[found.number.start] = found.number
    for cell in cells_again(prose.text, prose.tables, ground.printed):
        places[cell.number.start] = _place_of_cell(cell)
        numbers[cell.number.start] = cell.number
    return places, numbers


def _place_of(found: Found) -> _Place:
    printed, value = found.printed, found.printed.value
    true = true_of(value) if value is not None else printed.number.value
    return _Place(
        true=true, shown=printed.shown, value=value, same=found.same, unit=printed.number.unit
    )


def _place_of_cell(cell: FoundCell) -> _Place:
    what = f"{cell.row} {cell.column}"
    return _Place(true=cell.true, shown=cell.value.shown, value=cell.value, same=True, what=what)


def _number_in(claim: Claim, places: dict[int, _Place]) -> int | None:
    return next((at for at in range(claim.start, claim.end) if at in places), None)


def _is_ours(claim: Claim, place: _Place, ground: Ground) -> bool:
    """Whether an edited sentence still speaks of the court whose figure stood there."""
    if place.same or place.value is None or place.value.key is None or not claim.subject:
        return True
    who = court_in(claim.subject, ground)
    return who is None or (who.known and who.court == place.value.key.court)


def _held(claim: Claim, place: _Place, ground: Ground) -> Mark:
    """The verdict on a number at the place of one of ours."""
    key = place.value.key if place.value is not None else None
    window = _window_of(place, ground)
    what = place.what or _what(place, key, window, ground)
    true = place.true
    if true is None:
        why = proof_word("why", "missing_cell", shown=place.shown)
        return Mark(claim=claim, verdict="absent", shown=place.shown, why=why)
    if true < 0 <= claim.value:
        true = -true
    how = agreement(claim, true)
    shown = place.shown if _is_amount(place.shown) else as_printed(claim, true)
    if how == "no" and _reprinted(claim, place):
        how = "half_up"
    if {claim.unit, place.unit} == {"%", "百分点"}:
        how = "no"
    verdict: Verdict = "differs" if how == "no" else "matches" if how == "exact" else "rounded"
    if how == "no":
        why = proof_word("why", "differs", what=what, true=shown)
        why += _instead(claim, place, true, ground)
    elif how == "exact":
        why = proof_word("why", "same", what=what, true=natural(true, claim.unit))
    else:
        manner = proof_word("why", f"how_{how}", word=claim.approx_word)
        why = proof_word("why", "rounded", what=what, true=natural(true, claim.unit), how=manner)
    mark = Mark(claim=claim, verdict=verdict, true=true, shown=shown, why=why)
    if key is None or window is None:
        return mark
    mark = replace(mark, period=window.label, explain=explain_line(key, window, ground))
    # What is worked out of a figure is not that figure told again.
    plain = place.value is not None and place.value.aspect == "value"
    return _with_issue(replace(mark, key=key), ground) if plain else mark


def _reprinted(claim: Claim, place: _Place) -> bool:
    """Whether the text prints what we printed, to the letter: 113万余元."""
    return claim.raw.replace(" ", "") in (place.shown, place.shown.rstrip("元"))


def _is_amount(shown: str) -> bool:
    """Whether a printed number has its unit, as in prose; a cell has it in its title."""
    return bool(shown) and not shown[-1].isdigit()


def _what(place: _Place, key: FigureKey | None, window: Window | None, ground: Ground) -> str:
    if key is None or window is None or place.value is None:
        return proof_word("why", "here")
    aspect = place.value.aspect
    behind = "" if aspect == "value" else f"（{proof_word('aspect', aspect)}）"
    return told(key, window, ground) + behind


def _window_of(place: _Place, ground: Ground) -> Window | None:
    if place.value is None or place.value.key is None:
        return None
    name = place.value.window
    if not name:
        return ground.own
    return next((each for each in ground.windows if each.name == name), None)


def _instead(claim: Claim, place: _Place, true: Decimal, ground: Ground) -> str:
    """What a wrong number is, where it is a figure of ours."""
    if other_scale(claim, true):
        return proof_word("why", "other_scale", printed=claim.raw)
    window = _window_of(place, ground)
    value = place.value
    if window is None or value is None or value.key is None or value.aspect != "value":
        return ""
    return what_else(claim, value.key, window, ground)


def _with_issue(mark: Mark, ground: Ground) -> Mark:
    """Of an issue that went out: what the data give now, where it is another number."""
    key = mark.key
    if key is None or key not in ground.changed:
        return mark
    unit = ground.own.figures[key].unit if key in ground.own.figures else ""
    now = ground.changed[key]
    told_now = "—" if now is None else natural(in_claim_unit(now, unit), mark.claim.unit)
    then = mark.shown or mark.claim.raw
    return replace(
        mark, why=mark.why + proof_word("why", "published_other", then=then, now=told_now)
    )


def _claim_of(prose: Prose, number: Number, place: _Place) -> Claim:
    """A number of ours that nobody read as a claim, as one."""
    key = place.value.key if place.value is not None else None
    return Claim(
        metric=key.indicator if key is not None else "other",
        value=number.value,
        unit=number.unit or "件",
        raw=prose.text[number.start : number.end],
        start=number.start,
        end=number.end,
        sentence=(number.start, number.end),
        step=number.step,
        approx_word=number.word,
    )


def tally(marks: Iterable[Mark]) -> dict[str, int]:
    """How many of each verdict, in the order they are told."""
    counts = dict.fromkeys(("matches", "rounded", "differs", "absent", "undecided"), 0)
    for mark in marks:
        counts[mark.verdict] += 1
    return counts


def in_order(marks: Iterable[Mark]) -> Iterator[Mark]:
    """What needs an answer first: differs, undecided, absent, then what agrees."""
    order: tuple[Verdict, ...] = ("differs", "undecided", "absent", "rounded", "matches")
    listed = list(marks)
    for verdict in order:
        yield from (mark for mark in listed if mark.verdict == verdict)
