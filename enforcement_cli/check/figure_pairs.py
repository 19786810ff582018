"""Figures of one action against each other: parts and wholes, sums, pairs, averages.

Comes in: the figures of a return, the campaign for its bounds. Goes out: doubts under the codes of
relations.toml. Refuses to add what is not declared to exclude each other.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from enforcement_cli.check.difference import Part, clue_text
from enforcement_cli.check.figures import (
    BASES,
    FEN,
    Doubt,
    Figures,
    amount,
    cell_of,
    key_of,
    name_of,
    pair_doubt,
    shown,
    slack,
    sum_doubt,
)
from enforcement_cli.check.shares import Line
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit, round_half_up
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.relations import (
    AtMost,
    Balance,
    Mean,
    Needs,
    Parts,
    relations,
)

_YUAN = "元"
_PERSONS, _TIMES = "人", "人次"
_PART = "其中"
_ACROSS_UNITS = "R-11"  # 件 against 人


def within_bases(figures: Figures) -> Iterator[Doubt]:
    """R-31: more in the period than to date."""
    for line in figures.lines:
        if line.basis != "period" or figure_words()[line.indicator].stock:
            continue
        for whole in figures.all(line.action, line.indicator, "cumulative"):
            if whole.unit == line.unit and amount(line) > amount(whole) + slack(line, whole):
                yield pair_doubt("R-31", line, whole)


def persons_and_times(figures: Figures) -> Iterator[Doubt]:
    """R-09: more 人 than 人次 of one measure; R-10: 人次 and no 人."""
    for lines in figures.by_slot.values():
        persons = next((line for line in lines if line.unit == _PERSONS), None)
        times = next((line for line in lines if line.unit == _TIMES), None)
        if persons is None or times is None:
            continue
        if amount(persons) > amount(times):
            yield pair_doubt("R-09", persons, times)
        elif amount(times) > 0 and amount(persons) == 0:
            yield pair_doubt("R-10", persons, times)


def declared(figures: Figures) -> Iterator[Doubt]:
    """What relations.toml says of the figures of one action: R-01 to R-03, R-06 to R-12, R-32."""
    said = relations()
    for action in figures.actions:
        for at_most in said.at_most:
            yield from _at_most(figures, action, at_most)
        for parts in said.parts:
            yield from _parts(figures, action, parts)
        for balance in said.balances:
            yield from _balance(figures, action, balance)
        for needs in said.needs:
            yield from _needs(figures, action, needs)


def means(figures: Figures, campaign: Campaign, person_fen: int) -> Iterator[Doubt]:
    """R-13: fines above the ceiling on average; R-15: claims above the cap of their action."""
    caps = {action.id: action.claim_at_most_fen for action in campaign.actions}
    for mean in relations().means:
        for action in figures.actions:
            cap = person_fen if mean.code == "R-13" else caps.get(action or "")
            if cap is not None:
                yield from _mean(figures, action, mean, cap)


def _at_most(figures: Figures, action: str | None, at_most: AtMost) -> Iterator[Doubt]:
    if at_most.unless:
        beside = (figures.all(action, at_most.unless, basis) for basis in BASES)
        if any(amount(line) > 0 for lines in beside for line in lines):
            return
    for basis in at_most.bases or BASES:
        lesser = figures.all(action, at_most.lesser, basis)
        greater = figures.all(action, at_most.greater, basis)
        pairs = [
            (less, more)
            for less in lesser
            for more in greater
            if (less.unit == more.unit or at_most.code == _ACROSS_UNITS)
            and less.basis in (basis, more.basis)
            and (not at_most.printed or _PART in less.label)
        ]
        for less, more in pairs:
            if amount(less) > amount(more) + slack(less, more):
                yield pair_doubt(at_most.code, less, more, _in_yuan(less, more))
        if pairs and at_most.bases:
            return


def _in_yuan(recovered: Line, claim: Line) -> dict[str, str]:
    """The two facts of R-08, which the rows of ledgers share."""
    if recovered.unit != FEN:
        return {}
    return {
        "recovered": format(in_unit(amount(recovered), _YUAN), "f"),
        "claim": format(in_unit(amount(claim), _YUAN), "f"),
    }


def _parts(figures: Figures, action: str | None, declared_parts: Parts) -> Iterator[Doubt]:
    """R-32 where parts are more than their whole; R-02 where they are not the whole, on any basis."""
    wrong: list[Doubt] = []
    fits = False
    for basis in BASES:
        whole = figures.one(action, declared_parts.of, basis)
        parts = [figures.one(action, name, basis) for name in declared_parts.parts]
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < (len(parts) if declared_parts.whole else 2):
            continue
        gap = amount(whole) - sum(map(amount, known))
        if gap < 0 or (declared_parts.whole and gap):
            clue = clue_text(amount(whole), parts_of(known)) if declared_parts.whole else ""
            wrong.append(sum_doubt(declared_parts.code, whole, known, [1] * len(known), clue))
        else:
            fits = declared_parts.whole
    if not fits:
        yield from wrong[:1] if declared_parts.whole else wrong


def _balance(figures: Figures, action: str | None, balance: Balance) -> Iterator[Doubt]:
    """R-03, where neither the period's figures nor those to date give what stands open."""
    signed = [(name, 1) for name in balance.plus] + [(name, -1) for name in balance.minus]
    wrong: list[tuple[int, Doubt]] = []
    for basis in BASES:
        result = figures.one(action, balance.result, basis)
        parts = [figures.one(action, name, basis) for name, _ in signed]
        known = [part for part in parts if part is not None]
        if result is None or len(known) < len(parts):
            if any(figures.is_asked(action, name, basis) for name, _ in signed):
                return  # Read aright, it may well balance.
            continue
        signs = [sign for _, sign in signed]
        gap = amount(result) - sum(amount(p) * sign for p, sign in zip(known, signs, strict=True))
        if gap == 0:
            return
        wrong.append((abs(gap), sum_doubt("R-03", result, known, signs)))
    if wrong:
        yield min(wrong, key=lambda pair: pair[0])[1]


def _needs(figures: Figures, action: str | None, needs: Needs) -> Iterator[Doubt]:
    for basis in BASES:
        given = figures.one(action, needs.given, basis)
        wanted = figures.all(action, needs.wants, basis)
        if given is None or amount(given) <= 0 or not wanted:
            continue
        if all(amount(line) == 0 for line in wanted):
            yield pair_doubt(needs.code, given, wanted[0])


def _mean(figures: Figures, action: str | None, mean: Mean, cap: int) -> Iterator[Doubt]:
    for basis in BASES:
        total = figures.one(action, mean.amount, basis)
        counts: Iterable[Line | None] = (figures.one(action, name, basis) for name in mean.per)
        count = next((line for line in counts if line is not None and amount(line) > 0), None)
        if total is None or count is None or amount(total) <= cap * amount(count):
            continue
        each = round_half_up(Decimal(amount(total)) / amount(count) / FEN_PER_UNIT[_YUAN], 2)
        ceiling = format(in_unit(cap, _YUAN), "f")
        facts = {
            "label": name_of(total), "value": shown(total), "count": str(amount(count)),
            "mean": format(each, "f"), "cap": ceiling,
            "what": mean.what, "who": mean.who, "amount": format(each, "f"), "ceiling": ceiling,
        }  # fmt: skip
        yield Doubt(code=mean.code, lines=(total, count), facts=facts, subject=key_of(total))


def parts_of(lines: Iterable[Line]) -> list[Part]:
    """Figures as parts of a sum, by their names."""
    return [
        Part(label=f"“{name_of(line)}”", cell=cell_of(line), value=amount(line)) for line in lines
    ]
