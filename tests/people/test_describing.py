"""What is written about a person, by whom, and that the directory notices."""

import pytest

from alongside.foundation.models import AuditEntry
from alongside.people import actions, directory, erasure, languages, vocabulary
from alongside.people.access import NotAllowed
from alongside.people.models import Area, Person, Term
from alongside.people.queries import terms_of
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today):
    return cast.assemble()


def test_the_owner_a_colleague_and_the_person_may_write_a_stranger_may_not(story):
    samira = story.mentor.person
    for who in (story.ines, story.rui, story.samira):
        actions.set_languages(person=samira, by=story.principal(who), languages=[("ar", "native")])
    for who in (story.kateryna, story.nour, story.admin):
        with pytest.raises(NotAllowed):
            actions.set_languages(person=samira, by=story.principal(who), languages=[])
    assert samira.languages.count() == 1


def test_nobody_adds_people_to_another_organisation(story):
    with pytest.raises(NotAllowed):
        actions.add_person(organisation=story.organisation, by=story.principal(story.kateryna), name="X")


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(1, 1080, 1200), (1, 1140, 1260)], [(1, 1080, 1260)]),
        ([(1, 600, 660), (1, 660, 720)], [(1, 600, 720)]),
        ([(6, 1320, 60)], [(0, 0, 60), (6, 1320, 1440)]),
        ([(2, 1320, 0)], [(2, 1320, 1440)]),
        ([], []),
    ],
)
def test_free_hours_are_kept_in_order_without_overlap(spans, kept):
    assert actions.merged(spans) == kept


def test_no_free_hours_means_not_known(story):
    person = story.mentor.person
    actions.set_free_times(person=person, by=None, spans=[])
    assert Person.objects.get(pk=person.pk).availability_known is False
    actions.set_free_times(person=person, by=None, spans=[(0, 60, 120)])
    assert Person.objects.get(pk=person.pk).availability_known is True


def test_writing_the_same_again_leaves_no_trace(story):
    person, by = story.mentor.person, story.principal(story.ines)
    before = AuditEntry.objects.count()
    actions.set_languages(person=person, by=by, languages=person.languages.values_list("tag", "level"))
    actions.set_free_times(person=person, by=by, spans=person.free_times.values_list("weekday", "start", "end"))
    assert AuditEntry.objects.count() == before


def test_audit_holds_names_of_fields_and_no_values(story):
    actions.edit_person(person=story.mentor.person, by=story.principal(story.ines), expected_version=1, wishes="secret")
    entry = AuditEntry.objects.get(action="person changed")
    assert entry.fields == ["wishes"] and "secret" not in str(vars(entry))


def test_an_area_is_found_whatever_its_case_and_accents(story):
    made = actions.area_named("PT", "Évora")
    assert actions.area_named("PT", " evora ") == made and Area.objects.count() == 1
    assert actions.area_named("ES", "Evora") != made
    assert actions.area_named("PT", "  ") is None


def test_the_directory_finds_a_new_name_at_once(story):
    person = story.mentor.person
    directory.names([person.pk])
    actions.edit_person(person=person, by=None, expected_version=1, name="Žofia Nová")
    assert directory.find("zofia nova", [person.pk]) == [person.pk]


def test_the_languages_of_newcomers_are_there():
    names = dict(languages.choices("en"))
    assert {"ti", "prs", "ps", "so", "kmr", "ckb", "ar", "uk", "am", "rhg"} <= set(names)
    assert languages.name_of("kmr", "ar") == "الكردية الكرمانجية" and languages.own_name("ti") == "ትግርኛ"
    assert languages.name_of("pt-BR", "en") == "Portuguese" and languages.name_of("xx", "en") == "xx"
    assert all(english and arabic for english, arabic, _own in languages.LANGUAGES.values())
    assert [name for _tag, name in languages.choices("en")][:2] == ["A sign language", "Afrikaans"]


def test_the_vocabulary_comes_once_and_keeps_what_was_made_of_it(story):
    assert vocabulary.ensure_vocabulary() > 40
    Term.objects.filter(code="housing").update(labels={"en": "A home"}, active=False)
    assert vocabulary.ensure_vocabulary() == 0
    assert Term.objects.get(code="housing").labels == {"en": "A home"}
    assert not terms_of(story.organisation.pk, "topic").filter(code="housing").exists()
    assert all(arabic for words in vocabulary.SHIPPED.values() for _english, arabic in words.values())


def test_a_retired_word_stays_with_whoever_has_it(story):
    vocabulary.ensure_vocabulary()
    word = Term.objects.get(code="housing")
    actions.set_terms(person=story.mentor.person, by=None, use="offers", terms=[word])
    Term.objects.filter(pk=word.pk).update(active=False)
    assert word in terms_of(story.organisation.pk, "topic", story.mentor.person_id)


def test_export_and_erasure_leave_nothing_behind(story):
    from alongside.programmes import erasure as programmes_erasure

    person = story.mentor.person
    actions.set_contact_ways(person=person, by=None, ways=[actions.Way("phone", "+351 900", True, "evenings")])
    told = erasure.export(person)
    assert told["name"] == "Samira Haddad" and told["contact_ways"][0]["value"] == "+351 900"
    assert programmes_erasure.export(person)["enrolments"][0]["states"][0]["state"] == "applied"
    programmes_erasure.erase(person)
    erasure.erase(person)
    assert not Person.objects.filter(pk=story.mentor.person_id).exists()
    story.samira.refresh_from_db()
    assert not story.samira.is_active and "samira" not in story.samira.email
    assert directory.names([story.mentor.person_id]) == {}
