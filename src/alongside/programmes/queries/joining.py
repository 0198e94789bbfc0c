"""What a referrer may learn by their reference."""

from alongside.programmes.models import EnrolmentState

State = EnrolmentState.State
#: Where somebody stands -> what the referrer hears. A no of any kind is "not started", never why or whose.
HEARD = {
    State.APPLIED: "received",
    State.SCREENING: "in_touch",
    State.ACCEPTED: "started",
    State.RESTING: "started",
    State.LEFT: "started",
    State.DECLINED: "not_started",
    State.WITHDRAWN: "not_started",
}


def heard_of(reference: str) -> str:
    """received, in_touch, started or not_started; "" for a reference that does not exist. One query either way."""
    states = EnrolmentState.objects.filter(enrolment__referral__reference=reference).order_by("-at", "-id")
    newest = states.values_list("state", flat=True).first()
    return HEARD.get(newest, "") if newest else ""
