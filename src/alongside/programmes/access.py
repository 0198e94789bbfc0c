"""Who may see and do what with programmes and the people in them."""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.people.access import NotAllowed
from alongside.people.models import Account, Organisation, Person, Term
from alongside.programmes.models import (
    Enrolment,
    GrantTag,
    ImportRun,
    Invitation,
    Membership,
    Programme,
    Side,
)

#: Roles that see the people of their programme.
CASEWORK = ("coordinator", "screener")


def programmes_for(principal, *roles: str):
    """Programmes in which the principal holds one of `roles` (default: any casework role).

    An administrator reaches every programme of the organisation, for setting up only.
    """
    roles = roles or CASEWORK
    query = Programme.objects.filter(pk__in=principal.programmes_as(*roles))
    if "administrator" in roles:
        query = query | Programme.objects.filter(organisation_id__in=principal.organisations_as("administrator"))
    return query.distinct()


def programme_for(principal, pk, *roles: str) -> Programme:
    """The programme, or Http404. Default roles: casework."""
    programme = programmes_for(principal, *roles).filter(pk=pk).first()
    if programme is None:
        raise Http404
    return programme


def enrolments_for(principal, *roles: str):
    """Enrolments in the principal's own programmes."""
    return Enrolment.objects.filter(programme_id__in=principal.programmes_as(*(roles or CASEWORK)))


def enrolment_for(principal, pk, *roles: str) -> Enrolment:
    """The enrolment with person and programme, or Http404. Notes the read."""
    enrolment = enrolments_for(principal, *roles).select_related("person", "programme").filter(pk=pk).first()
    if enrolment is None:
        raise Http404
    principal.reads("enrolment", enrolment.person_id)
    return enrolment


def own_enrolments(principal, side: Side | None = None):
    """The principal's own enrolments."""
    query = Enrolment.objects.filter(person_id=principal.person_id) if principal.person_id else Enrolment.objects.none()
    return query.filter(side=side) if side else query


def own_details(principal):
    """The enrolments whose details the principal may change: their own, on a side that they hold now."""
    held = Q(side=Side.MENTOR, programme_id__in=principal.programmes_as("mentor"))
    held |= Q(side=Side.MENTEE, programme_id__in=principal.programmes_as("mentee"))
    found = own_enrolments(principal).filter(held).select_related("person__area", "programme__organisation")
    return found.order_by("programme__name", "side")


def own_detail_for(principal, pk) -> Enrolment:
    """The principal's own enrolment, to change what is theirs to change, or Http404."""
    enrolment = own_details(principal).filter(pk=pk).first()
    if enrolment is None:
        raise Http404
    return enrolment


def check_own(principal, enrolment: Enrolment) -> None:
    """Raises NotAllowed unless this is the principal's own enrolment, on a side that they hold now."""
    mine = principal.person_id is not None and principal.person_id == enrolment.person_id
    if not mine or enrolment.programme_id not in principal.programmes_as(str(enrolment.side)):
        raise NotAllowed(_("Everybody changes their own details. Ask your coordinator."))


def can_see_evidence(principal, programme_id) -> bool:
    """Evidence is for the screener's eyes only."""
    return programme_id in principal.programmes_as("screener")


def check_casework(principal, programme_id) -> None:
    """Raises NotAllowed unless the principal does casework in this programme. Actions call it: commands bypass views."""
    if programme_id not in principal.programmes_as(*CASEWORK):
        raise NotAllowed(_("You don't work in this programme."))


def people_in_my_programmes(principal):
    """Relationship: whoever is enrolled where the principal does casework."""
    return Person.objects.filter(enrolments__in=enrolments_for(principal)).values("pk")


# ── setting up ────────────────────────────────────────────────────────────────────────────
#: Roles that set a programme up.
SETUP = ("coordinator", "administrator")
#: Roles held by staff, listed as colleagues.
COLLEAGUES = ("administrator", "coordinator", "screener", "safeguarding", "evaluator")


def check_can_create(principal, organisation_id) -> None:
    """Raises NotAllowed unless the principal administers the organisation."""
    if organisation_id not in principal.organisations_as("administrator"):
        raise NotAllowed(_("Only an administrator of the organisation can begin a programme."))


def check_can_edit(principal, programme: Programme) -> None:
    """Raises NotAllowed unless the principal coordinates the programme or administers its organisation."""
    if programme.pk in principal.programmes_as("coordinator"):
        return
    if programme.organisation_id not in principal.organisations_as("administrator"):
        raise NotAllowed(_("You don't set up this programme."))


def organisations_for(principal):
    """Organisations that the principal administers."""
    return Organisation.objects.filter(pk__in=principal.organisations_as("administrator"))


def organisation_for(principal, pk) -> Organisation:
    """The organisation, or Http404 unless the principal administers it."""
    organisation = organisations_for(principal).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    return organisation


def grant_for(principal, programme: Programme, pk) -> GrantTag:
    """A grant of a programme that the principal sets up, or Http404."""
    tag = programme.grant_tags.filter(pk=pk).select_related("programme").first()
    if tag is None:
        raise Http404
    return tag


# ── ways in ───────────────────────────────────────────────────────────────────────────────
#: Who may invite to (and end) which role. A coordinator is made by an administrator only.
INVITES = {
    "administrator": ("administrator",),
    "coordinator": ("administrator",),
    "screener": ("administrator", "coordinator"),
    "safeguarding": ("administrator",),
    "evaluator": ("administrator", "coordinator"),
    "mentor": ("coordinator",),
    "mentee": ("coordinator",),
}


#: Roles that can be held for a whole organisation.
FOR_A_WHOLE_ORGANISATION = ("administrator", "safeguarding")


def check_can_invite(principal, role: str, organisation, programme) -> None:
    """Raises NotAllowed unless the principal may give this role at this place."""
    inviters = INVITES[role]
    administers = organisation is not None and organisation.pk in principal.organisations_as("administrator")
    coordinates = programme is not None and programme.pk in principal.programmes_as("coordinator")
    belongs = programme is not None or role in FOR_A_WHOLE_ORGANISATION
    if belongs and ((administers and "administrator" in inviters) or (coordinates and "coordinator" in inviters)):
        return
    raise NotAllowed(_("You can't give or end this role. Ask an administrator."))


def _places(principal) -> Q:
    """Where the principal sets up: whole organisations, or single programmes."""
    return Q(organisation__in=principal.organisations_as("administrator")) | Q(
        programme__in=principal.programmes_as("coordinator")
    )


def invitations_for(principal):
    """Open invitations to colleagues and members where the principal sets up, newest first."""
    # An administrator who doesn't coordinate reads no casework, so no invited mentor or mentee either.
    reach = Q(organisation__in=principal.organisations_as("administrator"), role__in=COLLEAGUES) | Q(
        programme__in=principal.programmes_as("coordinator")
    )
    query = Invitation.objects.filter(reach, used_at=None, expires_at__gt=clock.now())
    return query.select_related("organisation", "programme", "invited_by__person")


def invitation_for(principal, pk) -> Invitation:
    """An open invitation, or Http404."""
    invitation = invitations_for(principal).filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation


def colleagues_for(principal):
    """Memberships in force of staff where the principal sets up. People of the programmes are not listed here."""
    query = Membership.objects.in_force().filter(_places(principal), role__in=COLLEAGUES)
    return query.select_related("account__person", "organisation", "programme")


def membership_for(principal, pk) -> Membership:
    """A colleague's membership, or Http404."""
    membership = colleagues_for(principal).filter(pk=pk).first()
    if membership is None:
        raise Http404
    return membership


def may_invite_person(principal, enrolment: Enrolment) -> bool:
    """Whether the principal may give this person pages of their own, who has none yet. One query."""
    if enrolment.programme_id not in principal.programmes_as("coordinator"):
        return False
    return not Account.objects.filter(person_id=enrolment.person_id).exists()


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address. Only for whoever holds an invitation that was mailed there."""
    return Account.objects.filter(email__iexact=email.strip()).exists()


def may_found(principal) -> bool:
    """The first administrator: came in without an organisation, and has none yet. One query."""
    if principal.is_visitor or principal.holds("administrator"):
        return False
    return Invitation.objects.filter(used_by=principal.account, organisation=None).exists()


def check_can_found(principal) -> None:
    """Raises NotAllowed unless the principal is the first administrator."""
    if not may_found(principal):
        raise NotAllowed(_("An organisation is founded by whoever sets this installation up."))


def words_for(principal, programme: Programme):
    """The topics that `programme` can offer: shipped and its organisation's own, in use. One query."""
    return Term.objects.filter(
        Q(organisation=None) | Q(organisation_id=programme.organisation_id), kind=Term.Kind.TOPIC, active=True
    ).order_by("organisation_id", "code")


def own_word_for(principal, programme: Programme, pk) -> Term:
    """A topic that the programme's organisation added itself, or Http404."""
    term = words_for(principal, programme).filter(organisation_id=programme.organisation_id, pk=pk).first()
    if term is None:
        raise Http404
    return term


def partner_for(principal, programme: Programme, pk) -> Organisation:
    """A partner of the programme, or Http404."""
    partner = programme.partners.filter(pk=pk).first()
    if partner is None:
        raise Http404
    return partner


# ── sheets on their way in ────────────────────────────────────────────────────────────────
def import_runs_for(principal):
    """Sheets of the programmes that the principal coordinates, newest first.

    Until somebody has said whose list it is, only whoever chose the file sees it.
    """
    mine = ImportRun.objects.filter(programme_id__in=principal.programmes_as("coordinator"))
    return mine.filter(~Q(side="") | Q(by=principal.account)).select_related("programme__organisation", "by__person")


def import_run_for(principal, pk) -> ImportRun:
    """The sheet, or Http404."""
    run = import_runs_for(principal).filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def check_can_import(principal, programme_id) -> None:
    """Raises NotAllowed unless the principal coordinates the programme. None is the house itself: a command."""
    if principal is not None and programme_id not in principal.programmes_as("coordinator"):
        raise NotAllowed(_("Only a coordinator of the programme can bring a sheet in."))
