"""Who sees which supervisions."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from alongside.mentorships.access import my_mentorships
from alongside.mentorships.models import Supervision, SupervisionPart


def supervisions_for(principal):
    """Supervisions of the programmes that the principal coordinates, and those that they are invited to and mentor for now."""
    invited = SupervisionPart.objects.filter(supervision=OuterRef("pk"), person=principal.person_id)
    mentoring = my_mentorships(principal, as_mentor=True).filter(programme=OuterRef("programme"))
    mine = Q(Exists(invited), Exists(mentoring)) if principal.person_id else Q(pk__in=[])
    return Supervision.objects.filter(Q(programme__in=principal.programmes_as("coordinator")) | mine)


def supervision_for(principal, pk) -> Supervision:
    """One of `supervisions_for`, with its programme; else Http404."""
    found = supervisions_for(principal).filter(pk=pk).select_related("programme").prefetch_related("parts").first()
    if found is None:
        raise Http404
    return found
