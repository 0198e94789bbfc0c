"""What every page of ours may rely on: direction, languages, navigation and who is signed in."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from alongside.mentorships.queries import pocket
from alongside.programmes.access import programmes_for
from alongside.site import navigation
from alongside.site.middleware import CARD, CLOSES_AFTER

#: Endonyms, for the language switch: a language is called what its speakers call it.
ENDONYMS = {code: get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES}


def page(request):
    principal = getattr(request, "principal", None)
    signed_in = principal is not None and not principal.is_visitor
    language = get_language() or "en"
    return {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "page_language": language,
        "languages": [
            {"code": code, "name": name, "here": code == language} for code, name in ENDONYMS.items()
        ],
        "navigation": navigation.places(request) if signed_in else [],
        "me": navigation.me(request) if signed_in else None,
        "is_demo": settings.IS_DEMO,
        "sends_mail": bool(settings.EMAIL_HOST),
        "brand": SimpleLazyObject(lambda: sign_name(principal)) if signed_in else "",
        "phone": phone(principal) if signed_in else None,
        "product": _("Alongside"),
        "principal": principal,
        # Seconds without a touch after which the page closes, where a card opened it; else 0.
        "by_card": CLOSES_AFTER if signed_in and request.session.get(CARD) else 0,
    }


def phone(principal) -> dict:
    """What tells this account from others on one phone, and whether a copy may lie there. No queries."""
    return {"mark": pocket.mark_of(principal.account), "is_mentor": principal.holds("mentor")}


def sign_name(principal) -> str:
    """What stands beside the mark: on a mentee's phone a neutral name that the programme chose. At most one query."""
    if not principal.holds("mentee") or principal.holds("coordinator", "screener", "mentor", "administrator", "evaluator", "safeguarding"):
        return ""
    return programmes_for(principal, "mentee").values_list("sign_name", flat=True).first() or ""
