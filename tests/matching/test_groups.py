"""One mentor with several mentees: a group opens with so many, is asked as one, and begins when enough said yes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.matching import board, engine, erasure, pool, queries
from alongside.matching.actions import groups, proposals, rounds
from alongside.matching.models import Proposal
from alongside.mentorships.models import HeldPlace, Member, Mentorship
from alongside.people.models import ContactWay
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import DoNotMatch, Enrolment
from tests import cast
from tests.matching.test_rounds import planned
from tests.matching.test_two_hands import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    found = cast.assemble()
    found.programme.format, found.programme.group_least, found.programme.group_most = "group", 3, 5
    found.programme.save()
    return found


@pytest.fixture
def by(people):
    return people.principal(people.ines)


@pytest.fixture
def mentees(people):
    names = ("Yonas Tekle", "زهرا محمدی", "Olena Kovalenko")
    return [people.mentee, *(cast.enrolled(cast.person(people.organisation, name), people.programme, "mentee") for name in names)]


@pytest.fixture
def group(people, by, mentees):
    """Samira with four, being asked."""
    first = planned(people).proposals.first()
    proposals.confirm(proposal=first, by=by)
    return list(Proposal.objects.order_by("pk"))


def say(people, by, proposal, side, yes=True):
    return proposals.answer(proposal=proposal, side=side, yes=yes, by=by, how="phone")


def states() -> list[str]:
    return sorted(p.state for p in Proposal.objects.prefetch_related("steps"))


def test_two_are_too_few_and_read_why(people, by, mentees):
    Enrolment.objects.filter(pk__in=[m.pk for m in mentees[2:]]).update(capacity=0)
    for enrolment in mentees[2:]:
        enrolment.states.create(state="resting", reason="away")
    rows, left = board.rows_of(planned(people))
    assert rows == []
    assert left[0].why == ["1 group would do, but too few people could join for it to open."]


def test_enough_stand_on_the_board_as_one_group(people, mentees, client):
    round = planned(people)
    rows, left = board.rows_of(round)
    (group,) = board.groups_in(rows, people.programme.group_least)
    assert (group.mentor, len(group.rows), group.is_large_enough, left) == ("Samira Haddad", 4, True, [])
    client.force_login(people.ines)
    page = client.get(reverse("matching:round", args=[round.pk])).content.decode()
    assert "with a group of 4" in page and "Ask this group" in page


def test_a_group_has_at_most_so_many(people, mentees):
    people.programme.group_most = 3
    people.programme.save()
    rows, left = board.rows_of(planned(people))
    assert (len(rows), len(left)) == (3, 1)


def test_asking_one_asks_the_whole_group_and_the_mentor_once(people, by, mentees):
    for n, enrolment in enumerate([people.mentor, *mentees]):
        ContactWay.objects.create(person=enrolment.person, kind="email", value=f"{n}@example.org", is_safe=True)
    first = planned(people).proposals.first()
    proposals.confirm(proposal=first, by=by)
    proposals.confirm(proposal=first, by=by)
    assert sorted(mail.to for mail in OutgoingMail.objects.all()) == [f"{n}@example.org" for n in range(5)]
    assert states() == ["asked"] * 4
    assert len(queries.waiting_questions(people.principal(people.samira))) == 1


def test_a_group_takes_one_place_of_its_mentor(people, group):
    (mentor,) = pool.candidates(people.programme, "mentor")
    assert mentor.free_places == 0
    Enrolment.objects.filter(pk=people.mentor.pk).update(capacity=2)
    (mentor,) = pool.candidates(people.programme, "mentor")
    assert mentor.free_places == 1


def test_when_all_have_answered_it_begins_with_those_who_said_yes(people, by, group):
    say(people, by, group[0], "mentor")
    for proposal in group[:3]:
        say(people, by, proposal, "mentee")
    assert not Mentorship.objects.exists()
    say(people, by, group[3], "mentee", yes=False)
    mentorship = Mentorship.objects.get()
    roles = [m.role for m in mentorship.members.all()]
    assert sorted(roles) == ["mentee", "mentee", "mentee", "mentor"]
    assert states() == ["begun", "begun", "begun", "mentee_no"]
    assert Member.objects.filter(person=group[3].mentee.person).count() == 0


def test_the_mentor_s_yes_may_come_last(people, by, group):
    for proposal in group:
        say(people, by, proposal, "mentee")
    assert not Mentorship.objects.exists()
    proposals.answer(proposal=group[2], side="mentor", yes=True, by=people.principal(people.samira))
    assert Mentorship.objects.get().members.count() == 5


def test_a_mentor_s_no_is_a_no_to_the_whole_group(people, by, group):
    say(people, by, group[0], "mentee")
    say(people, by, group[1], "mentor", yes=False)
    assert states() == ["mentor_no"] * 4
    assert board.rows_of(planned(people))[0] == []


def test_two_noes_of_four_end_it_and_the_others_keep_their_place(people, by, group):
    say(people, by, group[0], "mentor")
    say(people, by, group[1], "mentee")
    say(people, by, group[2], "mentee", yes=False)
    say(people, by, group[3], "mentee", yes=False)
    assert states() == ["mentee_no", "mentee_no", "too_few", "too_few"]
    assert not Mentorship.objects.exists()


def test_too_few_is_no_refusal_and_may_be_proposed_again(people, by, group):
    say(people, by, group[0], "mentor")
    for proposal in group[2:]:
        say(people, by, proposal, "mentee", yes=False)
    for name in ("Tomáš Kováč", "Lucía Prieto"):
        cast.enrolled(cast.person(people.organisation, name), people.programme, "mentee")
    rows, _left = board.rows_of(planned(people))
    assert {row.proposal.mentee_id for row in rows} >= {group[0].mentee_id, group[1].mentee_id}


def test_the_coordinator_begins_with_enough_and_leaves_the_silent_open(people, by, group):
    say(people, by, group[0], "mentor")
    for proposal in group[:2]:
        say(people, by, proposal, "mentee")
    with pytest.raises(NotAllowed, match="enough mentees"):
        groups.begin_now(proposal=group[0], by=by)
    say(people, by, group[2], "mentee")
    groups.begin_now(proposal=group[0], by=by)
    assert states() == ["begun", "begun", "begun", "left_open"]
    assert Mentorship.objects.get().members.count() == 4


@pytest.mark.parametrize(("yes", "expected"), [(3, ["begun"] * 3 + ["expired"]), (2, ["expired"] * 2 + ["too_few"] * 2)])
def test_when_the_time_is_over_it_begins_with_enough_or_ends(people, by, group, yes, expected):
    say(people, by, group[0], "mentor")
    for proposal in group[:yes]:
        say(people, by, proposal, "mentee")
    Proposal.objects.update(answer_by=clock.now() - timedelta(minutes=1))
    proposals.expire_due()
    assert states() == expected
    assert proposals.expire_due() == 0


def test_a_silent_mentor_lets_the_question_end(people, by, group):
    for proposal in group[:3]:
        say(people, by, proposal, "mentee")
    Proposal.objects.update(answer_by=clock.now() - timedelta(minutes=1))
    assert proposals.expire_due() == 4
    assert not Mentorship.objects.exists()


def test_a_group_that_lost_somebody_before_it_was_asked_is_not_asked(people, by, mentees):
    round = planned(people)
    for proposal in list(round.proposals.all())[:2]:
        proposals.leave_open(proposal=proposal, by=by)
    left = next(p for p in round.proposals.prefetch_related("steps") if p.state == "proposed")
    with pytest.raises(NotAllowed, match="opens with 3"):
        proposals.confirm(proposal=left, by=by)


def test_somebody_kept_apart_since_the_plan_stops_the_question(people, by, mentees):
    first = planned(people).proposals.first()
    one, two = sorted((people.mentor.person_id, mentees[3].person_id))
    DoNotMatch.objects.create(programme=people.programme, one_id=one, other_id=two, by=people.ines)
    with pytest.raises(NotAllowed, match="check"):
        proposals.confirm(proposal=first, by=by)


def test_what_stands_in_the_way_is_told_to_the_coordinator_only(people, by, group):
    say(people, by, group[0], "mentor")
    for proposal in group[:3]:
        say(people, by, proposal, "mentee")
    one, two = sorted((people.mentor.person_id, group[0].mentee.person_id))
    DoNotMatch.objects.create(programme=people.programme, one_id=one, other_id=two, by=people.ines)
    say(people, by, group[3], "mentee")
    assert states() == ["asked"] * 4 and not Mentorship.objects.exists()
    with pytest.raises(NotAllowed, match="private reason"):
        groups.begin_now(proposal=group[0], by=by)
    Proposal.objects.update(answer_by=clock.now() - timedelta(minutes=1))
    assert [row.why for row in queries.due(by) if row.group == "pairs"] == ["Enough said yes, and the group can't begin yet."]
    proposals.leave_open(proposal=group[0], by=by)
    assert states() == ["left_open"] * 4


def test_the_pages_of_a_group_lead_from_the_board_to_the_mentorship(people, by, group, client):
    client.force_login(people.ines)
    page = reverse("matching:proposal", args=[group[0].pk])
    shown = client.get(page)
    assert shown.content.decode().count("Not yet answered") == 5
    for one in shown.context["answers"]:
        form = next(answer for answer in client.get(page).context["answers"] if answer["enrolment"] == one["enrolment"])["yes"]
        sent = {name: str(form[name].value()) for name in ("idempotency_key", "side", "who", "answer")}
        assert client.post(page, sent).status_code == 302
    assert Mentorship.objects.get().members.count() == 5
    board = client.get(reverse("matching:round", args=[group[0].round_id])).content.decode()
    assert "See the mentorship" in board
    assert client.get(reverse("mentorships:detail", args=[Mentorship.objects.get().pk])).status_code == 200


def test_the_mentor_reads_first_names_of_all_and_the_mentee_the_mentor_s(people, by, group, client):
    client.force_login(people.samira)
    page = client.get(reverse("matching:answer", args=[group[0].pk])).content.decode()
    assert "accompany this group" in page and "Yonas" in page and "Tekle" not in page
    client.force_login(people.nour)
    mine = next(p for p in group if p.mentee_id == people.mentee.pk)
    page = client.get(reverse("matching:answer", args=[mine.pk])).content.decode()
    assert "Samira" in page and "Yonas" not in page


def test_a_stranger_finds_no_group(people, group, client):
    client.force_login(people.kateryna)
    for name in ("proposal", "confirm", "begin_group"):
        assert client.get(reverse(f"matching:{name}", args=[group[0].pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(3))
def test_two_answers_at_once_begin_one_group(people, by, group, time):
    say(people, by, group[0], "mentor")
    for proposal in group[:2]:
        say(people, by, proposal, "mentee")
    refused = at_once(*(lambda p=p: proposals.answer(proposal=p, side="mentee", yes=True, by=by, how="phone") for p in group[2:]))
    assert refused == [] and Mentorship.objects.get().members.count() == 5


def test_a_round_with_too_many_groups_says_what_to_do(people, mentees, client, monkeypatch):
    def give_up(problem):
        raise engine.TooManyGroups("too many")

    round = planned(people)
    monkeypatch.setattr(engine, "solve", give_up)
    client.force_login(people.ines)
    page = client.get(reverse("matching:who", args=[round.pk]))
    key = str(page.context["form"]["idempotency_key"].value())
    everybody = [str(pk) for pk in round.parts.values_list("enrolment_id", flat=True)]
    again = client.post(reverse("matching:who", args=[round.pk]), {"idempotency_key": key, "people": everybody}).content.decode()
    assert "Take fewer mentors into the round" in again
    assert "can&#x27;t be told today" in client.get(reverse("matching:policy", args=[people.programme.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_ask_one_group_once(people, by, mentees):
    first, second = planned(people).proposals.order_by("pk")[:2]
    rui = people.principal(people.rui)
    refused = at_once(lambda: proposals.confirm(proposal=first, by=by), lambda: proposals.confirm(proposal=second, by=rui))
    assert refused == [] and states() == ["asked"] * 4
    assert [p.steps.filter(step="asked").count() for p in Proposal.objects.all()] == [1] * 4


def held() -> set:
    """Whose places are held by a question."""
    return set(HeldPlace.objects.filter(asked_in__isnull=False).values_list("enrolment_id", flat=True))


def test_a_group_holds_its_mentors_place_until_the_last_question_is_over(people, by, group):
    """Whichever of its mentees says no first, the mentor stays promised; when it ends, everybody is free."""
    mentor = group[0].mentor_id
    assert held() == {mentor, *(p.mentee_id for p in group)}
    say(people, by, group[0], "mentee", yes=False)
    assert held() == {mentor, *(p.mentee_id for p in group[1:])}
    say(people, by, group[1], "mentee", yes=False)
    assert held() == set()


def test_a_mentor_who_says_no_to_a_group_is_free(people, by, group):
    say(people, by, group[0], "mentor", yes=False)
    assert held() == set()


def test_a_group_that_begins_takes_over_the_places_it_was_promised(people, by, group):
    say(people, by, group[0], "mentor")
    for proposal in group:
        say(people, by, proposal, "mentee")
    mentorship = Mentorship.objects.get()
    assert held() == set()
    assert HeldPlace.objects.filter(mentorship=mentorship).count() == 1 + len(group)


def test_a_group_nobody_answered_frees_everybody(people, by, group):
    Proposal.objects.update(answer_by=clock.now() - timedelta(hours=1))
    groups.expire_due()
    assert held() == set()


def test_erasing_the_last_of_a_group_frees_its_mentor(group):
    for proposal in group:
        assert group[0].mentor_id in held()
        erasure.erase(proposal.mentee.person)
    assert held() == set()


def test_too_many_groups_to_choose_from_end_in_a_sentence_on_every_page_that_tries(people, by, mentees, client, monkeypatch):
    def solve(problem):
        raise engine.TooManyGroups

    monkeypatch.setattr(engine, "solve", solve)
    round = rounds.open_round(programme=people.programme, by=by)
    client.force_login(people.ines)
    for name in ("what_if", "needed", "poster"):
        page = client.get(reverse(f"matching:{name}", args=[round.pk]), follow=True)
        assert "Too many groups could open at once." in page.content.decode(), name
