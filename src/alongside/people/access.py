"""Who may see a person: whoever stands in a relationship that some room registered."""

from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import registries
from alongside.people.models import Person

#: Roles that write down what they learn about people.
WRITES = ("coordinator", "screener")


class NotAllowed(Exception):
    """The act is not open to this person now. Its text is a sentence for them."""


def people_for(principal):
    """The people whom this principal may see: the union of all registered relationships, as subqueries."""
    reach = [Q(pk__in=related(principal)) for related in registries.relationships.values()]
    if principal.person_id:
        reach.append(Q(pk=principal.person_id))
    if not reach:
        return Person.objects.none()
    return Person.objects.filter(reduce(or_, reach))


def person_for(principal, pk) -> Person:
    """The person, if this principal may see them; else Http404, as if they did not exist."""
    person = people_for(principal).filter(pk=pk).first()
    if person is None:
        raise Http404
    principal.reads("person", person.pk)
    return person


def check_can_add(principal, organisation_id) -> None:
    """Raises NotAllowed unless the principal does casework in this organisation. None is the house itself."""
    if principal is None or organisation_id in {g.organisation_id for g in principal.grants if g.role in WRITES}:
        return
    raise NotAllowed(_("You don't work with the people of this organisation."))


def check_can_change(principal, person: Person) -> None:
    """Raises NotAllowed unless it is the person, or somebody who does casework and may see them. At most one query.

    Without it, a command or a wrong call could reach past the views. None is the house itself.
    """
    if principal is None or principal.person_id == person.pk:
        return
    if principal.holds(*WRITES) and people_for(principal).filter(pk=person.pk).exists():
        return
    raise NotAllowed(_("You don't work with this person."))


def own_factors(principal) -> set[str]:
    """Kinds of second factor set up on the principal's own account: totp, webauthn, recovery_codes. One query."""
    return set(Authenticator.objects.filter(user=principal.account).values_list("type", flat=True))


def own_passkeys(principal) -> list[Authenticator]:
    """The principal's own passkeys, oldest first."""
    return list(
        Authenticator.objects.filter(user=principal.account, type=Authenticator.Type.WEBAUTHN).order_by("created_at")
    )


def newest_factor(account, kind: str) -> Authenticator:
    """The factor of this kind that `account` set up last."""
    return Authenticator.objects.filter(user=account, type=kind).latest("pk")


#: Letters that a password needs (NIST SP 800-63B-4, 3.1.1.2: 15 alone, 8 with a second factor; ours lies between).
PASSWORD_LENGTH = 12


def check_password(password: str, account=None) -> None:
    """Raises ValidationError with a sentence that says what to do."""
    try:
        password_validation.validate_password(password, account)
    except ValidationError:
        if len(password) < PASSWORD_LENGTH:
            words = _("Choose at least 12 characters. Four words in a row are easy to keep in mind.")
        else:
            words = _("Many people use this password, so it is easily guessed. Choose another one.")
        raise ValidationError(words) from None
