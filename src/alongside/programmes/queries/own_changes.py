"""What somebody changed themselves, and when: read from the log, where every change stands with who made it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy

from alongside.foundation.models import AuditEntry
from alongside.people.models import Account, Person

#: What actions write into the log when details change.
ACTIONS = (
    "person changed",
    "enrolment changed",
    "languages changed",
    "free hours changed",
    "ways to reach changed",
    "words changed",
)
#: Column in the log -> the detail in words. Columns that only the programme changes are not here.
DETAILS = {
    "free_times": gettext_lazy("free hours"),
    "contact_ways": gettext_lazy("ways to reach them"),
    "languages": gettext_lazy("languages"),
    "needs_interpreter": gettext_lazy("interpreter"),
    "offers": gettext_lazy("what they can help with"),
    "needs": gettext_lazy("what they want help with"),
    "likes": gettext_lazy("what they like"),
    "works": gettext_lazy("what they know from work"),
    "area": gettext_lazy("area"),
    "in_person_ok": gettext_lazy("meeting in person"),
    "online_ok": gettext_lazy("meeting online"),
    "reach_km": gettext_lazy("how far they travel"),
    "gender_wish": gettext_lazy("gender wish"),
    "experience_wish": gettext_lazy("wish about a shared start"),
    "wishes": gettext_lazy("wishes"),
}
#: Entries looked at, newest first; and days told.
LOOKED_AT, DAYS = 60, 5


@dataclass(frozen=True)
class Day:
    """What somebody changed on one day. `details` in words, in the order of DETAILS."""

    at: datetime
    details: list[str]


@dataclass(frozen=True)
class OwnChanges:
    """days: newest first. last: column -> when the person changed it, where nobody else has changed it since."""

    days: list[Day]
    last: dict[str, datetime | None]


def own_changes(person: Person) -> OwnChanges:
    """Two queries; one for somebody without an account."""
    own = Account.objects.filter(person_id=person.pk).values_list("pk", flat=True).first()
    nothing = dict.fromkeys(DETAILS)
    if own is None:
        return OwnChanges([], nothing)
    entries = AuditEntry.objects.filter(subjects__person_id=person.pk, action__in=ACTIONS).order_by("-at", "-id")
    last: dict[str, datetime | None] = {}
    days: dict[date, tuple[datetime, set[str]]] = {}
    for entry in entries[:LOOKED_AT]:
        columns = [name for name in entry.fields if name in DETAILS]
        by_themselves = entry.account_id == own
        for name in columns:
            last.setdefault(name, entry.at if by_themselves else None)
        if by_themselves and columns:
            day = days.setdefault(timezone.localtime(entry.at).date(), (entry.at, set()))
            day[1].update(columns)
    told = [Day(at, [str(words) for name, words in DETAILS.items() if name in names]) for at, names in days.values()]
    return OwnChanges(told[:DAYS], nothing | last)
