"""Founding the organisation of an empty installation, and changing what it says about itself."""

from django.db import transaction

from alongside.foundation import audit
from alongside.people.models import Organisation
from alongside.programmes import access
from alongside.programmes.models import Membership


def found(*, name: str, sector: str, country: str, by) -> Organisation:
    """The organisation of the first administrator, who administers it from now on. Raises NotAllowed."""
    access.check_can_found(by)
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name.strip(), sector=sector, country=country)
        Membership.objects.create(account=by.account, organisation=organisation, role="administrator")
        audit.record(by=by, action="organisation founded", target=organisation)
    return organisation


def edit(*, organisation: Organisation, name: str, sector: str, country: str, by) -> Organisation:
    """Raises NotAllowed unless `by` administers it."""
    access.check_can_create(by, organisation.pk)
    with transaction.atomic():
        organisation.name, organisation.sector, organisation.country = name.strip(), sector, country
        organisation.save(update_fields=["name", "sector", "country"])
        audit.record(by=by, action="organisation changed", target=organisation, fields=["name", "sector", "country"])
    return organisation
