"""Compiles the campaign's actions to conditions over a case: which cases are in which action."""

from enforcement_cli.model.campaign import Action, Campaign

_CLAIM = {
    "baseline": "claim_at_first_fen",
    "closing": "claim_at_closing_fen",
    "never": "claim_fen",
}

# Either side is an enterprise: by its declared kind, else by what its name ends in.
_KINDS = ("%企业%", "%法人%", "%公司%")
_NAMES = tuple(
    f"%{word}{end}" for word in ("公司", "厂", "合作社", "企业", "集团") for end in ("", "、%")
)
_ENTERPRISE = " OR ".join(
    f"coalesce({column} LIKE '{pattern}', false)"
    for columns, patterns in (
        (("applicant_kind", "debtor_kind"), _KINDS),
        (("applicant", "debtor"), _NAMES),
    )
    for column in columns
    for pattern in patterns
)


def action_column(action_id: str) -> str:
    """The name of an action's membership column."""
    return f"in_{action_id}"


def action_condition(action: Action, campaign: Campaign) -> str:
    """SQL over `current_cases` (with `classes`, the cause's sub-classes) that is never NULL.

    A claim nobody stated is not 小标的 (domain.md 3.1); the bound 及以下 is inclusive (T3).
    """
    parts = _own_conditions(action)
    others = {other.id: other for other in campaign.actions}
    for joined, word in ((action.any_of, " OR "), (action.all_of, " AND ")):
        if joined:
            inner = word.join(action_condition(others[name], campaign) for name in joined)
            parts.append(f"({inner})")
    return "(" + " AND ".join(parts or ["true"]) + ")"


def _own_conditions(action: Action) -> list[str]:
    claim = _CLAIM[action.frozen_at]
    parts: list[str] = []
    if action.claim_at_most_fen is not None:
        parts.append(f"coalesce({claim} <= {action.claim_at_most_fen}, false)")
    if action.claim_above_fen is not None:
        parts.append(f"coalesce({claim} > {action.claim_above_fen}, false)")
    if action.causes:
        causes = ", ".join(f"'{cause}'" for cause in action.causes)
        parts.append(f"coalesce(list_has_any(classes, [{causes}]), false)")
    if action.filed_before is not None:
        parts.append(f"coalesce(filed_on < DATE '{action.filed_before.isoformat()}', false)")
    if action.status == "open":
        parts.append("closed_on IS NULL")
    if action.status == "closed":
        parts.append("closed_on IS NOT NULL")
    if action.declared:
        names = ", ".join("'" + word.replace("'", "''") + "'" for word in (action.id, action.name))
        parts.append(f"coalesce(list_has_any(declared_actions, [{names}]), false)")
    if action.party == "enterprise":
        parts.append(f"({_ENTERPRISE})")
    return parts


def members_relation(campaign: Campaign) -> str:
    """`members`: every current case of the campaign's types with its action columns and scope."""
    flags = [
        f"{action_condition(action, campaign)} AS {action_column(action.id)}"
        for action in campaign.actions
    ]
    types = ", ".join(f"'{kind}'" for kind in campaign.case_types)
    columns = "".join(f",\n           {flag}" for flag in flags)
    scope = (
        " OR ".join(action_column(action.id) for action in campaign.actions)
        if campaign.scope == "actions" and campaign.actions
        else "true"
    )
    return f"""
    SELECT *, ({scope}) AS in_scope FROM (
        SELECT c.*{columns}
        FROM (SELECT c.*, k.classes FROM current_cases c
              LEFT JOIN (SELECT cause AS classed, classes FROM cause_classes) k
                ON k.classed = c.cause) c
        WHERE c.case_type IN ({types}))"""
