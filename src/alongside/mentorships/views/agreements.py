"""A pair's agreement: read it, say yes or "not yet", write it, keep the signed paper, print it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import clock, uploads
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.foundation.templatetags import dates
from alongside.mentorships import access, documents
from alongside.mentorships.access.agreements import agreement_for, agreement_paper_for
from alongside.mentorships.actions import agreements as actions
from alongside.mentorships.actions.calls import call_by_for
from alongside.mentorships.forms.agreements import AgreementForm, AnswerForm, PaperForm
from alongside.mentorships.models import AgreementAnswer
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.agreements import Shown, shown, standing
from alongside.mentorships.queries.recordings import screen_aloud
from alongside.mentorships.queries.trial import trial_by_rules, trial_of
from alongside.mentorships.views.drawing import as_reader, draw, why_not

POLICY = {"relationship": "own mentorship", "purpose": "accompany", "fields": ("identity", "agreement")}
Said = AgreementAnswer.Said


def _here(mentorship) -> str:
    return reverse("mentorships:agreement", args=[mentorship.pk])


def _shown(request, mentorship) -> Shown | None:
    """The version and the second language that the address asks for."""
    number = request.GET.get("version", "")
    beside = request.GET.get("beside", "")
    found = shown(request.principal, mentorship, number=int(number) if number.isdecimal() and len(number) < 6 else None, beside=beside)
    if found is None and number:
        raise Http404
    return found


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def agreement(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    context = as_reader(request, mentorship)
    found = _shown(request, mentorship)
    me = request.principal.person_id
    is_open = pages.is_open(mentorship)
    context |= {
        "shown": found,
        "mine": next((yes for yes in found.yeses if yes.member.person_id == me), None) if found else None,
        "form": AnswerForm(),
        "talk_form": AnswerForm(),
        "is_open": is_open,
        "papers": list(found.agreement.papers.all()) if found else [],
        "screen": screen_aloud(mentorship.programme, "screen_agreement", request.principal.account.person) if context["part"] == access.MENTEE else None,
        "call_by": pages.local(call_by_for(clock.now(), mentorship.programme.time_zone), mentorship.programme.time_zone),
    }
    return draw(request, "mentorships/agreement.html", context, mentorship.programme)


@requires("mentor", "mentee", **POLICY)
def answer(request, pk, agreement):
    """Yes, or "I want to talk first": what the buttons beneath the agreement send."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    found = agreement_for(request.principal, mentorship, agreement)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["said"]
        read = shown(request.principal, mentorship, number=found.number)

        def act():
            actions.answer_agreement(agreement=found, by=request.principal, said=said, language=read.columns[0].language)
            if said == Said.YES:
                messages.success(request, _("Thank you for telling us."))
            else:
                zone = mentorship.programme.time_zone
                by_when = dates.when(pages.local(call_by_for(clock.now(), zone), zone))
                messages.success(request, _("Your coordinator calls you by %(when)s.") % {"when": by_when})
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            mentee = access.MENTEE in access.parts_of(request.principal, mentorship)
            messages.info(request, why_not(refusal, mentee=mentee))
    return redirect(_here(mentorship))


@requires("coordinator", "mentor", **POLICY)
def write_agreement(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)
    context = as_reader(request, mentorship)
    if request.method == "GET" and not pages.is_open(mentorship):
        messages.info(request, _("This mentorship has ended already."))
        return redirect(context["back"])
    now = standing(request.principal, mentorship)
    _mentors, mentees = pages.members_of(mentorship)
    form = AgreementForm(
        posted(request),
        mentorship=mentorship,
        mentees=[m.person for m in mentees],
        earlier=now.agreement if now else None,
    )
    if request.method == "POST" and form.is_valid():

        def act():
            actions.write_agreement(mentorship=mentorship, by=request.principal, **form.settled())
            messages.success(request, _("The agreement is written. Read it together; each says yes on their own phone, or on paper."))
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context |= {"form": form, "again": now is not None, "trial_until": trial_of(mentorship)}
    return draw(request, "mentorships/agreement_write.html", context, mentorship.programme)


@requires("coordinator", "mentor", **POLICY)
def sign_on_paper(request, pk, agreement):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)
    found = agreement_for(request.principal, mentorship, agreement)
    now = standing(request.principal, mentorship)
    missing = now.missing if now.agreement.pk == found.pk else []
    if request.method == "GET" and not missing:
        messages.info(request, _("Everybody has said yes."))
        return redirect(_here(mentorship))
    form = PaperForm(posted(request), request.FILES or None, missing=missing, there=found.text.languages)
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            people = [m.person_id for m in missing if str(m.person_id) in data["people"]]
            actions.sign_on_paper(
                agreement=found,
                people=people,
                by=request.principal,
                language=data["language"],
                paper=data["paper"],
                witness=data["witness"],
            )
            messages.success(request, _("Noted: signed on paper."))
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = as_reader(request, mentorship) | {"form": form}
    return draw(request, "mentorships/agreement_paper.html", context, mentorship.programme)


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def paper(request, pk, paper):
    """The signed sheet itself."""
    mentorship = access.mentorship_for(request.principal, pk)
    return uploads.hand_out(agreement_paper_for(request.principal, mentorship, paper), "paper")


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def print_agreement(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    found = _shown(request, mentorship)
    if found is None:
        raise Http404
    context = as_reader(request, mentorship) | {"shown": found, "query": request.GET.urlencode()}
    return draw(request, "mentorships/agreement_print.html", context, mentorship.programme)


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def agreement_pdf(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    found = _shown(request, mentorship)
    if found is None:
        raise Http404
    people = [{"name": yes.member.person.name, "said": _said(yes)} for yes in found.yeses]
    return HttpResponse(
        documents.pdf(found, people),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="paper.pdf"'},
    )


def _said(yes) -> str:
    if yes.said != Said.YES:
        return ""
    said = [_("Yes"), dates.when(yes.at, "full")]
    if yes.how == AgreementAnswer.How.PAPER:
        said.append(_("on paper"))
    return " · ".join(str(one) for one in said)


def on_pair_page(request, mentorship, part: str) -> str:
    """On the pair page: how far the agreement is."""
    now = standing(request.principal, mentorship)
    is_open = pages.is_open(mentorship)
    if now is None and not is_open:
        return ""
    context = {
        "standing": now,
        "mentorship": mentorship,
        "part": part,
        "is_open": is_open,
        "mine": now.waits_for(request.principal.person_id) if now else False,
        "trial_until": _trial_now(mentorship, now) if is_open else None,
    }
    return render_to_string("mentorships/parts/agreement_of_pair.html", context, request=request)


def on_home(request, walk) -> str:
    """On a mentee's home: "My agreement". Nothing until one is written, but the trial."""
    now = standing(request.principal, walk.mentorship)
    trial_until = _trial_now(walk.mentorship, now)
    if now is None and trial_until is None:
        return ""
    context = {
        "standing": now,
        "mentorship": walk.mentorship,
        "waits": now.waits_for(request.principal.person_id) if now else False,
        "trial_until": trial_until,
        "call": walk.call,
    }
    return render_to_string("mentorships/parts/my_agreement.html", context, request=request)


def _trial_now(mentorship, now):
    """The last day of a trial that is not over, as it was agreed or as the rules are."""
    until = now.agreement.trial_until if now else trial_by_rules(mentorship)
    return until if until and until >= clock.today(mentorship.programme.time_zone) else None
