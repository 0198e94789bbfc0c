from django.shortcuts import redirect, render

from alongside.foundation.access import ANYONE, requires
from alongside.programmes import public


@requires(ANYONE, purpose="public")
def front(request):
    """The front page for a visitor; for whoever is signed in, the place where their day begins."""
    if not request.principal.is_visitor:
        return redirect("begin")
    language = request.LANGUAGE_CODE
    programmes = [public.said(programme, language) for programme in public.open_programmes()]
    return render(request, "site/front.html", {"programmes": programmes})
