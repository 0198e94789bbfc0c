"""Asking to be matched through a shared start in a new country: a yes or nothing, one's own to give and to take back."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import FieldError
from django.urls import reverse

import alongside
from alongside.foundation.models import AuditEntry
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.actions.importing.describing import enrolment_columns
from alongside.programmes.erasure import _enrolment as copy_of
from alongside.programmes.models import Enrolment
from alongside.programmes.sheets.headings import field_of_heading
from alongside.programmes.sheets.sensitive import kind_of_heading
from tests import cast
from tests.programmes.test_joining import send
from tests.programmes.test_own_details import save

pytestmark = [pytest.mark.django_db, pytest.mark.both]

#: Where the wish may be read or written at all. A list, a report, an indicator or a search is not among them.
MAY_KNOW = {
    "programmes": "models/enrolment.py actions/enrolment.py actions/mine.py actions/duplicates.py actions/importing/describing.py "
    "erasure.py forms/joining.py forms/mine.py forms/people.py migrations/0001_initial.py queries/mine.py queries/own_changes.py "
    "sheets/fields.py sheets/guessing.py sheets/headings.py views/joining.py templates/programmes/joining/mentee.html "
    "templates/programmes/joining/mentor.html templates/programmes/mine/change.html templates/programmes/people/edit.html "
    "templates/programmes/people/person.html",
    "matching": "pool.py engine/fit.py engine/plan.py engine/problem.py engine/scores.py two_sheets/columns.py two_sheets/facts.py",
    "privacy": "sheets.py",
    "site": "demo/people.py",
}


@pytest.fixture
def story(today):
    ensure_vocabulary()
    cache.clear()
    return cast.assemble()


def wish_of(enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).experience_wish


# Nour reads Arabic.
@pytest.mark.parametrize(("who", "words"), [("mentee", "اضطر هو أيضًا إلى البدء من جديد"), ("mentor", "glad to be matched through it")])
def test_i_ask_for_it_in_my_details_and_take_it_back(client, story, who, words):
    enrolment = getattr(story, who)
    client.force_login({"mentee": story.nour, "mentor": story.samira}[who])
    assert words not in client.get(reverse("programmes:own_details")).content.decode()
    save(client, enrolment, "wishes", experience_wish="on")
    assert wish_of(enrolment) == "yes"
    assert words in client.get(reverse("programmes:own_details")).content.decode()
    entry = AuditEntry.objects.get(action="enrolment changed")
    assert (entry.fields, "yes" in str(entry.__dict__)) == (["experience_wish"], False)
    save(client, enrolment, "wishes", experience_wish="")
    assert wish_of(enrolment) == ""


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_it_is_asked_in_the_application_and_left_alone_it_is_nothing(client, story, side):
    programme = cast.programme(cast.organisation("Porta"), name="Porta aberta", slug="porta")
    send(client, programme, side=side, experience_wish="on")
    send(client, programme, side=side, key="8c9e6679-7425-40de-944b-e07fc1f90ae7", name="Lia Costa", address="lia@example.org" if side == "mentor" else "+351 912 345 679")
    assert sorted(e.experience_wish for e in Enrolment.objects.filter(programme=programme)) == ["", "yes"]


@pytest.mark.parametrize(("said", "kept"), [(True, "yes"), (False, ""), (None, "")])
def test_a_sheet_brings_a_yes_and_no_no(said, kept):
    assert enrolment_columns({"experience_wish": said}, "mentee")["experience_wish"] == kept


@pytest.mark.parametrize("heading", ["Asks for a shared start", "shared start", "Wunsch gemeinsamer Neuanfang"])
def test_a_heading_that_names_the_wish_is_known(heading):
    assert field_of_heading(heading) == ("experience_wish", True) and kind_of_heading(heading) == ""


@pytest.mark.parametrize("heading", ["Migration background", "Migrationshintergrund", "Country of origin", "Refugee"])
def test_a_heading_about_where_somebody_comes_from_stays_out(heading):
    assert kind_of_heading(heading) and field_of_heading(heading)[0] != "experience_wish"


def test_a_coordinator_reads_beside_the_person_that_they_ask_for_it_and_of_others_nothing(client, story):
    Enrolment.objects.filter(pk=story.mentee.pk).update(experience_wish="yes")
    client.force_login(story.ines)
    page = client.get(reverse("programmes:person", args=[story.mentee.pk])).content.decode()
    assert "Would like a mentor who has also had to start again in a new country" in page
    assert "start again" not in client.get(reverse("programmes:person", args=[story.mentor.pk])).content.decode()


def test_it_leaves_with_a_copy_of_my_data(story):
    Enrolment.objects.filter(pk=story.mentee.pk).update(experience_wish="yes")
    assert copy_of(Enrolment.objects.get(pk=story.mentee.pk))["experience_wish"] == "yes"


def test_the_database_can_choose_nobody_by_it(story):
    for chosen in (lambda: Enrolment.objects.filter(experience_wish="yes"), lambda: Enrolment.objects.exclude(experience_wish="")):
        with pytest.raises(FieldError, match="sealed"):
            list(chosen())


def test_nothing_but_the_named_places_knows_of_it():
    root = Path(alongside.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.suffix in (".py", ".html") and re.search(r"experience_wish", path.read_text(encoding="utf-8"))
    }
    assert found <= {f"{room}/{name}" for room, names in MAY_KNOW.items() for name in names.split()}
