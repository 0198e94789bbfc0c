"""What a phone may keep, and what arrives from it: once, by its owner, and never over somebody else's words.

| what happened meanwhile        | the entry asks       | and offers                        |
|--------------------------------|----------------------|-----------------------------------|
| nothing, or another hour       | nothing: it is a log |                                   |
| logged by the writer           | "logged"             | in its place, or both             |
| logged by somebody else        | "logged"             | both                              |
| called off                     | "cancelled"          | all the same                      |
| moved to another day           | "moved"              | this was that meeting, or both    |
| ended, or the mentor has left  | it is gone           | send the words to the coordinators |
"""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import CallRequest, EarlierLog, PairRules, PhoneEntry, Session
from alongside.mentorships.queries import pocket
from tests import cast as people
from tests.mentorships.story import another_pair, begin

pytestmark = pytest.mark.both

COPY, SEND = "/mentorships/pocket/", "/mentorships/pocket/send/"
YESTERDAY = date(2026, 10, 5)


@pytest.fixture
def phone(cast, client):
    client.force_login(cast.samira)
    return client


def entry(cast, pair, key=None, **said) -> dict:
    """An entry as the phone sends it: they met yesterday for an hour."""
    usual = {
        "key": key or uuid4(), "who": pocket.mark_of(cast.samira), "mentorship": pair.pk, "met": "yes", "day": YESTERDAY,
        "minutes": "60", "channel": "in_person", "note": "Bus tickets",
    }  # fmt: skip
    return usual | said


def send(phone, entry: dict) -> dict:
    answer = phone.post(SEND, entry)
    assert answer.status_code == 200
    return answer.json()


def logs(pair):
    return [(s.outcome, s.note) for s in pair.sessions.exclude(outcome="").order_by("logged_at")]


# ── the copy ───────────────────────────────────────────────────────────────────────────────
def test_the_copy_is_what_the_mentor_may_read_and_ends_with_it(cast, ines, pair, phone):
    other = another_pair(cast, ines, 1)
    meeting = actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=2), place="Library")
    actions.plan_session(mentorship=other, by=ines, day=clock.today() + timedelta(days=2), place="Elsewhere")
    copy = phone.get(COPY).json()
    (walk,) = copy["mentorships"]
    assert (walk["id"], walk["names"]) == (str(pair.pk), ["نور"])
    assert [m["id"] for m in walk["meetings"]] == [str(meeting.pk)]
    page = phone.get(f"/mentorships/{pair.pk}/").content.decode()
    # Nothing lies on the phone that the mentor's own page does not show.
    assert all(text in page for text in (*walk["names"], walk["meetings"][0]["place"]))
    actions.end(mentorship=pair, reason="goals_met", wished_by="both", by=ines)
    assert phone.get(COPY).json()["mentorships"] == []


def test_the_copy_leaves_out_a_programme_that_does_not_allow_it(cast, pair, phone):
    PairRules.objects.create(programme=cast.programme, allows_offline=False)
    assert phone.get(COPY).json()["mentorships"] == []


@pytest.mark.parametrize("who", ["ines", "nour", "kateryna"])
def test_nobody_else_has_a_copy(cast, pair, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(COPY).status_code == 404
    assert client.post(SEND, {}).status_code == 404


def test_reading_the_copy_is_written_down(cast, pair, phone):
    from alongside.foundation.models import AuditSubject

    phone.get(COPY)
    assert AuditSubject.objects.filter(person_id=cast.mentee.person_id, entry__account_id=cast.samira.pk).exists()


def test_marks_and_keys_differ_by_account_and_last(cast):
    assert pocket.mark_of(cast.samira) == pocket.mark_of(cast.samira) != pocket.mark_of(cast.nour)
    assert pocket.box_key_of(cast.samira) != pocket.box_key_of(cast.nour)
    assert len(pocket.box_key_of(cast.samira)) == 32


def test_the_copy_costs_the_same_for_one_and_for_many(cast, ines, pair, phone, django_assert_max_num_queries):
    for number in range(4):
        mentee = people.enrolled(people.person(cast.organisation, f"Tesfay {number}"), cast.programme, "mentee")
        cast.mentor.capacity = number + 2
        cast.mentor.save()
        made = begin(cast, ines, mentee=mentee)
        actions.plan_session(mentorship=made, by=ines, day=clock.today() + timedelta(days=2))
    with django_assert_max_num_queries(14):
        assert len(phone.get(COPY).json()["mentorships"]) == 5


def test_the_page_and_the_worker_hold_nothing_about_anybody(cast, pair, phone, client):
    page = phone.get("/pocket/").content.decode()
    phone.logout()
    assert "نور" not in page and "Samira" not in page and str(pair.pk) not in page
    assert pocket.mark_of(cast.samira) not in page
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript") and "no-cache" in worker["Cache-Control"]
    assert "default-src 'none'" in worker["Content-Security-Policy"]


# ── arriving ───────────────────────────────────────────────────────────────────────────────
def test_an_entry_becomes_one_log_however_often_it_is_sent(cast, ines, pair, phone):
    meeting = actions.plan_session(mentorship=pair, by=ines, day=clock.today(), place="Library")
    Session.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - timedelta(days=1))
    written = entry(cast, pair, meeting=meeting.pk, seen_day=YESTERDAY, next_day="2026-10-12", next_at="17:00")
    for _time in range(3):
        assert send(phone, written) == {"state": "sent"}
    meeting.refresh_from_db()
    assert (meeting.outcome, meeting.minutes, meeting.note) == ("met", 60, "Bus tickets")
    assert pair.sessions.count() == 2
    assert PhoneEntry.objects.count() == 1


def test_what_the_page_took_in_itself_is_not_taken_in_again(cast, pair, phone):
    key = uuid4()
    form = {"idempotency_key": key, "met": "yes", "when": "yesterday", "minutes": "60", "channel": "in_person", "note": "Bus tickets"}
    assert phone.post(f"/mentorships/{pair.pk}/log/", form).status_code == 302
    assert send(phone, entry(cast, pair, key)) == {"state": "sent"}
    assert logs(pair) == [("met", "Bus tickets")]


def test_the_page_is_not_taken_in_after_the_phone(cast, pair, phone):
    key = uuid4()
    send(phone, entry(cast, pair, key))
    form = {"idempotency_key": key, "met": "yes", "when": "yesterday", "minutes": "60", "channel": "in_person", "again": "on"}
    assert phone.post(f"/mentorships/{pair.pk}/log/", form).status_code == 409
    assert len(logs(pair)) == 1


def test_after_the_receipt_is_forgotten_the_same_words_are_still_one_log(cast, pair, samira, phone):
    actions.log_session(
        mentorship=pair, by=samira, met=True, day=YESTERDAY, minutes=60, channel="in_person", note="Bus tickets"
    )
    assert send(phone, entry(cast, pair)) == {"state": "sent"}
    assert len(logs(pair)) == 1


def test_a_next_meeting_that_is_over_by_now_is_no_mistake(cast, pair, phone):
    assert send(phone, entry(cast, pair, next_day="2026-10-01")) == {"state": "sent"}
    assert pair.sessions.filter(outcome="").count() == 0


def test_a_wish_to_be_called_comes_along(cast, pair, phone):
    send(phone, entry(cast, pair, call_me="on"))
    assert CallRequest.objects.get().person_id == cast.mentor.person_id


def test_a_mistake_comes_back_in_a_sentence_and_nothing_is_written(cast, pair, phone):
    answer = send(phone, entry(cast, pair, day=clock.today() + timedelta(days=1)))
    assert answer["state"] == "wrong" and "Choose today or an earlier day" in answer["mistakes"][0]
    assert logs(pair) == []


def test_another_account_never_sends_my_entries(cast, ines, pair, client):
    colleague = people.enrolled(people.person(cast.organisation, "João"), cast.programme, "mentor")
    account = people.account("joao@example.org", person=colleague.person)
    people.member(cast.programme, "mentor", account)
    client.force_login(account)
    assert client.post(SEND, entry(cast, pair)).status_code == 403
    assert send(client, entry(cast, pair, who=pocket.mark_of(account)))["state"] == "gone"
    assert logs(pair) == []


def test_a_key_that_somebody_else_used_is_still_mine(cast, pair, phone):
    key = uuid4()
    PhoneEntry.objects.create(account=cast.ines, key=key, mentorship=pair)
    assert send(phone, entry(cast, pair, key)) == {"state": "sent"}
    assert len(logs(pair)) == 1


# ── meanwhile ──────────────────────────────────────────────────────────────────────────────
def planned(pair, ines, day=YESTERDAY):
    meeting = actions.plan_session(mentorship=pair, by=ines, day=clock.today())
    Session.objects.filter(pk=meeting.pk).update(starts_at=clock.now() - (clock.today() - day))
    meeting.refresh_from_db()
    return meeting


def test_somebody_elses_log_stands_beside_mine_and_is_never_written_over(cast, ines, pair, phone):
    meeting = planned(pair, ines)
    actions.log_session(mentorship=pair, by=ines, met=False, day=YESTERDAY, whose="mentee", note="Only hers", session=meeting)
    written = entry(cast, pair, meeting=meeting.pk, seen_day=YESTERDAY)
    answer = send(phone, written)
    assert answer["state"] == "asks" and [c for c, _label in answer["choices"]] == ["both"]
    said = {text for _label, text in answer["theirs"]}
    # A note that Samira may not read does not come along.
    assert "Did not meet" in said and "Only hers" not in str(answer)
    assert ["Note", "Bus tickets"] in answer["mine"]
    assert send(phone, written | {"choice": "mine", "seen": answer["seen"]})["state"] == "asks"
    assert send(phone, written | {"choice": "both", "seen": answer["seen"]}) == {"state": "sent"}
    assert logs(pair) == [("not_met", "Only hers"), ("met", "Bus tickets")]


def test_my_own_log_from_another_phone_may_be_replaced_and_stays_readable(cast, samira, pair, phone):
    actions.log_session(mentorship=pair, by=samira, met=True, day=YESTERDAY, minutes=30, channel="phone", note="First")
    written = entry(cast, pair)
    answer = send(phone, written)
    assert {c for c, _label in answer["choices"]} == {"mine", "both"} and "First" in str(answer["theirs"])
    assert send(phone, written | {"choice": "mine", "seen": answer["seen"]}) == {"state": "sent"}
    assert logs(pair) == [("met", "Bus tickets")]
    assert EarlierLog.objects.get().note == "First"


def test_an_answer_holds_for_what_was_shown_and_for_nothing_newer(cast, samira, pair, phone):
    log = actions.log_session(mentorship=pair, by=samira, met=True, day=YESTERDAY, minutes=30, channel="phone", note="First")
    written = entry(cast, pair)
    answer = send(phone, written)
    actions.correct_session(session=log, by=samira, met=True, day=YESTERDAY, minutes=30, channel="phone", note="Newer")
    asked = send(phone, written | {"choice": "mine", "seen": answer["seen"]})
    assert asked["state"] == "asks" and "Newer" in str(asked["theirs"])


def test_a_meeting_that_was_called_off_can_be_written_down_all_the_same(cast, ines, pair, phone):
    meeting = planned(pair, ines, day=clock.today())
    actions.cancel_session(session=meeting, by=ines, whose="mentee")
    written = entry(cast, pair, meeting=meeting.pk, seen_day=clock.today(), day=clock.today())
    answer = send(phone, written)
    assert (answer["state"], [c for c, _l in answer["choices"]]) == ("asks", ["mine"])
    send(phone, written | {"choice": "mine", "seen": answer["seen"]})
    assert sorted(pair.sessions.values_list("outcome", flat=True)) == ["cancelled", "met"]


@pytest.mark.parametrize(("choice", "left"), [("mine", ["met"]), ("both", ["", "met"])])
def test_a_meeting_that_was_moved_is_asked_about(cast, ines, pair, phone, choice, left):
    meeting = planned(pair, ines)
    actions.move_session(session=meeting, by=ines, day=clock.today() + timedelta(days=5))
    written = entry(cast, pair, meeting=meeting.pk, seen_day=YESTERDAY)
    answer = send(phone, written)
    assert answer["state"] == "asks" and "moved" in answer["sentence"]
    assert send(phone, written | {"choice": choice, "seen": answer["seen"]}) == {"state": "sent"}
    assert sorted(pair.sessions.values_list("outcome", flat=True)) == left


def test_another_hour_of_the_same_day_asks_nothing(cast, ines, pair, phone):
    meeting = planned(pair, ines, day=clock.today())
    actions.move_session(session=meeting, by=ines, day=clock.today(), place="Café")
    assert send(phone, entry(cast, pair, meeting=meeting.pk, seen_day=clock.today(), day=clock.today())) == {"state": "sent"}


def test_whoever_lost_access_can_still_send_the_words_to_the_coordinators(cast, ines, pair, phone, client):
    actions.end(mentorship=pair, reason="goals_met", wished_by="both", by=ines)
    written = entry(cast, pair)
    answer = send(phone, written)
    assert (answer["state"], [c for c, _l in answer["choices"]]) == ("gone", ["hand over"])
    for _time in range(2):
        assert send(phone, written | {"choice": "hand over"}) == {"state": "sent"}
    late = PhoneEntry.objects.get()
    assert "Bus tickets" in str(late.words) and logs(pair) == []
    page = f"/mentorships/{pair.pk}/late/{late.pk}/"
    assert phone.get(page).status_code == 404
    client.force_login(cast.kateryna)
    assert client.get(page).status_code == 404
    client.force_login(cast.ines)
    assert "Arrived late" in client.get(f"/mentorships/{pair.pk}/").content.decode()
    assert page.split("late/")[0] in client.get("/today/").content.decode()
    assert "Bus tickets" in client.get(page).content.decode()
    assert client.post(page, {"idempotency_key": uuid4()}).status_code == 302
    late.refresh_from_db()
    assert late.words == [] and late.seen_by == cast.ines
    assert client.get(page).status_code == 404


def test_a_stranger_to_the_pair_has_nothing_to_hand_over(cast, ines, pair, phone):
    other = another_pair(cast, ines, 1)
    answer = send(phone, entry(cast, other, choice="hand over"))
    assert answer["choices"] == [] and not PhoneEntry.objects.exists()


# ── the law ────────────────────────────────────────────────────────────────────────────────
queues = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=5, unique_by=lambda x: x[0])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=queues, twice=st.booleans(), data=st.data())
def test_any_queue_in_any_order_and_number_gives_one_log_each(cast, ines, pair, phone, days, twice, data):
    with transaction.atomic():
        queue = []
        for back, is_planned in days:
            day = clock.today() - timedelta(days=back)
            meeting = planned(pair, ines, day) if is_planned else None
            about = {"meeting": meeting.pk, "seen_day": day} if meeting else {}
            queue.append(entry(cast, pair, day=day, note=f"{back}", **about))
        if twice:
            queue.append(entry(cast, pair, day=queue[0]["day"], note="again", again="on"))
        replays = data.draw(st.lists(st.sampled_from(queue), max_size=12)) + data.draw(st.permutations(queue))
        for written in replays:
            assert send(phone, written) == {"state": "sent"}
        assert sorted(note for _outcome, note in logs(pair)) == sorted(e["note"] for e in queue)
        assert PhoneEntry.objects.count() == len(queue)
        transaction.set_rollback(True)
