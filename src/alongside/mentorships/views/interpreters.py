"""The interpreter of a meeting, booked by coordinators."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.actions.interpreters import book_interpreter
from alongside.mentorships.forms.expenses import as_typed
from alongside.mentorships.forms.interpreters import InterpreterForm
from alongside.mentorships.queries.expenses import grants_of, money
from alongside.mentorships.queries.interpreters import steps_of, tags_spoken
from alongside.mentorships.queries.pairs import local, pair_in
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.views.drawing import draw


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "meetings", "expenses"))
def interpreter(request, pk, meeting):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    session = access.session_for(request.principal, mentorship, meeting)
    programme = mentorship.programme
    steps = steps_of(session)
    form = InterpreterForm(
        posted(request),
        currency=rules_of(programme).currency,
        grants=grants_of(programme),
        first=tags_spoken(m.person_id for m in mentorship.members.all() if m.until is None),
        initial=_stands(steps),
    )
    back = reverse("mentorships:detail", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act():
            said = form.cleaned_data
            book_interpreter(
                session=session, by=request.principal, language=said["language"], state=said["state"], whom=said["whom"],
                cents=said["amount"], grant=said.get("grant", ""),
            )  # fmt: skip
            messages.success(request, _("Saved. Mentor and mentee see beside the meeting who is confirmed."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    here = local(session.starts_at, programme.time_zone)
    context = {
        "form": form,
        "moment": here if session.has_time else here.date(),
        "mentorship": mentorship,
        "pair": pair_in(mentorship),
        "part": access.COORDINATOR,
        "steps": [(step, money(step.cents, step.currency) if step.cents else "") for step in steps],
    }
    return draw(request, "mentorships/interpreter.html", context, programme)


def _stands(steps) -> dict:
    """What was written down last."""
    if not steps:
        return {}
    now = steps[0]
    amount = as_typed(now.cents) if now.cents else ""
    return {"language": now.language, "state": now.state, "whom": now.whom, "amount": amount, "grant": now.grant}
