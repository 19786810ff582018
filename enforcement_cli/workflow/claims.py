"""A document's claims: those of its sentences and those of its tables.

Comes in: Prose. Goes out: Claims in reading order, offsets into its text. Refuses to know figures.
"""

from enforcement_cli.claims.read import claims_in
from enforcement_cli.claims.tables import table_claims
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.prose import Prose, running_text


def claims_of(prose: Prose) -> tuple[Claim, ...]:
    """The claims of a document.

    A table's figures are read by their headers, a cell that holds a sentence as a sentence.
    """
    running = claims_in(running_text(prose))
    taken = {(claim.start, claim.end) for claim in running}
    cells = [claim for claim in table_claims(prose) if (claim.start, claim.end) not in taken]
    return tuple(sorted((*running, *cells), key=lambda claim: (claim.start, claim.end)))
