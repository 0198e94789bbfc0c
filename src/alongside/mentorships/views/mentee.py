"""The mentee's own pages, in plain words and in their language."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import registries
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.check_ins import AskForm
from alongside.mentorships.models import Session
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views import panels
from alongside.mentorships.views.drawing import draw, why_not


@requires("mentee", relationship="own mentorship", purpose="own page", fields=("identity", "contact", "meetings", "goals"))
def home(request):
    walks = pages.walks_of(request.principal)
    for walk in walks:
        walk.panels = panels.on_home(request, walk)
    programme = walks[0].programme if walks else pages.programme_of(request.principal)
    person = request.principal.account.person
    context = {
        "pieces": [piece(request) for piece in registries.slots.get("mentee home", [])],
        "walks": walks,
        "programme": programme,
        "brand": programme.sign_name if programme else "",
        "called": person.short_name if person else request.principal.account.display_name,
    }
    return draw(request, "mentorships/home.html", context, programme)


@requires("mentee", relationship="own mentorship", purpose="own page", fields=("meetings",))
def cannot_come(request, pk, meeting):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTEE)
    session = access.session_for(request.principal, mentorship, meeting)
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.cancel_session(session=session, by=request.principal, whose=Session.Whose.CIRCUMSTANCES)
            messages.success(request, _("Thank you for telling us."))
            return reverse("mentorships:home")

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=True))
    here = local(session.starts_at, mentorship.programme.time_zone)
    context = {
        "form": form,
        "moment": here if session.has_time else here.date(),
        "back": reverse("mentorships:home"),
        "brand": mentorship.programme.sign_name,
    }
    return draw(request, "mentorships/cannot_come.html", context, mentorship.programme)
