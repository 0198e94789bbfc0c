"""Until when either of a pair may stop without a reason, and whose trial ends now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships.models import Agreement, CheckIn, Mentorship, PairRules
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.rules import rules_of

#: Today asks from three days before the end of a trial until two weeks after it (ours).
BEFORE, AFTER = timedelta(days=3), timedelta(days=14)
#: A check-in of the last ten days of the trial counts as having asked (ours).
ASKED = timedelta(days=10)


def trial_by_rules(mentorship: Mentorship) -> date | None:
    """The last day of the trial as the programme's rules are now. At most one query."""
    programme = mentorship.programme
    return _last_day(mentorship, rules_of(programme).trial_weeks, programme.time_zone)


def trial_of(mentorship: Mentorship) -> date | None:
    """The last day of the pair's trial: as their agreement says, else by the rules. None: there is no trial. Two queries at most."""
    agreed = list(mentorship.agreements.values_list("trial_until", flat=True)[:1])
    return agreed[0] if agreed else trial_by_rules(mentorship)


def trials_ending(walking, programmes, most: int) -> Iterator[tuple]:
    """(mentorship id, since, why, url, button) of pairs whose trial ends now and whom nobody has asked. Two queries."""
    weeks = dict(PairRules.objects.filter(programme__in=programmes).values_list("programme_id", "trial_weeks"))
    by_id = {p.pk: p for p in programmes}
    today, now = clock.today(), clock.now()
    newest = Agreement.objects.filter(mentorship=OuterRef("pk")).order_by("-number")
    found = walking.annotate(agreed=Subquery(newest.values("trial_until")[:1]))
    # As it was agreed, or, without an agreement, as the rules of the programme are.
    ends_now = Q(agreed__gte=today - AFTER, agreed__lte=today + BEFORE)
    for programme in programmes:
        if long := weeks.get(programme.pk, PairRules().trial_weeks):
            first = now - timedelta(weeks=long) - AFTER
            last = now - timedelta(weeks=long) + BEFORE
            ends_now |= Q(~Exists(newest), programme=programme.pk, begun_at__gte=first, begun_at__lte=last)
    asked = CheckIn.objects.filter(mentorship=OuterRef("pk"), at__gte=now - ASKED)
    for mentorship in found.filter(ends_now, ~Exists(asked)).order_by("begun_at")[:most]:
        programme = by_id[mentorship.programme_id]
        until = mentorship.agreed or _last_day(mentorship, weeks.get(programme.pk, PairRules().trial_weeks), programme.time_zone)
        why = _("Their trial ends on %(day)s. Ask both whether they go on.")
        if until < today:
            why = _("Their trial ended on %(day)s. Ask both whether they go on.")
        since = datetime.combine(until - BEFORE, datetime.min.time(), tzinfo=ZoneInfo(programme.time_zone))
        url = reverse("mentorships:check_in", args=[mentorship.pk])
        yield mentorship.pk, since, why % {"day": dates.when(until, "date")}, url, _("Call them")


def _last_day(mentorship: Mentorship, weeks: int, zone: str) -> date | None:
    return local(mentorship.begun_at, zone).date() + timedelta(weeks=weeks) if weeks else None
