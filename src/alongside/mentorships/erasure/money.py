"""How joint activities, expenses and interpreters hand out and erase one person's data. Called by its neighbours."""

from alongside.mentorships.models import Activity, ActivityPart

#: (model, column) -> the account that did something.
HANDS = ((Activity, "by"), (ActivityPart, "answered_by"))


def export(person) -> dict:
    parts = ActivityPart.objects.filter(mentorship__members__person=person).select_related("activity").distinct()
    return {
        "joint_activities": [
            {"what": p.activity.what, "starts_at": p.activity.starts_at.isoformat(), "place": p.activity.place, "heads": p.heads}
            for p in parts.order_by("activity__starts_at")
        ],
    }
