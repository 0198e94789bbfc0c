"""Who may read totals: coordinators and evaluators of the programme."""

from django.http import Http404

from alongside.programmes.models import GrantTag, Programme

ROLES = ("coordinator", "evaluator")


def programmes_for(principal):
    return Programme.objects.filter(pk__in=principal.programmes_as(*ROLES)).order_by("name")


def programme_for(principal, pk) -> Programme:
    found = programmes_for(principal).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def grants_of(programme: Programme):
    return GrantTag.objects.filter(programme=programme)


def grant_of(programme: Programme, pk) -> GrantTag | None:
    """The grant of this programme with that id; None when none is asked for. Http404 for any other."""
    if not pk:
        return None
    found = grants_of(programme).filter(pk=pk).first() if str(pk).isascii() and str(pk).isdigit() else None
    if found is None:
        raise Http404
    return found
