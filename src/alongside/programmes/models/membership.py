from django.db import models

from alongside.foundation import clock
from alongside.foundation.access import ROLES
from alongside.foundation.fields import PersonalField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Account, Organisation
from alongside.programmes.models.programme import Programme

ROLE_CHOICES = [(role, role) for role in ROLES]


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        """Memberships that have not ended. An end counts from the same moment."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=clock.now()))


class Membership(models.Model):
    """A role that an account holds in a programme, or (without programme) in a whole organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=ROLE_CHOICES)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="account__person", plain={"role": "a code"})

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation", "programme", "role"],
                condition=models.Q(until=None),
                name="a_role_held_once_in_a_programme",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=models.Q(until=None, programme=None),
                name="a_role_held_once_in_an_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.account_id}"


class Invitation(models.Model):
    """A way in for one person, once, within 72 hours, to one role. Only the token's hash is kept.

    Without an organisation it is the first administrator's, who founds one in the first steps.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=16, choices=ROLE_CHOICES)
    name = PersonalField(max_length=160)
    email = PersonalField(max_length=200)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=12, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    record = Record(
        holder="person", plain={"role": "a code", "language": "a code", "token_hash": "a digest"}
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | models.Q(role="administrator", programme=None),
                name="only_an_administrator_without_organisation",
            )
        ]

    def __str__(self):
        return f"{self.role} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.expires_at > clock.now()
