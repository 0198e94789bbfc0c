"""Keep a voice that reads a text out, and delete one."""

from django.db import transaction

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.foundation.uploads import Cleaned
from alongside.mentorships.access import check_coordinates
from alongside.mentorships.models import Recording
from alongside.programmes.models import Programme


@transaction.atomic
def keep_recording(
    *, programme: Programme, by: Principal | None, key: str, language: str, words: str, sound: Cleaned
) -> Recording:
    """A voice for the words of this digest, in place of an earlier one for the same words. Raises NotAllowed.

    Voices for earlier words stay, so that an agreement that stands can still be heard.
    """
    check_coordinates(by, programme.pk)
    place = {"programme": programme, "key": key, "language": language, "words": words}
    Recording.objects.filter(**place).delete()
    made = Recording.objects.create(**place, made_by=by.account if by else None, **sound.columns())
    audit.record(by=by, action="keep recording", target=made)
    return made


@transaction.atomic
def delete_recording(*, recording: Recording, by: Principal) -> None:
    check_coordinates(by, recording.programme_id)
    audit.record(by=by, action="delete recording", target=recording)
    recording.delete()
