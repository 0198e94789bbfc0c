from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import once, posted
from alongside.matching import access, board
from alongside.matching.actions import proposals as deciding
from alongside.matching.forms import AnswerForm
from alongside.matching.wording import Words, listed, term_labels
from alongside.people import languages
from alongside.programmes.access import NotAllowed


def question(request, proposal, side, own, *, how, by, after):
    """The question for one side, or for one of a team (`own`): a limited picture of the other, the reasons, yes or no.

    What is shown of the other person: what they want to be called, languages, interests and the reasons, an hour that both have
    free among them. No surname, no area, no photo, no way to reach them.
    """
    others = proposal.mentors if side == "mentee" else [p.mentee for p in access.asked_with(proposal)]
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            yes = form.cleaned_data["answer"] == "yes"
            deciding.answer(proposal=proposal, side=side, yes=yes, by=by, how=how, who=own.pk)
            return after

        try:
            return once(request, form, act)
        except NotAllowed as no:
            form.add_error(None, str(no))
    # What speaks for one of several says little about a group.
    reasons = [] if proposal.in_group and side == "mentor" else [r for r in proposal.reasons if r["code"] != "second_choice"]
    liked = [(one, [t.term.code for t in one.person.person_terms.select_related("term") if t.use == "likes"]) for one in others]
    shared = _shared_interests(reasons)
    words = Words({}, term_labels({*board.codes_in(reasons), *(code for _one, codes in liked for code in codes)}))
    programme = proposal.round.programme
    context = {
        "proposal": proposal,
        "side": side,
        "form": form,
        "others": [
            (one.person.short_name, [languages.name_of(row.tag) for row in one.person.languages.all()]) for one in others
        ],
        "beside": listed([one.person.short_name for one in proposal.mentors if side == "mentor" and one.pk != own.pk]),
        "reasons": [s for r in reasons if (s := words.reason(r["code"], r["facts"], bool(proposal.team_id)))],
        "likes": [
            (one.person.short_name, words.label_list(own_likes))
            for one, codes in liked
            if (own_likes := [code for code in codes if code not in shared])
        ],
        "programme": programme,
        "is_open": proposal.is_open and not proposal.answer_of(side, own.pk),
        "answered": proposal.answer_of(side, own.pk),
    }
    # The last day is a day of the programme: by another clock its last minute lies on the next.
    with timezone.override(ZoneInfo(programme.time_zone)):
        return render(request, "matching/question.html", context)


def _shared_interests(reasons) -> set[str]:
    return {code for reason in reasons if reason["code"] == "shared_interests" for code in reason["facts"]["codes"]}


@requires("mentor", "mentee", relationship="self", purpose="matching", fields=("limited profile",), second_factor=False)
def answer(request, pk):
    """The question put to whoever is signed in."""
    proposal, side, own = access.own_question_for(request.principal, pk)
    request.principal.reads("limited profile", *others_than(proposal, own))
    after = reverse("matching:answered")
    return question(request, proposal, side, own, how="self", by=request.principal, after=after)


@requires(ANYONE, relationship="signed link", purpose="matching", fields=("limited profile",))
def answer_by_link(request, token):
    """The question behind a mailed link, for people without an account. The link answers one question only."""
    read = deciding.read_token(token)
    if read is None:
        raise Http404
    proposal, own = access.question_by_link(*read)
    request.principal.reads("limited profile", *others_than(proposal, own))
    if "django_language" not in request.COOKIES:
        translation.activate(own.person.page_language)
        request.LANGUAGE_CODE = own.person.page_language
    return question(request, proposal, read[1], own, how="link", by=None, after=reverse("matching:answered"))


def others_than(proposal, own) -> list:
    """Ids of the people whom whoever is asked reads about: the other side, and their own team."""
    group = access.asked_with(proposal) if own.side == "mentor" else [proposal]
    return [pk for pk in {*proposal.person_ids, *(p.mentee.person_id for p in group)} if pk != own.person_id]


@requires(ANYONE, purpose="matching")
def answered(request):
    """What happens after an answer. The same page for yes and no, so that nobody looking on learns which."""
    return render(request, "matching/answered.html", {})
