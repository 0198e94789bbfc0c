"""The one place that knows what time it is, so that tests can fix it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today(zone: str | None = None) -> date:
    """Today's date in `zone` (IANA name), or in the active time zone."""
    return timezone.localdate(timezone=ZoneInfo(zone) if zone else None)
