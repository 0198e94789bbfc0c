"""Who sees and books interpreters: coordinators all of it, members the language of those who come."""

from django.db.models import Exists, OuterRef

from alongside.mentorships.models import Interpreter


def interpreters_for(principal):
    """How it stands with the interpreters of the programmes that the principal coordinates: the newest row of each meeting."""
    return newest(Interpreter.objects.filter(session__mentorship__programme__in=principal.programmes_as("coordinator")))


def newest(interpreters):
    """Of each meeting the row that counts."""
    later = Interpreter.objects.filter(session=OuterRef("session"))
    return interpreters.exclude(Exists(later.filter(at__gt=OuterRef("at")))).exclude(
        Exists(later.filter(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    )
