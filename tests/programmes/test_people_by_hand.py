"""Adding and editing somebody by hand: through the form, as a coordinator does it."""

import pytest
from django.urls import reverse

from alongside.people.models import Person
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.forms.people import PersonForm
from alongside.programmes.models import Enrolment
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today):
    return cast.assemble()


def add(client, story, side="mentee", **typed):
    url = reverse("programmes:person_add_to", args=[story.programme.pk, side])
    return client.post(url, {"name": "Tesfay Haile", "page_language": "en"} | typed)


def typed_in(enrolment) -> dict:
    """What the edit form shows, as a browser would send it back."""
    form = PersonForm(
        programme=enrolment.programme, side=enrolment.side, enrolment=enrolment, version=enrolment.person.version
    )
    values = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, "", False, []):
            values[bound.html_name] = "on" if value is True else value
    return values


def test_a_name_is_enough(client, story):
    client.force_login(story.ines)
    answer = add(client, story)
    made = Enrolment.objects.get(source="hand", person__in=[p.pk for p in Person.objects.all() if p.name == "Tesfay Haile"])
    assert answer.url == reverse("programmes:person", args=[made.pk])
    assert made.states.get().state == "applied" and made.person.organisation == story.organisation


def test_everything_typed_is_kept(client, story):
    ensure_vocabulary()
    client.force_login(story.ines)
    answer = add(
        client, story, language_0="ti", level_0="native", language_1="en", level_1="A2", from_1_0="18:00", to_1_0="20:30",
        from_5_0="22:00", to_5_0="01:00", area="Bonfim", way_0="whatsapp", value_0="+351 900 000 000", safe_0="yes",
        when_0="after six", wishes="ብዙሕ", needs_interpreter="yes", gender_wish="any", online_ok="no", birth_year="1996",
    )
    person = Enrolment.objects.get(pk=answer.url.split("/")[-2]).person
    assert set(person.languages.values_list("tag", "level")) == {("ti", "native"), ("en", "A2")}
    assert list(person.free_times.values_list("weekday", "start", "end")) == [(1, 1080, 1230), (5, 1320, 1440), (6, 0, 60)]
    assert person.availability_known and person.needs_interpreter is True and person.area.name == "Bonfim"
    way = person.contact_ways.get()
    assert (way.value, way.is_safe, way.when, way.preferred) == ("+351 900 000 000", True, "after six", True)
    assert client.get(answer.url).status_code == 200


def test_sending_the_form_twice_adds_one_person(client, story):
    client.force_login(story.ines)
    key = "3f0c7e2a-5d0e-4d0e-9b52-0b1c8b7c6a11"
    assert add(client, story, idempotency_key=key).url == add(client, story, idempotency_key=key).url
    assert sum(p.name == "Tesfay Haile" for p in Person.objects.all()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", {"name": " "}, "Write the name."),
        ("birth_year", {"birth_year": "85"}, "Write the year with four digits"),
        ("area", {"area": "Rua das Flores 12"}, "Write only the district or the town"),
        ("to_0_0", {"from_0_0": "18:00"}, "Monday: write until when."),
        ("to_0_0", {"from_0_0": "18:00", "to_0_0": "17:00"}, "Monday: write an end that is after the beginning."),
        ("from_0_0", {"from_0_0": "soon", "to_0_0": "17:00"}, "Write the time like 18:00."),
        ("language_0", {"level_0": "B1"}, "Choose the language that this level belongs to."),
        ("value_0", {"way_0": "phone"}, "Write the number or address"),
        ("value_0", {"way_0": "email", "value_0": "not an address"}, "Write the e-mail address like name@example.org."),
        ("value_0", {"way_0": "whatsapp", "value_0": "ask me"}, "Write the phone number in digits"),
        ("waiting_since", {"waiting_since": "2126-01-01"}, "Choose today or an earlier day"),
    ],
)
def test_a_mistake_says_what_to_do(client, story, field, typed, sentence):
    client.force_login(story.ines)
    answer = add(client, story, **typed)
    assert any(sentence in error for error in answer.context["form"].errors[field])
    assert sentence in answer.content.decode()
    assert "Error:" in answer.content.decode().split("</title>")[0]


def test_somebody_under_18_is_not_taken_in(client, story):
    client.force_login(story.ines)
    answer = add(client, story, birth_year="2010")
    assert "This programme is for people of 18 and over." in answer.content.decode()


def test_with_rules_for_guardians_and_young_people_they_are(client, story):
    story.programme.under_18_rule, story.programme.guardian_rule = "Two adults in the room.", "A guardian signs."
    story.programme.save()
    client.force_login(story.ines)
    assert add(client, story, birth_year="2010").status_code == 302


def test_the_adult_tick_keeps_who_and_when(client, story):
    client.force_login(story.ines)
    answer = add(client, story, is_adult="on")
    person = Enrolment.objects.get(pk=answer.url.split("/")[-2]).person
    assert person.is_adult is True and person.adult_confirmed_by == story.ines and person.adult_confirmed_at


def test_editing_without_changing_anything_changes_nothing(client, story):
    client.force_login(story.ines)
    before = typed_in(story.mentor)
    client.post(reverse("programmes:person_edit", args=[story.mentor.pk]), before)
    after = typed_in(Enrolment.objects.get(pk=story.mentor.pk))
    changing = {"version", "idempotency_key"}
    assert {k: v for k, v in before.items() if k not in changing} == {k: v for k, v in after.items() if k not in changing}


def test_a_new_name_is_found_at_once(client, story):
    client.force_login(story.ines)
    client.get(reverse("programmes:people"))
    client.post(reverse("programmes:person_edit", args=[story.mentor.pk]), typed_in(story.mentor) | {"name": "Samira Nasser"})
    assert "Samira Nasser" in client.get(reverse("programmes:people"), {"words": "nasser"}).content.decode()


def test_the_second_editor_sees_both_texts_and_decides(client, story):
    url = reverse("programmes:person_edit", args=[story.mentor.pk])
    second = typed_in(story.mentor) | {"wishes": "Somebody who likes chess."}
    client.force_login(story.rui)
    client.post(url, typed_in(story.mentor) | {"wishes": "Somebody who cooks.", "language_3": "fr", "level_3": "B1"})
    client.force_login(story.ines)
    answer = client.post(url, second)
    page = answer.content.decode()
    assert "Somebody else changed this" in page
    assert "Somebody who cooks." in page and "Somebody who likes chess." in page and "French" in page
    person = Person.objects.get(pk=story.mentor.person_id)
    assert person.wishes == "Somebody who cooks."
    client.post(url, second | {"version": answer.context["form"]["version"].value()})
    assert Person.objects.get(pk=person.pk).wishes == "Somebody who likes chess."


def test_a_stranger_cannot_add_to_my_programme(client, story):
    client.force_login(story.kateryna)
    assert add(client, story).status_code == 404


def test_the_form_asks_for_nothing_that_it_must_not_know(story):
    words = "religion ethnic nation passport politic health illness offence crime status asylum orientation"
    for side in ("mentor", "mentee"):
        form = PersonForm(programme=story.programme, side=side)
        names = " ".join([*form.fields, *(str(f.label) for f in form.fields.values())]).lower()
        assert not [word for word in words.split() if word in names]
