"""Human voices that read out what stands on a page."""

from django.conf import settings
from django.db import models

from alongside.foundation.models import KeptFile
from alongside.foundation.records import Record
from alongside.programmes.models import Programme


class Recording(KeptFile):
    """Somebody of a programme reads one text out, in one language.

    key: what is read, a piece of the agreement or a screen. words: a digest of what was read: when the words change, the voice no longer fits.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="recordings")
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    words = models.CharField(max_length=16)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder=None,
        plain=KeptFile.PLAIN | {"key": "a code", "language": "a BCP 47 tag", "words": "a digest"},
        keep="a voice that reads the programme's own text; coordinators replace and delete it",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "key", "language", "words"], name="one_voice_for_one_text")
        ]

    def __str__(self):
        return f"{self.key} {self.language}"
