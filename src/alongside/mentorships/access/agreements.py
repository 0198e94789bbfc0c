"""Who reads which agreement, and whose voice anybody may hear."""

from django.http import Http404

from alongside.mentorships.access import parts_of
from alongside.mentorships.models import Agreement, AgreementPaper, Recording


def agreements_for(principal, mentorship):
    """Versions of the agreement of a mentorship that was handed out by `mentorship_for`, newest first, for its members and coordinators."""
    if not parts_of(principal, mentorship):
        return Agreement.objects.none()
    return Agreement.objects.filter(mentorship=mentorship)


def agreement_for(principal, mentorship, pk) -> Agreement:
    """One version; else Http404."""
    agreement = agreements_for(principal, mentorship).filter(pk=pk).first()
    if agreement is None:
        raise Http404
    agreement.mentorship = mentorship
    return agreement


def agreement_paper_for(principal, mentorship, pk) -> AgreementPaper:
    """A signed sheet of a mentorship that was handed out; else Http404. Both have signed it, so both may have it."""
    paper = AgreementPaper.objects.filter(agreement__in=agreements_for(principal, mentorship), pk=pk).first()
    if paper is None:
        raise Http404
    return paper


def recording_for(principal, pk) -> Recording:
    """A voice of a programme in which the principal has a part; else Http404. It holds nothing about anybody."""
    mine = principal.programmes_as("coordinator", "mentor", "mentee")
    recording = Recording.objects.filter(programme__in=mine, pk=pk).first()
    if recording is None:
        raise Http404
    return recording
