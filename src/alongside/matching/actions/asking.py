"""Asking: steps, the day by which to answer, messages with a link of one's own."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import clock, mail
from alongside.matching.models import MEMBERS, OVER, WITH_PEOPLE, Proposal, ProposalStep
from alongside.mentorships.actions import places
from alongside.programmes.models import Enrolment, Programme

SALT = "alongside.matching.answer"


def step(proposal: Proposal, code: str, by=None, how: str = "", member: Enrolment | None = None) -> ProposalStep:
    """Write down what happened to a proposal. Whatever ends it lets go of the places it held."""
    if code in OVER:
        places.free(asked_in=proposal.pk)
    return ProposalStep.objects.create(
        proposal=proposal, step=code, how=how, by=by.account if by is not None else None, member=member
    )


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, held until the transaction ends, so that two deciders take turns.

    Of a group all are held, in the order of their keys: two of its mentees who answer at once would else wait for each other.
    """
    if proposal.in_group:
        group = Proposal.objects.filter(round=proposal.round_id, mentor=proposal.mentor_id, in_group=True)
        list(group.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related(*WITH_PEOPLE)
        # Without its steps: whoever holds it writes some, and must read them.
        .prefetch_related(MEMBERS)
        .get(pk=proposal.pk)
    )


def answer_by(programme: Programme) -> datetime:
    """The last moment for an answer to what is asked now: the whole last day counts, by the programme's clocks."""
    last_day = clock.today(programme.time_zone) + timedelta(days=programme.answer_days)
    return datetime.combine(last_day, time(23, 59), ZoneInfo(programme.time_zone))


def hold_places(*enrolment_ids) -> None:
    """Nobody else gives a place of these people away until the transaction ends.

    In the order of their keys, as `mentorships.actions.begin` does it, so that two deciders can't block each other.
    """
    rows = Enrolment.include_unfinished.filter(pk__in=enrolment_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


#: Why a proposal can't be confirmed when one of the two was promised to somebody else.
NO_PLACE = {
    "mentor": gettext_lazy("The mentor has no free place any more. Choose another mentor."),
    "mentee": gettext_lazy("This mentee is being asked about somebody else, or has a mentor already."),
}


def send_question(proposal: Proposal, side: str, enrolment: Enrolment) -> None:
    """A message with a link, if there is a mail address that is safe. No name, no topic, no programme.

    A mentee's address must be known to be safe; a mentor's must not be known to be unsafe.
    """
    address = next(
        (
            way.value
            for way in enrolment.person.contact_ways.all()
            if way.kind == "email" and (way.is_safe or (side == "mentor" and way.is_safe is None))
        ),
        "",
    )
    if not address:
        return
    language = enrolment.person.page_language
    link = settings.PUBLIC_URL + reverse("matching:answer_by_link", args=[token(proposal, side, enrolment)])
    with translation.override(language):
        body = _("There is a question for you. Please answer here:") + f"\n\n{link}\n"
    mail.queue(to=address, body=body, language=language)


def token(proposal: Proposal, side: str, enrolment: Enrolment | None = None) -> str:
    """What stands in a mailed link: which question, which side, and who of a team. Signed, so that nobody can make one up."""
    who = [str(enrolment.pk)] if enrolment is not None and side == "mentor" and proposal.team_id else []
    return signing.dumps([str(proposal.pk), side, *who], salt=SALT)


def read_token(text: str) -> tuple[str, str, str] | None:
    """The proposal's id, the side and who of a team (or ""); None for a token that we did not make or that is over 60 days old."""
    try:
        pk, side, *who = signing.loads(text, salt=SALT, max_age=60 * 24 * 3600)
    except (signing.BadSignature, ValueError):
        return None
    return pk, side, who[0] if who else ""
