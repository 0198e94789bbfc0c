"""The organisation's own words for needs and skills, beside the shipped ones."""

from django.db import transaction

from alongside.foundation import audit
from alongside.people.models import Term
from alongside.programmes import access
from alongside.programmes.actions.programmes import free_code


def add_word(*, programme, english: str, arabic: str, by) -> Term:
    """A new topic for all programmes of the organisation. The same English word again is the same topic. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    code = free_code(english)
    with transaction.atomic():
        term, is_new = Term.objects.get_or_create(
            organisation_id=programme.organisation_id,
            kind=Term.Kind.TOPIC,
            code=code,
            defaults={"labels": {k: v for k, v in (("en", english.strip()), ("ar", arabic.strip())) if v}},
        )
        if is_new:
            audit.record(by=by, action="word added", target=term)
        elif not term.active:
            term.active = True
            term.save(update_fields=["active"])
            audit.record(by=by, action="word taken up again", target=term)
        programme.need_areas.add(term)
    return term


def retire_word(*, programme, term: Term, by) -> None:
    """The word is offered no more. Whoever has it keeps it. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        term.active = False
        term.save(update_fields=["active"])
        programme.need_areas.remove(term)
        audit.record(by=by, action="word retired", target=term)
