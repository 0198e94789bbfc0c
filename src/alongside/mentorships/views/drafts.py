"""Keeps a log while it is being written, so that a phone that rings loses nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once
from alongside.mentorships import access
from alongside.mentorships.actions.drafts import forget_draft, keep_draft
from alongside.mentorships.forms.drafts import DraftForm


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings", "notes"))
def draft(request, pk):
    """Takes the form of the log as it stands (sent by `draft.js`), or throws it away ("forget"). Shows nothing itself."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)
    try:
        subject = access.session_for(request.principal, mentorship, UUID(request.GET.get("meeting", ""))).pk
    except ValueError:
        subject = None
    back = reverse("mentorships:log", args=[mentorship.pk]) + (f"?meeting={subject}" if subject else "")
    if request.method != "POST":
        return redirect(back)
    form = DraftForm(request.POST)
    form.full_clean()
    if "forget" not in request.POST:
        keep_draft(mentorship=mentorship, subject=subject, by=request.principal, words=form.words_so_far())
        return HttpResponse(status=204)

    def act():
        forget_draft(mentorship=mentorship, subject=subject, by=request.principal)
        messages.success(request, _("An empty form. What you had begun is gone."))
        return back

    return once(request, form, act)
