"""An office without an account: whom we ask, one question a link, and what they may learn."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.foundation import clock, pace
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import Changed, Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.access import release
from alongside.mentorships.actions import officers as actions
from alongside.mentorships.forms import officers as forms
from alongside.mentorships.queries import officers as queries
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.views.drawing import draw
from alongside.mentorships.views.gate import done, found, page

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "contact", "release")}
COLUMNS = ("name", "office", "phone", "email", "language", "reference")
#: Where an answer about something is taken over.
TAKEN_OVER_AT = {"date": "mentorships:gate_move", "gate": "mentorships:gate_pick_up", "conditions": "mentorships:conditions_edit"}


@requires("coordinator", **POLICY)
def officer(request, pk, person):
    """Whom we ask, what was asked, what came back, what they were told."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    officer = queries.officer_of(mentorship, member.person_id)
    zone = mentorship.programme.time_zone
    questions = queries.questions_of(officer) if officer else []
    for question in questions:
        question.on, question.until = local(question.asked_at, zone), local(question.expires_at, zone)
    answers = queries.waiting_answers(officer) if officer else []
    for answer in answers:
        answer.on = local(answer.at, zone)
        answer.take_at = reverse(TAKEN_OVER_AT[answer.question.about], args=[pk, person]) + f"?answer={answer.pk}"
        # Nothing to take over where the day is not known yet.
        answer.says_unknown = answer.question.about == "date" and not answer.values.get("day")
    form = forms.AskForm(posted(request))

    def act():
        actions.ask_officer(officer=officer, about=form.cleaned_data["about"], by=request.principal)
        messages.success(request, _("Asked. The answer comes back here, and Today tells you."))

    here = reverse("mentorships:officer", args=[pk, person])
    if officer is not None:
        answered = done(request, form, act, here)
        if answered:
            return answered
    return page(
        request, "mentorships/officer.html", mentorship, member, officer=officer, questions=questions, answers=answers, form=form,
        consent=queries.consent_of(mentorship, member.person_id), sent=queries.sent_to_officer(mentorship, member.person_id),
        aside=Form(), missed_means=rules_of(mentorship.programme).missed_means,
    )  # fmt: skip


@requires("coordinator", **POLICY)
def edit(request, pk, person):
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    stands = queries.officer_of(mentorship, member.person_id)
    first = {name: getattr(stands, name) for name in COLUMNS} if stands else {"language": translation.get_language()}
    form = forms.OfficerForm(posted(request), initial=first, version=stands.version if stands else 1)

    def act():
        values = {name: form.cleaned_data[name] for name in COLUMNS}
        version = form.cleaned_data["version"]
        actions.name_officer(mentorship=mentorship, member=member, by=request.principal, expected_version=version, values=values)
        messages.success(request, _("Written down."))

    back = reverse("mentorships:officer", args=[pk, person])
    try:
        answered = done(request, form, act, back)
    except Changed as changed:
        answered = None
        form.show_theirs(changed, queries.officer_of(mentorship, member.person_id).version)
    return answered or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=None,
        title=_("Whom we ask"), lead=_("Only coordinators see this."), button=_("Keep this"),
    )  # fmt: skip


@requires("coordinator", **POLICY)
def aside(request, pk, person, answer):
    """Set an answer aside, after a look at it."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    row = release.answer_for(request.principal, mentorship, member.person_id, answer)
    form = Form(posted(request))

    def act():
        actions.set_aside(answer=row, by=request.principal)
        messages.success(request, _("The answer is set aside."))

    back = reverse("mentorships:officer", args=[pk, person])
    return done(request, form, act, back) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=row,
        title=_("Set the answer aside"), lead=_("Nothing of it is taken over."), button=_("Set it aside"),
    )  # fmt: skip


@requires("coordinator", **POLICY)
def consent(request, pk, person):
    """What the mentee said aloud or on paper about being spoken of."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    form = forms.ConsentSaidForm(posted(request))

    def act():
        data = form.cleaned_data
        actions.agree_to_attendance(
            mentorship=mentorship, person_id=member.person_id, by=request.principal, agreed=data["agreed"] == "yes", how=data["how"]
        )
        messages.success(request, _("Written down."))

    means = rules_of(mentorship.programme).missed_means
    lead = _("A missed meeting means: %(what)s") % {"what": means} if means else _("A missed meeting means nothing.")
    back = reverse("mentorships:officer", args=[pk, person])
    return done(request, form, act, back) or page(
        request, "mentorships/gate_form.html", mentorship, member, form=form, answer=None,
        title=_("What the mentee agreed to"), lead=lead, button=_("Keep this"),
    )  # fmt: skip


@requires("coordinator", **POLICY)
def send(request, pk, person):
    """Tell the officer on which days they met. First what would be said, then the sending."""
    mentorship, member = found(request, pk, person, access.COORDINATOR)
    officer = queries.officer_of(mentorship, member.person_id)
    form = forms.SendForm(posted(request), today=clock.today(mentorship.programme.time_zone))
    if officer is None or not queries.agrees(mentorship, member.person_id):
        return page(request, "mentorships/officer_send.html", mentorship, member, form=None, words="")
    words = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if "send" in request.POST:

            def act():
                actions.send_attendance(
                    mentorship=mentorship, member=member, officer=officer, by=request.principal,
                    since=data["since"], until=data["until"], way=data["way"],
                )  # fmt: skip
                messages.success(request, _("Done. The mentee can read the same words."))

            answered = done(request, form, act, reverse("mentorships:officer", args=[pk, person]))
            if answered:
                return answered
        with translation.override(officer.language):
            words = queries.attendance_lines(mentorship, officer.reference, data["since"], data["until"])
    return page(request, "mentorships/officer_send.html", mentorship, member, form=form, words=words)


@never_cache
@requires(ANYONE, relationship="signed link", purpose="accompany", fields=("reference",))
def officer_form(request, token):
    """The one form behind a mailed link: shows a reference and a question, and reads nothing else."""
    question = actions.question_behind(token)
    if question is None:
        return render(request, "mentorships/officer_over.html", {}, status=404)
    if "django_language" not in request.COOKIES:
        translation.activate(question.officer.language)
        request.LANGUAGE_CODE = question.officer.language
    form = forms.ANSWERS[question.about](posted(request))
    if request.method == "POST" and form.is_valid():
        wait = pace.must_wait(request, "officer")
        if wait:
            form.add_error(None, _("Many forms came from here. Please wait a minute and send it again."))
        else:

            def act():
                actions.take_answer(token=token, values=form.values())
                return reverse("office:thanks")

            try:
                return once(request, form, act)
            except access.NotAllowed:
                return render(request, "mentorships/officer_over.html", {}, status=404)
    zone = question.officer.mentorship.programme.time_zone
    context = {
        "form": form,
        "question": question,
        "reference": question.officer.reference,
        "organisation": question.officer.mentorship.programme.organisation.name,
        "until": local(question.expires_at, zone),
    }
    with timezone.override(ZoneInfo(zone)):
        return render(request, "mentorships/officer_form.html", context)


@requires(ANYONE, purpose="accompany")
def officer_thanks(request):
    return render(request, "mentorships/officer_thanks.html", {})


@requires("mentee", relationship="own mentorship", purpose="own page", fields=("release",))
def shared(request, pk):
    """What an office learns about the mentee: what they said to it, and every word that was sent."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTEE)
    me = request.principal.person_id
    stands = queries.consent_of(mentorship, me)
    form = forms.ConsentForm(posted(request))

    def act():
        agreed = form.cleaned_data["agreed"] == "yes"
        actions.agree_to_attendance(mentorship=mentorship, person_id=me, by=request.principal, agreed=agreed)
        messages.success(request, _("Saved."))

    answered = done(request, form, act, reverse("mentorships:shared", args=[pk]), mentee=True)
    if answered:
        return answered
    context = {
        "form": form,
        "mentorship": mentorship,
        "agreed": stands is not None and stands.agreed,
        "sent": queries.sent_to_officer(mentorship, me),
        "means": rules_of(mentorship.programme).missed_means,
        "brand": mentorship.programme.sign_name,
    }
    return draw(request, "mentorships/shared.html", context, mentorship.programme)


def on_home(request, walk) -> str:
    """One line on a mentee's home, where there is an office at all."""
    me = request.principal.person_id
    if queries.officer_of(walk.mentorship, me) is None and queries.consent_of(walk.mentorship, me) is None:
        return ""
    return render_to_string("mentorships/parts/shared_link.html", {"walk": walk}, request=request)
