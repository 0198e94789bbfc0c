"""The places that a role sees, in the order in which a day needs them."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

#: (route, label, icon, roles). A route that does not exist yet is left out.
PLACES = [
    ("today", _("Today"), "sun", {"coordinator", "screener", "mentor", "safeguarding"}),
    ("mentorships:home", _("Home"), "home", {"mentee"}),
    ("programmes:people", _("People"), "people", {"coordinator", "screener"}),
    ("matching:rounds", _("Matching"), "arrows", {"coordinator"}),
    ("mentorships:list", _("Mentorships"), "paths", {"coordinator"}),
    ("mentorships:mine", _("My mentorships"), "paths", {"mentor"}),
    ("programmes:list", _("Programmes"), "book", {"coordinator", "administrator"}),
    ("safeguarding:notes", _("Restricted notes"), "note", {"coordinator", "safeguarding"}),
    ("evaluation:quarter", _("Reports"), "chart", {"coordinator", "evaluator"}),
    ("privacy:exports", _("Take data out"), "download", {"coordinator"}),
    ("first_steps", _("First steps"), "spark", {"administrator"}),
    ("people:me", _("Me"), "person", {"mentor", "mentee"}),
]

#: Shorter words where five stand side by side on a phone.
SHORT = {"mentorships:list": _("Pairs"), "mentorships:mine": _("Pairs")}


def places(request) -> list[dict]:
    """Navigation entries for the principal. No queries beyond the principal's own."""
    found = []
    here = request.path
    for route, label, icon, roles in PLACES:
        if not request.principal.holds(*roles):
            continue
        try:
            url = reverse(route)
        except NoReverseMatch:
            continue
        inside = here == url or (url != "/" and here.startswith(url))
        found.append({"label": label, "url": url, "icon": icon, "here": inside, "count": None, "short": SHORT.get(route)})
    return found


def me(request) -> dict:
    """Name and place of whoever is signed in."""
    account = request.principal.account
    name = account.display_name
    short = account.person.short_name if account.person else name.split(" ")[0]
    return {"name": name, "short_name": short, "place": request.principal.place, "url": reverse("people:me")}
