"""One-tap doors into the demo: a link for each role, good on a database stamped `demo` and nowhere else."""

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.foundation.models import Installation
from alongside.people.models import Account

#: role in the address -> (account, who it is, what there is to see)
DOORS = {
    "coordinator": ("ines@example.org", "Inês", _("Coordinator in Porto: newcomers and people of the city")),
    "screener": ("rui@example.org", "Rui", _("Screener in Porto: interviews, references, checks")),
    "mentor": ("samira@example.org", "Samira", _("Mentor, walks with two women in Porto")),
    "mentee": ("nour@example.org", "نور", _("Mentee, in Arabic")),
    "gate": ("agnieszka@example.org", "Agnieszka", _("Coordinator in Kraków: through the prison gate")),
    "community": ("satu@example.org", "Satu", _("Coordinator in Tampere: groups of community mentors, and teams for families")),
    "administrator": ("amina@example.org", "Amina", _("Administrator of the organisation in Porto")),
    "safeguarding": ("marta@example.org", "Marta", _("Safeguarding lead in Porto: restricted notes")),
    "evaluator": ("eeva@example.org", "Eeva", _("Evaluator: totals, never a person")),
}


def is_open() -> bool:
    """Whether this is the demo: started as one, on a database stamped as one. One query at most."""
    return settings.IS_DEMO and Installation.get("demo") == "yes"


def stamp() -> None:
    """Mark this database as the demo's, with a seed of its own for the links."""
    Installation.set("demo", "yes")
    Installation.set("demo_doors", secrets.token_urlsafe(32))


def token(role: str) -> str:
    """The secret part of a role's link. It lasts as long as this database."""
    return _token(role, Installation.get("demo_doors"))


def _token(role: str, seed: str) -> str:
    return salted_hmac("alongside.site.demo.doors", f"{role}:{seed}", algorithm="sha256").hexdigest()[:32]


def fits(role: str, given: str) -> bool:
    """Whether `given` opens the door of `role`."""
    return role in DOORS and constant_time_compare(given, token(role))


def account_of(role: str) -> Account | None:
    """Who stands behind a door; None for a role that has none."""
    return Account.objects.filter(email=DOORS[role][0], is_active=True).first() if role in DOORS else None


def links() -> dict[str, str]:
    """Role -> path of its link. One query."""
    seed = Installation.get("demo_doors")
    return {role: f"/demo/{role}/{_token(role, seed)}/" for role in DOORS}
