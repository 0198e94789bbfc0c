"""What a programme says to everybody: which ones are open, by their public address. Nothing here is about a person."""

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404

from alongside.programmes.models import Programme, ProgrammeState

#: Public form -> the switch on the programme.
FORMS = {"mentor": "public_mentor_form", "mentee": "public_mentee_form", "refer": "public_referral_form"}


def open_programmes():
    """Running programmes with at least one public form, by name. One query."""
    newest = ProgrammeState.objects.filter(programme=OuterRef("pk")).order_by("-at", "-id").values("state")[:1]
    switched_on = Q()
    for switch in FORMS.values():
        switched_on |= Q(**{switch: True})
    return (
        Programme.objects.annotate(state_now=Subquery(newest))
        .filter(switched_on, state_now=ProgrammeState.State.RUNNING)
        .select_related("organisation")
    )


def open_programme_for(slug: str, form: str = "") -> Programme:
    """The running programme at this address, with `form` (a key of FORMS) switched on; else Http404."""
    programme = open_programmes().filter(slug=slug).first()
    if programme is None or (form and not getattr(programme, FORMS[form])):
        raise Http404
    return programme


def said(programme: Programme, language: str) -> dict:
    """What the programme says about itself, in `language` where it was translated: name, summary, objective, prevention notice."""
    fields = ("name", "summary", "objective", "prevention_notice", "mentor_means", "under_18_rule", "guardian_rule")
    return {field: programme.in_words(field, language) for field in fields} | {"programme": programme}
