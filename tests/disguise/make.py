"""A seed becomes a disguise: which form, what is wrong with it, in which layout.

Comes in: a seed. Goes out: the same Disguise every time. Refuses any other source of chance.
"""

from __future__ import annotations

from random import Random

from tests.disguise.aggregate import dress_figures
from tests.disguise.model import Disguise
from tests.disguise.perturb import KINDS
from tests.disguise.perturb_figures import CODES as FIGURE_CODES
from tests.disguise.rows import ENCODINGS, choose_kind, dress_rows

FIGURE_KINDS = tuple(FIGURE_CODES)

PERTURBED_SHARE = 0.25
FORMS, WEIGHTS = ("cases", "payments", "measures", "aggregate"), (40, 5, 5, 50)


def disguise(seed: int, *, wrong: str | None = None, form: str = "") -> Disguise:
    """The disguise of a seed.

    Args:
        seed: all of its chance.
        wrong: what is to be asked about: '' nothing, 'any' something, a kind of KINDS or
            FIGURE_KINDS; None lets chance choose, nothing three times of four.
        form: one of FORMS; '' lets chance choose.
    """
    rng = Random(f"disguise {seed}")
    by_chance = rng.choices(FORMS, WEIGHTS)[0]
    chosen = form or by_chance
    kinds = FIGURE_KINDS if chosen == "aggregate" else KINDS
    drawn = (rng.random() < PERTURBED_SHARE, rng.choice(kinds))
    if wrong is None:
        wrong = drawn[1] if drawn[0] else ""
    elif wrong == "any":
        wrong = drawn[1]
    if chosen == "aggregate":
        kind = choose_kind(rng)
        encoding = rng.choice(ENCODINGS.get(kind, ("utf-8",)))
        made = dress_figures(seed, rng, wrong, kind, encoding)
    else:
        made = dress_rows(seed, rng, chosen, wrong)
    made.wrong = wrong
    return made
