"""Dates written out, in the language of the page and in the reader's time zone.

The patterns are translatable (Django's date letters), so that each language orders day, month and
year as it does; times are in 24 hours everywhere.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alongside.foundation import clock

WEEKS_FROM_DAYS = 14
MONTH_FROM_DAYS = 60


def _pattern(style: str, with_year: bool) -> str:
    """Django date letters for this language. Each pair is: in the current year, in another year."""
    if style == "month":
        return pgettext("date: month and year", "F Y")
    if style == "day":
        return pgettext("date: day", "j F Y") if with_year else pgettext("date: day, this year", "j F")
    if with_year:
        return pgettext("date: weekday and day", "l j F Y")
    return pgettext("date: weekday and day, this year", "l j F")


def when(value: date | datetime | time | None, style: str = "") -> str:
    """`value` in words; "" for None.

    style: "" (Tuesday 24 March, 17:00), "day" (24 March), "month" (March 2026), "time" (17:00),
    "date" (Tuesday 24 March, never the time), "full" (always with the year), "near" (Today, 08:40; Yesterday, 19:12).
    """
    if value is None or value == "":
        return ""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    moment = None
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        value = moment.date()
    if style == "time":
        return moment.strftime("%H:%M") if moment else ""
    today = clock.today()
    days = (today - value).days
    if style == "near" and days in (0, 1):
        day = _("Today") if days == 0 else _("Yesterday")
    else:
        day = written(value, _pattern(style, with_year=style == "full" or value.year != today.year))
    if moment is None or style in ("day", "month", "date") or (style == "near" and days > 1):
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": moment.strftime("%H:%M")}


def ago(value: date | datetime | None) -> str:
    """How long since (or until) `value`, inside a sentence: "2 days ago", "tomorrow", "in October"."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    today = clock.today()
    days = (today - value).days
    if days in (0, 1, -1):
        return {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}[days]
    distance = abs(days)
    if distance >= MONTH_FROM_DAYS:
        year = value.year != today.year
        month = written(value, pgettext("month after 'in'", "F Y") if year else pgettext("month after 'in'", "F"))
        return _("in %(month)s") % {"month": month}
    if distance < WEEKS_FROM_DAYS:
        past, future = ngettext("%(n)d day ago", "%(n)d days ago", distance), ngettext("in %(n)d day", "in %(n)d days", distance)
    else:
        distance //= 7
        past, future = ngettext("%(n)d week ago", "%(n)d weeks ago", distance), ngettext("in %(n)d week", "in %(n)d weeks", distance)
    return (past if days > 0 else future) % {"n": distance}


def when_tag(value, style: str = "") -> SafeString | str:
    """`when`, with the machine-readable date around it."""
    return _timed(value, when(value, style))


def ago_tag(value) -> SafeString | str:
    """`ago`, with the machine-readable date around it."""
    return _timed(value, ago(value))


def _timed(value, words: str) -> SafeString | str:
    if not words:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
