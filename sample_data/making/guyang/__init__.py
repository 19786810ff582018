"""固阳: two months of a campaign beside a team that stands since January."""
