"""My details: what somebody changes about themselves, and what stays with the programme."""

import pytest
from django.urls import reverse

from alongside.foundation.models import AuditEntry
from alongside.people.access import NotAllowed
from alongside.people.models import Person, Term
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.actions import mine
from alongside.programmes.actions.enrolment import Description
from alongside.programmes.forms.mine import OwnForm
from alongside.programmes.models import Enrolment
from alongside.programmes.queries.mine import PARTS
from tests import cast
from tests.browser import NO_JS, PHONE, SMALLEST, assert_accessible, assert_speaks_arabic, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today):
    ensure_vocabulary()
    return cast.assemble()


def address(enrolment, part) -> str:
    return reverse("programmes:change_own", args=[enrolment.pk, part])


def shown(enrolment, part) -> dict:
    """What the page shows, as a browser would send it back."""
    enrolment = Enrolment.objects.get(pk=enrolment.pk)
    form = OwnForm(part=part, enrolment=enrolment, version=enrolment.person.version)
    values = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, "", False, []):
            values[bound.html_name] = "on" if value is True else value
    return values


def save(client, enrolment, part, **typed):
    return client.post(address(enrolment, part), shown(enrolment, part) | typed)


def test_a_mentee_changes_her_free_hours_and_the_coordinator_sees_that_she_did(client, story):
    client.force_login(story.nour)
    answer = save(client, story.mentee, "hours", from_3_0="17:30", to_3_0="19:00")
    assert answer.url == reverse("programmes:own_details")
    person = story.mentee.person
    assert (3, 1050, 1140) in person.free_times.values_list("weekday", "start", "end")
    entry = AuditEntry.objects.get(action="free hours changed")
    assert (entry.account_id, entry.fields) == (story.nour.pk, ["free_times"])
    client.force_login(story.ines)
    page = client.get(reverse("programmes:person", args=[story.mentee.pk])).content.decode()
    assert "Changed their own details" in page and "free hours" in page
    assert "changed by the person, 6 October" in page


def test_what_the_coordinator_changed_since_is_not_said_to_be_the_person_s(client, story):
    client.force_login(story.nour)
    save(client, story.mentee, "hours", from_3_0="17:30", to_3_0="19:00")
    from alongside.people import actions

    actions.set_free_times(person=story.mentee.person, by=story.principal(story.ines), spans=[(0, 600, 700)])
    client.force_login(story.ines)
    assert "changed by the person" not in client.get(reverse("programmes:person", args=[story.mentee.pk])).content.decode()


def test_every_part_is_kept(client, story):
    client.force_login(story.samira)
    save(client, story.mentor, "reach", way_0="message", value_0="+351 912 345 678", safe_0="yes", when_0="after 18:00")
    save(client, story.mentor, "languages", language_3="fr", level_3="B1", needs_interpreter="no")
    topic, liked = Term.objects.get(code="driving"), Term.objects.get(code="chess")
    save(client, story.mentor, "help", topics=[str(topic.pk)], interests=[str(liked.pk)])
    save(client, story.mentor, "meeting", area="Bonfim", in_person_ok="yes", online_ok="no", reach_km="12")
    save(client, story.mentor, "wishes", gender_wish="woman", wishes="Somebody who likes the sea.")
    enrolment = Enrolment.objects.get(pk=story.mentor.pk)
    person = enrolment.person
    way = person.contact_ways.get()
    assert (way.kind, way.value, way.is_safe, way.when) == ("message", "+351 912 345 678", True, "after 18:00")
    assert ("fr", "B1") in person.languages.values_list("tag", "level")
    assert set(person.person_terms.values_list("use", "term__code")) == {("offers", "driving"), ("likes", "chess")}
    assert (person.area.name, enrolment.in_person_ok, enrolment.online_ok, enrolment.reach_km) == ("Bonfim", True, False, 12)
    assert (person.gender_wish, person.wishes) == ("woman", "Somebody who likes the sea.")
    # The name, the year of birth and the programme's own columns are as they were.
    assert (person.name, person.birth_year, enrolment.capacity) == ("Samira Haddad", 1985, story.mentor.capacity)


@pytest.mark.parametrize("part", PARTS)
def test_saving_a_part_without_a_change_is_written_nowhere(client, story, part):
    client.force_login(story.samira)
    before = {p: {k: v for k, v in shown(story.mentor, p).items() if k not in ("version", "idempotency_key")} for p in PARTS}
    assert save(client, story.mentor, part).status_code == 302
    after = {p: {k: v for k, v in shown(story.mentor, p).items() if k not in ("version", "idempotency_key")} for p in PARTS}
    assert before == after
    assert not AuditEntry.objects.filter(action__endswith="changed").exists()


@pytest.mark.parametrize("who", ["ines", "rui", "admin", "kateryna", "nour"])
def test_nobody_else_opens_or_changes_them(client, story, who):
    client.force_login(getattr(story, who))
    for part in PARTS:
        assert client.get(address(story.mentor, part)).status_code == 404
        assert save(client, story.mentor, part, wishes="Not mine").status_code == 404
    assert Person.objects.get(pk=story.mentor.person_id).wishes == ""


def test_the_action_checks_again(story):
    for who in (story.ines, story.nour):
        with pytest.raises(NotAllowed):
            mine.change_own(
                enrolment=story.mentor, by=story.principal(who), expected_version=None, description=Description(spans=[])
            )
    with pytest.raises(TypeError):
        mine.change_own(
            enrolment=story.mentor, by=story.principal(story.samira), expected_version=None,
            description=Description(person={"about": "A note of the coordinator."}),
        )  # fmt: skip


def test_a_column_that_was_not_asked_for_is_not_taken(client, story):
    story.mentor.person.about = "Seemed tired when we met."
    story.mentor.person.save()
    client.force_login(story.samira)
    pages = [client.get(address(story.mentor, part)).content.decode() for part in PARTS]
    pages.append(client.get(reverse("programmes:own_details")).content.decode())
    assert not [page for page in pages if "Seemed tired" in page]
    save(client, story.mentor, "wishes", about="Great", name="Somebody Else", capacity="9", birth_year="1950", is_adult="on")
    enrolment = Enrolment.objects.get(pk=story.mentor.pk)
    assert (enrolment.person.about, enrolment.person.name) == ("Seemed tired when we met.", "Samira Haddad")
    assert (enrolment.capacity, enrolment.person.birth_year) == (story.mentor.capacity, 1985)
    assert enrolment.person.adult_confirmed_at is None


def test_whoever_is_slower_sees_both_and_decides(client, story):
    client.force_login(story.samira)
    mine_typed = shown(story.mentor, "wishes") | {"wishes": "Somebody who likes the sea."}
    other = shown(story.mentor, "wishes") | {"wishes": "Somebody who cooks."}
    client.post(address(story.mentor, "wishes"), other)
    answer = client.post(address(story.mentor, "wishes"), mine_typed)
    page = answer.content.decode()
    assert "Somebody who cooks." in page and "Somebody who likes the sea." in page
    client.post(address(story.mentor, "wishes"), mine_typed | {"version": answer.context["form"]["version"].value()})
    assert Person.objects.get(pk=story.mentor.person_id).wishes == "Somebody who likes the sea."


def test_a_double_click_saves_once(client, story):
    client.force_login(story.samira)
    typed = shown(story.mentor, "wishes") | {"wishes": "Once.", "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    assert client.post(address(story.mentor, "wishes"), typed).url == client.post(address(story.mentor, "wishes"), typed).url
    assert AuditEntry.objects.filter(action="person changed").count() == 1


def test_the_page_is_found_from_home_account_and_what_is_kept(client, story):
    client.force_login(story.nour)
    link = reverse("programmes:own_details")
    for place in ("mentorships:home", "people:me", "privacy:mine"):
        assert link in client.get(reverse(place)).content.decode()
    client.force_login(story.samira)
    assert link in client.get(reverse("mentorships:mine")).content.decode()
    client.force_login(story.ines)
    assert link not in client.get(reverse("people:me")).content.decode()


def test_in_two_programmes_each_has_its_own_answers(client, story):
    second = cast.programme(story.organisation, "Beside you", "beside")
    cast.member(second, "mentor", story.samira)
    other = cast.enrolled(story.mentor.person, second, "mentor")
    client.force_login(story.samira)
    page = client.get(reverse("programmes:own_details")).content.decode()
    assert page.count("hours/") == 1 and page.count("meeting/") == 2 and "Beside you" in page
    save(client, other, "meeting", online_ok="no")
    assert Enrolment.objects.get(pk=other.pk).online_ok is False
    assert Enrolment.objects.get(pk=story.mentor.pk).online_ok is True


def test_mistakes_are_told_in_arabic(client, story):
    from tests.site.test_arabic import english_in

    client.force_login(story.nour)
    wrong = {
        "hours": {"from_0_0": "soon", "from_1_0": "18:00", "to_1_0": "17:00", "from_2_0": "18:00", "from_4_0": "", "to_4_0": "1"},
        "reach": {"way_0": "phone", "value_1": "1", "way_2": "email", "value_2": "x"},
        "languages": {"level_2": "A1", "language_3": "ar", "language_4": "nothing", "level_4": "x"},
        "help": {"topics": ["7c9e6679-7425-40de-944b-e07fc1f90ae7"]},
        "meeting": {"area": "Rua 1", "reach_km": "far", "online_ok": "x"},
        "wishes": {"gender_wish": "x", "wishes": "x" * 2001},
    }
    for part, typed in wrong.items():
        for sent in (typed, {}):
            answer = client.post(address(story.mentee, part), shown(story.mentee, part) | sent | {"version": "0"})
            page = answer.content.decode()
            assert ('role="alert"' in page) is True, part
            assert english_in(page) == [], (part, sent)


@pytest.mark.parametrize("part", ["", *PARTS])
def test_on_a_phone_in_arabic_nothing_is_wrong(open_page, story, part):
    phone = open_page(**PHONE, locale="ar")
    sign_in(phone, story.nour)
    phone.goto(address(story.mentee, part) if part else reverse("programmes:own_details"))
    assert_accessible(phone)
    assert_speaks_arabic(phone, "A1", "A2", "B1", "B2", "C1", "C2")


def test_free_hours_change_on_a_phone_without_javascript(open_page, story):
    phone = open_page(**PHONE | NO_JS, locale="en-GB")
    phone.set_viewport_size({"width": SMALLEST, "height": 640})
    sign_in(phone, story.samira)
    phone.goto(reverse("mentorships:mine"))
    phone.get_by_role("link", name="My details").click()
    phone.get_by_role("link", name="Change When I have time").click()
    phone.get_by_label("Monday, Morning").check()
    phone.get_by_text("Add an exact time").click()
    phone.locator("[name=from_3_0]").fill("18:00")
    phone.locator("[name=to_3_0]").fill("20:00")
    phone.get_by_role("button", name="Save").click()
    assert phone.get_by_text("Saved. Your coordinator sees the change.").is_visible()
    spans = list(story.mentor.person.free_times.values_list("weekday", "start", "end"))
    assert spans == [(0, 480, 720), (1, 1080, 1200), (3, 1080, 1200)]


def test_whole_parts_of_a_day_are_ticks_and_other_times_stay_exact(story):
    from alongside.programmes.forms.week import parts_within

    assert parts_within(480, 1260) == ["morning", "afternoon", "evening"]
    assert parts_within(720, 1020) == ["afternoon"]
    assert parts_within(1080, 1200) == parts_within(480, 1200) == parts_within(1260, 1320) == []


@pytest.mark.parametrize("spans", [[(0, 480, 1020)], [(0, 480, 720), (0, 1080, 1200)], [(2, 450, 1300), (6, 1320, 1440)], []])
def test_a_week_comes_back_as_it_was(client, story, spans):
    from alongside.people import actions

    actions.set_free_times(person=story.mentor.person, by=story.principal(story.samira), spans=spans)
    client.force_login(story.samira)
    save(client, story.mentor, "hours")
    assert list(story.mentor.person.free_times.values_list("weekday", "start", "end")) == spans


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_the_table_of_hours_is_small_and_each_box_is_large_enough_and_has_a_name(open_page, story, locale):
    phone = open_page(**PHONE, locale=locale)
    phone.set_viewport_size({"width": SMALLEST, "height": 640})
    for side in ("mentee", "mentor"):
        phone.goto(f"/join/newcomers/{side}/")
        table = phone.locator("table.hours")
        assert table.bounding_box()["height"] < 400
        boxes = [label.bounding_box() for label in table.locator("label").all()]
        assert len(boxes) == 21 and min(min(box["width"], box["height"]) for box in boxes) >= 44
        names = {label.text_content() for label in table.locator("label").all()}
        assert len(names) == 21 and all(len(name.split()) >= 2 for name in names)
        assert_accessible(phone)
