"""Public pages: what a programme is, and the way in for mentors and for those who look for one."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alongside.foundation import pace
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import once, posted
from alongside.programmes import codes, notices, public
from alongside.programmes.actions import joining as actions
from alongside.programmes.forms.joining import MenteeForm, MentorForm
from alongside.programmes.models import Side

ASKED = ("identity", "contact", "languages", "availability", "wishes")


def page_language() -> str:
    """The language of this page, as one of those that we have."""
    language = (get_language() or "en").split("-")[0]
    return language if language in dict(settings.LANGUAGES) else "en"


def context_of(programme, **more) -> dict:
    """What every page of a programme shows: its words, and the sign on the page."""
    return {"programme": programme, "said": public.said(programme, page_language())} | more


def too_fast(form, seconds: int) -> None:
    """Keep what was typed and say when it can be sent."""
    form.add_error(
        None,
        ngettext(
            "Many answers came from your internet connection. Nothing is lost: wait %(n)d second, then send it again.",
            "Many answers came from your internet connection. Nothing is lost: wait %(n)d seconds, then send it again.",
            seconds,
        )
        % {"n": seconds},
    )


def taken_in(request, form) -> bool:
    """Whether the form was sent, is right and comes at a gentle pace."""
    if request.method != "POST" or not form.is_valid():
        return False
    seconds = pace.must_wait(request, "joining")
    if seconds:
        too_fast(form, seconds)
    return not seconds


@requires(ANYONE, purpose="public")
def programme(request, slug):
    programme = public.open_programme_for(slug)
    # Rounded, because "39 weeks" says less than "9 months".
    months = max(round(programme.length_weeks * 7 / 30.4), 1)
    return render(request, "programmes/joining/programme.html", context_of(programme, months=months))


@requires(ANYONE, purpose="apply", fields=ASKED)
def mentor(request, slug):
    return _apply(request, public.open_programme_for(slug, "mentor"), Side.MENTOR, MentorForm)


@requires(ANYONE, purpose="apply", fields=ASKED)
def mentee(request, slug):
    return _apply(request, public.open_programme_for(slug, "mentee"), Side.MENTEE, MenteeForm)


def _apply(request, programme, side, form_class):
    form = form_class(posted(request), programme=programme)
    if taken_in(request, form):

        def act():
            code = actions.apply(programme=programme, side=side, told=told_by(form))
            return reverse("programmes:join_sent", args=[programme.slug, side, code])

        return once(request, form, act)
    context = context_of(programme, form=form, notice_lines=notices.lines(programme, side))
    return render(request, f"programmes/joining/{side}.html", context)


def told_by(form) -> actions.Told:
    """What the form was told, for the actions."""
    typed = form.cleaned_data
    programme = form.programme
    person = {name: typed[name] for name in ("gender", "gender_wish", "wishes", "occupation") if typed.get(name)}
    enrolment = {name: typed[name] for name in ("motivation", "release_on") if typed.get(name)}
    if typed.get("experience_wish"):
        enrolment["experience_wish"] = "yes"
    if typed.get("capacity"):
        enrolment["capacity"] = int(typed["capacity"])
    if "how" in typed:
        enrolment |= {"in_person_ok": "in_person" in typed["how"], "online_ok": "online" in typed["how"]}
    return actions.Told(
        name=typed["name"],
        language=page_language(),
        languages=typed["languages"],
        reach=typed["reach"],
        country=typed.get("country") or (programme.countries or [programme.organisation.country])[0],
        area=typed["area"],
        spans=typed["spans"],
        topics=list(typed["topics"]),
        interests=list(typed.get("interests") or []),
        fields_of_work=list(typed.get("fields_of_work") or []),
        is_adult=typed["is_adult"],
        person=person,
        enrolment=enrolment,
    )


@requires(ANYONE, purpose="public")
def sent(request, slug, side, code):
    """What happens next. Says the same to somebody new and to somebody who is here already; looks nothing up."""
    programme = public.open_programme_for(slug)
    code = codes.as_written(code)
    if not code or side not in Side.values:
        raise Http404
    context = context_of(programme, code=code, steps=_next_steps(programme, side))
    return render(request, "programmes/joining/sent.html", context)


def _next_steps(programme, side) -> list[str]:
    answer = ngettext(
        "We answer you within %(n)d day, in the way that you said is safe.",
        "We answer you within %(n)d days, in the way that you said is safe.",
        programme.reply_days,
    ) % {"n": programme.reply_days}
    if side == Side.MENTOR:
        return [
            answer,
            _("Then we meet to get to know each other. You ask as much as we do."),
            _("After that come the checks and the training that the programme asks of mentors."),
            _("When somebody fits, both of you are asked. Either can say no."),
        ]
    return [
        answer,
        _("Then we talk with you. You tell us what you want. You can bring somebody."),
        _("We look for a mentor who speaks a language of yours and has time when you do."),
        _("We ask you before you meet. You can say no."),
    ]
