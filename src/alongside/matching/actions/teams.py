"""Forming a team of mentors, and ending it. A team is not changed: it ends, and another is formed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import audit, clock
from alongside.matching import pool, teams
from alongside.matching.actions.asking import step
from alongside.matching.actions.rounds import check_coordinates
from alongside.matching.models import MentorTeam, TeamMember
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment, Format, Programme, Side


@transaction.atomic
def form_team(*, programme: Programme, members: Sequence[tuple[str, str]], by) -> MentorTeam:
    """These mentors accompany together from now on; the first leads.

    members: (id of the enrolment, code of `TeamMember.LooksAfter` or ""). Raises NotAllowed with a sentence: a programme
    without teams, too few or too many, somebody named twice, of another programme, on a break, or in a team already.
    """
    check_coordinates(by, programme.pk)
    if not teams.works_in_teams(programme):
        raise NotAllowed(_("This programme does not work in teams. Its format says who meets."))
    fewest, most = teams.SIZES[Format(programme.format)]
    ids = [pk for pk, _looks_after in members]
    if len(set(ids)) < len(ids):
        raise NotAllowed(_("Somebody is named twice. Choose each person once."))
    if len(ids) < fewest:
        raise NotAllowed(ngettext("Choose at least %(n)d mentor.", "Choose at least %(n)d mentors.", fewest) % {"n": fewest})
    if len(ids) > most:
        raise NotAllowed(ngettext("Choose at most %(n)d mentor.", "Choose at most %(n)d mentors.", most) % {"n": most})
    # Held in the order of their keys, so that two coordinators can't put one mentor into two teams, nor block each other.
    rows = Enrolment.include_unfinished.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    held = {str(row.pk): row for row in rows}
    accepted = {c.key for c in pool.candidates(programme, Side.MENTOR, held)}
    if len(held) < len(ids) or accepted != set(ids):
        raise NotAllowed(_("Somebody is not an accepted mentor of this programme now. Choose again."))
    if TeamMember.objects.filter(enrolment__in=ids, until=None).exists():
        raise NotAllowed(_("Somebody is in a team already. Let that team end first."))
    team = MentorTeam.objects.create(programme=programme, formed_by=by.account)
    in_families = programme.format == Format.FAMILY_TEAM
    TeamMember.objects.bulk_create(
        TeamMember(team=team, enrolment_id=pk, is_lead=n == 0, looks_after=code if in_families else "")
        for n, (pk, code) in enumerate(members)
    )
    audit.record(by=by, action="form team", target=team, people=[held[pk].person_id for pk in ids])
    return team


@transaction.atomic
def end_team(*, team: MentorTeam, by) -> None:
    """The team is no longer proposed; its mentorships go on. What nobody has decided about it is replaced.

    Raises NotAllowed while the team is being asked. A repeat changes nothing.
    """
    check_coordinates(by, team.programme_id)
    team = MentorTeam.objects.select_for_update().get(pk=team.pk)
    if team.ended_at is not None:
        return
    # Held before their steps are read, so that nobody confirms one meanwhile.
    list(team.proposals.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    proposals = list(team.proposals.prefetch_related("steps"))
    if any(p.state == "asked" for p in proposals):
        raise NotAllowed(_("They are being asked about a proposal. Wait for the answers, or until the question ends."))
    for proposal in proposals:
        if proposal.state == "proposed":
            step(proposal, "replaced", by)
    team.ended_at, team.ended_by = clock.now(), by.account
    team.save(update_fields=["ended_at", "ended_by"])
    team.members.update(until=team.ended_at)
    audit.record(by=by, action="end team", target=team, people=list(team.members.values_list("enrolment__person_id", flat=True)))
