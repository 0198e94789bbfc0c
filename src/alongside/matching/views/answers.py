from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import once, posted
from alongside.matching import access, queries
from alongside.matching.actions import proposals as deciding
from alongside.matching.forms import AnswerForm
from alongside.matching.wording import Words, term_labels
from alongside.people import languages
from alongside.programmes.access import NotAllowed


def question(request, proposal, side, *, how, by, after):
    """The question for one side: a limited picture of the other, the reasons, yes or no.

    What is shown of the other person: what they want to be called, languages, interests and the reasons, an hour that both have
    free among them. No surname, no area, no photo, no way to reach them.
    """
    other = proposal.mentee if side == "mentor" else proposal.mentor
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            deciding.answer(proposal=proposal, side=side, yes=form.cleaned_data["answer"] == "yes", by=by, how=how)
            return after

        try:
            return once(request, form, act)
        except NotAllowed as no:
            form.add_error(None, str(no))
    reasons = [r for r in proposal.reasons if r["code"] != "second_choice"]
    liked = other.person.person_terms.filter(use="likes").values_list("term__code", flat=True)
    likes = [code for code in liked if code not in _shared_interests(reasons)]
    words = Words({}, term_labels({*queries.codes_in(reasons), *likes}))
    programme = proposal.round.programme
    context = {
        "proposal": proposal,
        "side": side,
        "form": form,
        "other_name": other.person.short_name,
        "other_languages": [languages.name_of(row.tag) for row in other.person.languages.all()],
        "other_likes": words.label_list(likes),
        "reasons": [s for r in reasons if (s := words.reason(r["code"], r["facts"]))],
        "programme": programme,
        "is_open": proposal.is_open and not proposal.answer_of(side),
        "answered": proposal.answer_of(side),
    }
    # The last day is a day of the programme: by another clock its last minute lies on the next.
    with timezone.override(ZoneInfo(programme.time_zone)):
        return render(request, "matching/question.html", context)


def _shared_interests(reasons) -> set[str]:
    return {code for reason in reasons if reason["code"] == "shared_interests" for code in reason["facts"]["codes"]}


@requires("mentor", "mentee", relationship="self", purpose="matching", fields=("limited profile",), second_factor=False)
def answer(request, pk):
    """The question put to whoever is signed in."""
    proposal, side = access.own_question_for(request.principal, pk)
    request.principal.reads("limited profile", getattr(proposal, "mentee" if side == "mentor" else "mentor").person_id)
    after = reverse("matching:answered")
    return question(request, proposal, side, how="self", by=request.principal, after=after)


@requires(ANYONE, relationship="signed link", purpose="matching", fields=("limited profile",))
def answer_by_link(request, token):
    """The question behind a mailed link, for people without an account. The link answers one question only."""
    read = deciding.read_token(token)
    if read is None:
        raise Http404
    proposal = access.question_by_link(*read)
    side = read[1]
    request.principal.reads("limited profile", getattr(proposal, "mentee" if side == "mentor" else "mentor").person_id)
    own = getattr(proposal, side).person
    if "django_language" not in request.COOKIES:
        translation.activate(own.page_language)
        request.LANGUAGE_CODE = own.page_language
    return question(request, proposal, side, how="link", by=None, after=reverse("matching:answered"))


@requires(ANYONE, purpose="matching")
def answered(request):
    """What happens after an answer. The same page for yes and no, so that nobody looking on learns which."""
    return render(request, "matching/answered.html", {})
