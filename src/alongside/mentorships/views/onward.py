"""After an ending: who waits for somebody new, goals taken along, an introduction to a partner elsewhere."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access, papers
from alongside.mentorships.access import endings as own
from alongside.mentorships.actions import onward as actions
from alongside.mentorships.forms.onward import AgainForm, EarlierGoalsForm, IntroductionForm
from alongside.mentorships.queries.again import again_in, waiting_again
from alongside.mentorships.queries.onward import earlier_goals
from alongside.mentorships.queries.pairs import pair_in
from alongside.mentorships.views.drawing import draw, why_not
from alongside.programmes.access import enrolment_for, programmes_for

POLICY = {"relationship": "programme", "purpose": "accompany"}


@requires("coordinator", **POLICY, fields=("identity",))
@require_safe
def waiting(request):
    """Who could have somebody new after an ending: since when, and what is missing. No order of worth: who waits longest."""
    programmes = list(programmes_for(request.principal, "coordinator"))
    context = {"rows": waiting_again(request.principal, programmes), "several": len(programmes) > 1}
    return draw(request, "mentorships/waiting.html", context, programmes[0] if len(programmes) == 1 else None)


@requires("coordinator", **POLICY, fields=("identity",))
def again_of(request, pk):
    """Write down what somebody answered when they were asked anew."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    form = AgainForm(posted(request), own=False, is_mentor=enrolment.side == "mentor")
    back = reverse("mentorships:waiting")
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            actions.answer_again(enrolment=enrolment, answer=data["answer"], how=data["how"], by=request.principal)
            messages.success(request, _("Noted. Matching goes by it from now on."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    found = again_in([enrolment.programme], only=[enrolment.pk]).get(enrolment.pk)
    context = {
        "form": form,
        "enrolment": enrolment,
        "missing": [one.in_words for one in found.lacking] if found else [],
        "programme": enrolment.programme,
        "back": back,
    }
    return draw(request, "mentorships/again_of.html", context, enrolment.programme)


@requires("coordinator", "mentee", relationship="own mentorship", purpose="accompany", fields=("identity", "goals"))
def earlier(request, pk):
    """Goals of an earlier mentorship that the mentee takes along into this one."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTEE)
    mentees = [m for m in mentorship.members.all() if m.until is None and not m.is_mentor]
    mine = [m for m in mentees if m.person_id == request.principal.person_id]
    found = [(m, rows) for m in mine or mentees if (rows := earlier_goals(request.principal, mentorship, m.person_id))]
    back = reverse("mentorships:goals", args=[mentorship.pk])
    if not found and request.method == "POST":
        raise Http404
    member, rows = found[0] if found else (None, [])
    form = EarlierGoalsForm(posted(request), found=rows, own=bool(mine))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.take_goals_along(
                mentorship=mentorship, person=member.person, chosen=form.cleaned_data["goals"], by=request.principal,
                said_so=form.cleaned_data.get("said_so", False),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=bool(mine)))
    part = access.MENTEE if mine else access.COORDINATOR
    context = {
        "form": form,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "rows": rows,
        "part": part,
        "pair": pair_in(mentorship),
        "shell": "shell/mentee.html" if mine else "shell/staff.html",
        "brand": mentorship.programme.sign_name if mine else "",
        "back": back,
    }
    return draw(request, "mentorships/goals_earlier.html", context, mentorship.programme)


@requires("coordinator", **POLICY, fields=("identity", "contact", "goals"))
def introduce(request, pk, person):
    """To a partner where the mentee goes: what may be passed on, thing by thing."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    member = own.mentee_for(mentorship, person)
    partners = list(mentorship.programme.partners.order_by("name"))
    back = reverse("mentorships:ending", args=[mentorship.pk])
    form = IntroductionForm(posted(request), partners=partners, initial={"language": member.person.page_language})
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            actions.introduce(
                mentorship=mentorship, person=member.person, organisation=form.partners[data["organisation"]], items=data["items"],
                words=data["words"], language=data["language"], how=data["how"], by=request.principal, said_yes=data["said_yes"],
            )  # fmt: skip
            messages.success(request, _("The letter is ready to print. You send it, nothing here does."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "member": member,
        "pair": pair_in(mentorship),
        "part": access.COORDINATOR,
        "partners": partners,
        "back": back,
    }
    return draw(request, "mentorships/introduce.html", context, mentorship.programme)


@requires("coordinator", **POLICY, fields=("identity", "contact", "goals"))
@require_safe
def introduction_file(request, pk, introduction):
    """The letter to the partner, as PDF. After a withdrawal there is none."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    row = own.introduction_for(request.principal, mentorship, introduction)
    if row.withdrawn_at:
        raise Http404
    response = HttpResponse(papers.introduction(row), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="introduction.pdf"'
    return response


@requires("coordinator", **POLICY, fields=("identity",))
def withdraw(request, pk, introduction):
    """They changed their mind. Its button stands on the page of the ending."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    row = own.introduction_for(request.principal, mentorship, introduction)
    back = reverse("mentorships:ending", args=[mentorship.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        actions.withdraw_introduction(introduction=row, by=request.principal)
        messages.success(request, _("Taken back. Tell the partner too, if you have written already."))
        return back

    return once(request, form, act)


# ── on other pages ─────────────────────────────────────────────────────────────────────────
def on_pair_page(request, mentorship, part: str) -> str:
    """Among the changes of a coordinator: goals of before that can be taken along."""
    if part != access.COORDINATOR:
        return ""
    people = [m.person_id for m in mentorship.members.all() if m.until is None and not m.is_mentor]
    if not any(own.earlier_goals_for(request.principal, mentorship, pk).exists() for pk in people[:1]):
        return ""
    return render_to_string("mentorships/parts/earlier_link.html", {"mentorship": mentorship, "part": part}, request=request)


def on_home(request, walk) -> str:
    """On a mentee's home: goals of before, if there are any that are not here yet."""
    if not own.earlier_goals_for(request.principal, walk.mentorship, request.principal.person_id).exists():
        return ""
    return render_to_string("mentorships/parts/earlier_link.html", {"mentorship": walk.mentorship, "part": access.MENTEE}, request=request)
