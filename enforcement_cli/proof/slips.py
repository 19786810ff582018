"""What is wrong with the words of a text: every slip, in reading order, each place once per code.

Comes in: Prose, its claims, their marks, and the ground where there is one. Goes out: Slips.
Refuses to know names of persons: that is workflow/proof/personal.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.clock import now
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.model.prose import Prose
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Words, words_of
from enforcement_cli.proof.slips_broken import broken
from enforcement_cli.proof.slips_change import changes
from enforcement_cli.proof.slips_court_lists import court_lists
from enforcement_cli.proof.slips_court_rows import court_rows
from enforcement_cli.proof.slips_courts import courts
from enforcement_cli.proof.slips_dates import dates
from enforcement_cli.proof.slips_direction import directions
from enforcement_cli.proof.slips_issue import issue
from enforcement_cli.proof.slips_order import orders_in_data, orders_in_text
from enforcement_cli.proof.slips_parts import parts
from enforcement_cli.proof.slips_percent import percents
from enforcement_cli.proof.slips_rates import rates
from enforcement_cli.proof.slips_repeated import repeated
from enforcement_cli.proof.slips_rows import rows_summed
from enforcement_cli.proof.slips_sums import sums
from enforcement_cli.proof.slips_tables import tables
from enforcement_cli.proof.slips_units import units, units_against_data


def slips_of(
    prose: Prose,
    claims: Sequence[Claim],
    marks: Sequence[Mark] = (),
    ground: Ground | None = None,
    today: date | None = None,
) -> tuple[Slip, ...]:
    """Everything that is wrong with the words of a text.

    Args:
        prose: the text.
        claims: what it states.
        marks: its claims held against the data; empty where there are none.
        ground: the data, courts and dates; without it only what the text says against itself.
        today: the day after which nothing can have been counted; default: by the desk's clock.
    """
    text = words_of(prose)
    day = today or now().date()
    found = [*_of_itself(prose, text, claims, marks, ground, day)]
    if ground is not None:
        found += _of_ground(prose, text, marks, ground)
    return in_order(found)


def _of_itself(
    prose: Prose,
    text: Words,
    claims: Sequence[Claim],
    marks: Sequence[Mark],
    ground: Ground | None,
    today: date,
) -> Iterator[Slip]:
    verdicts = {mark.claim.start: mark for mark in marks}
    actions = tuple(action.name for action in ground.campaign.actions) if ground else ()
    yield from changes(text)
    yield from percents(text)
    yield from units(text, claims, verdicts)
    yield from sums(text, actions, verdicts)
    yield from parts(text, actions)
    yield from tables(prose, verdicts)
    yield from rows_summed(prose, verdicts)
    yield from rates(text, verdicts)
    yield from repeated(text, claims, marks, ground)
    yield from dates(text.text, ground.cutoff if ground else None, today)
    yield from broken(prose, text)


def _of_ground(prose: Prose, text: Words, marks: Sequence[Mark], ground: Ground) -> Iterator[Slip]:
    desk = ground.desk.courts
    yield from directions(text, marks, ground)
    yield from units_against_data(marks, ground)
    yield from issue(prose, text, ground)
    yield from courts(text, desk)
    yield from court_lists(text, desk)
    yield from court_rows(text, desk)
    yield from orders_in_text(text, desk)
    yield from orders_in_data(text, ground)


def in_order(slips: Iterable[Slip]) -> tuple[Slip, ...]:
    """Slips in reading order, each place once per code."""
    found: dict[tuple[int, int, str], Slip] = {}
    for slip in slips:
        found.setdefault((slip.start, slip.end, slip.code), slip)
    return tuple(found[key] for key in sorted(found))
