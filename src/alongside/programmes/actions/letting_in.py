"""Let a mentee in who has no e-mail address: an account that nothing but a card opens."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.people import actions as people_actions
from alongside.people.models import Account
from alongside.programmes import access
from alongside.programmes.models import Enrolment, EnrolmentState, Membership, Side

#: States in which somebody has nothing to open any more.
OVER = (EnrolmentState.State.DECLINED, EnrolmentState.State.WITHDRAWN, EnrolmentState.State.LEFT)


@transaction.atomic
def let_in_by_card(*, enrolment: Enrolment, by: Principal | None) -> Account:
    """The mentee's account, made if there was none, with the role of a mentee in this programme.

    Raises NotAllowed unless `by` coordinates the programme; for a mentor, for somebody who does not take part now, and
    for whoever holds another role anywhere: a PIN of four figures must never open somebody else's pages.
    """
    if by is not None and enrolment.programme_id not in by.programmes_as("coordinator"):
        raise access.NotAllowed(_("Only the coordinators of this programme can do this."))
    if enrolment.side != Side.MENTEE:
        raise access.NotAllowed(_("Cards are for mentees. Invite a mentor by e-mail."))
    state = enrolment.states.order_by("-at", "-id").values_list("state", flat=True).first()
    if state is None or state in OVER:
        raise access.NotAllowed(_("This person does not take part now. Decide about them first."))
    account = Account.objects.filter(person=enrolment.person_id).first()
    if account is None:
        account = people_actions.account_without_mail(person=enrolment.person)
    roles = Membership.objects.in_force().filter(account=account)
    if roles.exclude(role="mentee").exists():
        raise access.NotAllowed(_("This person has another role as well, and signs in by e-mail."))
    if not roles.filter(programme=enrolment.programme_id).exists():
        role = Membership.objects.create(
            account=account,
            organisation_id=enrolment.programme.organisation_id,
            programme_id=enrolment.programme_id,
            role="mentee",
            granted_by=by.account if by else None,
        )
        audit.record(by=by, action="let in by card", target=role, people=[enrolment.person_id])
    return account
