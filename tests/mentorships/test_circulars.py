"""One message to the people of several pairs: who gets it, who is called instead, and that it goes out once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.mentorships import actions, erasure
from alongside.mentorships.models import Circular, CircularCopy
from alongside.mentorships.queries.circulars import names_in
from alongside.people.models import ContactWay
from tests import cast as people
from tests.mentorships.story import another_pair

pytestmark = pytest.mark.both

WORDS = "The office is closed on Friday. Please call on Monday."
ARABIC = "المكتب مغلق يوم الجمعة."


@pytest.fixture
def second(cast, ines):
    """João, whose address nobody said anything about, and Tesfay, who has a telephone only."""
    pair = another_pair(cast, ines, 2)
    mentor, mentee = (pair.members.get(role=role).person for role in ("mentor", "mentee"))
    ContactWay.objects.create(person=mentor, kind="email", value="joao@example.org")
    ContactWay.objects.create(person=mentee, kind="email", value="tesfay@example.org")
    ContactWay.objects.create(person=mentee, kind="phone", value="+351 911 222 333", is_safe=True)
    return pair


@pytest.fixture
def both(pair, second, cast):
    ContactWay.objects.create(person=cast.nour.person, kind="email", value="nour@example.org", is_safe=True)
    cast.nour.person.page_language = "ar"
    cast.nour.person.save()
    return [pair, second]


@pytest.fixture
def write(cast, client, both):
    client.force_login(cast.ines)
    address = reverse("mentorships:new_circular") + "?" + "&".join(f"pair={m.pk}" for m in both)

    def post(**typed):
        return client.post(address, {"to": "both", "text_en": WORDS} | typed)

    return post


def test_looking_says_who_gets_it_and_whom_to_call_and_sends_nothing(write):
    page = write(look="1").content.decode()
    assert "3 people get it" in page and "1 person does not get it" in page and "+351 911 222 333" in page
    assert "Send it to 3 people" in page
    assert not OutgoingMail.objects.exists() and not Circular.objects.exists()


def test_each_person_gets_one_mail_in_their_own_language_by_a_safe_address(write, cast, both):
    answer = write(send="1", text_ar=ARABIC)
    circular = Circular.objects.get()
    assert answer.url == reverse("mentorships:circular", args=[circular.pk])
    sent = {mail.to: (mail.body.strip(), mail.subject) for mail in OutgoingMail.objects.all()}
    assert sent == {
        cast.samira.email: (WORDS, "You have a message"),
        "joao@example.org": (WORDS, "You have a message"),
        "nour@example.org": (ARABIC, "لديك رسالة"),
    }
    assert set(circular.copies.filter(was_sent=False).values_list("person__mentorship_parts__mentorship", flat=True)) == {both[1].pk}
    looked = AuditEntry.objects.get(action="write to pairs")
    assert looked.subjects.count() == 4


def test_a_double_click_sends_once(write, cast, client):
    key = "6f1c9d0e-8a52-4b7e-9d57-0a3f3a4a9d10"
    first, second = (write(send="1", idempotency_key=key) for _click in range(2))
    assert first.url == second.url
    assert Circular.objects.count() == 1 and OutgoingMail.objects.count() == 3


def test_somebody_in_two_pairs_gets_it_once(write, cast, both, ines):
    mentee = people.enrolled(people.person(cast.organisation, "Lea Brandt"), cast.programme, "mentee")
    third = actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[mentee], by=ines)
    actions.send_circular(mentorships=[*both, third], to="mentors", texts={"en": WORDS}, by=ines)
    assert CircularCopy.objects.filter(person=cast.samira.person).count() == 1
    assert set(CircularCopy.objects.values_list("is_mentor", flat=True)) == {True}


@pytest.mark.parametrize(
    ("side", "is_safe", "gets_it"),
    [("mentor", True, True), ("mentor", None, True), ("mentor", False, False), ("mentee", True, True), ("mentee", None, False), ("mentee", False, False)],
)
def test_only_safe_addresses_are_written_to(cast, pair, ines, side, is_safe, gets_it):
    person = (cast.samira if side == "mentor" else cast.nour).person
    ContactWay.objects.create(person=person, kind="email", value="somebody@example.org", is_safe=is_safe)
    made = actions.send_circular(mentorships=[pair], to=f"{side}s", texts={"en": WORDS}, by=ines)
    assert made.copies.get().was_sent is gets_it
    assert OutgoingMail.objects.exists() is gets_it


def test_a_whole_name_is_refused_and_a_part_of_one_is_asked_about(write, cast, ines, both):
    name = both[1].members.get(role="mentee").person.name
    for typed in ({"sure": "on"}, {}):
        page = write(send="1", text_en=f"Ask {name}, please", **typed).content.decode()
        assert "The name of somebody of these pairs stands in the message." in page
    page = write(send="1", text_en="Come with tesfay").content.decode()
    assert "This word is a name in these pairs: tesfay." in page
    assert not OutgoingMail.objects.exists()
    with pytest.raises(actions.NotAllowed):
        actions.send_circular(mentorships=both, to="both", texts={"en": f"For {name}."}, by=ines)
    assert write(send="1", text_en="Come with tesfay", sure="on").status_code == 302


def test_names_are_found_whatever_their_case_and_accents(both):
    assert names_in(["JOAO, 2!"], both)[0] == ["João 2"]
    assert names_in(["joaozinho"], both) == ([], [])


def test_pairs_of_others_and_ended_ones_are_left_out(cast, both, ines, client):
    by = cast.principal(cast.kateryna)
    mentor = people.enrolled(people.person(cast.other_organisation, "Ola"), cast.other_programme, "mentor")
    mentee = people.enrolled(people.person(cast.other_organisation, "Jan"), cast.other_programme, "mentee")
    theirs = actions.begin(programme=cast.other_programme, mentors=[mentor], mentees=[mentee], by=by)
    actions.end(mentorship=both[1], by=ines, reason="moved", wished_by="both")
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:new_circular"), {"pair": [theirs.pk, both[1].pk, "x"]}).content.decode()
    assert "No pair is chosen." in page and "Ola" not in page
    with pytest.raises(actions.NotAllowed):
        actions.send_circular(mentorships=[theirs], to="both", texts={"en": WORDS}, by=ines)


def test_nobody_of_a_pair_that_rests_is_written_to(cast, both, ines, client, write):
    review = clock.today() + timedelta(days=7)
    actions.hold(person=cast.samira.person, programme=cast.programme, reason="other", review_on=review, by=ines)
    made = actions.send_circular(mentorships=both, to="both", texts={"en": WORDS}, by=ines)
    assert set(made.copies.values_list("mentorship", flat=True)) == {both[1].pk}
    assert "To the people of 1 pair" in write(look="1").content.decode()
    with pytest.raises(actions.NotAllowed):
        actions.send_circular(mentorships=both[:1], to="both", texts={"en": WORDS}, by=ines)


def test_what_was_sent_is_read_by_the_programmes_coordinators_for_thirty_days(write, cast, client):
    write(send="1")
    address = reverse("mentorships:circular", args=[Circular.objects.get().pk])
    for who, status in (("ines", 200), ("rui", 200), ("kateryna", 404), ("samira", 404), ("nour", 404), ("admin", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(address).status_code == status
    client.force_login(cast.rui)
    page = client.get(address).content.decode()
    assert WORDS in page and "Sent to 3 people" in page and "+351 911 222 333" in page
    assert "sent to 3 people" in client.get(reverse("mentorships:circulars")).content.decode()
    with time_machine.travel(clock.now() + timedelta(days=29), tick=True):
        actions.forget_circulars()
        assert Circular.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
        actions.forget_circulars()
        assert not Circular.objects.exists() and not CircularCopy.objects.exists()


def test_whoever_had_it_takes_it_along_and_goes_with_their_copy(write, cast):
    write(send="1", text_ar=ARABIC)
    assert erasure.export(cast.nour.person)["messages_to_several"][0]["words"] == ARABIC
    erasure.erase(cast.nour.person)
    assert not CircularCopy.objects.filter(person=cast.nour.person).exists()
    assert Circular.objects.exists()


def test_writing_costs_the_same_for_two_and_for_twenty_pairs(cast, ines, client):
    client.force_login(cast.ines)
    counts = []
    for number in (2, 20):
        pairs = [another_pair(cast, ines, 100 * number + n) for n in range(number)]
        address = reverse("mentorships:new_circular") + "?" + "&".join(f"pair={m.pk}" for m in pairs)
        typed = {"to": "both", "text_en": WORDS, "look": "1"}
        client.post(address, typed)
        with CaptureQueriesContext(connection) as queries:
            client.post(address, typed)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_the_list_offers_ticks_and_the_whole_page(cast, both, client):
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:list")).content.decode()
    assert page.count('name="pair"') == 2 and "To all 2 on this page" in page
    assert reverse("mentorships:circulars") in page
