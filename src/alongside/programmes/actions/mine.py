"""A mentor or a mentee changes what is theirs to change, without asking anybody."""

from alongside.programmes import access
from alongside.programmes.actions.enrolment import Description, write
from alongside.programmes.models import Enrolment

#: Columns of a person and of an enrolment that belong to whoever they are about.
OWN_PERSON = frozenset("gender_wish wishes needs_interpreter".split())
OWN_ENROLMENT = frozenset("in_person_ok online_ok reach_km experience_wish".split())


def change_own(*, enrolment: Enrolment, by, expected_version: int | None, description: Description) -> Enrolment:
    """Write what somebody says about themselves unless somebody was faster (`expected_version` is the person's).

    Raises foundation.forms.Changed and NotAllowed; nothing is written then.
    """
    access.check_own(by, enrolment)
    strange = (set(description.person) - OWN_PERSON) | (set(description.enrolment) - OWN_ENROLMENT)
    if strange or description.grants is not None or description.is_adult is not None:
        raise TypeError(f"Not one's own to change: {sorted(strange)}")
    return write(enrolment=enrolment, by=by, expected_version=expected_version, description=description)
