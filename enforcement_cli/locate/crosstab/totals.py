"""What each figure is to the return: a fact, a total over actions, a control over courts.

Comes in: figures. Goes out: the same with their roles, and the controls. Refuses to take a total
for a fact where it cannot say over what it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.locate.crosstab.figures import Asked, Figure
from enforcement_cli.model.table import FigurePlace, FigureRole
from enforcement_cli.vocabulary.aggregate import words_of
from enforcement_cli.vocabulary.words import normalise_word

Controls = list[tuple[FigurePlace, tuple[FigurePlace, ...]]]


def with_roles(
    figures: Sequence[Figure], *, distinct: bool, basic: frozenset[str], asked: Asked
) -> tuple[list[FigurePlace], Controls]:
    """Roles of all figures.

    Args:
        figures: as named, totals among them.
        distinct: a line of the sheet says that totals count each case once.
        basic: the codes of the basic courts, which 基层合计 covers.
        asked: takes what cannot be said.
    """
    found: list[FigurePlace] = []
    controls: Controls = []
    for figure in figures:
        total = figure.named.beside.total or figure.named.over.total
        if figure.named.below:
            _with_those_below(figure, figures, controls, basic)
        elif figure.place.role == "rate":
            if not total:
                found.append(figure.place)
        elif figure.named.beside.total:
            _of_row(figure, figures, found, controls, distinct=distinct, basic=basic, asked=asked)
        elif figure.named.over.total:
            _of_column(figure, figures, found, controls, distinct=distinct)
        elif figure.named.spot.person:
            found.append(replace(figure.place, role="part"))
        else:
            found.append(figure.place)
    return found, controls


def _of_row(
    total: Figure, figures: Sequence[Figure], found: list[FigurePlace], controls: Controls, *,
    distinct: bool, basic: frozenset[str], asked: Asked,
) -> None:  # fmt: skip
    """A figure of a total row: over courts, officers or actions, by what its column's rows are."""
    peers = [
        other for other in figures
        if other.place.column == total.place.column and not other.named.beside.total
        and not other.named.below
        and other.named.spot.column.segment == total.named.spot.column.segment
        and (not total.named.court or other.named.court == total.named.court)
        and total.named.beside.action in ("", other.named.beside.action)
        and (other.place.indicator, other.place.basis)
        == (total.place.indicator, total.place.basis)
    ]  # fmt: skip
    senders = {_sender(peer) for peer in peers if _sender(peer)}
    if senders and (not total.named.court or len(senders) > 1):
        controls.append((replace(total.place, role="court"), _covered(total, peers, basic)))
    elif any(peer.named.spot.person for peer in peers):
        found.append(replace(total.place, role="whole"))
    elif any(peer.named.beside.action for peer in peers):
        found.append(
            _over_actions(total, distinct=distinct or total.named.beside.total == "distinct")
        )
    elif not peers:
        facts = {
            "label": "/".join(total.named.spot.labels) or total.named.spot.court,
            "suggestion": "",
        }
        asked.ask("S-21", (total.place.row, 0), total.place.row, None, facts)


def _of_column(
    total: Figure, figures: Sequence[Figure], found: list[FigurePlace], controls: Controls, *,
    distinct: bool,
) -> None:  # fmt: skip
    """A figure of a total column: over the actions or courts its row has columns of."""
    peers = [
        other for other in figures
        if other.place.row == total.place.row and not other.named.over.total
        and not other.named.below
        and other.place.role != "rate"
        and other.place.indicator == total.place.indicator
        and other.place.basis == total.place.basis
    ]  # fmt: skip
    if any(peer.named.over.court for peer in peers) and not total.named.over.court:
        controls.append((replace(total.place, role="court"), tuple(p.place for p in peers)))
    elif any(peer.named.over.action for peer in peers) and not total.named.over.action:
        place = _over_actions(total, distinct=distinct or total.named.over.total == "distinct")
        found.append(replace(place, role="part") if total.named.spot.person else place)
    else:
        role: FigureRole = "part" if total.named.spot.person else "stated"
        found.append(replace(total.place, role=role))


def _with_those_below(
    whole: Figure, figures: Sequence[Figure], controls: Controls, basic: frozenset[str]
) -> None:
    """A figure of a court and those under it never counts (T13).

    It controls all rows, where the court's own is among them.
    """
    if whole.place.role == "rate" or whole.named.court in basic:
        return
    peers = [
        other for other in figures
        if other.place.column == whole.place.column and not other.named.below
        and not other.named.beside.total and other.named.court
        and (other.place.indicator, other.place.basis) == (whole.place.indicator, whole.place.basis)
    ]  # fmt: skip
    if any(peer.named.court not in basic for peer in peers):
        place = replace(whole.place, role="court")
        controls.append((place, tuple(peer.place for peer in peers)))


def _over_actions(total: Figure, *, distinct: bool) -> FigurePlace:
    return replace(total.place, action=None, role="distinct" if distinct else "actions")


def _sender(figure: Figure) -> str:
    return figure.named.court or figure.named.unknown_court


def _covered(
    total: Figure, peers: Sequence[Figure], basic: frozenset[str]
) -> tuple[FigurePlace, ...]:
    """The rows a total over courts speaks of: the basic ones', its group's, or all."""
    label = normalise_word(total.named.spot.court or "".join(total.named.spot.labels))
    if label in words_of("totals", "basic"):
        return tuple(peer.place for peer in peers if peer.named.court in basic)
    return tuple(peer.place for peer in peers)
