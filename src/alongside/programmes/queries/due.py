"""What somebody who does casework should look at: people who wait, and paperwork about to end."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags.dates import when
from alongside.people import directory
from alongside.programmes import access
from alongside.programmes.models import Enrolment, EnrolmentState, ScreeningStep, WantedStep
from alongside.programmes.queries.people import LAPSE_DAYS, unknown_adults
from alongside.programmes.readiness import ending_checks

State, Kind, Result = EnrolmentState.State, WantedStep.Kind, ScreeningStep.Result
#: More of one kind in one programme become one row that opens the list.
MOST_OF_A_KIND = 10
#: So long before its end a mentor's loan stands on Today (ours: time to ask the partner).
LOAN_DAYS = 14


def due(principal) -> list[Due]:
    """The rows of Today about people, longest due first. Thirteen queries at most, at any size, none without a casework role."""
    if not principal.programmes_as(*access.CASEWORK):
        return []
    kinds = {
        "answer": _unanswered(principal),
        "date": _without_interview(principal),
        "check": _ending_checks(principal),
        "adult": _unknown_adults(principal),
        "loan": _ending_loans(principal),
    }
    rows: list[Due] = []
    found: list[tuple[str, Enrolment]] = []
    for what, waiting in kinds.items():
        # Counted first: after a large import, thousands of one kind are one row and are never loaded.
        counts = waiting.order_by().values("programme_id", "programme__name").annotate(
            count=Count("pk"), since=Min("state_since")
        )
        few = []
        for count in counts:
            if count["count"] > MOST_OF_A_KIND:
                rows.append(_many(what, count))
            else:
                few.append(count["programme_id"])
        if few:
            found += [(what, e) for e in waiting.filter(programme_id__in=few)]
    names = directory.names({e.person_id for _what, e in found}) if found else {}
    rows += [_one(what, e, names.get(e.person_id, "")) for what, e in found]
    return sorted(rows, key=lambda row: row.since)


def _active(principal, *states: str, among=None):
    """Who stands in one of `states`. among: rare rows of theirs, looked up first: a programme's people are many."""
    found = access.enrolments_for(principal)
    if among is not None:
        mine = among.filter(Exists(found.filter(pk=OuterRef("enrolment"))))
        found = Enrolment.objects.filter(pk__in=mine.order_by().values("enrolment"))
    return found.with_state().filter(current_state__in=states).select_related("programme")


def _unanswered(principal):
    """Who applied and waits for a first answer, from the day before the promised one on."""
    now, reply = clock.now(), access.programmes_for(principal).values_list("reply_days", flat=True)
    late = Q(pk__in=[])
    for days in set(reply):
        late |= Q(programme__reply_days=days, state_since__lte=now - timedelta(days=max(days - 1, 1)))
    return _active(principal, State.APPLIED).filter(late)


def _without_interview(principal):
    """Who is being got to know, wants an interview and has neither a day for it nor its outcome.

    A day that has passed without an outcome counts as none. `planned`: that day, if there was one.
    """
    interviews = ScreeningStep.objects.filter(enrolment=OuterRef("pk"), kind=Kind.INTERVIEW)
    newest = interviews.order_by("-at", "-id")
    wanted = WantedStep.objects.filter(
        programme=OuterRef("programme_id"), side=OuterRef("side"), kind=Kind.INTERVIEW
    )
    return (
        _active(principal, State.SCREENING, among=EnrolmentState.objects.filter(state=State.SCREENING))
        .annotate(planned=Subquery(newest.values("planned_for")[:1]))
        .filter(Exists(wanted), ~Exists(interviews.exclude(result=Result.NOT_YET)))
        .filter(Q(planned=None) | Q(planned__lt=clock.today()))
    )


def _ending_checks(principal):
    """Who takes part while a wanted check has ended or ends within LAPSE_DAYS: `ends`, `kind` of the first one."""
    ending = ending_checks(LAPSE_DAYS)
    first = ending.filter(enrolment=OuterRef("pk"))
    return (
        _active(principal, State.ACCEPTED, among=ending)
        .annotate(ends=Subquery(first.values("expires_on")[:1]), kind=Subquery(first.values("kind")[:1]))
    )


def _unknown_adults(principal):
    return _active(principal, State.SCREENING, State.ACCEPTED).filter(person__in=unknown_adults())


def _ending_loans(principal):
    """Mentors whose loan has ended, or ends within LOAN_DAYS."""
    return _active(principal, State.ACCEPTED).filter(lent_until__lte=clock.today() + timedelta(days=LOAN_DAYS)).select_related("lent_by")


def _one(what: str, enrolment: Enrolment, name: str) -> Due:
    person = ((name, enrolment.side),)
    since = _morning(enrolment.ends) if what == "check" else enrolment.state_since
    if what == "answer":
        days = (clock.now() - since).days
        why = ngettext(
            "Applied %(days)d day ago and waits for a first answer.",
            "Applied %(days)d days ago and waits for a first answer.",
            days,
        ) % {"days": days}
        return Due("waiting", person, why, reverse("programmes:decide", args=[enrolment.pk]), _("Answer"), since)
    if what == "date":
        url = step_url(Kind.INTERVIEW, enrolment)
        if enrolment.planned:
            why = _("The interview was planned for %(day)s. Nobody has written how it went.") % {
                "day": when(enrolment.planned, "day")
            }
            return Due("waiting", person, why, url, _("Say how it went"), since)
        return Due("waiting", person, _("The interview has no date."), url, _("Set a date"), since)
    if what == "check":
        words = {"check": str(Kind(enrolment.kind).label), "day": when(enrolment.ends, "day")}
        if enrolment.ends < clock.today():
            why = _("%(check)s: held until %(day)s. No new pair until it is renewed.") % words
        else:
            why = _("%(check)s: ends on %(day)s.") % words
        return Due("paperwork", person, why, step_url(enrolment.kind, enrolment), _("Renew it"), since)
    if what == "loan":
        words = {"organisation": enrolment.lent_by.name, "day": when(enrolment.lent_until, "day")}
        if enrolment.lent_until < clock.today():
            why = _("Was lent by %(organisation)s until %(day)s. No new pair until the loan is longer.") % words
        else:
            why = _("Is lent by %(organisation)s until %(day)s.") % words
        edit = reverse("programmes:person_edit", args=[enrolment.pk])
        since = _morning(enrolment.lent_until - timedelta(days=LOAN_DAYS))
        return Due("paperwork", person, why, edit, _("Change the loan"), since)
    why = _("Nobody has confirmed that this is an adult.")
    return Due("paperwork", person, why, step_url("adult", enrolment), _("Confirm"), since)


def _many(what: str, found: dict) -> Due:
    words = {"count": found["count"], "programme": found["programme__name"]}
    sentence, group, narrowed = {
        "answer": (_("%(programme)s: %(count)d people wait for a first answer."), "waiting", "stand=applied"),
        "date": (_("%(programme)s: %(count)d people have no date for their interview."), "waiting", "stand=screening"),
        "check": (_("%(programme)s: the checks of %(count)d people have ended or end soon."), "paperwork", "lacks=check"),
        "adult": (_("%(programme)s: nobody has confirmed that %(count)d people are adults."), "paperwork", "lacks=adult"),
        "loan": (_("%(programme)s: the loans of %(count)d mentors have ended or end soon."), "paperwork", "side=mentor"),
    }[what]
    url = f"{reverse('programmes:people')}?programme={found['programme_id']}&{narrowed}"
    return Due(group, (), sentence % words, url, _("See them"), found["since"])


def step_url(kind: str, *enrolments: Enrolment) -> str:
    """The page on which a step of this kind is written down for these people."""
    return reverse("programmes:step", args=[kind]) + "?" + "&".join(f"who={e.pk}" for e in enrolments)


def _morning(day) -> datetime:
    return datetime.combine(day, time(0), UTC)
