"""Around a release: the day, who is at the gate, what is booked; a day that moves; released today, called back."""

from datetime import time, timedelta

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.foundation.templatetags.alongside import icon
from alongside.mentorships import access
from alongside.mentorships.access import release
from alongside.mentorships.actions import gate as actions
from alongside.mentorships.forms import gate as forms
from alongside.mentorships.queries import conditions, officers, pages
from alongside.mentorships.queries import gate as queries
from alongside.mentorships.views.drawing import draw, part_and_shell, why_not

COORDINATOR = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "meetings", "release")}
BOTH = {"relationship": "own mentorship", "purpose": "accompany", "fields": ("identity", "meetings", "release")}


def found(request, pk, person, *parts):
    """The mentorship and the mentee in the address, for these parts; else 404."""
    mentorship = access.mentorship_for(request.principal, pk, *(parts or (access.COORDINATOR, access.MENTOR)))
    return mentorship, release.walker_for(request.principal, mentorship, person)


def page(request, template, mentorship, member, **context):
    """A page about one mentee's way through the gate."""
    context |= part_and_shell(request, mentorship) | {
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "member": member,
        "back": reverse("mentorships:gate", args=[mentorship.pk, member.person_id]),
    }
    return draw(request, template, context, mentorship.programme)


def done(request, form, act, back: str, *, mentee: bool = False):
    """What `once` answers, or None where the form is drawn again. `act` may return another way on."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, lambda: act() or back)
    except access.NotAllowed as refusal:
        form.add_error(None, why_not(refusal, mentee=mentee))
    return None


def answer_in_question(request, mentorship, member):
    """The officer's answer that the address or the form names, for taking it over; else None."""
    pk = request.POST.get("answer") or request.GET.get("answer") or ""
    officer = officers.officer_of(mentorship, member.person_id) if pk else None
    return next((one for one in officers.waiting_answers(officer) if str(one.pk) == pk), None) if officer else None


@requires("coordinator", "mentor", **BOTH)
def gate(request, pk, person):
    mentorship, member = found(request, pk, person)
    gate = queries.gate_of(mentorship, member)
    context = part_and_shell(request, mentorship)
    coordinates = context["part"] == access.COORDINATOR
    officer = officers.officer_of(mentorship, member.person_id) if coordinates else None
    stands = conditions.conditions_of(mentorship, member.person_id)
    return page(
        request,
        "mentorships/gate.html",
        mentorship,
        member,
        gate=gate,
        steps=queries.strip(gate),
        there=queries.who_is_there(gate),
        officer=officer,
        answers=officers.waiting_answers(officer) if officer else [],
        conditions=conditions.in_words(stands) if stands else [],
        is_open=pages.is_open(mentorship),
    )


@requires("coordinator", **COORDINATOR)
def move(request, pk, person):
    """Another day of release: first what would move, then the move."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    gate = queries.gate_of(mentorship, member)
    answer = answer_in_question(request, mentorship, member)
    first = {"day": answer.values.get("day", "")} if answer else {"day": gate.page_says or gate.on}
    first["source"] = "form" if answer else None
    form = forms.MoveForm(posted(request), gate=gate, initial=first)
    lines = []
    if request.method == "POST" and form.is_valid():
        if "move" in request.POST and form.was_seen():

            def act():
                data = form.cleaned_data
                actions.move_release(
                    mentorship=mentorship, member=member, by=request.principal, to=data["day"], source=data["source"],
                    moving=form.chosen(), answer=answer,
                )  # fmt: skip
                messages.success(request, _("The day is written down. What moves along has moved."))

            answered = done(request, form, act, reverse("mentorships:gate", args=[pk, person]))
            if answered:
                return answered
        chosen = form.chosen()
        lines = queries.preview(gate, form.cleaned_data["day"], queries.usual(gate) if chosen is None else chosen)
    return page(
        request, "mentorships/gate_move.html", mentorship, member, gate=gate, form=form, lines=lines, answer=answer,
        to=form.cleaned_data["day"] if form.is_bound and form.is_valid() else None,
    )  # fmt: skip


@requires("coordinator", **COORDINATOR)
def where(request, pk, person):
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    gate = queries.gate_of(mentorship, member)
    form = forms.WhereForm(posted(request), gate=gate)

    def act():
        data = form.cleaned_data
        actions.say_where(
            mentorship=mentorship, member=member, by=request.principal, status=data["status"], on=data["on"],
            source=data["source"], facility=data["facility"], then=data["then"],
        )  # fmt: skip
        messages.success(request, _("Written down."))
        return reverse("mentorships:end", args=[pk]) if data["then"] == "end" else ""

    return done(request, form, act, reverse("mentorships:gate", args=[pk, person])) or page(
        request, "mentorships/gate_where.html", mentorship, member, gate=gate, form=form
    )


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "contact", "meetings", "release"))
def out(request, pk, person):
    """Released today: who can be there, whom to call, what is unbooked; one tap writes it down."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    gate = queries.gate_of(mentorship, member)
    form = forms.OutForm(posted(request))

    def act():
        data = form.cleaned_data
        on = data["on"] or gate.today
        source = data["source"] or forms.Source.MENTEE
        actions.release(mentorship=mentorship, member=member, by=request.principal, on=on, source=source)
        messages.success(request, _("Written down. Today reminds you to ask after a day, a week and a month."))

    mentors, _mentees = pages.members_of(mentorship)
    return done(request, form, act, reverse("mentorships:gate", args=[pk, person])) or page(
        request,
        "mentorships/gate_out.html",
        mentorship,
        member,
        gate=gate,
        form=form,
        there=queries.who_is_there(gate),
        reachable=mentors,
        officer=officers.officer_of(mentorship, member.person_id),
        after=[gate.today + timedelta(days=n) for n in queries.RHYTHM],
    )


@requires("coordinator", **COORDINATOR)
def pick_up(request, pk, person):
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    gate = queries.gate_of(mentorship, member)
    answer = answer_in_question(request, mentorship, member)
    mentors = [m for m in mentorship.members.all() if m.is_mentor and m.until is None]
    stands = gate.pick_up
    first = {"who": str(mentors[0].person_id) if mentors else "other"}
    if stands:
        first = {"who": str(stands.who_id) if stands.who_id else "other" if stands.other else "open"}
        first |= {"other": stands.other, "time": stands.time, "place": stands.place}
    if answer:
        said = answer.values
        first |= {"source": "form"} | {name: said[name] for name in ("time", "place") if said.get(name)}
        if said.get("time"):
            first["time"] = time.fromisoformat(said["time"])
    form = forms.PickUpForm(posted(request), mentors=mentors, initial=first)

    def act():
        actions.settle_pick_up(
            mentorship=mentorship, member=member, by=request.principal, answer=answer, **form.values()
        )
        messages.success(request, _("Written down. Whoever mentors sees it."))

    return done(request, form, act, reverse("mentorships:gate", args=[pk, person])) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=answer,
        title=_("At the gate"), lead=_("Whoever mentors sees this too."), button=_("Keep this"),
    )  # fmt: skip


@requires("coordinator", "mentor", **BOTH)
def new_appointment(request, pk, person):
    mentorship, member = found(request, pk, person)
    form = forms.AppointmentForm(posted(request))

    def act():
        actions.book(mentorship=mentorship, member=member, by=request.principal, values=form.values())
        messages.success(request, _("Written down."))

    return done(request, form, act, reverse("mentorships:gate", args=[pk, person])) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=None,
        title=_("Add an appointment"), lead=_("You both see this: the coordinators and whoever mentors."), button=_("Add it"),
    )  # fmt: skip


@requires("coordinator", "mentor", **BOTH)
def appointment(request, pk, person, appointment):
    mentorship, member = found(request, pk, person)
    row = release.appointment_for(request.principal, mentorship, person, appointment)
    stands = {n: getattr(row, n) for n in ("what", "place", "days", "on", "time", "is_deadline", "goes_along", "booking", "end")}
    first = stands | {"kind": "fixed" if row.on else "moves"}
    form = forms.ChangeAppointmentForm(posted(request), initial=first, version=row.version)

    def act():
        version = form.cleaned_data["version"]
        actions.change_appointment(appointment=row, by=request.principal, expected_version=version, values=form.values())
        messages.success(request, _("Written down."))

    try:
        answered = done(request, form, act, reverse("mentorships:gate", args=[pk, person]))
    except Changed as changed:
        answered = None
        form.show_theirs(changed, release.appointment_for(request.principal, mentorship, person, appointment).version)
    return answered or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=None,
        title=_("An appointment"), lead=_("You both see this: the coordinators and whoever mentors."), button=_("Keep this"),
    )  # fmt: skip


@requires("coordinator", "mentor", **BOTH)
def visit(request, pk, person):
    mentorship, member = found(request, pk, person)
    form = forms.VisitForm(posted(request), mentorship=mentorship)

    def act():
        data = form.cleaned_data
        actions.plan_visit(
            mentorship=mentorship, member=member, by=request.principal, day=data["day"], at=data["at"], place=data["place"],
            moves=data["moves"],
        )  # fmt: skip
        messages.success(request, _("The meeting is planned. Both can see it."))

    stands = conditions.conditions_of(mentorship, member.person_id)
    return done(request, form, act, reverse("mentorships:gate", args=[pk, person])) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=None,
        title=_("Plan a visit"), lead=" ".join(conditions.in_words(stands)) if stands else "", button=_("Plan the meeting"),
    )  # fmt: skip


def on_pair_page(request, mentorship, part) -> str:
    """On top of the pair page: the strip of each mentee whose release is near or not long past."""
    pieces = []
    for gate in queries.gates_of(mentorship):
        stands = conditions.conditions_of(mentorship, gate.member.person_id) if part == access.MENTOR else None
        unread = stands if stands and not conditions.has_read(stands, request.principal.person_id) else None
        context = {
            "gate": gate, "mentorship": mentorship, "part": part, "steps": queries.strip(gate), "unread": unread,
            "there": queries.who_is_there(gate),
        }  # fmt: skip
        pieces.append(render_to_string("mentorships/parts/gate.html", context, request=request))
    return format_html("{}" * len(pieces), *pieces) if pieces else ""


def on_links(request, mentorship, part) -> str:
    """Where nothing is known yet and the programme works through the gate: the way to write it down."""
    if part != access.COORDINATOR or "gate" not in mentorship.programme.template or queries.gates_of(mentorship):
        return ""
    pieces = []
    for member in mentorship.members.all():
        if member.until is None and not member.is_mentor:
            url = reverse("mentorships:gate", args=[mentorship.pk, member.person_id])
            words = _("Through the gate: %(name)s") % {"name": member.person.short_name}
            pieces.append(format_html('<li><a href="{}"><span>{}</span>{}</a></li>', url, words, icon("chevron-end")))
    return format_html("{}" * len(pieces), *pieces) if pieces else ""
