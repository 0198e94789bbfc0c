"""Joint activities: coordinators invite several pairs, members answer on their own pages."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.access.activities import activity_for, invitation_for
from alongside.mentorships.actions import activities as actions
from alongside.mentorships.forms.activities import ActivityForm, AnswerForm, CameForm, MoveActivityForm
from alongside.mentorships.queries import activities as queries
from alongside.mentorships.queries.holds import on_hold
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views.drawing import as_reader, draw
from alongside.programmes.access import programme_for, programmes_for

COORDINATES = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "meetings")}
#: Keeps a name in its own direction where two stand in one line of plain text.
FIRST, LAST = "\u2068", "\u2069"


def _names(pair) -> str:
    return " · ".join(f"{FIRST}{name}{LAST}" for name in (*pair.mentors, *pair.mentees))


@requires("coordinator", **COORDINATES)
def activities(request):
    """To come and past, with how many come."""
    coming, past = queries.activities(request.principal)
    programmes = list(programmes_for(request.principal, "coordinator"))
    return draw(request, "mentorships/activities.html", {"coming": coming, "past": past, "programmes": programmes})


@requires("coordinator", **COORDINATES)
def new_activity(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    pairs = [(pk, _names(pair)) for pk, pair in queries.named_pairs_to_invite(request.principal, found)]
    form = ActivityForm(posted(request), pairs=pairs, zone=found.time_zone)
    back = reverse("mentorships:activities")
    if request.method == "POST" and form.is_valid():

        def act():
            said = form.cleaned_data
            made = actions.invite_to_activity(
                programme=found, by=request.principal, what=said["what"], day=said["day"], at=said["at"], minutes=said["minutes"],
                place=said["place"], places=said["places"], note=said["note"], mentorships=said["pairs"],
            )  # fmt: skip
            messages.success(request, _("They are invited, and answer on their own pages."))
            return reverse("mentorships:activity", args=[made.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "programme": found, "pairs": pairs, "back": back}
    return draw(request, "mentorships/activity_new.html", context, found)


@requires("coordinator", **COORDINATES)
def activity(request, pk):
    """Who comes; once it began, the button that logs it as a meeting for those who came."""
    found = activity_for(request.principal, pk)
    shown = queries.with_guests(request.principal, found)
    form = None
    if found.called_off_at is None and queries.has_begun(found):
        open_pairs = [(str(g.part.mentorship_id), _names(g.pair)) for g in shown.pairs if g.part.session_id is None]
        came = [str(g.part.mentorship_id) for g in shown.pairs if g.part.heads]
        form = CameForm(posted(request), pairs=open_pairs, initial={"came": came}) if open_pairs else None
        if form and request.method == "POST" and form.is_valid():
            try:
                return once(request, form, lambda: _log(request, found, form))
            except access.NotAllowed as refusal:
                form.add_error(None, str(refusal))
    context = {"shown": shown, "form": form, "programme": found.programme}
    return draw(request, "mentorships/activity.html", context, found.programme)


def _log(request, found, form) -> str:
    actions.log_activity(activity=found, by=request.principal, came=form.cleaned_data["came"])
    messages.success(request, _("Noted. It stands among the meetings of those who came."))
    return reverse("mentorships:activity", args=[found.pk])


@requires("coordinator", **COORDINATES)
def move_activity(request, pk):
    found = activity_for(request.principal, pk)
    zone = found.programme.time_zone
    here = local(found.starts_at, zone)
    first = {"day": here.date(), "at": here.time(), "place": found.place}
    form = MoveActivityForm(posted(request), zone=zone, version=found.version, initial=first)
    back = reverse("mentorships:activity", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act():
            said = form.cleaned_data
            actions.move_activity(
                activity=found, by=request.principal, expected_version=said["version"], day=said["day"], at=said["at"],
                place=said["place"],
            )  # fmt: skip
            messages.success(request, _("Moved. They are told that something changed."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed as changed:
            form.show_theirs(changed, activity_for(request.principal, pk).version)
    context = {"form": form, "shown": queries.shown(found), "back": back, "programme": found.programme}
    return draw(request, "mentorships/activity_move.html", context, found.programme)


@requires("coordinator", **COORDINATES)
def call_off_activity(request, pk):
    """A page with one button."""
    found = activity_for(request.principal, pk)
    form = Form(posted(request))
    back = reverse("mentorships:activity", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act():
            actions.call_off_activity(activity=found, by=request.principal)
            messages.success(request, _("Called off. They are told that something changed."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "shown": queries.shown(found), "back": back, "programme": found.programme}
    return draw(request, "mentorships/activity_off.html", context, found.programme)


@requires("mentor", "mentee", relationship="own mentorship", purpose="own page", fields=("meetings",))
def invitation(request, pk, activity):
    """What a pair is invited to, and its answer."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    part = invitation_for(request.principal, mentorship, activity)
    form = AnswerForm(posted(request), initial={"heads": _heads(part)})
    where = as_reader(request, mentorship)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.answer_activity(part=part, by=request.principal, heads=form.said())
            messages.success(request, _("Saved."))
            return where["back"]

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    part.when = local(part.activity.starts_at, mentorship.programme.time_zone)
    context = where | {"form": form, "invitation": part, "mentorship": mentorship, "is_open": queries.is_open(part.activity)}
    context["left"] = queries.places_left(part)
    return draw(request, "mentorships/invitation.html", context, mentorship.programme)


def _heads(part) -> int:
    """What they said, or everybody of the pair."""
    return part.heads or sum(1 for m in part.mentorship.members.all() if m.until is None) or 1


# ── on other pages ────────────────────────────────────────────────────────────────────
def on_pair_page(request, mentorship, part: str) -> str:
    """For whoever mentors: what the pair is invited to."""
    return "" if part == access.COORDINATOR else _invitations(request, mentorship, part)


def on_home(request, walk) -> str:
    return _invitations(request, walk.mentorship, access.MENTEE)


def _invitations(request, mentorship, part: str) -> str:
    found = queries.invitations_of(mentorship)
    if not found or on_hold(mentorship):
        return ""
    for one in found:
        one.mentorship = mentorship
        one.form = AnswerForm(initial={"heads": _heads(one)}, auto_id=f"together-{one.pk}-%s")
    context = {"invitations": found, "mentorship": mentorship, "part": part}
    return render_to_string("mentorships/parts/invitations.html", context, request=request)
