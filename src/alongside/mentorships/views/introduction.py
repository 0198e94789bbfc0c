"""The first meeting, with the coordinator present: planned in one step."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.agreements import IntroductionForm
from alongside.mentorships.queries import pages
from alongside.mentorships.views.drawing import as_reader, draw


@requires("coordinator", relationship="programme", purpose="accompany", fields=("meetings",))
def introduction(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    form = IntroductionForm(posted(request), mentorship=mentorship)
    if request.method == "POST" and form.is_valid():

        def act():
            chosen = {name: form.cleaned_data[name] for name in ("day", "at", "place")}
            actions.plan_session(mentorship=mentorship, by=request.principal, is_introduction=True, **chosen)
            messages.success(request, _("The introduction is planned. Both can see it and are told that something is new."))
            return reverse("mentorships:detail", args=[mentorship.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = as_reader(request, mentorship) | {"form": form}
    return draw(request, "mentorships/introduction.html", context, mentorship.programme)


def on_pair_page(request, mentorship, part: str) -> str:
    """On top of a pair that has not met: plan the introduction. For coordinators."""
    if part != access.COORDINATOR or pages.has_meetings(mentorship) or not pages.is_open(mentorship):
        return ""
    return render_to_string("mentorships/parts/plan_introduction.html", {"mentorship": mentorship}, request=request)
