"""Claims of a sentence, short enough to stand in a table of a test."""

from __future__ import annotations

from enforcement_cli.claims.read import claims_in


def totals(text: str, *fields: str) -> list[tuple[object, ...]]:
    """Of each total: its words in the text, its metric, and the fields asked for."""
    return [
        (claim.raw, claim.metric, *(getattr(claim, field) for field in fields))
        for claim in claims_in(text)
        if claim.is_total
    ]


def of(text: str, field: str) -> dict[str, object]:
    """A field of each total, by the total's words."""
    return {claim.raw: getattr(claim, field) for claim in claims_in(text) if claim.is_total}
