"""How far a new organisation has come: four steps, each read from what is there, none stored."""

from dataclasses import dataclass

from alongside.programmes import access


@dataclass(frozen=True)
class Beginning:
    """What stands already.

    organisation: the first one that the principal administers, or None. programme: its first one, or None.
    colleagues: others who work here or are invited. has_people: somebody is enrolled.
    """

    organisation: object | None
    programme: object | None
    colleagues: int
    has_people: bool

    @property
    def here(self) -> int:
        """The step that comes now, 1 to 4; 5 when all are done."""
        done = (self.organisation is not None, self.programme is not None, self.colleagues > 0, self.has_people)
        return next((number for number, is_done in enumerate(done, 1) if not is_done), 5)


def beginning_of(principal) -> Beginning:
    """At most five queries."""
    organisation = access.organisations_for(principal).order_by("created_at").first()
    if organisation is None:
        return Beginning(None, None, 0, False)
    programmes = access.programmes_for(principal, *access.SETUP).filter(organisation=organisation)
    others = access.colleagues_for(principal).exclude(account=principal.account)
    colleagues = others.values("account").distinct().count() + access.invitations_for(principal).count()
    has_people = programmes.filter(enrolments__isnull=False).exists()
    return Beginning(organisation, programmes.order_by("created_at").first(), colleagues, has_people)
