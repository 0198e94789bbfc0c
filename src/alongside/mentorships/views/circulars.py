"""One message to the people of several pairs: write, look who gets it, send, and see what was sent."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import ids_in, once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.circulars import CircularForm
from alongside.mentorships.queries import circulars as queries
from alongside.mentorships.queries.pairs import pairs_of
from alongside.mentorships.views.drawing import draw

POLICY = {"relationship": "programme", "purpose": "accompany", "fields": ("identity", "contact")}


@requires("coordinator", **POLICY)
def new_circular(request):
    """The chosen pairs stand in the address, as ids. Nothing is sent before somebody has looked who gets it."""
    principal = request.principal
    chosen = queries.pairs_for(principal, ids_in(request.GET.getlist("pair")))
    form = CircularForm(posted(request), mentorships=chosen)
    found = None
    if request.method == "POST" and chosen and form.is_valid():
        data = form.cleaned_data
        if "send" in request.POST:

            def act():
                made = actions.send_circular(mentorships=chosen, to=data["to"], texts=form.texts(), by=principal)
                messages.success(request, _("On its way. Below stands who gets it and whom to call."))
                return reverse("mentorships:circular", args=[made.pk])

            try:
                return once(request, form, act)
            except access.NotAllowed as refusal:
                form.add_error(None, str(refusal))
        else:
            found = queries.recipients(principal, chosen, data["to"], list(form.texts()))
    pairs = pairs_of(m.pk for m in chosen)
    principal.reads("mentorship", *(pk for pair in pairs.values() for pk in pair.people))
    context = {
        "form": form,
        "pairs": [pairs[m.pk] for m in chosen if m.pk in pairs],
        "looked": found is not None,
        "reached": [one for one in found or () if one.address],
        "missed": [one for one in found or () if not one.address],
        "texts": list(form.texts().items()) if found is not None else [],
        "names": dict(queries.languages()),
    }
    return draw(request, "mentorships/circular_new.html", context)


@requires("coordinator", **POLICY)
def circulars(request):
    """What was sent in the last thirty days."""
    return draw(request, "mentorships/circulars.html", {"page": queries.sent_page(request.principal, request.GET.get("page", 1))})


@requires("coordinator", **POLICY)
def circular(request, pk):
    """One message as it was sent, who has it, and whom to call."""
    found = access.circular_for(request.principal, pk)
    sent, not_sent = queries.copies_of(request.principal, found)
    context = {"circular": found, "texts": list(found.texts.items()), "sent": sent, "not_sent": not_sent}
    return draw(request, "mentorships/circular.html", context)
