"""Today's list: what each room says is due, in one order."""

from django.utils.translation import gettext as _

from alongside.foundation.due import Due
from alongside.matching import queries as matching
from alongside.mentorships import queries as mentorships
from alongside.programmes import queries as programmes
from alongside.safeguarding import queries as safeguarding

ORDER = ("waiting", "pairs", "paperwork")


def due_for(principal) -> list[Due]:
    """Everything due for this principal, longest due first within each group, what can wait last. A constant number of queries."""
    rows = [*programmes.due(principal), *mentorships.due(principal), *matching.due(principal), *safeguarding.due(principal)]
    return sorted(rows, key=lambda row: (row.can_wait, ORDER.index(row.group), row.since))


def grouped(rows: list[Due]) -> list[tuple[str, list[Due]]]:
    """The groups that have rows, with their headings, in the order of Today."""
    headings = {"waiting": _("People waiting"), "pairs": _("Pairs"), "paperwork": _("Paperwork")}
    groups = [(headings[name], [row for row in rows if row.group == name]) for name in ORDER]
    return [(heading, found) for heading, found in groups if found]
