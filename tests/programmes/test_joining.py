"""The way in for anybody: applying as a mentor or for a mentor, without an account."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from alongside.foundation import clock, pace
from alongside.people.models import Consent, Person, Term
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes import codes
from alongside.programmes.models import Enrolment, ProgrammeState
from alongside.programmes.queries import due, principal_for
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MENTEE = {
    "name": "Selam Tesfay",
    "language_0": "ti",
    "level_0": "native",
    "language_1": "en",
    "level_1": "A2",
    "way": "message",
    "address": "+351 912 345 678",
    "safe": "times",
    "when": "after 18:00",
    "area": "Campanhã",
    "free_1": ["evening"],
    "free_5": ["morning", "afternoon"],
    "gender_wish": "woman",
    "wishes": "Somebody who also has children.",
    "is_adult": "on",
    "agrees": "on",
}
MENTOR = MENTEE | {
    "name": "Teresa Lopes",
    "way": "email",
    "address": "Teresa@example.org",
    "safe": "yes",
    "how": ["in_person"],
    "capacity": "2",
    "gender": "woman",
    "occupation": "Nurse",
    "motivation": "I came here once too.",
}


@pytest.fixture(autouse=True)
def clean_pace():
    cache.clear()


@pytest.fixture
def programme():
    ensure_vocabulary()
    made = cast.programme(cast.organisation(), contact_name="Inês Carvalho", contact_phone="+351 900 000 010")
    made.need_areas.set(Term.objects.filter(code__in=["language", "paperwork"]))
    return made


def send(client, programme, side="mentee", key="7c9e6679-7425-40de-944b-e07fc1f90ae7", **changes):
    typed = (MENTOR if side == "mentor" else MENTEE) | {"idempotency_key": key} | changes
    return client.post(f"/join/{programme.slug}/{side}/", {k: v for k, v in typed.items() if v is not None})


def test_a_mentee_applies_without_an_account_and_is_described(client, programme):
    topic = Term.objects.get(code="paperwork")
    response = send(client, programme, topics=[str(topic.pk)])
    assert response.status_code == 302
    enrolment = Enrolment.objects.select_related("person__area").get()
    person = enrolment.person
    assert (enrolment.side, enrolment.source, enrolment.states.get().state) == ("mentee", "self", "applied")
    assert (person.name, person.area.name, person.gender_wish) == ("Selam Tesfay", "Campanhã", "woman")
    assert person.wishes == "Somebody who also has children."
    assert dict(person.languages.values_list("tag", "level")) == {"ti": "native", "en": "A2"}
    # Ticked parts of the day become hours; parts that touch become one span.
    assert list(person.free_times.values_list("weekday", "start", "end")) == [(1, 1020, 1260), (5, 480, 1020)]
    way = person.contact_ways.get()
    assert (way.kind, way.value, way.is_safe, way.when) == ("message", "+351 912 345 678", True, "after 18:00")
    assert person.is_adult and person.adult_confirmed_by is None
    assert person.person_terms.get().use == "needs"
    assert enrolment.waiting_since == clock.today()


def test_what_was_agreed_is_kept_with_version_and_language(client, programme):
    client.cookies["django_language"] = "ar"
    send(client, programme)
    consents = Consent.objects.order_by("purpose")
    assert [(c.purpose, c.wording, c.language) for c in consents] == [
        ("mentoring", "joining-2026-1", "ar"),
        ("notice", "joining-2026-1", "ar"),
    ]
    assert Person.objects.get().page_language == "ar"


def test_a_mentor_applies(client, programme):
    topic = Term.objects.get(code="driving")
    assert send(client, programme, "mentor", topics=[str(topic.pk)]).status_code == 302
    enrolment = Enrolment.objects.get()
    assert (enrolment.side, enrolment.capacity, enrolment.in_person_ok, enrolment.online_ok) == ("mentor", 2, True, False)
    assert enrolment.motivation == "I came here once too."
    assert enrolment.person.person_terms.get().use == "offers"


def test_the_page_afterwards_says_who_answers_and_by_when(client, programme):
    page = client.get(send(client, programme).url).content.decode()
    assert "within 5 days" in page
    assert "Inês Carvalho" in page and "+351 900 000 010" in page
    assert "/urgent/" in page
    code = codes.PATTERN.search(page).group()
    assert Enrolment.objects.get().reference == code
    # The address names nobody and nothing that was asked for.
    assert "Selam" not in send(client, programme).url


def test_a_double_click_makes_one_application(client, programme):
    first, second = send(client, programme), send(client, programme)
    assert first.url == second.url
    assert Enrolment.objects.count() == 1


def test_somebody_who_is_here_already_sees_the_same_page_and_staff_decides(client, programme):
    known = cast.person(programme.organisation, "Selam  TESFAY")
    here = cast.enrolled(known, programme, "mentee")
    response = send(client, programme)
    page = client.get(response.url).content.decode()
    fresh = client.get(send(client, programme, key=None, name="Aster Haile", address="+351 999 000 111").url).content.decode()
    blank = re.compile(rf"{codes.PATTERN.pattern}|csrfmiddlewaretoken\" value=\"\w+|next\" value=\"[^\"]+")
    assert blank.sub("", page) == blank.sub("", fresh)
    assert Enrolment.objects.filter(person__organisation=programme.organisation).count() == 3
    assert Enrolment.objects.filter(pk=here.pk).exists()


def test_nobody_under_18_is_taken_in_without_rules_and_is_told_whom_to_ask(client, programme):
    response = send(client, programme, is_adult=None)
    assert response.status_code == 200
    assert "Inês Carvalho: they know who can help you" in response.content.decode()
    assert Person.objects.count() == 0


def test_a_programme_with_rules_for_young_people_takes_them_in(client, programme):
    programme.under_18_rule, programme.guardian_rule = "We talk with you first.", "Whoever looks after you signs."
    programme.save()
    assert send(client, programme, is_adult=None).status_code == 302
    assert Person.objects.get().is_adult is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write a name."),
        ("name", "12345", "Write the name in letters."),
        ("language_0", "", "Choose at least one language."),
        ("address", "ask me", "Write the phone number in digits"),
        ("when", "", "Write when it is good"),
        ("safe", "", "Choose one answer."),
        ("area", "Rua Direita 12", "Write only the town or the district"),
        ("agrees", None, "We need your yes."),
    ],
)
def test_a_mistake_says_what_to_do_and_nothing_is_stored(client, programme, field, value, sentence):
    response = send(client, programme, **{field: value})
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "<title>Error:" in page
    assert "Somebody who also has children." in page
    assert Person.objects.count() == 0


def test_the_trap_for_machines_asks_again_and_loses_nobody(client, programme):
    response = send(client, programme, more="cheap watches")
    assert "send them once more" in response.content.decode()
    assert Person.objects.count() == 0
    assert "cheap watches" not in response.content.decode()
    assert send(client, programme, more="").status_code == 302


def test_the_trap_is_neither_seen_nor_read_out(client, programme):
    page = client.get(f"/join/{programme.slug}/mentee/").content.decode()
    assert re.search(r'<div hidden><label[^>]*>[^<]*</label><input type="text" name="more"', page)
    assert "style=" not in page


def test_many_from_one_address_wait_a_minute_and_are_never_locked_out(client, programme, today):
    import time_machine

    for _n in range(pace.AT_ONCE):
        assert send(client, programme, key=None).status_code == 302
    page = send(client, programme, key=None).content.decode()
    assert "Nothing is lost: wait 6" in page
    assert "Somebody who also has children." in page
    with time_machine.travel(clock.now().timestamp() + 61):
        assert send(client, programme, key=None).status_code == 302


@pytest.mark.parametrize("form", ["mentor", "mentee", "refer", ""])
def test_a_programme_that_does_not_run_has_no_public_page(client, programme, form):
    address = f"/join/{programme.slug}/{form}/".replace("//", "/")
    assert client.get(address).status_code == 200
    ProgrammeState.objects.create(programme=programme, state="closing")
    assert client.get(address).status_code == 404


def test_a_form_that_is_switched_off_is_absent(client, programme):
    programme.public_mentor_form = False
    programme.save()
    assert client.get(f"/join/{programme.slug}/mentor/").status_code == 404
    assert "Become a mentor" not in client.get(f"/join/{programme.slug}/").content.decode()


def test_prevention_money_is_named_on_page_and_notice_in_the_programmes_words(client, programme):
    programme.is_prevention_funded = True
    programme.prevention_notice = "You are not suspected; nobody scores you."
    programme.translations = {"ar": {"prevention_notice": "لا شبهة عليك."}}
    programme.save()
    for form in ("", "mentor/", "mentee/"):
        assert "You are not suspected; nobody scores you." in client.get(f"/join/{programme.slug}/{form}").content.decode()
    client.cookies["django_language"] = "ar"
    assert "لا شبهة عليك." in client.get(f"/join/{programme.slug}/mentee/").content.decode()


def test_the_coordinator_hears_of_it_today(client, programme, today):
    import time_machine

    ines = cast.account("ines@example.org", "Inês")
    cast.member(programme, "coordinator", ines)
    send(client, programme)


    with time_machine.travel(clock.now().timestamp() + 4 * 86400):
        rows = due(principal_for(ines))
    assert "waits for a first answer" in rows[0].why


def test_the_form_works_without_javascript_and_in_arabic(no_js_page, programme, transactional_db):
    page = no_js_page
    page.goto(f"/join/{programme.slug}/mentee/")
    page.get_by_label("Your name").fill("سلام")
    page.locator("[name=language_0]").select_option("ar")
    page.locator("[name=level_0]").select_option("native")
    page.get_by_label("WhatsApp").check()
    page.locator("[name=address]").fill("+351 912 345 678")
    page.get_by_label("I am not sure").check()
    page.get_by_label("Monday, Evening").check()
    page.get_by_text("I am 18 or older").click()
    page.get_by_text("I have read this. I want to take part.").click()
    page.get_by_role("button", name="Send it").click()
    assert page.get_by_role("heading", level=1).inner_text() == "We have it"
    assert Enrolment.objects.get().person.contact_ways.get().is_safe is None


@pytest.mark.parametrize("form", ["mentor", "mentee"])
def test_the_forms_are_accessible(phone_page, arabic_phone_page, programme, transactional_db, form):
    from tests.browser import assert_accessible

    for page in (phone_page, arabic_phone_page):
        page.goto(f"/join/{programme.slug}/{form}/")
        assert_accessible(page)
        page.locator("form button.primary").click()
        assert page.locator(".mistakes a").count() >= 4
        assert_accessible(page)


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_mistakes_are_listed_in_the_order_of_the_page(client, programme, side):
    page = client.post(f"/join/{programme.slug}/{side}/", {}).content.decode()
    links = re.findall(r'<li><a href="#([\w-]+)"', page)
    assert len(links) >= 6
    form = page[page.index("</ul>", page.index("mistakes")) :]
    places = [form.index(f'id="{link}"') for link in links]
    assert places == sorted(places)


def test_the_routes_have_names(programme):
    assert reverse("programmes:join", args=[programme.slug]) == f"/join/{programme.slug}/"


def test_long_lists_begin_with_what_most_people_chose_and_fold_the_rest(client, programme):
    driving, chess = Term.objects.get(code="driving"), Term.objects.get(code="chess")
    for name in ("One", "Two"):
        somebody = cast.person(programme.organisation, name)
        somebody.person_terms.create(term=driving, use="offers")
        somebody.person_terms.create(term=chess, use="likes")
    form = client.get(f"/join/{programme.slug}/mentor/").context["form"]
    assert next(iter(form.fields["topics"].queryset)) == driving
    assert next(iter(form.fields["interests"].queryset)) == chess
    page = client.get(f"/join/{programme.slug}/mentor/").content.decode()
    assert "20 more to choose from" in page and "16 more to choose from" in page
    assert page.index("Driving licence") < page.index("20 more to choose from")


def test_a_chosen_word_is_never_folded_away(client, programme):
    last = list(client.get(f"/join/{programme.slug}/mentor/").context["form"].fields["topics"].queryset)[-1]
    page = send(client, programme, "mentor", name="", topics=[str(last.pk)]).content.decode()
    assert page.index(f'value="{last.pk}"') < page.index("19 more to choose from")


@pytest.mark.browser
def test_the_folded_words_can_be_chosen_without_javascript(no_js_page, programme):
    no_js_page.goto(f"/join/{programme.slug}/mentor/")
    word = no_js_page.get_by_label("Volunteering and clubs")
    assert not word.is_visible()
    no_js_page.get_by_text("20 more to choose from").click()
    word.check()
    assert word.is_checked()
