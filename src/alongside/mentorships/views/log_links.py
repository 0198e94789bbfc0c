"""The form behind the link of a reminder: one log of one meeting, by whoever holds the link. Shows nothing but the day."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from alongside.foundation import pace
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access
from alongside.mentorships.actions.log_links import log_by_link
from alongside.mentorships.forms.log_links import LinkLogForm
from alongside.mentorships.queries import log_links as queries
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views.drawing import draw

POLICY = {"relationship": "secret address", "purpose": "log by link"}


@requires(ANYONE, fields=("meetings", "notes"), **POLICY)
def log(request, token):
    if pace.must_wait(request, "log-link"):
        return _over(request, 429)
    found = queries.open_link(token)
    if found is None:
        return _over(request, 410)
    link, mentorship, by = found
    if "django_language" not in request.COOKIES:
        translation.activate(by.account.page_language)
        request.LANGUAGE_CODE = by.account.page_language
    form = LinkLogForm(posted(request), initial={"met": "yes"})
    if request.method == "POST" and form.is_valid():

        def act():
            log_by_link(token=token, **form.answers())
            return reverse("links:thanks")

        try:
            return once(request, form, act)
        except access.NotAllowed:
            return _over(request, 410)
    context = {"form": form, "day": local(link.about, mentorship.programme.time_zone).date()}
    return _unlisted(draw(request, "mentorships/log_link.html", context, mentorship.programme))


@requires(ANYONE, **POLICY)
def thanks(request):
    """After the log is written. Says nothing of it, so that it can be opened by anybody."""
    return render(request, "mentorships/log_link_thanks.html", {})


def _over(request, status: int):
    """The same page for a link that was used, is over or never was; and for whoever tries too many."""
    return _unlisted(render(request, "mentorships/log_link_over.html", {"is_too_fast": status == 429}, status=status))


def _unlisted(response):
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
