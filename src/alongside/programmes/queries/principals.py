"""Who somebody is in this house: the principal behind an account."""

from alongside.foundation.access import Grant, Principal
from alongside.programmes.models import Invitation, Membership


def principal_for(account, *, has_second_factor: bool = False, purpose: str = "") -> Principal:
    """The principal behind an account, with the memberships in force now. One query."""
    rows = list(
        Membership.objects.in_force()
        .filter(account=account)
        .order_by("since")
        .values_list(
            "role",
            "organisation_id",
            "programme_id",
            "organisation__name",
            "account__person__time_zone",
            "programme__time_zone",
        )
    )
    # One's own clock, else that of the first programme.
    zones = [row[4] for row in rows] + [row[5] for row in rows]
    return Principal(
        account=account,
        person_id=account.person_id,
        grants=tuple(Grant(*row[:3]) for row in rows),
        purpose=purpose,
        has_second_factor=has_second_factor,
        place=rows[0][3] if rows else "",
        time_zone=next(filter(None, zones), ""),
    )


def has_administrator() -> bool:
    """Whether somebody administers an organisation here, or came in to found one. Two queries."""
    if Membership.objects.in_force().filter(role="administrator", programme=None, account__is_active=True).exists():
        return True
    # Whoever came in but has founded nothing yet can sign in again and go on.
    return Invitation.objects.filter(organisation=None, used_by__is_active=True).exists()
