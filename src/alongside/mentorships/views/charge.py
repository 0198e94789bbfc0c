"""Who looks after which pairs, handing over, being away."""

from django.contrib import messages
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions import charge as actions
from alongside.mentorships.forms.charge import AwayForm, HandOverForm
from alongside.mentorships.queries import charge as queries
from alongside.mentorships.queries.pairs import pairs_of
from alongside.mentorships.views.drawing import draw


@requires("coordinator", relationship="programme", purpose="accompany")
def hands(request):
    """Every colleague: how many pairs, contacts made and due, and until when somebody is away."""
    return draw(request, "mentorships/hands.html", {"desks": queries.desks(request.principal), "form": Form()})


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity",))
def hand_over(request, account):
    """Choose among a colleague's pairs, and to whom they go."""
    colleagues = queries.coordinators_of(request.principal.programmes_as("coordinator"))
    whose = next((one for one in colleagues if one.pk == account), None)
    if whose is None:
        raise Http404
    return _choose(request, whose, [one for one in colleagues if one != whose])


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity",))
def hand_out(request):
    """The pairs that nobody who still coordinates here looks after."""
    return _choose(request, None, queries.coordinators_of(request.principal.programmes_as("coordinator")))


def _choose(request, whose, colleagues):
    pairs = queries.pairs_in_charge(request.principal, whose.pk if whose else None)
    form = HandOverForm(posted(request), colleagues=colleagues, pairs=pairs)
    if request.method == "POST" and form.is_valid():

        def act():
            to = form.fields["to"].accounts[form.cleaned_data["to"]]
            n = actions.hand_over(
                mentorships=form.chosen, to=to, by=request.principal, note=form.cleaned_data["note"]
            )
            messages.success(request, ngettext("%(n)d pair is handed over.", "%(n)d pairs are handed over.", n) % {"n": n})
            return reverse("mentorships:hands")

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "whose": whose, "pairs": pairs, "back": reverse("mentorships:hands")}
    return draw(request, "mentorships/hand_over.html", context)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "notes"))
def handed(request):
    """What was handed to me, with what I should know, and the button "I have them"."""
    rows = queries.taken_over(request.principal)
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.take_over(by=request.principal)
            return reverse("mentorships:hands")

        return once(request, form, act)
    pairs = pairs_of(row.mentorship_id for row in rows)
    request.principal.reads("mentorship", *(pk for pair in pairs.values() for pk in pair.people))
    context = {"form": form, "rows": [(row, pairs[row.mentorship_id]) for row in rows if row.mentorship_id in pairs]}
    return draw(request, "mentorships/handed.html", context)


@requires("coordinator", relationship="programme", purpose="accompany")
def away(request):
    """Somebody is away for a while, and a colleague stands in."""
    colleagues = queries.coordinators_of(request.principal.programmes_as("coordinator"))
    first = {"account": str(request.principal.account.pk), "from_day": clock.today()}
    form = AwayForm(posted(request), colleagues=colleagues, initial=first)
    back = reverse("mentorships:hands")
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            accounts = form.fields["account"].accounts
            actions.be_away(
                account=accounts[data["account"]],
                cover=accounts[data["cover"]],
                from_day=data["from_day"],
                until_day=data["until_day"],
                by=request.principal,
            )
            messages.success(request, _("Noted. What comes in meanwhile stands on the colleague's Today."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return draw(request, "mentorships/away.html", {"form": form, "back": back})


@requires("coordinator", relationship="programme", purpose="accompany")
def back(request, pk):
    """Somebody is back. One page, one button."""
    absence = next((one for one in queries.absences_of(request.principal) if one.pk == pk), None)
    if absence is None:
        raise Http404
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.be_back(absence=absence, by=request.principal)
            return reverse("mentorships:hands")

        return once(request, form, act)
    return draw(request, "mentorships/back_again.html", {"form": form, "absence": absence, "back": reverse("mentorships:hands")})


def on_pair_page(request, mentorship, part: str) -> str:
    """For coordinators: contacts made and due in this pair."""
    if part != access.COORDINATOR:
        return ""
    made, due = queries.contacts(mentorship)
    return render_to_string("mentorships/parts/contacts.html", {"made": made, "due": due}, request=request)
