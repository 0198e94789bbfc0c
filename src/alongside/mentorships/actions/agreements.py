"""Write what a pair agrees on; say yes to it, in here or on paper; ask to talk first."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.uploads import Cleaned
from alongside.mentorships.access import COORDINATOR, MENTEE, MENTOR, NotAllowed, check_part
from alongside.mentorships.actions.agreement_texts import text_to_use
from alongside.mentorships.actions.calls import ask_for_call
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Agreement, AgreementAnswer, AgreementPaper, Mentorship
from alongside.mentorships.queries.trial import trial_by_rules
from alongside.people.models import Person

Said, How = AgreementAnswer.Said, AgreementAnswer.How


@transaction.atomic
def write_agreement(
    *,
    mentorship: Mentorship,
    by: Principal,
    often: str,
    channel: str,
    costs: str,
    minutes: int | None = None,
    place: str = "",
    ends_on: date | None = None,
    also: str = "",
    also_language: str = "",
) -> Agreement:
    """The pair's agreement on the programme's newest text, as its next version; everybody is asked anew and told so.

    often, channel, costs: codes of Agreement. The trial is the one that the programme's rules give today. Raises NotAllowed.
    """
    check_part(by, mentorship, COORDINATOR, MENTOR)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    check_not_ended(mentorship)
    newest = mentorship.agreements.first()
    made = Agreement.objects.create(
        mentorship=mentorship,
        number=newest.number + 1 if newest else 1,
        text=text_to_use(mentorship.programme),
        often=often,
        minutes=minutes,
        place=place,
        channel=channel,
        costs=costs,
        ends_on=ends_on,
        trial_until=newest.trial_until if newest else trial_by_rules(mentorship),
        also=also,
        also_language=also_language if also else "",
        written_by=by.account if by else None,
    )
    audit.record(by=by, action="write agreement", target=made, people=_present(mentorship))
    tell(mentorship, by=by)
    return made


@transaction.atomic
def answer_agreement(*, agreement: Agreement, by: Principal, said: str, language: str) -> AgreementAnswer:
    """What the principal says to it for themselves. Saying yes twice changes nothing; "talk" also asks for a call.

    Raises NotAllowed for who is no member now, and for a version that is no longer the newest.
    """
    mentorship = agreement.mentorship
    check_part(by, mentorship, MENTOR, MENTEE)
    present = {m.person_id for m in mentorship.members.all() if m.until is None}
    if by.person_id not in present:
        raise NotAllowed(_("This mentorship is not yours to change."))
    _check_newest(agreement)
    person = Person.objects.get(pk=by.person_id)
    given = agreement.answers.filter(person=person, said=Said.YES).first()
    if given and said == Said.YES:
        return given
    made = _say(agreement, person.pk, by, said=said, how=How.PHONE, language=language)
    if said == Said.TALK:
        ask_for_call(mentorship=mentorship, person=person, by=by)
    return made


@transaction.atomic
def sign_on_paper(
    *,
    agreement: Agreement,
    people: Iterable[UUID],
    by: Principal,
    language: str,
    paper: Cleaned | None = None,
    witness: str = "",
) -> None:
    """That these members said yes on paper: with the paper, or with the name of whoever saw them sign.

    Raises NotAllowed without either, for who is no member now, and for a version that is no longer the newest.
    """
    mentorship = agreement.mentorship
    check_part(by, mentorship, COORDINATOR, MENTOR)
    _check_newest(agreement)
    if paper is None and not witness.strip():
        raise NotAllowed(_("Add a photograph of the paper, or the name of whoever saw them sign."))
    people = set(people)
    if not people or not people <= set(_present(mentorship)):
        raise NotAllowed(_("Choose who has signed."))
    done = set(agreement.answers.filter(said=Said.YES).values_list("person_id", flat=True))
    for person_id in people - done:
        _say(agreement, person_id, by, said=Said.YES, how=How.PAPER, language=language, witness=witness.strip())
    if paper:
        kept = AgreementPaper.objects.create(agreement=agreement, **paper.columns())
        audit.record(by=by, action="keep signed paper", target=kept, people=people)


def _present(mentorship: Mentorship) -> list[UUID]:
    return list(mentorship.members.filter(until=None).values_list("person_id", flat=True))


def _check_newest(agreement: Agreement) -> None:
    # Held, so that no yes slips in while a newer version is written.
    Mentorship.objects.select_for_update().get(pk=agreement.mentorship_id)
    check_not_ended(agreement.mentorship)
    if Agreement.objects.filter(mentorship=agreement.mentorship_id, number__gt=agreement.number).exists():
        raise NotAllowed(_("There is a newer version. Read that one first."))


def _say(agreement: Agreement, person_id: UUID, by: Principal, **values) -> AgreementAnswer:
    made = AgreementAnswer.objects.create(
        agreement=agreement, person_id=person_id, at=clock.now(), by=by.account if by else None, **values
    )
    audit.record(by=by, action=f"agreement {made.said}", target=made, people=[person_id])
    return made
