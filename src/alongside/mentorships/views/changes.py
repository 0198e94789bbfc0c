"""Pair people by hand; pause, resume and end a mentorship; note a check-in. For coordinators."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.changes import EndForm, PauseForm, ResumeForm
from alongside.mentorships.forms.check_ins import CheckInForm
from alongside.mentorships.forms.pairing import PairingForm
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.pairs import pair_in
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programme_for, programmes_for


@requires("coordinator", relationship="programme", purpose="pair", fields=("identity",))
def new(request):
    """Which programme? With one only, straight to its people."""
    programmes = list(programmes_for(request.principal, "coordinator"))
    if len(programmes) == 1:
        return _pairing(request, programmes[0])
    return draw(request, "mentorships/new_in.html", {"programmes": programmes})


@requires("coordinator", relationship="programme", purpose="pair", fields=("identity",))
def new_in(request, programme):
    return _pairing(request, programme_for(request.principal, programme, "coordinator"))


def _pairing(request, programme):
    finding = "find" in request.POST
    form = PairingForm(None if finding else posted(request), programme=programme, typed=request.POST)
    if request.method == "POST" and not finding and form.is_valid():

        def act():
            made = actions.begin(
                programme=programme, mentors=form.chosen("mentors"), mentees=form.chosen("mentees"), by=request.principal
            )
            messages.success(request, _("They are introduced. Call both within two days and plan the first meeting."))
            return reverse("mentorships:detail", args=[made.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return draw(request, "mentorships/new.html", {"form": form, "programme": programme}, programme)


def _mentorship(request, pk):
    return access.mentorship_for(request.principal, pk, access.COORDINATOR)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("changes", "notes"))
def pause(request, pk):
    mentorship = _mentorship(request, pk)
    form = PauseForm(posted(request), mentorship=mentorship)

    def act():
        data = form.cleaned_data
        actions.pause(
            mentorship=mentorship,
            by=request.principal,
            reason=data["reason"],
            wished_by=data["wished_by"],
            resumes_on=data["resumes_on"],
            note=data["note"],
        )
        messages.success(request, _("The break is noted. Today reminds you when it is over."))

    return _change(request, mentorship, form, act, "mentorships/pause.html")


@requires("coordinator", relationship="programme", purpose="accompany", fields=("changes", "notes"))
def resume(request, pk):
    mentorship = _mentorship(request, pk)
    form = ResumeForm(posted(request))

    def act():
        actions.resume(mentorship=mentorship, by=request.principal, note=form.cleaned_data["note"])
        messages.success(request, _("They go on. The check-ins go on with them."))

    return _change(request, mentorship, form, act, "mentorships/resume.html")


@requires("coordinator", relationship="programme", purpose="accompany", fields=("changes", "notes"))
def end(request, pk):
    mentorship = _mentorship(request, pk)
    stops = any(call.wants_stop for call in pages.open_calls(mentorship))
    form = EndForm(posted(request), initial={"reason": "trial"} if stops else None)

    def act():
        data = form.cleaned_data
        actions.end(
            mentorship=mentorship,
            by=request.principal,
            reason=data["reason"],
            wished_by=data["wished_by"],
            said_goodbye=data["said_goodbye"],
            note=data["note"],
        )
        messages.success(request, _("The mentorship has ended. The mentor has a free place again."))

    return _change(request, mentorship, form, act, "mentorships/end.html")


@requires("coordinator", relationship="programme", purpose="accompany", fields=("contact", "notes"))
def check_in(request, pk):
    mentorship = _mentorship(request, pk)
    form = CheckInForm(posted(request), mentorship=mentorship)

    def act():
        data = form.cleaned_data
        zone = mentorship.programme.time_zone
        at = None
        if data["day"] != clock.today(zone):
            at = datetime.combine(data["day"], time(12), tzinfo=ZoneInfo(zone))
        actions.check_in(
            mentorship=mentorship,
            by=request.principal,
            spoke_with=data["spoke_with"],
            channel=data["channel"],
            note=data["note"],
            at=at,
        )
        messages.success(request, _("Saved. The next check-in comes up on Today when it is time."))

    return _change(request, mentorship, form, act, "mentorships/check_in.html", with_ways=True)


def _change(request, mentorship, form, act, template, *, with_ways=False):
    """A form about one mentorship: done once, refused in a sentence, else drawn."""
    here = reverse("mentorships:detail", args=[mentorship.pk])
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: act() or here)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    mentors, mentees = pages.members_of(mentorship)
    context = {
        "form": form,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "part": access.COORDINATOR,
        "pair": pair_in(mentorship),
        "back": here,
        "mentors": mentors,
        "mentees": mentees,
        "reachable": [*mentors, *mentees] if with_ways else [],
    }
    return draw(request, template, context, mentorship.programme)
