"""A partner refers somebody: only with their agreement, otherwise a card is handed over and nothing is kept."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import pace, qr
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import once, posted
from alongside.programmes import codes, notices, public
from alongside.programmes.actions import joining as actions
from alongside.programmes.forms.referring import ReferralForm, StatusForm
from alongside.programmes.queries.joining import heard_of
from alongside.programmes.views.joining import ASKED, context_of, taken_in, told_by, too_fast


@requires(ANYONE, purpose="public")
def ask(request, slug):
    """The first question, before anything can be written: does the person know and agree?"""
    return render(request, "programmes/joining/refer_ask.html", context_of(public.open_programme_for(slug, "refer")))


@requires(ANYONE, purpose="refer", fields=ASKED)
def refer(request, slug):
    programme = public.open_programme_for(slug, "refer")
    form = ReferralForm(posted(request), programme=programme)
    if taken_in(request, form):

        def act():
            typed = form.cleaned_data
            referral = actions.refer(
                programme=programme,
                told=told_by(form),
                referrer_name=typed["referrer_name"],
                referrer_organisation=typed["referrer_organisation"],
                referrer_contact=typed["referrer_contact"],
            )
            return reverse("programmes:join_refer_sent", args=[programme.slug, referral.reference])

        return once(request, form, act)
    context = context_of(programme, form=form, notice_lines=notices.lines(programme, "refer"))
    return render(request, "programmes/joining/refer.html", context)


@requires(ANYONE, purpose="public")
def sent(request, slug, code):
    """The reference and the named contact; looks nothing up, so that a guessed reference learns nothing."""
    programme = public.open_programme_for(slug)
    code = codes.as_written(code)
    if not code:
        raise Http404
    return render(request, "programmes/joining/refer_sent.html", context_of(programme, code=code))


@requires(ANYONE, purpose="public")
def card(request, slug):
    """A card on paper, in every language of ours: the person decides alone, later, whether to come."""
    programme = public.open_programme_for(slug)
    address = settings.PUBLIC_URL + reverse("programmes:join", args=[programme.slug])
    label = _("The address of this programme as a picture for a phone's camera")
    cards = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            direction = "rtl" if translation.get_language_bidi() else "ltr"
        cards.append({"language": language, "direction": direction, "said": public.said(programme, language)})
    context = context_of(programme, cards=cards, address=address, picture=qr.svg(address, label))
    return render(request, "programmes/joining/card.html", context)


@requires(ANYONE, purpose="referral status")
def status(request):
    """A reference in, one of four sentences out. An unknown reference gets a kind one, with the same number of queries."""
    form = StatusForm(posted(request))
    answer = None
    if request.method == "POST" and form.is_valid():
        seconds = pace.must_wait(request, "status")
        if seconds:
            too_fast(form, seconds)
        else:
            answer = _sentence(heard_of(codes.as_written(form.cleaned_data["reference"]) or "-"))
    return render(request, "programmes/joining/status.html", {"form": form, "answer": answer})


def _sentence(heard: str) -> tuple[str, str]:
    """(bold, further) words for what a referrer hears."""
    return {
        "received": (_("Received."), _("The coordinator has it and will get in touch with the person.")),
        "in_touch": (_("In touch."), _("The coordinator and the person are getting to know each other.")),
        "started": (_("Started."), _("The person takes part in the programme.")),
        "not_started": (_("Not started."), _("That can have many reasons and says nothing about the person.")),
    }.get(heard) or (
        _("We do not find this reference."),
        _("Look at it once more: it has eight letters and digits. If it stays like this, call the programme."),
    )
