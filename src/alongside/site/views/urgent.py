"""Urgent help: a page that asks nothing, stores nothing and works while the database does not."""

from django.conf import settings
from django.shortcuts import render
from django.utils import translation

from alongside.foundation.access import ANYONE, requires
from alongside.site.context import ENDONYMS


@requires(ANYONE, purpose="public")
def urgent_help(request):
    """In the language of the address (`?lang=ar`), else of the browser. Reads no session, sets no cookie, asks no table.

    `site.middleware.urgent_help` answers with it before sessions and accounts are looked at.
    """
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
    with translation.override(language):
        others = [{"code": code, "name": name} for code, name in ENDONYMS.items() if code != language]
        response = render(request, "site/urgent.html", {"others": others})
    response.headers["Content-Language"] = language
    return response
