"""Write a restricted note, add to it, lead it, close it; and let it end."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, mail
from alongside.foundation.access import Principal
from alongside.mentorships.models import Mentorship
from alongside.people.models import Account, Person
from alongside.programmes.models import Programme
from alongside.safeguarding.access import (
    LEAD,
    NotAllowed,
    can_lead,
    check_can_write,
    check_leads,
    notes_for,
    part_of,
    staff_of,
    takes_part,
)
from alongside.safeguarding.models import Note, NoteEntry, NoteLead, NoteStep
from alongside.safeguarding.models.notes import KEPT_MONTHS, MONTH, USUAL_MONTHS

Kind = Note.Kind


@transaction.atomic
def open_note(
    *,
    programme: Programme,
    kind: str,
    facts: str,
    by: Principal | None,
    lead: Account | None = None,
    mentorship: Mentorship | None = None,
    person: Person | None = None,
    complaint_about: Account | None = None,
    happened_on: date | None = None,
) -> Note:
    """Something serious, written down. It goes to `lead`, by default to the first who may lead there; they get a neutral message.

    kind: a code of Note.Kind. person: whom it concerns; for a complaint about a mentor that mentor, who must be named.
    complaint_about: for a complaint about staff the colleague, who must be named; for no other kind.
    Raises NotAllowed for whoever doesn't work or mentor there, for somebody of another programme, and if nobody is left who
    may lead it: nobody handles a complaint about themselves.
    """
    check_can_write(by, programme, mentorship)
    if mentorship is not None and mentorship.programme_id != programme.pk:
        raise NotAllowed(_("They don't take part in this programme."))
    _check_about(programme, kind, person, complaint_about)
    if happened_on and happened_on > clock.today(programme.time_zone):
        raise NotAllowed(_("Choose today or an earlier day."))
    lead = _lead_for(programme, lead, person, complaint_about)
    note = Note.objects.create(
        programme=programme, mentorship=mentorship, person=person, complaint_about=complaint_about, kind=kind, facts=facts,
        happened_on=happened_on, reported_by=_account(by),
    )  # fmt: skip
    NoteLead.objects.create(note=note, account=lead, by=_account(by))
    audit.record(by=by, action="open restricted note", target=note)
    _tell(lead, by)
    return note


def _check_about(programme: Programme, kind: str, person, complaint_about) -> None:
    if person is not None and not takes_part(person, programme):
        raise NotAllowed(_("They don't take part in this programme."))
    if kind == Kind.MENTOR and (person is None or not takes_part(person, programme, "mentor")):
        raise NotAllowed(_("Choose the mentor whom the complaint is about."))
    if kind == Kind.STAFF and (complaint_about is None or complaint_about not in staff_of(programme)):
        raise NotAllowed(_("Choose the colleague whom the complaint is about."))
    if kind != Kind.STAFF and complaint_about is not None:
        raise NotAllowed(_("Choose a colleague only for a complaint about staff."))


def _lead_for(programme: Programme, wanted: Account | None, person, complaint_about) -> Account:
    able = can_lead(
        programme,
        person_id=person.pk if person else None,
        complaint_about_id=complaint_about.pk if complaint_about else None,
    )
    if wanted is not None and wanted not in able:
        raise NotAllowed(_("Choose somebody who may lead this. Nobody leads a note about themselves."))
    if not able:
        raise NotAllowed(_("Nobody here may take this in. Call the duty phone, or somebody outside whom you trust."))
    return wanted or able[0]


@transaction.atomic
def add(*, note: Note, words: str, by: Principal, review_on: date | None = None) -> NoteEntry:
    """What was learnt or decided later. review_on: the day on which Today asks again, after today; set by whoever leads.

    Whoever wrote the note may add what they know. Raises NotAllowed for others, and once it is closed.
    """
    found = notes_for(by).filter(pk=note.pk).first()
    if found is None or (review_on and part_of(by, found) != LEAD):
        raise NotAllowed(_("Only whoever leads this note can do this."))
    _check_open(note)
    if review_on and review_on <= clock.today(note.programme.time_zone):
        raise NotAllowed(_("Choose a day after today."))
    entry = NoteEntry.objects.create(note=note, words=words, review_on=review_on, by=_account(by))
    audit.record(by=by, action="add to restricted note", target=note)
    if found.lead_id != by.account.pk:
        _tell(Account.objects.filter(pk=found.lead_id).first(), by)
    return entry


@transaction.atomic
def add_step(*, note: Note, what: str, who: str, by_when: date, by: Principal) -> NoteStep:
    """Something to be done, by whom and until when. Raises NotAllowed unless `by` leads it, and once it is closed."""
    check_leads(by, note)
    _check_open(note)
    step = NoteStep.objects.create(note=note, what=what, who=who, by_when=by_when, by=_account(by))
    audit.record(by=by, action="add step to restricted note", target=note)
    return step


@transaction.atomic
def finish_step(*, step: NoteStep, by: Principal) -> NoteStep:
    """It was done. Saying it twice changes nothing. Raises NotAllowed unless `by` leads the note."""
    check_leads(by, step.note)
    step = NoteStep.objects.select_for_update().get(pk=step.pk)
    if step.done_at is None:
        step.done_at, step.done_by = clock.now(), _account(by)
        step.save(update_fields=["done_at", "done_by"])
        audit.record(by=by, action="finish step of restricted note", target=step.note)
    return step


@transaction.atomic
def hand_over(*, note: Note, to: Account, by: Principal | None) -> NoteLead:
    """Somebody else leads it from now on, and gets a neutral message. Raises NotAllowed for whoever may not lead it."""
    check_leads(by, note)
    _check_open(note)
    row = NoteLead.objects.create(note=note, account=_lead_for(note.programme, to, note.person, note.complaint_about), by=_account(by))
    audit.record(by=by, action="hand over restricted note", target=note)
    _tell(to, by)
    return row


@transaction.atomic
def close(*, note: Note, words: str, by: Principal) -> Note:
    """It is settled: how, in words. From now on its time runs out (`Note.kept_until`). Raises NotAllowed if it was closed before."""
    check_leads(by, note)
    note = Note.objects.select_for_update(of=("self",)).select_related("programme").get(pk=note.pk)
    _check_open(note)
    NoteEntry.objects.create(note=note, words=words, by=_account(by))
    note.closed_at, note.closed_by = clock.now(), _account(by)
    note.save(update_fields=["closed_at", "closed_by"])
    audit.record(by=by, action="close restricted note", target=note)
    return note


def find_new_leads() -> int:
    """Hand open notes whose lead may no longer lead them to the next who may. Returns how many. Called by the tick."""
    found = 0
    for note in Note.objects.open().with_lead().select_related("programme", "person", "complaint_about"):
        able = can_lead(note.programme, person_id=note.person_id, complaint_about_id=note.complaint_about_id)
        if able and note.lead_id not in {account.pk for account in able}:
            hand_over(note=note, to=able[0], by=None)
            found += 1
    return found


def expire_due() -> int:
    """Delete notes whose time is over: closed, or open and untouched, for as long as their kind is kept. Returns how many rows.

    Called by the tick.
    """
    now = clock.now()
    last = Greatest(
        "reported_at",
        Coalesce(Max("entries__at"), "reported_at"),
        Coalesce(Max("steps__at"), "reported_at"),
        Coalesce(Max("leads__at"), "reported_at"),
    )
    over = Q(pk__in=[])
    for kind in Kind.values:
        before = now - KEPT_MONTHS.get(kind, USUAL_MONTHS) * MONTH
        over |= Q(kind=kind, closed_at__lt=before) | Q(kind=kind, closed_at=None, last__lt=before)
    ended = list(Note.objects.annotate(last=last).filter(over).values_list("pk", flat=True)[:20])
    # Asked first, because a transaction takes the writer even when there is nothing to do.
    if not ended:
        return 0
    with transaction.atomic():
        for note in Note.objects.filter(pk__in=ended):
            audit.record(by=None, action="expire restricted note", target=note)
        Note.objects.filter(pk__in=ended).delete()
    return len(ended)


def _check_open(note: Note) -> None:
    if not Note.objects.open().filter(pk=note.pk).exists():
        raise NotAllowed(_("This note is closed. Write a new one if something else happened."))


def _tell(account: Account | None, by: Principal | None) -> None:
    """A neutral message to whoever leads, unless they wrote it themselves."""
    if account is None or (by is not None and by.account is not None and by.account.pk == account.pk):
        return
    with translation.override(account.page_language):
        body = _("There is something for you. Sign in to see it: %(address)s") % {"address": settings.PUBLIC_URL}
    mail.queue(to=account.email, body=body, language=account.page_language)


def _account(by: Principal | None):
    return by.account if by else None
