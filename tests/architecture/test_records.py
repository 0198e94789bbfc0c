"""Every field is classed: sealed, or harmless for a stated reason; and every table says whose it is."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models

from alongside.foundation.fields import SealedField
from alongside.foundation.records import Record
from alongside.people.models import Person

pytestmark = pytest.mark.both

OURS = [m for m in apps.get_models() if m.__module__.startswith("alongside.") and not m._meta.auto_created]
#: Dates, counts, answers, keys and relations say what they are by their kind. Everything else can hold words.
WORDLESS = (
    models.DateField, models.TimeField, models.DurationField, models.IntegerField, models.BooleanField, models.UUIDField,
    models.ForeignKey,
)  # fmt: skip


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_table_declares_its_record(model):
    assert isinstance(getattr(model, "record", None), Record)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_each_column_that_can_hold_words_is_sealed_or_harmless_for_a_reason(model):
    unsealed = {f.name for f in model._meta.local_concrete_fields if not isinstance(f, (*WORDLESS, SealedField))}
    assert unsealed == set(model.record.plain), "list these in record.plain with a reason, or seal them"
    assert all(model.record.plain.values())


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_sealed_column_has_a_holder_or_a_reason_to_stay(model):
    sealed = [f for f in model._meta.local_concrete_fields if isinstance(f, SealedField)]
    if sealed and model.record.holder is None:
        assert model.record.keep or model._meta.label in {"programmes.RememberedMapping"}


@pytest.mark.parametrize("model", [m for m in OURS if getattr(m, "record", Record(None)).holder], ids=lambda m: m._meta.label)
def test_the_path_to_the_holder_leads_to_a_person(model):
    if model.record.holder == "self":
        assert model is Person
        return
    here = model
    for step in model.record.holder.split("__"):
        here = here._meta.get_field(step).related_model
    assert here is Person


@pytest.mark.django_db
def test_the_database_cannot_filter_or_sort_by_a_sealed_column():
    with pytest.raises(FieldError):
        Person.objects.filter(name="Nour")


@pytest.mark.django_db
def test_what_is_stored_carries_the_format_byte_clear():
    from django.db import connection

    from tests import cast

    person = cast.person(cast.organisation(), "Nour")
    with connection.cursor() as cursor:
        cursor.execute("select name from people_person")
        (stored,) = cursor.fetchone()
    assert bytes(stored) == b"\x00Nour"
    person.refresh_from_db()
    assert person.name == "Nour"
