"""How it is between them: the sentences, whose turn it is, and what the coordinators have not read yet.

The sentences are our own, after what research on mentoring relationships asks about (closeness, voice, attunement,
usefulness); no licensed questionnaire. Answers are words. Nothing is added up, and no answer raises an alarm: a named
person reads them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists
from django.db.models import OuterRef as Outer
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import coordinated_for_others
from alongside.mentorships.access.between import betweens_for
from alongside.mentorships.models import Between, Member, Mentorship
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.rules import rules_of
from alongside.people import directory

#: Code -> the sentence. The same for both sides, so that a language is finished sooner.
SENTENCES = {
    "listened": gettext_lazy("I feel listened to."),
    "matters": gettext_lazy("We speak about what matters to me."),
    "no": gettext_lazy("I can say no."),
    "good": gettext_lazy("Our meetings do me good."),
    "on": gettext_lazy("I want to go on."),
}
#: Asked of mentors beside these: how the mentor is.
OWN = {"well": gettext_lazy("I am well with what I do here.")}
ANSWERS = {
    "yes": gettext_lazy("Yes"),
    "partly": gettext_lazy("Partly"),
    "no": gettext_lazy("No"),
    "skip": gettext_lazy("I prefer not to say"),
}
#: Rows of Today at most.
MOST = 20


def sentences_for(*, is_mentor: bool) -> dict:
    return SENTENCES | OWN if is_mentor else SENTENCES


@dataclass(frozen=True)
class Said:
    """What one member said on one day, in words. when: on the programme's clock."""

    row: Between
    name: str
    when: datetime
    pairs: list[tuple[str, str]]


def turn_of(principal, mentorship: Mentorship) -> bool:
    """Whether the principal, a member, is asked now: every `between_weeks` since the beginning or their last answer. Two queries."""
    weeks = rules_of(mentorship.programme).between_weeks
    if not weeks:
        return False
    last = Between.objects.filter(mentorship=mentorship, person=principal.person_id).values_list("at", flat=True).first()
    return clock.now() >= (last or mentorship.begun_at) + timedelta(weeks=weeks)


def said_in(principal, mentorship: Mentorship) -> list[Said]:
    """What the principal may read of it, newest first: a coordinator everything, a member their own. Two queries; notes the reads."""
    rows = list(betweens_for(principal, mentorship))
    names = directory.names({row.person_id for row in rows})
    principal.reads("between", *dict.fromkeys(row.person_id for row in rows))
    every = SENTENCES | OWN
    return [
        Said(
            row,
            names.get(row.person_id, ""),
            local(row.at, mentorship.programme.time_zone),
            [(every[code], ANSWERS[answer]) for code, answer in row.answers.items() if code in every],
        )
        for row in rows
    ]


def unread(principal, mentorship: Mentorship) -> list[UUID]:
    """Ids of answers in a mentorship that no coordinator has read. One query."""
    return list(betweens_for(principal, mentorship).filter(read_at=None).values_list("pk", flat=True))


def due_between(principal) -> list[Due]:
    """Answers that wait to be read, whatever they say: for the coordinators of the programme. Two queries."""
    mine = coordinated_for_others(principal).filter(pk=Outer("mentorship"))
    waiting = Between.objects.filter(Exists(mine), read_at=None).select_related("mentorship__programme").order_by("at")[:MOST]
    first: dict[UUID, Between] = {}
    for row in waiting:
        first.setdefault(row.mentorship_id, row)
    names = directory.names({row.person_id for row in first.values()})
    mentors = set(
        Member.objects.filter(mentorship__in=first, role__in=("mentor", "co_mentor")).values_list("mentorship_id", "person_id")
        if first
        else ()
    )
    return [
        Due(
            "pairs",
            ((names.get(row.person_id, ""), "mentor" if (row.mentorship_id, row.person_id) in mentors else "mentee"),),
            _("Said %(ago)s how it is between them. Read it.") % {"ago": dates.ago(local(row.at, row.mentorship.programme.time_zone))},
            reverse("mentorships:betweens", args=[row.mentorship_id]),
            _("Read it"),
            row.at,
        )
        for row in first.values()
    ]
