"""Who is in a mentorship over time: somebody joins, leaves, or takes another's part."""

from django.contrib import messages
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.actions import members as actions
from alongside.mentorships.forms.members import LeaveForm, LookAfterForm, WhoForm
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.pairs import local, pair_in
from alongside.mentorships.views.drawing import draw
from alongside.programmes.models import Format, Side

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "changes")}


@requires("coordinator", **POLICY)
def members(request, pk):
    """Who is in it now, and who was before."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    zone = mentorship.programme.time_zone
    everybody = sorted(mentorship.members.all(), key=lambda m: (not m.is_mentor, m.since, m.pk))
    for member in everybody:
        member.local_since, member.local_until = local(member.since, zone), local(member.until, zone)
    return _page(
        request,
        "mentorships/members.html",
        mentorship,
        now=[m for m in everybody if m.until is None],
        before=[m for m in everybody if m.until is not None],
        is_open=pages.is_open(mentorship),
        in_family_team=mentorship.programme.format == Format.FAMILY_TEAM,
    )


@requires("coordinator", **POLICY)
def join(request, pk, side):
    """Somebody of this side joins."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    if side not in Side.values:
        raise Http404

    def act(form):
        actions.join(
            mentorship=mentorship, enrolment=form.chosen(), by=request.principal,
            looks_after=form.cleaned_data.get("looks_after", ""),
        )  # fmt: skip
        messages.success(request, _("They have joined. Nobody got a message: tell everybody yourself."))

    title = _("A mentor joins") if side == Side.MENTOR else _("A mentee joins")
    return _choose(request, mentorship, side, act, title)


@requires("coordinator", **POLICY)
def replace(request, pk, member):
    """Somebody takes this member's part."""
    mentorship, found = _member(request, pk, member)

    def act(form):
        actions.replace(member=found, enrolment=form.chosen(), by=request.principal)
        messages.success(request, _("They have taken the part. Nobody got a message: tell everybody yourself."))

    # A title stays in the browser's history, so it names nobody.
    title = _("Somebody takes their part")
    side = Side.MENTOR if found.is_mentor else Side.MENTEE
    return _choose(request, mentorship, side, act, title, whose=found.person.name)


def _choose(request, mentorship, side, act, title, *, whose=""):
    """The page that lists who is free. whose: the name of whoever's part is taken."""
    programme = mentorship.programme
    words = request.GET.get("q", "").strip()
    also = [request.POST["enrolment"]] if _is_id(request.POST.get("enrolment", "")) else []
    found, more = pages.pairable(programme, side, words, also=also)
    request.principal.reads("list", *(enrolment.person_id for enrolment, _name, _places in found))
    in_team = not whose and side == Side.MENTOR and programme.format == Format.FAMILY_TEAM
    form = WhoForm(posted(request), found=found, in_family_team=in_team)
    context = {"words": words, "more": more, "title": title, "taken_from": whose}
    return _change(request, mentorship, form, lambda: act(form), "mentorships/member_choose.html", **context)


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


@requires("coordinator", **POLICY)
def leave(request, pk, member):
    """Somebody leaves, and the mentorship goes on."""
    mentorship, found = _member(request, pk, member)
    form = LeaveForm(posted(request))

    def act():
        actions.leave(member=found, because=form.cleaned_data["because"], by=request.principal)
        messages.success(request, _("They have left. Nobody got a message: tell everybody yourself."))

    return _change(request, mentorship, form, act, "mentorships/member_leave.html", member=found)


@requires("coordinator", **POLICY)
def look_after(request, pk, member):
    """What somebody of a family's team sees to."""
    mentorship, found = _member(request, pk, member)
    if not found.is_mentor or mentorship.programme.format != Format.FAMILY_TEAM:
        raise Http404
    form = LookAfterForm(posted(request), initial={"what": found.looks_after})

    def act():
        actions.look_after(member=found, what=form.cleaned_data["what"], by=request.principal)

    return _change(request, mentorship, form, act, "mentorships/member_looks_after.html", member=found)


def _member(request, pk, member):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    found = next((m for m in mentorship.members.all() if m.pk == member and m.until is None), None)
    if found is None:
        raise Http404
    found.mentorship = mentorship
    return mentorship, found


def _change(request, mentorship, form, act, template, **context):
    back = reverse("mentorships:members", args=[mentorship.pk])
    if request.method == "POST" and form.is_valid():

        def done():
            act()
            return back

        try:
            return once(request, form, done)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return _page(request, template, mentorship, **{"form": form, "back": back, **context})


def _page(request, template, mentorship, **context):
    context |= {"mentorship": mentorship, "pair": pair_in(mentorship), "part": access.COORDINATOR}
    return draw(request, template, context, mentorship.programme)


def link(request, mentorship, part: str) -> str:
    """For coordinators, in the list of further things: who is in it."""
    if part != access.COORDINATOR:
        return ""
    return render_to_string("mentorships/parts/members_link.html", {"mentorship": mentorship}, request=request)
