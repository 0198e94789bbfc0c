"""Put somebody on hold, see what rests and whom to call, look again, lift it. For coordinators; addresses say "break"."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import registries
from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.holds import AgainForm, HoldForm, LiftForm
from alongside.mentorships.queries import holds as queries
from alongside.mentorships.queries.pairs import local, pair_in
from alongside.mentorships.views.drawing import draw
from alongside.people.access import person_for
from alongside.programmes.access import enrolment_for

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "changes", "notes")}


@requires("coordinator", **POLICY)
@require_safe
def whom(request, pk):
    """Of a pair: whom to put on hold?"""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    members = [m for m in mentorship.members.all() if m.until is None and m.enrolment_id]
    context = {"mentorship": mentorship, "members": members, "pair": pair_in(mentorship), "part": access.COORDINATOR}
    return draw(request, "mentorships/hold_whom.html", context, mentorship.programme)


@requires("coordinator", **POLICY)
def hold(request, pk):
    """Put somebody on hold; whoever is already shows their hold."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    programme, person = enrolment.programme, enrolment.person
    form = HoldForm(posted(request), zone=programme.time_zone)
    open_hold = queries.hold_of(request.principal, person.pk)
    if open_hold is not None and request.method != "POST":
        return redirect("mentorships:held", open_hold.pk)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act():
            made = actions.hold(
                person=person, programme=programme, by=request.principal, reason=said["reason"],
                review_on=said["review_on"], note=said["note"],
            )  # fmt: skip
            messages.success(request, _("Their pairs rest. Nobody got a message: call whoever stands below."))
            return reverse("mentorships:held", args=[made.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "enrolment": enrolment, "person": person, "back": reverse("programmes:person", args=[enrolment.pk])}
    return draw(request, "mentorships/hold.html", context, programme)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "contact", "changes", "notes"))
def held(request, pk):
    """What rests, whom to call and, where it was decided, why; and the day for looking again."""
    found = access.hold_for(request.principal, pk)
    reads_reason = access.reads_reason(request.principal, found)
    zone = found.programme.time_zone
    form = AgainForm(posted(request) if reads_reason else None, zone=zone, initial={"review_on": found.review_on})
    if request.method == "POST" and reads_reason and form.is_valid():

        def act():
            actions.look_again(hold=found, review_on=form.cleaned_data["review_on"], by=request.principal)
            messages.success(request, _("Saved. Today reminds you on that day."))
            return reverse("mentorships:held", args=[found.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    touched = queries.around(request.principal, [found])[found.pk]
    request.principal.reads("hold", *(one.member.person_id for one in touched.told))
    for one in touched.told:
        one.local_at = local(one.at, zone)
    context = {
        "form": form,
        "button_form": Form(),
        "hold": found,
        "reads_reason": reads_reason,
        "since": local(found.at, zone),
        "until": local(found.lifted_at, zone),
        "told": touched.told,
        "pairs": [(m, pair_in(m)) for m in touched.mentorships],
    }
    return draw(request, "mentorships/held.html", context, found.programme)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity",))
def told(request, pk, person):
    """ "I called": its button stands on the page above."""
    found = access.hold_for(request.principal, pk)
    somebody = person_for(request.principal, person)
    back = reverse("mentorships:held", args=[found.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        actions.told(hold=found, person=somebody, by=request.principal)
        messages.success(request, _("Noted that you called."))
        return back

    try:
        return once(request, form, act)
    except access.NotAllowed as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)


@requires("coordinator", **POLICY)
def lift(request, pk):
    found = access.hold_for(request.principal, pk)
    back = reverse("mentorships:held", args=[found.pk])
    form = LiftForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.lift(hold=found, go_on=form.goes_on(), note=form.cleaned_data["note"], by=request.principal)
            messages.success(request, _("Lifted. Whoever mentors sees their mentorships again."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "hold": found, "back": back}
    return draw(request, "mentorships/hold_lift.html", context, found.programme)


# ── on other pages ─────────────────────────────────────────────────────────────────────────
def on_person_page(request, *, enrolment, **context) -> str:
    """On somebody's page, for the programme's coordinators: that they are on hold, or the way to it. One query."""
    if enrolment.programme_id not in request.principal.programmes_as("coordinator"):
        return ""
    if request.principal.person_id == enrolment.person_id:
        return ""
    found = queries.hold_of(request.principal, enrolment.person_id)
    since = local(found.at, found.programme.time_zone) if found else None
    pieces = [piece(request, enrolment=enrolment) for piece in registries.slots.get("something serious", [])]
    context = {"hold": found, "since": since, "enrolment": enrolment, "pieces": pieces}
    return render_to_string("mentorships/parts/hold_of_person.html", context, request)


def notice(request, mentorship, part: str) -> str:
    """At the top of a pair's page, for coordinators: who is on hold."""
    if part != access.COORDINATOR:
        return ""
    zone = mentorship.programme.time_zone
    found = [(h, local(h.at, zone)) for h in queries.holds_of(mentorship) if h.person_id != request.principal.person_id]
    return render_to_string("mentorships/parts/hold_notice.html", {"holds": found}, request) if found else ""


def link(request, mentorship, part: str) -> str:
    """Among the changes of a pair, for coordinators."""
    if part != access.COORDINATOR:
        return ""
    return render_to_string("mentorships/parts/hold_link.html", {"mentorship": mentorship}, request)
