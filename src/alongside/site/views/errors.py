from django.conf import settings
from django.shortcuts import render

from alongside.foundation.access import resend_page


def csrf_failure(request, reason=""):
    """A form whose token is stale (signed in again in another tab) stays on the page and can be sent again.

    Only when it came from our own pages: a form posted from elsewhere gets no second chance.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    own = {f"{request.scheme}://{request.get_host()}", settings.PUBLIC_URL}
    if request.method == "POST" and any(origin == o or origin.startswith(o + "/") for o in own):
        return resend_page(request)
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    """Absent and forbidden look the same."""
    return render(request, "404.html", status=404)


def broken(request):
    return render(request, "500.html", status=500)
