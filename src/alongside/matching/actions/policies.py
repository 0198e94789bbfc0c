"""Writing a programme's matching policy: a new version, never over an old one."""

from django.db import transaction

from alongside.foundation import audit
from alongside.matching import policy
from alongside.matching.actions.rounds import check_coordinates
from alongside.matching.models import PolicyVersion
from alongside.programmes.models import Programme


@transaction.atomic
def write_policy(*, programme: Programme, settings: dict, by) -> PolicyVersion:
    """The policy from now on; rounds that are open keep theirs. The same settings again make no new version.

    Raises ValueError for settings that the engine can't keep.
    """
    check_coordinates(by, programme.pk)
    policy.for_engine(settings)
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = policy.current(programme)
    if before and before.settings == settings:
        return before
    version = PolicyVersion.objects.create(
        programme=programme, number=before.number + 1 if before else 1, settings=settings, by=by.account
    )
    audit.record(by=by, action="write matching policy", target=version, fields=["settings"])
    return version
