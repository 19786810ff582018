"""The invented officers of each court.

In: a court code and a place in its list. Out: a name, the same on every run.
"""

from functools import cache
from random import Random

from sample_data.making.courts import COURTS
from sample_data.making.people import person


@cache
def _officers() -> dict[str, tuple[str, ...]]:
    rng = Random(0)
    taken: set[str] = set()
    staff: dict[str, tuple[str, ...]] = {}
    for court in COURTS:
        names: list[str] = []
        while len(names) < court.officers:
            name = person(rng)
            if name not in taken:
                taken.add(name)
                names.append(name)
        staff[court.code] = tuple(names)
    return staff


def officer_name(court: str, place: int) -> str:
    """The name of an officer; places count from 0."""
    return _officers()[court][place]
