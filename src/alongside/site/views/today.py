from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from alongside.foundation.access import SIGNED_IN, requires
from alongside.programmes import access
from alongside.site import happened, standing, worklist

#: So many things fit a morning; the rest stands one tap away.
SHOWN = 7


@requires("coordinator", "screener", "mentor", "safeguarding", purpose="today", relationship="programme", fields=("identity",))
def today(request):
    """The few things that need doing, computed now; beside them how it stands and what happened."""
    everything = worklist.due_for(request.principal)
    nothing = not everything and request.principal.holds("coordinator")
    shown = everything if "all" in request.GET else everything[:SHOWN]
    context = {
        "groups": worklist.grouped(shown),
        "is_empty": nothing and not access.enrolments_for(request.principal).exists(),
        "count": sum(not row.can_wait for row in everything),
        "later": len(everything) - len(shown),
        "counts": standing.counts(request.principal) if request.principal.holds("coordinator") else [],
        "events": happened.latest(request.principal) if request.principal.holds("coordinator") else [],
    }
    return render(request, "site/today.html", context)


@requires("coordinator", purpose="today", relationship="programme", fields=("identity",))
def behind(request, kind):
    """The rows behind a number of Today: as many as the number says."""
    counted = standing.KINDS.get(kind)
    if counted is None:
        raise Http404
    page = Paginator(counted.rows(request.principal), 50).get_page(request.GET.get("page"))
    rows = counted.in_words(page.object_list)
    request.principal.reads("list", *(pk for row in rows for pk in row.person_ids))
    return render(request, "site/behind.html", {"title": counted.title(), "page": page, "rows": rows})


@requires(SIGNED_IN, purpose="own account", second_factor=False)
def begin(request):
    """Where somebody's day begins, by role."""
    principal = request.principal
    if principal.holds("coordinator", "screener", "mentor", "safeguarding"):
        return redirect("today")
    if principal.holds("mentee"):
        return redirect("mentorships:home")
    if principal.holds("administrator"):
        return redirect("first_steps")
    if principal.holds("evaluator"):
        return redirect("evaluation:quarter")
    if access.may_found(principal):
        return redirect("first_steps")
    return redirect("people:me")
