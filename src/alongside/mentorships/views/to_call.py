"""The call list: whom no message can reach, and what came of each call."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.actions.to_call import answer
from alongside.mentorships.forms.to_call import TriedForm
from alongside.mentorships.models import CallTry
from alongside.mentorships.queries import to_call as queries
from alongside.mentorships.views.drawing import draw

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "contact")}
SAID = {
    CallTry.Answer.REACHED: lambda: _("Noted that you reached them."),
    CallTry.Answer.NO_ANSWER: lambda: _("Noted. The list shows them again when it is time for the next try."),
    CallTry.Answer.WRONG: lambda: _("Noted. Ask the other side, or look on their page, for another way."),
    CallTry.Answer.DONE: lambda: _("Noted that it is settled."),
}


@requires("coordinator", **POLICY)
def call_list(request):
    lines = queries.lines(access.to_calls_for(request.principal))
    request.principal.reads("call list", *(line.call.person_id for line in lines))
    context = {"groups": [(state, [line for line in lines if line.state == state]) for state in ("now", "stuck", "later")], "lines": lines, "form": TriedForm()}
    return draw(request, "mentorships/call_list.html", context)


@requires("coordinator", **POLICY)
def to_call(request, pk):
    call = access.to_call_for(request.principal, pk)
    form = TriedForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            said = form.cleaned_data["answer"]
            answer(call=call, by=request.principal, said=said)
            messages.success(request, SAID[said]())
            return reverse("mentorships:call_list")

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    lines = queries.lines(access.to_calls_for(request.principal).filter(pk=pk))
    context = {"form": form, "call": call, "lines": lines, "mentorship": call.mentorship}
    return draw(request, "mentorships/to_call.html", context, call.mentorship.programme)
