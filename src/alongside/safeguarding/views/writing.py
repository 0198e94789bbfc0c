"""Write a restricted note: a coordinator about anything, a mentor about their own mentorship; and what the mentor sees afterwards."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships.access import COORDINATOR, MENTOR, mentorship_for, parts_of
from alongside.programmes.access import enrolment_for
from alongside.safeguarding import access, actions
from alongside.safeguarding.forms.notes import NoteForm
from alongside.safeguarding.queries import notes as queries

FIELDS = ("identity", "restricted notes")
POLICY = {"purpose": "restricted note", "fields": FIELDS}
#: These read who it could concern. On their own page "who looked" that must not say that somebody wrote something down.
BESIDE = {"purpose": "accompany", "fields": FIELDS}


@requires("coordinator", "safeguarding", relationship="programme", **POLICY)
def new(request):
    """In which programme? With one only, straight to the form."""
    programmes = list(access.programmes_for(request.principal))
    if len(programmes) == 1:
        return _write(request, programmes[0])
    return render(request, "safeguarding/new_in.html", {"programmes": programmes})


@requires("coordinator", "safeguarding", relationship="programme", **POLICY)
def new_in(request, programme):
    return _write(request, access.programme_for(request.principal, programme))


@requires("coordinator", relationship="programme", **BESIDE)
def new_about(request, pk):
    """From somebody's page."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    return _write(request, enrolment.programme, people=[enrolment.person])


@requires("coordinator", "mentor", relationship="own mentorship", **BESIDE)
def new_with(request, pk):
    """From a pair's page, or a mentor's "I am worried"."""
    mentorship = mentorship_for(request.principal, pk, COORDINATOR, MENTOR)
    own = request.principal.person_id
    people = [m.person for m in mentorship.members.all() if m.until is None and m.person_id != own]
    return _write(request, mentorship.programme, people=people, mentorship=mentorship)


@requires("mentor", relationship="self", purpose="own page")
@require_safe
def sent(request):
    """What I wrote: when, and who has it. Nothing else."""
    return render(request, "safeguarding/sent.html", {"receipts": queries.receipts(request.principal)})


def _write(request, programme, *, people=(), mentorship=None):
    colleague = mentorship is None or COORDINATOR in parts_of(request.principal, mentorship)
    form = NoteForm(posted(request), programme=programme, people=people, by=request.principal, chooses_lead=colleague)
    if request.method == "POST" and form.is_valid():

        def act():
            made = actions.open_note(programme=programme, mentorship=mentorship, by=request.principal, **form.values())
            if not colleague:
                return reverse("safeguarding:sent")
            messages.success(request, _("Written down. Whoever leads it gets a message that says only that there is something."))
            readable = access.notes_for(request.principal).filter(pk=made.pk).exists()
            return reverse("safeguarding:note", args=[made.pk]) if readable else reverse("safeguarding:notes")

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if mentorship is None:
        back = reverse("safeguarding:notes")
    else:
        back = reverse("mentorships:detail" if colleague else "mentorships:worried", args=[mentorship.pk])
    context = {
        "form": form,
        "programme": programme,
        "colleague": colleague,
        "goes_to": [queries.name_of(account) for account in list(form.able.values())[:1]],
        "back": back,
        "shell": "shell/staff.html" if colleague else "shell/mentor.html",
    }
    return render(request, "safeguarding/write.html", context)
