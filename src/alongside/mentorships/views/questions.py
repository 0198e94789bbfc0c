"""A coordinator asks about a log; whoever wrote it answers."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.access.questions import may_ask, open_question
from alongside.mentorships.actions.questions import answer_question, ask_about_log
from alongside.mentorships.forms.questions import AnswerForm, QuestionForm
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views.drawing import draw, part_and_shell


@requires("coordinator", relationship="programme", purpose="accompany", fields=("meetings", "notes"))
def ask(request, pk, meeting):
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    session = access.session_for(request.principal, mentorship, meeting)
    if not may_ask(request.principal, session) and request.method != "POST":
        raise Http404
    form = QuestionForm(posted(request))

    def act():
        ask_about_log(session=session, by=request.principal, words=form.cleaned_data["words"])
        messages.success(request, _("Asked. Whoever wrote it finds it on Today."))

    return _page(request, "mentorships/question.html", mentorship, session, form, act)


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("meetings", "notes"))
def answer(request, pk, meeting):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR)
    session = access.session_for(request.principal, mentorship, meeting)
    question = open_question(request.principal, session)
    if question is None and request.method != "POST":
        raise Http404
    form = AnswerForm(posted(request))

    def act():
        answer_question(session=session, by=request.principal, answer=form.cleaned_data["answer"])
        messages.success(request, _("Thank you. Your coordinator can read it."))

    return _page(request, "mentorships/answer.html", mentorship, session, form, act, question=question)


def _page(request, template, mentorship, session, form, act, **context):
    back = reverse("mentorships:detail", args=[mentorship.pk])
    if request.method == "POST" and form.is_valid():

        def done():
            act()
            return back

        try:
            return once(request, form, done)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context |= part_and_shell(request, mentorship) | {
        "form": form,
        "back": back,
        "mentorship": mentorship,
        "session": session,
        "day": local(session.starts_at, mentorship.programme.time_zone).date(),
    }
    return draw(request, template, context, mentorship.programme)
