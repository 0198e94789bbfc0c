"""I would rather stop: within the trial, for mentor and mentee."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.foundation.templatetags import dates
from alongside.mentorships import access
from alongside.mentorships.actions.calls import call_by_for
from alongside.mentorships.actions.trial import stop_in_trial
from alongside.mentorships.forms.check_ins import AskForm
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.trial import trial_of
from alongside.mentorships.views.drawing import as_reader, draw, why_not


@requires("mentor", "mentee", relationship="own mentorship", purpose="ask for a call")
def stop(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    zone = mentorship.programme.time_zone
    context = as_reader(request, mentorship)
    until = trial_of(mentorship)
    if request.method == "GET" and (until is None or until < clock.today(zone)):
        why = access.NotAllowed(_("The trial is over. You can still stop: ask for a call."))
        messages.info(request, why_not(why, mentee=context["part"] == access.MENTEE))
        return redirect(context["back"])
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            call = stop_in_trial(mentorship=mentorship, person=request.principal.account.person, by=request.principal)
            by_when = dates.when(local(call.call_by, zone))
            messages.success(request, _("Your coordinator calls you by %(when)s.") % {"when": by_when})
            return context["back"]

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=context["part"] == access.MENTEE))
    context |= {"form": form, "until": until, "call_by": local(call_by_for(clock.now(), zone), zone)}
    return draw(request, "mentorships/stop.html", context, mentorship.programme)
