"""A round from opening to the last yes, through the pages that a coordinator uses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.matching import pool
from alongside.matching.actions import keeping_apart, proposals, rounds
from alongside.matching.board import rows_of
from alongside.matching.models import Proposal
from alongside.matching.queries import due
from alongside.matching.views import keeping_apart as keeping_apart_views
from alongside.matching.wording import Words
from alongside.mentorships.models import Mentorship
from alongside.people.models import ContactWay, PersonLanguage
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment, WantedStep
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


def planned(people, **rules):
    """A round with everybody in it, planned by Inês."""
    by = people.principal(people.ines)
    round = rounds.open_round(programme=people.programme, by=by)
    everybody = frozenset(str(p.enrolment_id) for p in round.parts.all())
    settled = pool.rules_of(people.programme)
    for code, is_on in rules.items():
        settled[code]["is_on"] = is_on
    rounds.plan_round(round=round, choice=rounds.Choice(everybody, settled), by=by)
    return round


def test_two_who_share_a_language_and_an_hour_are_proposed_with_reasons_in_words(people):
    rows, left = rows_of(planned(people))
    assert [(r.mentor, r.mentee) for r in rows] == [("Samira Haddad", "نور الحسيني")]
    assert "Both speak Arabic well" in rows[0].reasons
    assert "Both free on Tuesdays, 18:00 to 20:00" in rows[0].reasons
    assert left == []


def test_somebody_without_a_mentor_in_their_language_reads_why(people):
    selam = cast.person(people.organisation, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    cast.enrolled(selam, people.programme, "mentee")
    _rows, left = rows_of(planned(people))
    assert [person.name for person in left] == ["ሰላም ተስፋይ"]
    assert "No mentor speaks Tigrinya well enough." in left[0].why


def test_an_unknown_wish_is_asked_for_and_never_guessed(people):
    people.mentee.person.gender_wish = ""
    people.mentee.person.save()
    rows, left = rows_of(planned(people))
    assert rows == []
    assert "Ask the mentee whether they wish for a woman or a man." in left[0].why


def test_a_rule_that_the_programme_switched_off_forbids_nothing(people):
    PersonLanguage.objects.filter(person=people.mentee.person, tag="en").delete()
    PersonLanguage.objects.filter(person=people.mentee.person).update(tag="ti")
    assert rows_of(planned(people))[0] == []
    assert len(rows_of(planned(people, language=False))[0]) == 1


def test_two_people_kept_apart_are_never_proposed_and_the_reason_stays_private(people):
    keeping_apart.keep_apart(
        programme=people.programme,
        one=people.mentor.person_id,
        other=people.mentee.person_id,
        note="They were neighbours.",
        by=people.principal(people.ines),
    )
    rows, left = rows_of(planned(people))
    assert rows == []
    assert "neighbours" not in " ".join(left[0].why)


def test_confirming_asks_both_without_naming_anybody(people):
    ContactWay.objects.create(person=people.mentee.person, kind="email", value="nour@example.org", is_safe=True)
    ContactWay.objects.create(person=people.mentor.person, kind="email", value="samira@example.org", is_safe=True)
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    sent = list(OutgoingMail.objects.all())
    assert {m.to for m in sent} == {"nour@example.org", "samira@example.org"}
    for message in sent:
        assert not any(word in message.subject + message.body for word in ("Samira", "نور", "Newcomers", "mentor"))


@pytest.mark.parametrize("is_safe", [False, None])
def test_a_mentee_s_address_not_known_to_be_safe_gets_no_message(people, is_safe):
    ContactWay.objects.create(person=people.mentee.person, kind="email", value="home@example.org", is_safe=is_safe)
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    assert not OutgoingMail.objects.exists()


def test_two_yeses_begin_the_mentorship(people):
    proposal = planned(people).proposals.get()
    by = people.principal(people.ines)
    proposals.confirm(proposal=proposal, by=by)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(people.samira))
    assert not Mentorship.objects.exists()
    after = proposals.answer(proposal=proposal, side="mentee", yes=True, by=people.principal(people.nour))
    assert after.mentorship is not None
    assert Proposal.objects.get().state == "begun"


def test_a_no_is_final_for_this_pair_and_moves_on_to_the_next_mentor(people):
    other = cast.person(people.organisation, "Tomáš Kováč", languages=(("ar", "C1"), ("en", "C1")))
    cast.enrolled(other, people.programme, "mentor")
    round = planned(people)
    first = round.proposals.get()
    proposals.confirm(proposal=first, by=people.principal(people.ines))
    proposals.answer(proposal=first, side="mentee", yes=False, by=people.principal(people.nour))
    following = round.proposals.exclude(pk=first.pk).get()
    assert following.mentor_id != first.mentor_id
    assert following.state == "proposed"
    assert {p.state for p in Proposal.objects.all()} == {"mentee_no", "proposed"}
    again = planned(people)
    assert again.proposals.get().mentor_id == following.mentor_id


def test_silence_expires_and_frees_both(people):
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    assert proposals.expire_due() == 0
    Proposal.objects.update(answer_by=clock.now() - timedelta(minutes=1))
    assert proposals.expire_due() == 1
    assert proposals.expire_due() == 0
    assert Proposal.objects.get().state == "expired"
    with pytest.raises(NotAllowed):
        proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(people.samira))


def test_a_full_mentor_who_could_is_named_as_the_reason(people):
    proposals.confirm(proposal=planned(people).proposals.get(), by=people.principal(people.ines))
    second = cast.person(people.organisation, "زهرا محمدی", languages=(("ar", "B2"),))
    cast.enrolled(second, people.programme, "mentee")
    _rows, left = rows_of(planned(people))
    assert [(person.name, person.why[0]) for person in left] == [
        ("زهرا محمدی", "1 mentor could, and is full: Samira Haddad.")
    ]


def test_near_misses_come_first_and_then_who_competes_for_which_places():
    names = {"a": "Hanna", "b": "Jonas"}
    why = {
        "kind": "full",
        "near": [{"code": "language", "count": 124, "mentors": []}],
        "full": [{"mentor": "a", "held_by": []}, {"mentor": "b", "held_by": []}],
        "competing": {"mentees": 7, "places": 5, "mentors": 2, "named": ["a", "b"], "held_by": "longer"},
    }
    assert Words(names, {}).left_over(why) == [
        "124 mentors would do, but share no language.",
        "2 mentors could, all are full: Hanna and Jonas.",
        "7 people compete for the 5 places of Hanna and Jonas, and no other free place suits any of them. All are held by people who wait longer.",
    ]
    # Whoever was erased since, and many, are counted.
    assert "5 places of 2 mentors, and" in Words({"a": "Hanna"}, {}).left_over(why)[2]


def test_a_full_mentor_can_not_be_confirmed_a_second_time(people):
    by = people.principal(people.ines)
    second = cast.person(people.organisation, "زهرا محمدی", languages=(("ar", "B2"),))
    other = cast.enrolled(second, people.programme, "mentee")
    round = planned(people)
    first = round.proposals.get()
    left = other if first.mentee_id == people.mentee.pk else people.mentee
    proposals.confirm(proposal=first, by=by)
    made = proposals.choose_another(round=round, mentee=left, mentor=people.mentor, why="knows", note="", by=by)
    with pytest.raises(NotAllowed, match="no free place"):
        proposals.confirm(proposal=made, by=by)


def test_a_release_without_a_mentor_stands_on_the_coordinator_s_day(people):
    people.mentee.release_on = clock.today() + timedelta(days=20)
    people.mentee.save()
    words = [row.why for row in due(people.principal(people.ines))]
    assert any(line.startswith("Will be released on") for line in words)
    assert not any("released" in row.why for row in due(people.principal(people.kateryna)))


def test_the_next_to_be_released_stands_first(people):
    later = cast.enrolled(cast.person(people.organisation, "Later"), people.programme, "mentee")
    for enrolment, days, age in ((people.mentee, 50, 30), (later, 20, 10)):
        enrolment.release_on = clock.today() + timedelta(days=days)
        enrolment.created_at = clock.now() - timedelta(days=age)
        enrolment.save()
    rows = sorted((r for r in due(people.principal(people.ines)) if "released" in r.why), key=lambda r: r.since)
    assert [row.people[0][0] for row in rows] == ["Later", people.mentee.person.name]


def test_people_who_wait_beside_free_places_ask_for_a_round(people):
    def asks(account):
        return [row.url for row in due(people.principal(account)) if "no round is open" in row.why]

    assert asks(people.ines) == [reverse("matching:rounds")]
    assert asks(people.kateryna) == []
    round = planned(people)
    assert asks(people.ines) == []
    # Closed: not at once again, but when two weeks have passed.
    round.closed_at = clock.now() - timedelta(days=13)
    round.save()
    assert asks(people.ines) == []
    round.closed_at = clock.now() - timedelta(days=15)
    round.save()
    assert len(asks(people.ines)) == 1
    # Who has to renew a check can't be in a round.
    wanted = WantedStep.objects.create(programme=people.programme, side="mentor", kind="training", valid_months=24)
    assert asks(people.ines) == []
    wanted.delete()
    Enrolment.objects.filter(pk=people.mentor.pk).update(capacity=0)
    assert asks(people.ines) == []


def test_one_mentor_meets_and_several_meet():
    words = Words({"1": "Ana", "2": "Bea"}, {})
    assert words.reason("second_choice", {"ahead": ["1"]}) == "Ana would fit as well and meets somebody else in this plan"
    assert words.reason("second_choice", {"ahead": ["1", "2"]}) == "Ana and Bea would fit as well and meet others in this plan"


def test_a_check_that_lapsed_since_the_plan_stops_the_confirmation(people):
    proposal = planned(people).proposals.get()
    people.programme.wanted_steps.create(side="mentor", kind="background")
    with pytest.raises(NotAllowed, match="check lapsed"):
        proposals.confirm(proposal=proposal, by=people.principal(people.ines))


def test_a_mailed_link_answers_one_question_and_knows_nothing_else(people, client):
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    address = reverse("matching:answer_by_link", args=[proposals.token(proposal, "mentee")])
    page = client.get(address).content.decode()
    assert "Haddad" not in page
    assert client.get(address.replace("/q/", "/q/x")).status_code == 404
    client.post(address, {"answer": "yes"})
    proposal.refresh_from_db()
    assert proposal.answer_of("mentee") == "yes"


@pytest.mark.parametrize("who", ["kateryna", "samira", "nour", "admin"])
def test_a_round_is_absent_for_everybody_but_its_coordinators(people, client, who):
    round = planned(people)
    client.force_login(getattr(people, who))
    proposal = round.proposals.get()
    for address in (
        reverse("matching:round", args=[round.pk]),
        reverse("matching:who", args=[round.pk]),
        reverse("matching:mentors_for", args=[round.pk, people.mentee.pk]),
        reverse("matching:confirm", args=[proposal.pk]),
        reverse("matching:proposal", args=[proposal.pk]),
        reverse("matching:kept_apart", args=[people.programme.pk]),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {}).status_code == 404, address


def test_a_colleague_who_coordinates_too_can_read_and_decide(people, client):
    round = planned(people)
    client.force_login(people.rui)
    for address in (
        reverse("matching:rounds"),
        reverse("matching:round", args=[round.pk]),
        reverse("matching:who", args=[round.pk]),
        reverse("matching:mentors_for", args=[round.pk, people.mentee.pk]),
        reverse("matching:confirm", args=[round.proposals.get().pk]),
        reverse("matching:leave_open", args=[round.proposals.get().pk]),
        reverse("matching:close", args=[round.pk]),
        reverse("matching:kept_apart", args=[people.programme.pk]),
    ):
        assert client.get(address).status_code == 200, address
    response = client.post(reverse("matching:confirm", args=[round.proposals.get().pk]), {})
    assert response.status_code == 302
    assert round.proposals.get().state == "asked"
    assert client.get(reverse("matching:proposal", args=[round.proposals.get().pk])).status_code == 200


def test_the_page_of_a_round_costs_the_same_at_two_sizes(people, client, django_assert_max_num_queries):
    client.force_login(people.ines)

    def grow(count):
        for n in range(count):
            for side in ("mentor", "mentee"):
                cast.enrolled(cast.person(people.organisation, f"{side} {n}", languages=(("so", "native"),)), people.programme, side)

    grow(3)
    small = planned(people)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("matching:round", args=[small.pk]))
    grow(20)
    large = planned(people)
    with django_assert_max_num_queries(40) as many:
        client.get(reverse("matching:round", args=[large.pk]))
    assert len(many) <= len(few)
    with django_assert_max_num_queries(60) as who_many:
        client.get(reverse("matching:who", args=[large.pk]))
    assert len(who_many) <= len(few) + 30


def test_in_a_large_programme_people_to_keep_apart_are_found_by_name(people, client, monkeypatch):
    monkeypatch.setattr(keeping_apart_views, "MOST_TO_CHOOSE", 1)
    client.force_login(people.ines)
    address = reverse("matching:kept_apart", args=[people.programme.pk])
    one, other = people.mentor.person, people.mentee.person
    page = client.post(address, {"one_name": one.name, "other_name": other.name, "note": "Neighbours.", "find": "1"})
    words = page.content.decode()
    assert words.count(one.name) == words.count(f'value="{one.pk}"') + 1 and "Neighbours." in words
    assert not people.programme.do_not_match.exists()
    assert client.post(address, {"one": str(one.pk), "other": str(other.pk), "note": ""}).status_code == 302
    assert people.programme.do_not_match.count() == 1


def test_an_impatient_second_click_plans_once(people, client):
    client.force_login(people.ines)
    round = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    address = reverse("matching:who", args=[round.pk])
    form = client.get(address).context["form"]
    sent = {
        "people": [str(p.enrolment_id) for p in round.parts.all()],
        "idempotency_key": str(form.initial["idempotency_key"]),
        **{name: value for name, value in form.initial.items() if name != "idempotency_key" and value not in (False, None)},
    }
    first, second = client.post(address, sent), client.post(address, sent)
    assert first.url == second.url == reverse("matching:round", args=[round.pk])
    assert AuditEntry.objects.filter(action="plan matching round").count() == 1


def test_a_mentee_finds_the_question_on_their_own_page_and_answers_there(people, client):
    proposal = planned(people).proposals.get()
    address = reverse("matching:answer", args=[proposal.pk])
    client.force_login(people.nour)
    assert address not in client.get(reverse("mentorships:home")).content.decode()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    assert address in client.get(reverse("mentorships:home")).content.decode()
    client.post(address, {"answer": "yes"})
    assert address not in client.get(reverse("mentorships:home")).content.decode()
    proposal.refresh_from_db()
    assert proposal.answer_of("mentee") == "yes"


def test_nobody_answers_for_somebody_else(people, client):
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    other = cast.account("other@example.org", person=cast.person(people.organisation, "Grace Mensah"))
    cast.member(people.programme, "mentee", other)
    client.force_login(other)
    assert client.get(reverse("matching:answer", args=[proposal.pk])).status_code == 404
    assert client.post(reverse("matching:answer", args=[proposal.pk]), {"answer": "yes"}).status_code == 404


def test_on_the_page_the_second_yes_leads_to_the_mentorship(people, client):
    client.force_login(people.ines)
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    page = reverse("matching:proposal", args=[proposal.pk])
    for _ in range(2):
        form = next(one for one in client.get(page).context["answers"] if not one["said"])["yes"]
        sent = {name: str(form[name].value()) for name in ("idempotency_key", "side", "who", "answer")}
        after = client.post(page, sent)
    assert after.url == reverse("mentorships:detail", args=[Mentorship.objects.get().pk])
