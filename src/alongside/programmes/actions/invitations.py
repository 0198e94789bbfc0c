"""Ways in: invite somebody, let them in once, take a role back.

A token is 256 random bits, mailed or handed over once; the database keeps its SHA-256 only, so a copy of the
database opens no door. An invitation lasts 72 hours (security-and-reliability.md, section 5).
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, mail
from alongside.people.models import Account, Organisation
from alongside.programmes import access
from alongside.programmes.models import Invitation, Membership, Programme

LASTS = timedelta(hours=72)
#: A link that nobody used is forgotten with its name and address so long after it ended (ours).
FORGOTTEN_AFTER = timedelta(days=30)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    *, role: str, email: str, by, organisation=None, programme: Programme | None = None, name="", language="en", person=None
) -> tuple[Invitation, str]:
    """An invitation to `role` and its token, which is written nowhere else. The mail goes out with the next tick.

    An open invitation of the same address to the same place is withdrawn: only the newest link works.
    Raises NotAllowed.
    """
    organisation = programme.organisation if programme else organisation
    access.check_can_invite(by, role, organisation, programme)
    if person is not None and Account.objects.filter(person=person).exists():
        raise access.NotAllowed(_("This person can sign in already."))
    with transaction.atomic():
        for earlier in Invitation.objects.filter(
            organisation=organisation, programme=programme, role=role, used_at=None, expires_at__gt=clock.now()
        ):
            if earlier.email == email:
                _close(earlier)
        invitation, token = _make(
            organisation=organisation,
            programme=programme,
            role=role,
            name=name,
            email=email,
            person=person,
            language=language,
            invited_by=by.account,
        )
        mail.queue(to=email, body=letter(invitation, token), language=language)
        audit.record(by=by, action=f"invited {role}", target=invitation, people=[person.pk] if person else [])
    return invitation, token


def invite_first_administrator() -> str:
    """A token for whoever sets this installation up. Earlier ones stop working. Called by the command line only."""
    with transaction.atomic():
        for earlier in Invitation.objects.filter(organisation=None, used_at=None, expires_at__gt=clock.now()):
            _close(earlier)
        invitation, token = _make(role="administrator")
        audit.record(by=None, action="invited administrator", target=invitation)
    return token


def withdraw(*, invitation: Invitation, by) -> None:
    """The link stops working now. One that is over already stays as it is. Raises NotAllowed."""
    access.check_can_invite(by, invitation.role, invitation.organisation, invitation.programme)
    if not invitation.is_open:
        return
    with transaction.atomic():
        _close(invitation)
        audit.record(by=by, action="invitation withdrawn", target=invitation)


def forget_unused() -> None:
    """Drop invitations that nobody used. Called by the tick."""
    old = Invitation.objects.filter(used_at=None, expires_at__lt=clock.now() - FORGOTTEN_AFTER)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()


def open_invitation(token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation behind a token while it is open, else None. One query."""
    query = Invitation.objects.select_related("organisation", "programme", "person")
    if lock:
        query = query.select_for_update(of=("self",))
    invitation = query.filter(token_hash=digest(token)).first()
    return invitation if invitation is not None and invitation.is_open else None


def accept_as_new(*, token: str, name: str, email: str, password: str | None, language: str) -> Account:
    """Make the account that the invitation is for, with its role. `password` None: sign-in by mailed code only.

    Raises NotAllowed when the link is used up or over, or when the address has an account already.
    """
    with transaction.atomic():
        invitation = _take(token)
        email = (invitation.email or email).strip().lower()
        if Account.objects.filter(email__iexact=email).exists():
            raise access.NotAllowed(_("There is an account with this address already. Sign in, then open the link again."))
        account = Account.objects.create_user(
            email,
            password,
            name="" if invitation.person else (name.strip() or invitation.name),
            person=invitation.person,
            page_language=language,
        )
        _grant(invitation, account)
    return account


def accept_as(*, token: str, account: Account) -> None:
    """Add the invitation's role to an account that exists. Raises NotAllowed."""
    with transaction.atomic():
        invitation = _take(token)
        if invitation.email and invitation.email.strip().lower() != account.email.lower():
            raise access.NotAllowed(_("This invitation is for another address. Sign out, then open the link again."))
        if invitation.person_id and account.person_id != invitation.person_id:
            if account.person_id or Account.objects.filter(person_id=invitation.person_id).exists():
                raise access.NotAllowed(
                    _("This account belongs to another entry in the programme. Ask your coordinator to put the two together.")
                )
            account.person = invitation.person
            account.save(update_fields=["person"])
        _grant(invitation, account)


def end_membership(*, membership: Membership, by) -> None:
    """The role ends now; what was done in it stays. The last administrator can't go. Raises NotAllowed."""
    access.check_can_invite(by, membership.role, membership.organisation, membership.programme)
    if membership.until is not None:
        return
    with transaction.atomic():
        if membership.role == "administrator":
            # Held, so that two administrators who end each other's role take turns.
            Organisation.objects.select_for_update().get(pk=membership.organisation_id)
            others = Membership.objects.in_force().filter(
                organisation_id=membership.organisation_id, role="administrator", programme=None
            )
            if not others.exclude(pk=membership.pk).exists():
                raise access.NotAllowed(_("Somebody must be able to invite. Name another administrator first."))
        membership.until = clock.now()
        membership.save(update_fields=["until"])
        audit.record(by=by, action=f"role ended {membership.role}", target=membership)


def link(token: str) -> str:
    """The full address behind which the invitation opens."""
    return settings.PUBLIC_URL + reverse("programmes:accept_invitation", args=[token])


def letter(invitation: Invitation, token: str) -> str:
    """The words of the mail, in the invitation's language. No name of a programme: mail lies open."""
    with translation.override(invitation.language):
        return _(
            "Hello,\n\nsomebody invites you to Alongside. Open this link within three days to begin; it works once:\n\n"
            "%(link)s\n\nDid you not expect this? Then do nothing; the link stops working by itself."
        ) % {"link": link(token)}


def _make(**values) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(token_hash=digest(token), expires_at=clock.now() + LASTS, **values)
    return invitation, token


def _take(token: str) -> Invitation:
    """Mark the invitation as used, so that of two clicks at the same instant one comes in."""
    now = clock.now()
    mine = Invitation.objects.filter(token_hash=digest(token), used_at=None, expires_at__gt=now).update(used_at=now)
    if not mine:
        raise access.NotAllowed(_("This link was used or is over. Ask whoever invited you for a new one."))
    return Invitation.objects.select_related("organisation", "programme", "person").get(token_hash=digest(token))


def _grant(invitation: Invitation, account: Account) -> None:
    invitation.used_by = account
    invitation.save(update_fields=["used_by"])
    if invitation.organisation_id:
        place = {"organisation": invitation.organisation, "programme": invitation.programme, "role": invitation.role}
        if not Membership.objects.filter(account=account, until=None, **place).exists():
            Membership.objects.create(account=account, granted_by=invitation.invited_by, **place)
    people = [invitation.person_id] if invitation.person_id else []
    audit.record(by=None, action=f"invitation accepted {invitation.role}", target=invitation, people=people)


def _close(invitation: Invitation) -> None:
    invitation.expires_at = clock.now()
    invitation.save(update_fields=["expires_at"])
