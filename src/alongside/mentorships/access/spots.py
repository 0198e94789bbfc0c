"""Who sees and changes the places where pairs can meet."""

from django.db.models import Q
from django.http import Http404

from alongside.mentorships.access import my_mentorships
from alongside.mentorships.models import Spot


def spots_for(principal, programme):
    """The places of a programme that the principal coordinates, or in which they mentor now."""
    mentors = my_mentorships(principal, as_mentor=True).filter(programme=programme).values("programme")
    return Spot.objects.filter(
        Q(programme__in=principal.programmes_as("coordinator")) | Q(programme__in=mentors), programme=programme
    )


def spot_for(principal, programme, pk) -> Spot:
    """A place of a programme that was handed out to its coordinator; else Http404."""
    found = Spot.objects.filter(programme__in=principal.programmes_as("coordinator"), programme=programme, pk=pk).first()
    if found is None:
        raise Http404
    return found
