"""Plan a meeting, say how it went, move it, call it off."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.actions import series
from alongside.mentorships.forms.drafts import first_answers
from alongside.mentorships.forms.meetings import (
    PLANNED,
    TODAY,
    YESTERDAY,
    CancelForm,
    CorrectForm,
    LogForm,
    MoveForm,
    SeriesForm,
)
from alongside.mentorships.models import Session
from alongside.mentorships.queries import conditions, pages
from alongside.mentorships.queries.drafts import draft_of
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.spots import spots_of
from alongside.mentorships.views.drawing import draw, part_and_shell

WEEKS_IN_A_MONTH = 4


def _mine(request, pk):
    return access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings",))
def plan(request, pk):
    mentorship = _mine(request, pk)
    form = SeriesForm(posted(request), mentorship=mentorship)

    def write(**chosen):
        if form.cleaned_data["repeat"]:
            weeks, times = int(form.cleaned_data["repeat"]), form.cleaned_data["times"]
            series.plan_series(mentorship=mentorship, by=request.principal, every_weeks=weeks, times=times, **chosen)
            messages.success(request, _("The meetings are planned. Both can see them."))
        else:
            actions.plan_session(mentorship=mentorship, by=request.principal, **chosen)
            messages.success(request, _("The meeting is planned. Both can see it."))

    return _when_and_where(request, "mentorships/plan.html", mentorship, form, write)


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings",))
def move(request, pk, meeting):
    mentorship = _mine(request, pk)
    session = access.session_for(request.principal, mentorship, meeting)
    here = local(session.starts_at, mentorship.programme.time_zone)
    initial = {"day": here.date(), "at": here.time() if session.has_time else None, "place": session.place}
    in_row = len(series.later_of(session)) > 1
    form = MoveForm(
        posted(request), mentorship=mentorship, initial=initial, version=session.sequence, in_row=in_row
    )

    def write(**chosen):
        moves = series.move_series if form.cleaned_data.get("later") else actions.move_session
        try:
            moves(session=session, by=request.principal, known=_known(form), **chosen)
        except Changed as changed:
            _show(form, changed, access.session_for(request.principal, mentorship, meeting))
            form.compare(form.standing, mentorship.programme.time_zone)
            raise
        messages.success(request, _("The meeting is moved. Whoever has an account is told that something changed."))

    return _when_and_where(request, "mentorships/move.html", mentorship, form, write)


def _when_and_where(request, template, mentorship, form, write):
    """The page that asks when and where; `write` keeps the answer and may refuse it."""
    if request.method == "POST" and form.is_valid():

        def act():
            write(**{name: form.cleaned_data[name] for name in ("day", "at", "place")})
            return reverse("mentorships:detail", args=[mentorship.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed:
            pass
    said = [sentence for row in conditions.conditions_in(mentorship) for sentence in conditions.in_words(row)]
    spots = spots_of(request.principal, mentorship.programme)
    return _page(request, template, mentorship, form=form, conditions=said, spots=spots)


def _known(form) -> int:
    """Which change of the meeting the page has shown. A form without one has seen none."""
    version = form.cleaned_data.get("version")
    return -1 if version is None else version


def _show(form, changed: Changed, session) -> None:
    """Keep what was typed, and let the next sending win knowingly."""
    form.standing = session
    form.show_theirs(changed, session.sequence)


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings",))
def cancel(request, pk, meeting):
    mentorship = _mine(request, pk)
    session = access.session_for(request.principal, mentorship, meeting)
    form = CancelForm(posted(request), in_row=len(series.later_of(session)) > 1)
    if request.method == "POST" and form.is_valid():

        def act():
            calls_off = series.cancel_series if form.cleaned_data.get("later") else actions.cancel_session
            calls_off(session=session, by=request.principal, whose=form.cleaned_data["whose"])
            messages.success(request, _("The meeting is called off. Whoever has an account is told that something changed."))
            return reverse("mentorships:detail", args=[pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    here = local(session.starts_at, mentorship.programme.time_zone)
    moment = here if session.has_time else here.date()
    return _page(request, "mentorships/cancel.html", mentorship, form=form, moment=moment)


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings", "notes"))
def log(request, pk):
    mentorship = _mine(request, pk)
    spoke = _spoke(request)
    session = None if spoke else _which(request, mentorship)
    if request.method == "GET" and session is not None and session.outcome:
        messages.info(request, _("Somebody has said already how this meeting went."))
        return redirect("mentorships:detail", pk)
    suggestion = _suggestion(mentorship, session)
    coming = pages.coming(mentorship)
    draft, begun = _draft(request, mentorship, session)
    form = LogForm(
        posted(request),
        own=access.COORDINATOR not in access.parts_of(request.principal, mentorship),
        mentorship=mentorship,
        session=session,
        suggestion=suggestion,
        initial=_first_answers(mentorship, session) | begun | spoke,
        version=session.sequence if session else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _log(request, mentorship, form))
        except SecondLog:
            pass
        except Changed as changed:
            _show(form, changed, session)
            form.compare(session, reads_note=_reads_note(request, session))
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    here = local(session.starts_at, mentorship.programme.time_zone) if session else None
    mentors, mentees = pages.members_of(mentorship)
    context = {
        "form": form,
        "session": session,
        "draft_at": local(draft.saved_at, mentorship.programme.time_zone) if draft and request.method == "GET" else None,
        "draft_url": reverse("mentorships:log_draft", args=[pk]) + (f"?meeting={session.pk}" if session else ""),
        "spoke": spoke.get("channel", ""),
        "planned": here if here is None or session.has_time else here.date(),
        "coming": [m for m in coming if session is None or m.session.pk != session.pk],
        "mentors": mentors,
        "mentees": mentees,
        "call_by": local(
            actions.call_by_for(clock.now(), mentorship.programme.time_zone), mentorship.programme.time_zone
        ),
    }
    return _page(request, "mentorships/log.html", mentorship, **context)


@requires("coordinator", "mentor", relationship="own mentorship", purpose="accompany", fields=("meetings", "notes"))
def correct(request, pk, meeting):
    """Say anew how a meeting went: for whoever said it before. The earlier words stay."""
    mentorship = _mine(request, pk)
    session = access.session_for(request.principal, mentorship, meeting)
    if not access.may_correct(request.principal, session):
        raise Http404
    first = CorrectForm.said(session) | _first_answers(mentorship, session)
    form = CorrectForm(
        posted(request), mentorship=mentorship, session=session, initial=first, version=session.sequence
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _correct(request, session, form))
        except Changed as changed:
            _show(form, changed, session)
            form.compare(session, reads_note=True)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "mentorships/correct.html", mentorship, form=form, session=session)


def _correct(request, session, form) -> str:
    data = form.cleaned_data
    actions.correct_session(
        session=session,
        by=request.principal,
        met=data["met"] == "yes",
        day=data["on"],
        whose=data["whose"],
        minutes=data["length"],
        channel=data["channel"],
        note=data["note"],
        known=_known(form),
    )
    messages.success(request, _("Corrected. What you wrote before is kept for you and the coordinators."))
    return reverse("mentorships:detail", args=[session.mentorship_id])


class SecondLog(Exception):
    """That day is logged already, and nobody has said yet that there were two meetings."""


def _reads_note(request, session) -> bool:
    mine = session.logged_by_id == request.principal.account.pk
    return mine or access.COORDINATOR in access.parts_of(request.principal, session.mentorship)


INTO, APART, INSTEAD = "into", "apart", "instead"


def _how(request, form) -> str:
    """How a log is written: INTO the planned meeting, APART from it, or INSTEAD of what its writer logged before.

    Raises Changed where somebody wrote about the meeting, called it off or moved it since the page was drawn, and both texts
    must be read first. One's own log may be replaced knowingly, another's never: then it is a second one, or none.
    """
    session, data = form.session, form.cleaned_data
    knows = session is not None and _known(form) == session.sequence
    if session is None or (knows and not session.outcome):
        return INTO
    if not session.outcome:
        planned = local(session.starts_at, session.mentorship.programme.time_zone).date()
        if data.get("version") is None or planned == data["on"]:
            return INTO
    elif data.get("again"):
        return APART
    else:
        own = access.may_correct(request.principal, session)
        if knows and own:
            return INSTEAD
        form.ask_about(session, own=own)
    raise Changed({"sequence": session.sequence})


def _log(request, mentorship, form) -> str:
    how = _how(request, form)
    if how == INTO and form.is_a_second_log():
        raise SecondLog
    data = form.cleaned_data
    next_day, next_at = form.next_meeting()
    if how == INSTEAD:
        _correct(request, form.session, form)
        if next_day:
            actions.plan_session(mentorship=mentorship, by=request.principal, day=next_day, at=next_at)
        said = ""
    else:
        actions.log_session(
            mentorship=mentorship,
            by=request.principal,
            met=data["met"] == "yes",
            day=data["on"],
            whose=data["whose"],
            minutes=data["length"],
            channel=data["channel"],
            note=data["note"],
            session=form.session,
            next_day=next_day,
            next_at=next_at,
            is_apart=how == APART,
        )
        said = _("Saved. Your coordinator can see it.") if form.own else _("Saved. Whoever mentors can see it.")
    if data["call_me"] and access.MENTOR in access.parts_of(request.principal, mentorship):
        actions.ask_for_call(
            mentorship=mentorship, person=request.principal.account.person, by=request.principal
        )
        said = _("Saved. Your coordinator will call you.")
    if said:
        messages.success(request, said)
    return reverse("mentorships:detail", args=[mentorship.pk])


def _draft(request, mentorship, session):
    """What was begun and not saved, and the first answers that it gives."""
    draft = draft_of(request.principal, mentorship, session.pk if session else None)
    if draft is None:
        return None, {}
    zone = mentorship.programme.time_zone
    return draft, first_answers(draft.words, local(draft.saved_at, zone).date(), clock.today(zone))


def _which(request, mentorship):
    """The meeting in question: the one in the address, else the oldest one without an outcome."""
    wanted = request.GET.get("meeting", "")
    try:
        return access.session_for(request.principal, mentorship, UUID(wanted))
    except ValueError:
        return pages.oldest_unlogged(mentorship)


def _spoke(request) -> dict:
    """First answers after "We spoke": today, by this channel, a short one. Empty for every other way here."""
    channel = request.GET.get("spoke", "")
    return {"channel": channel, "minutes": "30"} if channel in Session.Channel.values else {}


def _first_answers(mentorship, session) -> dict:
    """The chip of the planned day, else today."""
    zone = mentorship.programme.time_zone
    today = clock.today(zone)
    day = local(session.starts_at, zone).date() if session else today
    if day >= today:
        return {"when": TODAY}
    if day == today - timedelta(days=1):
        return {"when": YESTERDAY}
    return {"when": PLANNED}


def _suggestion(mentorship, session):
    """The same weekday and hour as the planned meeting, as far ahead as the programme's rhythm; None without an hour."""
    if session is None or not session.has_time:
        return None
    weeks = max(1, round(WEEKS_IN_A_MONTH / max(1, mentorship.programme.meetings_per_month)))
    here = local(session.starts_at, mentorship.programme.time_zone)
    today = clock.today(mentorship.programme.time_zone)
    coming = here + timedelta(weeks=weeks)
    while coming.date() <= today:
        coming += timedelta(weeks=1)
    return coming


def _page(request, template, mentorship, **context):
    context |= part_and_shell(request, mentorship) | {"mentorship": mentorship, "programme": mentorship.programme}
    return draw(request, template, context, mentorship.programme)
