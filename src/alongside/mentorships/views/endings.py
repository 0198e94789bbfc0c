"""A good ending, step by step, for coordinators; and what the pair page and a mentee's home say of it."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.access import endings as own
from alongside.mentorships.actions import endings as actions
from alongside.mentorships.forms.endings import QUESTIONS, DayForm, InterviewForm, PaperForm
from alongside.mentorships.models import Interview
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.endings import ending_of, is_ending
from alongside.mentorships.queries.pairs import pair_in
from alongside.mentorships.views.drawing import draw

POLICY = {"relationship": "programme", "purpose": "accompany"}
WORDS = {"fields": ("identity", "notes")}


def _mentorship(request, pk):
    return access.mentorship_for(request.principal, pk, access.COORDINATOR)


def _here(mentorship) -> str:
    return reverse("mentorships:ending", args=[mentorship.pk])


@requires("coordinator", **POLICY, fields=("identity", "contact", "notes", "goals"))
@require_safe
def ending(request, pk):
    """Every step of an ending with what is done: the plan before, the talks, the papers, what comes afterwards."""
    mentorship = _mentorship(request, pk)
    found = ending_of(mentorship)
    for side in found.sides:
        if side.exit or side.later:
            request.principal.reads("interview", side.member.person_id)
    context = {
        "ending": found,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "pair": pair_in(mentorship),
        "part": access.COORDINATOR,
        "said": [(side, _said(side)) for side in found.sides],
        # Each button is a form of its own, with its own key.
        "introductions": [(row, Form()) for row in mentorship.introductions.select_related("organisation", "person")],
        "has_partners": mentorship.programme.partners.exists(),
    }
    return draw(request, "mentorships/ending.html", context, mentorship.programme)


def _said(side) -> list[tuple[Interview, list[tuple[str, str]]]]:
    """Each talk of one side as (talk, [(question, own words)])."""
    found = []
    for row in filter(None, (side.exit, side.later)):
        asked = QUESTIONS[Interview.Kind(row.kind)]
        found.append((row, [(asked[code][0], row.answers[code]) for code in asked if row.answers.get(code)]))
    return found


@requires("coordinator", **POLICY)
def plan_ending(request, pk):
    """Choose the last day, or move it."""
    mentorship = _mentorship(request, pk)
    form = DayForm(posted(request), mentorship=mentorship)

    def act():
        actions.plan_ending(mentorship=mentorship, until=form.cleaned_data["until"], by=request.principal)
        messages.success(request, _("The last day is set. Both see it on their own pages."))
        return _here(mentorship)

    return _form(request, mentorship, form, act, "mentorships/ending_plan.html", ending=ending_of(mentorship))


@requires("coordinator", **POLICY)
def go_on(request, pk):
    """No ending now: they go on until another day."""
    mentorship = _mentorship(request, pk)
    form = DayForm(posted(request), mentorship=mentorship, goes_on=True)

    def act():
        actions.call_off_ending(mentorship=mentorship, until=form.cleaned_data["until"], by=request.principal)
        messages.success(request, _("They go on. Both see the new day."))
        return reverse("mentorships:detail", args=[mentorship.pk])

    return _form(request, mentorship, form, act, "mentorships/ending_go_on.html")


@requires("coordinator", **POLICY, **WORDS)
def talk(request, pk, person):
    return _talk(request, pk, person, Interview.Kind.EXIT)


@requires("coordinator", **POLICY, **WORDS)
def talk_later(request, pk, person):
    return _talk(request, pk, person, Interview.Kind.LATER)


def _talk(request, pk, person, kind):
    """Write down what one of them says: alone, and in their words."""
    mentorship = _mentorship(request, pk)
    member = own.member_for(mentorship, person)
    request.principal.reads("interview", member.person_id)
    before = member.person.interviews.filter(mentorship=mentorship, kind=kind).first()
    form = InterviewForm(posted(request), kind=kind, own=False, is_mentor=member.is_mentor, said=before)

    def act():
        actions.say_at_the_end(mentorship=mentorship, person=member.person, by=request.principal, **form.said())
        messages.success(request, _("Written down. The other side never sees it."))
        return _here(mentorship)

    mentors, mentees = pages.members_of(mentorship)
    reachable = [m for m in [*mentors, *mentees] if m.person_id == member.person_id]
    not_yet = request.method == "GET" and kind == Interview.Kind.LATER and member.until is None
    more = {"member": member, "kind": kind, "reachable": reachable, "not_yet": not_yet}
    return _form(request, mentorship, form, act, "mentorships/ending_talk.html", **more)


@requires("coordinator", **POLICY, fields=("identity", "notes"))
def sign(request, pk, person):
    """The letter's own words, its language, who signs. Letter and certificate are drawn from it."""
    mentorship = _mentorship(request, pk)
    member = own.member_for(mentorship, person)
    before = member.person.papers.filter(mentorship=mentorship).first()
    initial = {
        "language": member.person.page_language,
        "names_programme": "yes",
        "signed_by": request.principal.account.display_name,
    }
    if before:
        initial = {"words": before.words, "language": before.language, "signed_by": before.signed_by}
        initial["names_programme"] = "yes" if before.names_programme else "no"
    form = PaperForm(posted(request), initial=initial)

    def act():
        data = form.cleaned_data
        actions.sign_papers(
            mentorship=mentorship, person=member.person, by=request.principal, words=data["words"], language=data["language"],
            signed_by=data["signed_by"], names_programme=data["names_programme"],
        )  # fmt: skip
        messages.success(request, _("Signed. They find both papers on their own page once it has ended."))
        return _here(mentorship)

    return _form(request, mentorship, form, act, "mentorships/ending_paper.html", member=member, before=before)


def _form(request, mentorship, form, act, template, **context):
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context |= {
        "form": form,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "pair": pair_in(mentorship),
        "part": access.COORDINATOR,
        "back": _here(mentorship),
    }
    return draw(request, template, context, mentorship.programme)


# ── on other pages ─────────────────────────────────────────────────────────────────────────
def on_pair_page(request, mentorship, part: str) -> str:
    """On top of the pair page: that an ending is planned, what is left to do or, after it, what can still be done."""
    if not is_ending(mentorship) and (part == access.MENTOR or pages.is_open(mentorship)):
        return ""
    found = ending_of(mentorship)
    context = {"ending": found, "mentorship": mentorship, "part": part}
    if part == access.MENTOR:
        # Nobody reads here what the others said, or that they did.
        mine = [s for s in found.sides if s.member.person_id == request.principal.person_id]
        context["said"] = bool(mine and mine[0].exit)
    return render_to_string("mentorships/parts/ending_top.html", context, request=request)


def among_changes(request, mentorship, part: str) -> str:
    """Among what a coordinator can change: the way to a planned ending."""
    if part != access.COORDINATOR:
        return ""
    return render_to_string("mentorships/parts/ending_link.html", {"mentorship": mentorship}, request=request)


def on_home(request, walk) -> str:
    """A mentee's home while an ending is planned: the last day, the last meeting, what happens then."""
    if not is_ending(walk.mentorship):
        return ""
    found = ending_of(walk.mentorship)
    mine = [s for s in found.sides if s.member.person_id == request.principal.person_id]
    context = {"ending": found, "mentorship": walk.mentorship, "said": bool(mine and mine[0].exit)}
    return render_to_string("mentorships/parts/ending_home.html", context, request=request)
