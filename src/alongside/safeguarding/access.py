"""Who reads and who leads a restricted note. Default: nobody.

| who                                              | reads                                    |
|--------------------------------------------------|------------------------------------------|
| lead; safeguarding lead of programme or organisation | everything                            |
| coordinator who wrote it                         | what they wrote, who leads, open or not  |
| mentor who wrote it                              | that it was received, and by whom        |
| whom it is about                                 | nothing, whatever their roles            |
| any other coordinator, administrator, stranger   | nothing: as if it did not exist          |
"""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import audit
from alongside.mentorships.access import MENTOR, parts_of
from alongside.people.access import NotAllowed
from alongside.people.models import Account
from alongside.programmes.models import Enrolment, Membership, Programme
from alongside.safeguarding.models import Note, NoteStep

__all__ = ["NotAllowed", "can_lead", "note_for", "notes_for", "receipts_for", "step_for"]

LEAD, WRITER = "lead", "writer"
#: The role whose holders read every note of their programme or organisation.
ROLE = "safeguarding"
#: Roles of which a complaint about staff can be.
STAFF = ("coordinator", "screener", "administrator", "evaluator", ROLE)


def _is_lead_of(principal) -> Q:
    """Programmes' notes that the principal reads by role."""
    return Q(programme_id__in=principal.programmes_as(ROLE)) | Q(
        programme__organisation_id__in=principal.organisations_as(ROLE)
    )


def _about(principal) -> Q:
    found = Q(complaint_about=principal.account)
    return found | Q(person_id=principal.person_id) if principal.person_id else found


def notes_for(principal):
    """Notes that the principal reads in whole or in part, never one about themselves. Annotated with `lead_id`."""
    if principal.is_visitor:
        return Note.objects.none()
    by_role = _is_lead_of(principal)
    works = Q(programme_id__in=principal.programmes_as("coordinator")) | by_role
    own = Q(lead_id=principal.account.pk) | Q(reported_by=principal.account)
    found = Note.objects.with_lead().filter(by_role | (works & own)).exclude(_about(principal))
    return found.select_related("programme", "person", "complaint_about__person", "reported_by__person")


def part_of(principal, note: Note) -> str:
    """LEAD or WRITER, for a note that `notes_for` handed out."""
    organisations = principal.organisations_as(ROLE)
    by_role = note.programme_id in principal.programmes_as(ROLE) or note.programme.organisation_id in organisations
    return LEAD if by_role or note.lead_id == principal.account.pk else WRITER


def note_for(principal, pk, *parts: str) -> Note:
    """The note, for one of `parts` (default: both); else Http404. The reading is written down at once.

    By the note and not by the person: whom it is about reads who looked at them, and must not learn of it there.
    """
    note = notes_for(principal).filter(pk=pk).first()
    if note is None or (parts and part_of(principal, note) not in parts):
        raise Http404
    audit.record(by=principal, action="read restricted note", target=note)
    return note


def step_for(principal, note: Note, pk) -> NoteStep:
    """A step of a note that `note_for` handed out; else Http404."""
    step = NoteStep.objects.filter(note=note, pk=pk).first()
    if step is None:
        raise Http404
    return step


def receipts_for(principal):
    """Notes that the principal wrote, for the page that says no more than who has them."""
    if principal.is_visitor:
        return Note.objects.none()
    return Note.objects.with_lead().filter(reported_by=principal.account)


def programmes_for(principal):
    """Where the principal may write a note without a pair or a person at hand."""
    coordinates = Q(pk__in=principal.programmes_as("coordinator", ROLE))
    return Programme.objects.filter(coordinates | Q(organisation_id__in=principal.organisations_as(ROLE))).order_by("name")


def programme_for(principal, pk) -> Programme:
    """The programme, or Http404."""
    found = programmes_for(principal).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def can_lead(programme: Programme, *, person_id=None, complaint_about_id=None) -> list[Account]:
    """Who may lead a note there, the first choice first: safeguarding leads of the programme, those of its organisation, coordinators.

    Never whom it is about. One query.
    """
    here = Q(programme=programme) & Q(role__in=(ROLE, "coordinator"))
    above = Q(programme=None, organisation_id=programme.organisation_id, role=ROLE)
    rows = Membership.objects.in_force().filter(here | above, account__is_active=True).select_related("account__person")
    order = {(ROLE, True): 0, (ROLE, False): 1, ("coordinator", True): 2}
    rows = sorted(rows, key=lambda m: (order[m.role, m.programme_id is not None], m.since, str(m.pk)))
    accounts = {m.account_id: m.account for m in rows}
    return [
        account
        for account in accounts.values()
        if account.pk != complaint_about_id and (person_id is None or account.person_id != person_id)
    ]


def staff_of(programme: Programme) -> list[Account]:
    """Whom a complaint about staff can name: everybody who works for the programme or its organisation. One query."""
    here = Q(programme=programme) | Q(programme=None, organisation_id=programme.organisation_id)
    rows = Membership.objects.in_force().filter(here, role__in=STAFF).select_related("account__person").order_by("since", "pk")
    return list({m.account_id: m.account for m in rows}.values())


def check_can_write(by, programme: Programme, mentorship=None) -> None:
    """Raises NotAllowed unless `by` coordinates there, is a safeguarding lead, or mentors in this mentorship. None is the house."""
    if by is None or programme.pk in by.programmes_as("coordinator", ROLE) or programme.organisation_id in by.organisations_as(ROLE):
        return
    if mentorship is None or MENTOR not in parts_of(by, mentorship):
        raise NotAllowed(_("You don't work in this programme."))


def check_leads(by, note: Note) -> None:
    """Raises NotAllowed unless `by` leads this note. Asks afresh: a lead may have changed. None is the clock: it may."""
    if by is None:
        return
    found = notes_for(by).filter(pk=note.pk).first()
    if found is None or part_of(by, found) != LEAD:
        raise NotAllowed(_("Only whoever leads this note can do this."))


def takes_part(person, programme: Programme, side: str = "") -> bool:
    """Whether the person is enrolled there, on that side if it is named. One query."""
    found = Enrolment.include_unfinished.filter(person=person, programme=programme)
    return (found.filter(side=side) if side else found).exists()
