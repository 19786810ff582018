"""What courts declare in a campaign, as figures may be had from it.

Comes in: an open store, the returns in force. Goes out: a Declared. Refuses to choose between what
is declared and what is computed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from enforcement_cli.indicator.declared import Declared, declared_of, with_zeros
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.store.declared import declarations, returns_in_question
from enforcement_cli.store.read import StoredReturn
from enforcement_cli.store.session import Connection


def declared_in(
    connection: Connection,
    campaign: Campaign,
    base: Mapping[str, str],
    returns: Iterable[StoredReturn],
    known_at: datetime,
) -> Declared:
    """What the courts declare in a campaign; a 零报告 declares 0.

    A text declares what it states, and never 0 for the rest. Where a court owes a table, its text is
    not the word that is waited for.
    """
    known = [r for r in returns if r.campaign == campaign.id]
    mine = [r for r in known if r.form == "aggregate"]
    spoke = mine + [r for r in known if r.form == "narrative" and not _owes_a_table(r, campaign)]
    empty = [r for r in mine if not r.rows and r.status == "accepted"]
    # A return none of whose figures was understood has no rows either.
    asking = returns_in_question(connection, known_at) if empty else frozenset()
    zeros = [
        (r.court, r.period_start, r.period_end, r.return_id, r.file_name)
        for r in empty
        if r.court and r.period_start and r.period_end and r.return_id not in asking
    ]
    said = declarations(connection, base, campaign.id, known_at)
    return declared_of(
        with_zeros(said, zeros),
        campaign.start,
        [(r.court, r.period_end) for r in spoke if r.court and r.period_end],
    )


def _owes_a_table(stored: StoredReturn, campaign: Campaign) -> bool:
    return any(
        expected.form == "aggregate"
        and (expected.courts is None or stored.court in expected.courts)
        for expected in campaign.expects
    )
