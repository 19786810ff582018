"""The last look at the texts of a bulletin before they go out (B-08, B-09).

Comes in: texts in reading order, the profile, the names of parties. Goes out: leaks with the place
of their text, the same as problems, or a LeakFound. Refuses to repeat a number that it found.
"""

from collections.abc import Iterable, Mapping

from enforcement_cli.bulletin.leaks import Leak, run_together, scan
from enforcement_cli.bulletin.names import Party, is_masked, mask_name, mentioned, parties_in
from enforcement_cli.model.failure import LeakFound
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.vocabulary.names import Profile


def find_leaks(
    texts: Iterable[str], profile: Profile, parties: Iterable[str] = ()
) -> tuple[tuple[int, Leak], ...]:
    """What a profile does not let out, each with the place of its text from 1.

    Args:
        texts: in reading order.
        profile: internal lets names stand, bulletin those of companies, public none.
        parties: names of parties, as cells of returns have them.
    """
    read = tuple(texts)
    joined = [run_together(text)[0] for text in read]
    # A Latin name in capitals is the same name.
    searched = (*read, *joined, *(text.title() for text in joined))
    named = (party for cell in mentioned(parties, searched) for party in parties_in(cell))
    known = frozenset(
        party.name
        for party in dict.fromkeys(named)
        if len(party.name) > 1 and not is_masked(party.name) and _is_hidden(party, profile)
    )
    return tuple(
        (place, leak)
        for place, text in enumerate(read, 1)
        for leak in scan(text, known, cases=profile == "public")
    )


def _is_hidden(party: Party, profile: Profile) -> bool:
    return mask_name(party, profile) != party.name


def check_leaks(
    texts: Iterable[str], profile: Profile, parties: Iterable[str] = ()
) -> tuple[tuple[int, Leak], ...]:
    """The leaks of what is about to be written; in public there may be none.

    Raises:
        LeakFound: the profile is public and something is left. The message says what and where,
            and never repeats a number.
    """
    found = find_leaks(texts, profile, parties)
    if profile == "public" and found:
        kinds = "、".join(dict.fromkeys(leak.kind for _, leak in found))
        places = "、".join(f"第{place}段" for place in dict.fromkeys(place for place, _ in found))
        raise LeakFound(
            f"公开稿含疑似{kinds}，共{len(found)}处，没有生成。",
            where=places,
            remedy="请在案例或报表里删去后重新生成；确属误认的，改写这一处。",
        )
    return found


def leak_problems(
    leaks: Iterable[tuple[int, Leak]], profile: Profile, rules: Mapping[str, Rule]
) -> tuple[Problem, ...]:
    """The same as problems: B-08 of numbers, B-09 of names."""
    found: list[Problem] = []
    for place, leak in leaks:
        rule = rules.get("B-09" if leak.name else "B-08")
        if rule is None:
            continue
        facts = {"paragraph": str(place), "kind": leak.kind}
        for party in parties_in(leak.name):
            facts |= {"name": leak.name, "masked": mask_name(party, profile)}
        origin = Origin(file="战报")
        found.append(Problem(rule=rule, origin=origin, facts=facts, subject=f"leak>{place}"))
    return tuple(found)
