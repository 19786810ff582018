"""The turns of the story, one function each: what happens to which cases.

In: the story so far. Out: the same story with one more turn. Categories stay as planned.
Refuses to know how a turn shows in a ledger.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_data.making.cases import (
    COMPLETED,
    INTERIM,
    TERMINATED,
    Case,
    Closing,
    Payment,
    hundreds,
)
from sample_data.making.casting import (
    Story,
    closed_in,
    closing_of,
    open_before,
    paid_at_closing,
    pick,
)
from sample_data.making.courts import COURTS
from sample_data.making.people import identity_number, person
from sample_data.making.weeks import WEEKS, week_number

_LATE_PER_COURT = 3
# The weeks and courts of the fourteen instalments besides the one that carries a fault.
_INSTALMENTS = (
    ("辽1202", 2), ("辽1202", 5), ("辽1202", 8), ("辽1204", 3), ("辽1204", 7), ("辽1221", 4),
    ("辽1221", 9), ("辽1223", 6), ("辽1224", 4), ("辽1224", 11), ("辽1281", 8), ("辽1281", 5),
    ("辽1282", 7), ("辽12", 6),
)  # fmt: skip


def raid_pair(rng: Random, story: Story) -> None:
    """Two cases of 西丰 with one debtor: he is detained in both, one person, two decisions."""

    def fits(case: Case) -> bool:
        return open_before(case, date(2025, 12, 1), "ABCDE")

    one, two = pick(story, "辽1223", fits), pick(story, "辽1223", fits)
    debtor, number = person(rng), identity_number(rng)
    for part, case in (("pair_one", one), ("pair_two", two)):
        story.cases[case.key] = replace(case, debtor=debtor, debtor_id=number)
        story.parts[part] = case.key


def transfer(story: Story) -> None:
    """A case of 清河 that began at 银州 and keeps its number."""
    case = pick(
        story,
        "辽1204",
        lambda c: (
            closed_in(c, COMPLETED, 6, 9)
            and c.filed_on < date(2025, 12, 1)
            and len(c.payments) == 1
        ),
    )
    story.cases[case.key] = replace(case, number_court="辽1202")
    story.parts["transfer"] = case.key


def resumptions(story: Story) -> None:
    """Four 执恢 after a 终本 of this campaign: two closed again, two open."""
    for court, closed in (("辽1202", True), ("辽1224", True), ("辽1221", False), ("辽1282", False)):
        old = pick(story, court, lambda c: closed_in(c, INTERIM, 2, 4) and c.claim_at(0) >= 600_000)
        claim = old.claim_at(0)
        old = paid_at_closing(old, claim, hundreds(claim * 0.6))
        after = closing_of(old).on + timedelta(days=5)
        new = pick(
            story,
            court,
            lambda c, after=after, closed=closed: (
                c.category == "A"  # type: ignore[misc]
                and c.filed_on > after
                and (closed_in(c, COMPLETED, 5, 11) if closed else c.closing is None)
            ),
        )
        rest = claim - old.payments[0].fen
        new = paid_at_closing(new, rest, rest) if closed else replace(new, claims=((0, rest),))
        story.cases[old.key] = old
        story.cases[new.key] = replace(
            new,
            case_type="执恢",
            original=old.key,
            cause=old.cause,
            applicant=old.applicant,
            debtor=old.debtor,
            debtor_id=old.debtor_id,
        )


def crossings(story: Story) -> None:
    """Claims that pass 100,000 yuan, after closing and before it; and claims on the line."""
    after = pick(story, "辽1221", lambda c: closed_in(c, INTERIM, 3, 5))
    story.cases[after.key] = replace(after, claims=((0, 9_600_000), (8, 10_400_000)))
    before = pick(
        story,
        "辽1282",
        lambda c: closed_in(c, COMPLETED, 7, 11, "N") and c.filed_on < date(2025, 12, 19),
    )
    before = paid_at_closing(before, 9_800_000, 10_600_000)
    story.cases[before.key] = replace(before, claims=((0, 9_800_000), (5, 10_600_000)))
    story.parts |= {"crossed_after": after.key, "crossed_before": before.key}
    for court in ("辽1202", "辽1223"):
        edge = pick(story, court, lambda c: closed_in(c, INTERIM, 4, 9))
        story.cases[edge.key] = replace(edge, claims=((0, 10_000_000),))
    beyond = pick(story, "辽1224", lambda c: open_before(c, date(2025, 12, 1), "N"))
    story.cases[beyond.key] = replace(beyond, claims=((0, 10_000_001),), payments=())


def upward(story: Story) -> None:
    """Three ledgers raise the money of a case closed weeks before."""
    for court, week in (("辽1223", 7), ("辽1224", 8), ("辽1204", 9)):
        case = pick(
            story, court, lambda c: closed_in(c, INTERIM, 2, 5) and c.claim_at(0) >= 500_000
        )
        more = Payment(on=WEEKS[week - 1].end, fen=hundreds(case.claim_at(0) * 0.2), shown=week)
        story.cases[case.key] = replace(case, payments=(*case.payments, more))
        story.parts[f"upward_{court}"] = case.key


def overstated(story: Story) -> None:
    """Two cases whose true money is lower than the first ledgers say."""
    known = pick(story, "辽1221", lambda c: closed_in(c, INTERIM, 3, 5))
    story.cases[known.key] = paid_at_closing(known, 4_200_000, 1_360_000)
    resent = pick(story, "辽1202", lambda c: closed_in(c, INTERIM, 3, 3))
    story.cases[resent.key] = paid_at_closing(resent, 5_000_000, 2_040_000)
    story.parts |= {"lowered": known.key, "resent": resent.key}


def slips(story: Story) -> None:
    """The cases on which a clerk's slip is planted."""
    about = pick(story, "辽1223", lambda c: open_before(c, date(2025, 12, 1)) and not c.payments)
    paid = Payment(on=WEEKS[3].start + timedelta(days=2), fen=2_980_000, shown=4)
    story.cases[about.key] = replace(about, claims=((0, 5_600_000),), payments=(paid,))
    unit = pick(story, "辽1282", lambda c: closed_in(c, COMPLETED, 8, 8))
    story.cases[unit.key] = paid_at_closing(unit, 3_500_000, 3_500_000)
    twice = pick(story, "辽1224", lambda c: closed_in(c, INTERIM, 8, 8))
    story.cases[twice.key] = paid_at_closing(twice, 4_200_000, 1_250_000)
    day = pick(story, "辽1204", lambda c: closed_in(c, COMPLETED, 6, 6, "ABC"))
    number = pick(
        story,
        "辽1224",
        lambda c: week_number(c.filed_on) == 5 and (c.closing is None or c.closing.shown > 6),
    )
    hidden = pick(story, "辽1282", lambda c: closed_in(c, COMPLETED, 3, 5))
    story.parts |= {
        "about": about.key,
        "unit": unit.key,
        "twice": twice.key,
        "day": day.key,
        "number": number.key,
        "hidden": hidden.key,
    }


def withdrawn(story: Story) -> None:
    """A closing of W5 that its court takes back in W7; the money stays."""
    case = pick(story, "辽1281", lambda c: open_before(c, date(2025, 12, 1)) and not c.payments)
    day = date(2026, 1, 14)
    fen = hundreds(case.claim_at(0) * 0.5)
    story.cases[case.key] = replace(
        case,
        payments=(Payment(on=day, fen=fen, shown=5),),
        closing=Closing(on=day, method=TERMINATED, shown=5, withdrawn=7),
    )
    story.parts["withdrawn"] = case.key


def instalments(story: Story) -> None:
    """Money on cases that stay open; with the fault `about` they are fifteen."""
    for court, week in _INSTALMENTS:
        start = WEEKS[week - 1].start
        case = pick(
            story,
            court,
            lambda c, start=start: (
                open_before(c, start - timedelta(days=10), "ABCDE")  # type: ignore[misc]
                and not c.payments
                and c.case_type == "执"
            ),
        )
        fen = hundreds(case.claim_at(0) * 0.35)
        paid = Payment(on=start + timedelta(days=3), fen=max(fen, 50_000), shown=week)
        story.cases[case.key] = replace(case, payments=(paid,))


def late_closings(story: Story) -> None:
    """Closings whose ledger row comes a week late; the closing's money comes with it."""
    for court in COURTS:
        # 清河 reports nothing new in W10, so nothing of its W9 may wait for it.
        last = 8 if court.code == "辽1204" else 9
        for n in range(1 if court.code == "辽12" else _LATE_PER_COURT):
            first = 2 + 2 * n
            case = pick(
                story,
                court.code,
                lambda c, first=first, last=last: any(  # type: ignore[misc]
                    closed_in(c, method, first, last, "ABCDE")
                    for method in (COMPLETED, INTERIM, TERMINATED)
                ),
            )
            closing = closing_of(case)
            story.late.append(case.key)
            story.cases[case.key] = replace(
                case,
                closing=replace(closing, shown=closing.shown + 1),
                payments=tuple(
                    replace(p, shown=p.shown + 1) if p.shown == closing.shown else p
                    for p in case.payments
                ),
            )
