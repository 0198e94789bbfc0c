"""Who looks after which pairs among the coordinators, who stands in, and how many contacts are made and due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import mentorships_for
from alongside.mentorships.models import Absence, Handover, Mentorship, MentorshipStatus
from alongside.mentorships.queries.pairs import Pair, local, pairs_of
from alongside.people.models import Account
from alongside.programmes.models import ContactRule, Membership, Programme

#: A month, as the rules for contact count it.
MONTH = timedelta(days=30)


def in_charge(path: str = "") -> Coalesce:
    """For a query of mentorships (or of rows whose `path` leads to one, as "mentorship__"): the account that looks after it."""
    newest = Handover.objects.filter(mentorship=OuterRef(f"{path}pk")).order_by("-at", "-id")
    return Coalesce(Subquery(newest.values("to")[:1]), f"{path}begun_by", output_field=UUIDField())


def covered_by(account) -> set[UUID]:
    """Accounts for whom this one stands in today. One query."""
    today = clock.today()
    away = Absence.objects.filter(cover=account, from_day__lte=today, until_day__gte=today)
    return set(away.values_list("account_id", flat=True))


def coordinators_of(programme_ids: Iterable[UUID]):
    """Accounts that coordinate at least one of these programmes now, by name."""
    there = Membership.objects.in_force().filter(role="coordinator", account=OuterRef("pk"), programme__in=list(programme_ids))
    accounts = Account.objects.filter(Exists(there), is_active=True).select_related("person")
    return sorted(accounts, key=lambda account: account.display_name.casefold())


def running(principal):
    """The mentorships that the principal's programmes have now, with `charge`."""
    ended = MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status=MentorshipStatus.Status.ENDED)
    return mentorships_for(principal).filter(~Exists(ended)).annotate(charge=in_charge())


@dataclass
class Desk:
    """One coordinator: how many pairs, contacts of the last thirty days, and absences to come. account None: nobody."""

    account: Account | None
    pairs: int = 0
    made: int = 0
    due: int = 0
    absences: list[Absence] = field(default_factory=list)


def desks(principal) -> list[Desk]:
    """Everybody who coordinates beside the principal, and who looks after how many pairs. Six queries, whatever the number.

    Contacts made and due count the last thirty days, by the programme's rules: after the introduction, in month one, later.
    """
    accounts = coordinators_of(principal.programmes_as("coordinator"))
    found = {account.pk: Desk(account) for account in accounts}
    rules: dict[UUID, dict[str, int]] = {}
    for rule in ContactRule.objects.filter(programme__in=principal.programmes_as("coordinator")):
        rules.setdefault(rule.programme_id, {})[rule.after] = rule.times
    now = clock.now()
    lately = Count("check_ins", filter=Q(check_ins__at__gte=now - MONTH))
    for charge, programme, begun_at, made in (
        running(principal).annotate(made=lately).order_by().values_list("charge", "programme_id", "begun_at", "made")
    ):
        desk = found.setdefault(charge if charge in found else None, Desk(None))
        desk.pairs += 1
        desk.made += made
        desk.due += _wanted(rules.get(programme, {}), now - begun_at)
    for absence in Absence.objects.filter(account__in=accounts, until_day__gte=clock.today()).select_related("cover__person"):
        found[absence.account_id].absences.append(absence)
    return list(found.values())


def _wanted(times: dict[str, int], age: timedelta) -> int:
    """Contacts that the rules want from a pair of this age within thirty days."""
    After = ContactRule.After
    if age < MONTH:
        return max(times.get(After.INTRODUCTION, 0), times.get(After.MONTH_ONE, 0))
    return times.get(After.LATER, 0)


def pairs_in_charge(principal, account_id: UUID | None) -> list[tuple[Mentorship, Pair]]:
    """The pairs that this account looks after, oldest first; None: those of nobody who coordinates here. Three queries."""
    query = running(principal).select_related("programme").order_by("begun_at", "pk")
    if account_id is None:
        here = [account.pk for account in coordinators_of(principal.programmes_as("coordinator"))]
        query = query.exclude(charge__in=here)
    else:
        query = query.filter(charge=account_id)
    found = list(query)
    pairs = pairs_of(m.pk for m in found)
    principal.reads("mentorship", *(pk for pair in pairs.values() for pk in pair.people))
    return [(m, pairs[m.pk]) for m in found if m.pk in pairs]


def contacts(mentorship: Mentorship) -> tuple[int, int]:
    """Contacts made and due since the beginning of one mentorship, by its programme's rules. Two queries.

    Of the first thirty days those of month one are due evenly, as Today asks for them; later each month's when it is over.
    """
    times = {rule.after: rule.times for rule in mentorship.programme.contact_rules.all()}
    age = clock.now() - mentorship.begun_at
    month_one = max(times.get(ContactRule.After.INTRODUCTION, 0), times.get(ContactRule.After.MONTH_ONE, 0))
    due = round(month_one * min(age / MONTH, 1)) + times.get(ContactRule.After.LATER, 0) * max(0, age // MONTH - 1)
    return mentorship.check_ins.count(), due


def taken_over(principal) -> list[Handover]:
    """What was handed to the principal and not taken yet, with its mentorship. One query."""
    mine = mentorships_for(principal).filter(pk=OuterRef("mentorship"))
    newest = Handover.objects.filter(mentorship=OuterRef("mentorship")).order_by("-at", "-id").values("pk")[:1]
    rows = Handover.objects.filter(Exists(mine), to=principal.account, taken_at=None, pk=Subquery(newest))
    return list(rows.select_related("mentorship__programme", "by__person"))


def due_handovers(principal) -> list[Due]:
    """Pairs that a colleague handed over, and an absence in which the principal stands in. Two queries."""
    handed = taken_over(principal)
    rows = []
    if handed:
        n, since = len(handed), min(h.at for h in handed)
        zone = handed[0].mentorship.programme.time_zone
        why = ngettext("%(n)d pair was handed to you %(ago)s.", "%(n)d pairs were handed to you %(ago)s.", n)
        why = why % {"n": n, "ago": dates.ago(local(since, zone))}
        rows.append(Due("pairs", (), why, reverse("mentorships:handed"), _("See them"), since))
    today = clock.today()
    for absence in Absence.objects.filter(
        cover=principal.account, from_day__lte=today, until_day__gte=today
    ).select_related("account__person"):
        why = _("You stand in until %(day)s.") % {"day": dates.when(absence.until_day, "day")}
        since = datetime.combine(absence.from_day, datetime.min.time(), tzinfo=ZoneInfo("UTC"))
        people = ((absence.account.display_name, "plain"),)
        rows.append(Due("paperwork", people, why, reverse("mentorships:hands"), _("See who looks after whom"), since, can_wait=True))
    return rows


def absences_of(principal, day: date | None = None) -> list[Absence]:
    """Absences of colleagues in the principal's programmes that are not over. Two queries."""
    accounts = coordinators_of(principal.programmes_as("coordinator"))
    rows = Absence.objects.filter(account__in=accounts, until_day__gte=day or clock.today())
    return list(rows.select_related("account__person", "cover__person"))


def programmes_coordinated(principal) -> list[Programme]:
    return list(Programme.objects.filter(pk__in=principal.programmes_as("coordinator")))
