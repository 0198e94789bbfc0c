"""Who sees which joint activities."""

from django.http import Http404

from alongside.mentorships.models import Activity, ActivityPart


def activities_for(principal):
    """Joint activities of the programmes that the principal coordinates."""
    return Activity.objects.filter(programme__in=principal.programmes_as("coordinator"))


def activity_for(principal, pk) -> Activity:
    """One of them with its programme and the invited pairs; else Http404."""
    found = activities_for(principal).filter(pk=pk).select_related("programme").prefetch_related("parts").first()
    if found is None:
        raise Http404
    return found


def invitation_for(principal, mentorship, pk) -> ActivityPart:
    """The invitation of a pair that was handed out by `mentorship_for` to this activity; else Http404."""
    part = ActivityPart.objects.filter(mentorship=mentorship, activity=pk).select_related("activity").first()
    if part is None:
        raise Http404
    part.mentorship = mentorship
    part.activity.programme = mentorship.programme
    return part
