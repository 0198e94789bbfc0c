"""The one place that knows what time it is, so that tests can fix it."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today(zone: str | None = None) -> date:
    """Today's date in `zone` (IANA name), or in the active time zone."""
    return timezone.localdate(timezone=ZoneInfo(zone) if zone else None)


def zone(name: str, otherwise: str = "") -> tzinfo:
    """The zone of that IANA name, else the one of `otherwise`, else the installation's.

    A zone may have come in with a sheet; one that nobody knows must not close a page or stop a round.
    """
    for wanted in filter(None, (name, otherwise)):
        try:
            return ZoneInfo(wanted)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return timezone.get_default_timezone()
