"""How this room hands out and erases what it holds about one person.

Handed out by itself: only what the person wrote. Whether a note about somebody can be shown without endangering whoever spoke
is decided by its lead, who hands it out; so the file says the same to everybody, whether there is one or not.
"""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.people.models import Account
from alongside.safeguarding.models import Note, NoteEntry, NoteLead, NoteStep


def export(person) -> dict:
    """What the person wrote here, ready for JSON."""
    account = Account.objects.filter(person=person).first()
    mine = Note.objects.filter(reported_by=account) if account else Note.objects.none()
    return {
        "notes_that_i_wrote": [
            {
                "written_at": note.reported_at.isoformat(),
                "kind": note.kind,
                "facts": note.facts,
                "happened_on": note.happened_on.isoformat() if note.happened_on else None,
            }
            for note in mine
        ],
        "notes_about_people": _(
            "Restricted notes, if there are any, are handed out by whoever leads them, who first makes sure that nobody is endangered. Ask your coordinator."
        ),
    }


@transaction.atomic
def erase(person) -> None:
    """Closed notes about the person go. One that is still open stays until it is closed and its time is over, without the link."""
    account = Account.objects.filter(person=person).first()
    about = Q(person=person) | Q(complaint_about=account) if account else Q(person=person)
    Note.objects.filter(about).exclude(closed_at=None).delete()
    Note.objects.filter(person=person).update(person=None, mentorship=None)
    if account is None:
        return
    Note.objects.filter(complaint_about=account).update(complaint_about=None)
    for model, field in (
        (Note, "reported_by"),
        (Note, "closed_by"),
        (NoteLead, "account"),
        (NoteLead, "by"),
        (NoteEntry, "by"),
        (NoteStep, "by"),
        (NoteStep, "done_by"),
    ):
        model.objects.filter(**{field: account}).update(**{field: None})
