"""Say within the trial that one would rather stop."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.calls import ask_for_call
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.models import CallRequest, Mentorship
from alongside.mentorships.queries.trial import trial_of
from alongside.people.models import Person


@transaction.atomic
def stop_in_trial(*, mentorship: Mentorship, person: Person, by: Principal) -> CallRequest:
    """That this member would rather stop: for the coordinators alone, who call and end it without fault.

    Raises NotAllowed once the trial is over, after the ending, and for whoever is no member.
    """
    check_not_ended(mentorship)
    until = trial_of(mentorship)
    if until is None or until < clock.today(mentorship.programme.time_zone):
        raise NotAllowed(_("The trial is over. You can still stop: ask for a call."))
    return ask_for_call(mentorship=mentorship, person=person, by=by, wants_stop=True)
