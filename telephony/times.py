"""Small sums with times."""

from datetime import UTC, datetime, tzinfo


def utc(at: datetime) -> datetime:
    """Return the same moment, aware UTC, whatever zone the database connection answered in."""
    return at.astimezone(UTC)


def seconds_between(begin: datetime, end: datetime) -> int:
    """Return whole seconds from `begin` to `end`, never fewer than none."""
    return max(0, round((end - begin).total_seconds()))


def midnight_before(at: datetime, zone: tzinfo) -> datetime:
    """Return when the local day of `at` began, aware UTC."""
    local = at.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
