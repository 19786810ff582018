"""The desk's clock: UTC+8 whatever the machine's zone (cron under `env -i` runs in UTC)."""

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def now() -> datetime:
    """This moment in UTC+8, to the second."""
    return datetime.now(BEIJING).replace(microsecond=0)


def parse_moment(text: str) -> datetime:
    """An ISO date or date-time; a date alone is its end of day, a time without zone is UTC+8.

    Raises:
        ValueError: `text` is neither.
    """
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2026-01-01"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)
