"""Messages of a pair, and between a member and the coordinators. Who can read them stands above the box."""

from django.contrib import messages as notices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import uploads
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.access.messages import message_for, voice_for
from alongside.mentorships.actions import messages as actions
from alongside.mentorships.forms.messages import SECONDS, MessageForm, ReadForm
from alongside.mentorships.queries.holds import on_hold
from alongside.mentorships.queries.messages import new_in_pair, talk_of
from alongside.mentorships.queries.pairs import pair_in
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.views.drawing import draw, why_not


@requires("mentor", "mentee", relationship="own mentorship", purpose="accompany", fields=("messages",))
def messages(request, pk):
    """What the members of a pair write to each other."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    return _talk(request, mentorship, None, may_write=rules_of(mentorship.programme).allows_messages and not on_hold(mentorship))


@requires("mentor", "mentee", relationship="own mentorship", purpose="accompany", fields=("messages",))
def office(request, pk):
    """What a member and the coordinators write to each other, as the member sees it."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    return _talk(request, mentorship, request.principal.person_id)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "messages"))
def office_of(request, pk, person):
    """The same, as a coordinator sees it."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    access.member_in(request.principal, mentorship, person)
    return _talk(request, mentorship, person)


def _talk(request, mentorship, with_person, *, may_write=True):
    """One conversation, the box to write in, and the button "Read"."""
    back, shell = _where(request, mentorship, with_person)
    is_read = request.POST.get("act") == "read"
    form = MessageForm(*_sent(request, not is_read), auto_id="write_%s")
    read_form = ReadForm(posted(request) if is_read else None, auto_id="read_%s")
    sent = read_form if is_read else form
    if request.method == "POST" and sent.is_valid():
        try:
            return once(request, sent, lambda: _act(request, mentorship, with_person, None if is_read else form.cleaned_data))
        except access.NotAllowed as refusal:
            sent.add_error(None, why_not(refusal, mentee=shell == "shell/mentee.html"))
    talk = talk_of(request.principal, mentorship, with_person, recent=None if "all" in request.GET else 30)
    context = {
        "form": form,
        "read_form": read_form,
        "talk": talk,
        "may_write": may_write,
        "mentorship": mentorship,
        "pair": pair_in(mentorship),
        "other": _other(mentorship, with_person, request.principal),
        "in_pair": with_person is None,
        "seconds": SECONDS,
        "back": back,
        "shell": shell,
        "brand": mentorship.programme.sign_name if shell == "shell/mentee.html" else "",
    }
    return draw(request, "mentorships/messages.html", context, mentorship.programme)


def _sent(request, is_this: bool) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" and is_this else ()


def _act(request, mentorship, with_person, words: dict | None) -> str:
    if words is None:
        actions.read_messages(mentorship=mentorship, by=request.principal, with_person=with_person)
    elif with_person is None:
        actions.write_message(mentorship=mentorship, by=request.principal, words=words["words"], voice=words["voice"])
    else:
        actions.write_to_office(
            mentorship=mentorship, with_person=with_person, by=request.principal, words=words["words"], voice=words["voice"]
        )
    return request.path


def _where(request, mentorship, with_person) -> tuple[str, str]:
    """The way back and the shell for whoever reads."""
    parts = access.parts_of(request.principal, mentorship)
    detail = reverse("mentorships:detail", args=[mentorship.pk])
    if with_person not in (None, request.principal.person_id):
        return detail, "shell/staff.html"
    if access.MENTOR in parts:
        return detail, "shell/mentor.html"
    return reverse("mentorships:home"), "shell/mentee.html"


def _other(mentorship, with_person, principal) -> str:
    """The member whom a coordinator writes to; "" for everybody else."""
    if with_person in (None, principal.person_id):
        return ""
    return next((m.person.name for m in mentorship.members.all() if m.person_id == with_person), "")


@requires("mentor", "mentee", relationship="own mentorship", purpose="accompany", fields=("messages",))
def show(request, pk):
    """One page, one button: the coordinators read this message too."""
    message = message_for(request.principal, pk)
    mentorship = message.mentorship
    back, shell = _where(request, mentorship, None)
    form = ReadForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.show_to_office(message=message, by=request.principal)
            notices.success(request, _("Saved."))
            return reverse("mentorships:office", args=[mentorship.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=shell == "shell/mentee.html"))
    context = {
        "form": form,
        "message": message,
        "back": reverse("mentorships:messages", args=[mentorship.pk]),
        "shell": shell,
        "brand": mentorship.programme.sign_name if shell == "shell/mentee.html" else "",
    }
    return draw(request, "mentorships/messages_show.html", context, mentorship.programme)


@requires("coordinator", "mentor", "mentee", relationship="own mentorship", purpose="accompany", fields=("messages",))
def voice(request, pk):
    """The sound of a message."""
    return uploads.hand_out(voice_for(request.principal, pk), "voice")


def on_pair_page(request, mentorship, part: str) -> str:
    """For a mentor: the way to the pair's messages, where the programme wants them."""
    if part == access.COORDINATOR or not rules_of(mentorship.programme).allows_messages:
        return ""
    context = {"mentorship": mentorship, "part": part, "new": new_in_pair(request.principal, mentorship)}
    return render_to_string("mentorships/parts/messages.html", context, request=request)


def offices(request, mentorship, part: str) -> str:
    """For a coordinator: the way to the messages with each member."""
    present = [m for m in mentorship.members.all() if m.until is None and m.person_id != request.principal.person_id]
    if part != access.COORDINATOR or not present or not access.only_coordinates(request.principal, mentorship):
        return ""
    talks = [(m, talk_of(request.principal, mentorship, m.person_id).new) for m in present]
    return render_to_string(
        "mentorships/parts/messages_office.html", {"mentorship": mentorship, "talks": talks}, request=request
    )


def office_link(request, mentorship, part: str) -> str:
    """For a mentor, in the list of further things: write to the coordinators."""
    if part == access.COORDINATOR:
        return ""
    return render_to_string("mentorships/parts/office_link.html", {"mentorship": mentorship, "new": 0}, request=request)


def on_home(request, walk) -> str:
    """The mentee's card: how many messages are new, and the way to them."""
    if not rules_of(walk.programme).allows_messages:
        return ""
    context = {"mentorship": walk.mentorship, "new": new_in_pair(request.principal, walk.mentorship), "part": "mentee"}
    return render_to_string("mentorships/parts/messages.html", context, request=request)


def office_from_home(request, walk) -> str:
    """The mentee's way to the coordinators, with what they answered."""
    new = talk_of(request.principal, walk.mentorship, request.principal.person_id).new
    return render_to_string("mentorships/parts/office_link.html", {"mentorship": walk.mentorship, "new": new}, request=request)
