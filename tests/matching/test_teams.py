"""Mentors who accompany together: forming teams, placing them, asking everybody, beginning with all of them.

One no is a no, without fault; yes needs all. Who is in a team is not proposed alone.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.models import OutgoingMail
from alongside.matching import access, board, pool, queries
from alongside.matching import teams as looking
from alongside.matching.actions import keeping_apart, proposals, rounds
from alongside.matching.actions import teams as forming
from alongside.matching.compare import table_for
from alongside.matching.erasure import erase, export
from alongside.matching.models import MentorTeam, Proposal, TeamMember
from alongside.mentorships.models import Member, Mentorship
from alongside.people.models import ContactWay
from alongside.programmes.access import NotAllowed
from tests import cast
from tests.matching.test_two_hands import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(params=["co", "team"])
def people(request):
    found = cast.assemble()
    found.programme.format = request.param
    found.programme.save(update_fields=["format"])
    found.other_programme.format = "co"
    found.other_programme.save(update_fields=["format"])
    return found


@pytest.fixture
def by(people):
    return people.principal(people.ines)


def another_mentor(people, name="Ana Reis", **values):
    who = cast.person(people.organisation, name, languages=(("ar", "B2"), ("pt", "native")), **values)
    return cast.enrolled(who, people.programme, "mentor")


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def coordinator(people):
    return signed_in(people.ines)


@pytest.fixture
def stranger(people):
    return signed_in(people.kateryna)


@pytest.fixture
def ana(people):
    return another_mentor(people)


@pytest.fixture
def team(people, by, ana):
    return forming.form_team(programme=people.programme, members=[(str(people.mentor.pk), "housing"), (str(ana.pk), "")], by=by)


def planned(people, by):
    round = rounds.open_round(programme=people.programme, by=by)
    everybody = frozenset(str(part.enrolment_id) for part in round.parts.all())
    rounds.plan_round(round=round, choice=rounds.Choice(everybody, pool.rules_of(people.programme)), by=by)
    return round


def test_a_team_is_proposed_by_the_names_of_its_members_the_lead_first(people, by, team):
    round = planned(people, by)
    (row,), left = board.rows_of(round)
    assert (row.mentor, left) == ("Samira Haddad and Ana Reis", [])
    assert row.proposal.team == team and row.proposal.mentor == people.mentor


def test_mentors_in_no_team_are_not_proposed(people, by, ana):
    rows, left = board.rows_of(planned(people, by))
    assert rows == [] and [one.name for one in left] == ["نور الحسيني"]


def test_only_a_family_s_team_shares_its_work_out(people, team):
    looks_after = team.members.get(is_lead=True).looks_after
    assert looks_after == ("housing" if people.programme.format == "team" else "")


def test_everybody_in_the_team_is_asked(people, by, ana, team):
    for enrolment, name in ((people.mentor, "samira"), (ana, "ana"), (people.mentee, "nour")):
        ContactWay.objects.create(person=enrolment.person, kind="email", value=f"{name}@example.org", is_safe=True)
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    sent = {mail.to: mail.body for mail in OutgoingMail.objects.all()}
    assert sent.keys() == {"samira@example.org", "ana@example.org", "nour@example.org"}
    assert len(set(sent.values())) == 3
    assert not any("Samira" in body or "Ana" in body for body in sent.values())


def test_the_last_yes_begins_it_with_all_of_them(people, by, ana, team):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(people.samira), who=people.mentor.pk)
    proposals.answer(proposal=proposal, side="mentee", yes=True, by=people.principal(people.nour))
    assert not Mentorship.objects.exists()
    assert Proposal.objects.get().state == "asked"
    after = proposals.answer(proposal=proposal, side="mentor", yes=True, by=by, how="phone", who=ana.pk)
    roles = dict(Member.objects.filter(mentorship=after.mentorship).values_list("person", "role"))
    assert roles == {people.mentor.person_id: "mentor", ana.person_id: "co_mentor", people.mentee.person_id: "mentee"}


def test_one_no_is_a_no_and_nobody_is_asked_the_same_again(people, by, ana, team):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=by, who=people.mentor.pk)
    proposals.answer(proposal=proposal, side="mentor", yes=False, by=by, who=ana.pk)
    assert Proposal.objects.get().state == "mentor_no"
    rows, left = board.rows_of(planned(people, by))
    assert rows == []


def test_after_a_no_the_others_may_come_back_in_another_team(people, by, ana, team):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    proposals.answer(proposal=proposal, side="mentor", yes=False, by=by, who=ana.pk)
    forming.end_team(team=team, by=by)
    third = another_mentor(people, "Lucía Prieto")
    forming.form_team(programme=people.programme, members=[(str(people.mentor.pk), ""), (str(third.pk), "")], by=by)
    (row,), _left = board.rows_of(planned(people, by))
    assert row.mentor == "Samira Haddad and Lucía Prieto"


def test_somebody_of_another_team_can_t_answer(people, by, team):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    stranger = another_mentor(people, "Lucía Prieto")
    with pytest.raises(NotAllowed):
        proposals.answer(proposal=proposal, side="mentor", yes=True, by=by, who=stranger.pk)


def test_each_of_the_team_finds_the_question_until_they_answered(people, by, ana, team):
    login = cast.account("ana@example.org", person=ana.person)
    cast.member(people.programme, "mentor", login)
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    for who in (people.samira, login):
        assert [p for p, _side in queries.waiting_questions(people.principal(who))] == [proposal]
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(login), who=ana.pk)
    assert queries.waiting_questions(people.principal(login)) == []
    assert [p for p, _side in queries.waiting_questions(people.principal(people.samira))] == [proposal]


def test_the_question_shows_first_names_of_all_and_no_surname(people, by, ana, team, client):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    link = reverse("matching:answer_by_link", args=[proposals.token(proposal, "mentee", people.mentee)])
    page = client.get(link, HTTP_COOKIE="django_language=en").content.decode()
    assert "Samira" in page and "Ana" in page
    assert "Haddad" not in page and "Reis" not in page
    own = reverse("matching:answer_by_link", args=[proposals.token(proposal, "mentor", ana)])
    page = client.get(own).content.decode()
    assert "Together with" in page and "Samira" in page and "Haddad" not in page


def test_a_link_for_somebody_who_is_not_in_the_team_leads_nowhere(people, by, team, client):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    stranger = another_mentor(people, "Lucía Prieto")
    link = reverse("matching:answer_by_link", args=[proposals.token(proposal, "mentor", stranger)])
    assert client.get(link).status_code == 404


def test_being_asked_takes_a_place_of_each(people, by, ana, team):
    proposals.confirm(proposal=planned(people, by).proposals.get(), by=by)
    free = {c.enrolment.pk: c.free_places for c in pool.candidates(people.programme, "mentor")}
    assert free == {people.mentor.pk: 0, ana.pk: 0}
    (offered,) = looking.offering(people.programme)
    assert offered.free_places == 0


def test_a_team_of_whom_somebody_takes_a_break_is_not_proposed(people, by, ana, team):
    ana.states.create(state="resting", reason="away")
    assert looking.offering(people.programme) == []
    assert board.rows_of(planned(people, by))[0] == []


def test_whoever_is_kept_apart_from_one_is_not_proposed_the_team(people, by, ana, team):
    keeping_apart.keep_apart(programme=people.programme, one=ana.person_id, other=people.mentee.person_id, note="", by=by)
    assert board.rows_of(planned(people, by))[0] == []


def test_a_check_that_lapsed_stops_the_question(people, by, ana, team):
    proposal = planned(people, by).proposals.get()
    keeping_apart.keep_apart(programme=people.programme, one=ana.person_id, other=people.mentee.person_id, note="", by=by)
    with pytest.raises(NotAllowed):
        proposals.confirm(proposal=proposal, by=by)


def test_nobody_is_in_two_teams_at_a_time(people, by, ana, team):
    third = another_mentor(people, "Lucía Prieto")
    with pytest.raises(NotAllowed, match="in a team already"):
        forming.form_team(programme=people.programme, members=[(str(ana.pk), ""), (str(third.pk), "")], by=by)


def test_a_team_has_two_members_and_nobody_twice(people, by, ana):
    one = str(ana.pk)
    with pytest.raises(NotAllowed, match="at least 2"):
        forming.form_team(programme=people.programme, members=[(one, "")], by=by)
    with pytest.raises(NotAllowed, match="twice"):
        forming.form_team(programme=people.programme, members=[(one, ""), (one, "")], by=by)


def test_only_the_programme_s_coordinators_form_and_end_teams(people, ana, team):
    stranger = people.principal(people.kateryna)
    with pytest.raises(NotAllowed):
        forming.form_team(programme=people.programme, members=[], by=stranger)
    with pytest.raises(NotAllowed):
        forming.end_team(team=team, by=stranger)


def test_a_programme_of_pairs_has_no_teams(people, by, ana):
    people.programme.format = "one"
    people.programme.save(update_fields=["format"])
    with pytest.raises(NotAllowed, match="does not work in teams"):
        forming.form_team(programme=people.programme, members=[(str(people.mentor.pk), ""), (str(ana.pk), "")], by=by)


def test_a_team_that_ends_takes_its_undecided_proposal_along(people, by, team):
    planned(people, by)
    forming.end_team(team=team, by=by)
    assert Proposal.objects.get().state == "replaced"
    assert TeamMember.objects.filter(until=None).count() == 0
    assert looking.offering(people.programme) == []


def test_a_team_that_is_being_asked_does_not_end(people, by, team):
    proposals.confirm(proposal=planned(people, by).proposals.get(), by=by)
    with pytest.raises(NotAllowed, match="being asked"):
        forming.end_team(team=team, by=by)


def test_teams_are_proposed_for_those_who_wait(people, by, ana):
    (found,) = looking.proposed(people.programme, 2)
    assert found.mentee.enrolment == people.mentee
    assert {one.enrolment for one in found.members} == {people.mentor, ana}
    assert {"shared_language", "shared_hours"} <= {reason.code for reason in found.reasons}


def test_whoever_is_in_a_team_is_not_proposed_for_another(people, team):
    another_mentor(people, "Lucía Prieto")
    assert looking.proposed(people.programme, 2) == []


def test_mentors_side_by_side_are_teams(people, by, team):
    round = planned(people, by)
    (column,) = table_for(round, people.mentee).columns
    assert column.name == "Samira Haddad and Ana Reis" and column.is_proposed and column.possible
    mentor, found = access.mentor_or_team_for(by, round, column.key)
    assert (mentor, found) == (people.mentor, team)


def test_choosing_another_team_replaces_the_first(people, by, team):
    round = planned(people, by)
    two = [another_mentor(people, name) for name in ("Lucía Prieto", "Tomáš Kováč")]
    other = forming.form_team(programme=people.programme, members=[(str(one.pk), "") for one in two], by=by)
    proposals.choose_another(round=round, mentee=people.mentee, mentor=two[0], team=other, why="knows", note="", by=by)
    (row,), _left = board.rows_of(round)
    assert row.mentor == "Lucía Prieto and Tomáš Kováč"
    with pytest.raises(NotAllowed, match="works in teams"):
        proposals.choose_another(round=round, mentee=people.mentee, mentor=two[0], why="knows", note="", by=by)


def test_what_somebody_may_read_about_themselves_names_nobody_else(people, by, ana, team):
    told = str(export(ana.person))
    assert "Newcomers" in told and "Samira" not in told


def test_erasing_one_ends_the_team_and_leaves_the_others(people, by, ana, team):
    planned(people, by)
    erase(ana.person)
    assert not MentorTeam.objects.exists() and not Proposal.objects.exists()
    assert {c.enrolment for c in looking.in_none(people.programme)} == {people.mentor, ana}


def test_lists_of_teams_take_as_many_queries_for_many(people, by, team):
    round = planned(people, by)

    def taken(read) -> int:
        with CaptureQueriesContext(connection) as asked:
            read()
        return len(asked)

    reads = [lambda: looking.offering(people.programme), lambda: board.rows_of(round)]
    few = [taken(read) for read in reads]
    for n in range(6):
        two = [another_mentor(people, f"Mentor {n} {m}") for m in range(2)]
        formed = forming.form_team(programme=people.programme, members=[(str(one.pk), "") for one in two], by=by)
        mentee = cast.enrolled(cast.person(people.organisation, f"Mentee {n}"), people.programme, "mentee")
        Proposal.objects.create(round=round, mentee=mentee, mentor=two[0], team=formed)
    assert [taken(read) for read in reads] == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", range(3))
def test_two_coordinators_can_t_put_one_mentor_into_two_teams(people, by, ana, time):
    third = another_mentor(people, "Lucía Prieto")
    refused = at_once(
        *(
            lambda other=other: forming.form_team(
                programme=people.programme, members=[(str(other.pk), ""), (str(ana.pk), "")], by=by
            )
            for other in (people.mentor, third)
        )
    )
    assert refused == ["Somebody is in a team already. Let that team end first."]
    assert MentorTeam.objects.count() == 1


def test_on_the_page_a_coordinator_forms_a_team_and_a_stranger_finds_nothing(people, by, ana, coordinator, stranger):
    url = reverse("matching:mentor_teams", args=[people.programme.pk])
    page = coordinator.get(url)
    key = page.context["form"]["idempotency_key"].value()
    sent = {"idempotency_key": str(key), "mentor_0": str(ana.pk), "mentor_1": str(people.mentor.pk)}
    assert coordinator.post(url, sent).status_code == 302
    assert [m.enrolment for m in MentorTeam.objects.get().members.all()] == [ana, people.mentor]
    # The same click again lands at the same place.
    assert coordinator.post(url, sent).status_code == 302
    assert MentorTeam.objects.count() == 1
    assert stranger.get(url).status_code == 404
    assert coordinator.get(reverse("matching:propose_teams", args=[people.programme.pk])).status_code == 200


def test_the_pages_of_a_round_show_teams(people, by, ana, team, coordinator):
    round = planned(people, by)
    who = coordinator.get(reverse("matching:who", args=[round.pk])).content.decode()
    assert "Samira Haddad and Ana Reis" in who and "works in teams" in who
    key = coordinator.get(reverse("matching:who", args=[round.pk])).context["form"]["idempotency_key"].value()
    sent = {"idempotency_key": str(key), "people": [str(team.pk), str(people.mentee.pk)], "language": "on", "overlap": "on"}
    assert coordinator.post(reverse("matching:who", args=[round.pk]), sent).status_code == 302
    board = coordinator.get(reverse("matching:round", args=[round.pk])).content.decode()
    assert "Samira Haddad and Ana Reis" in board and "Ask them all" in board
    for name in ("what_if", "needed", "groups_alike"):
        assert coordinator.get(reverse(f"matching:{name}", args=[round.pk])).status_code == 200
    proposal = round.proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    page = coordinator.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()
    assert page.count("Not yet answered") == 3


def test_a_question_soon_over_says_so_once_for_the_team(people, by, team):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=by, who=people.mentor.pk)
    proposals.answer(proposal=proposal, side="mentee", yes=True, by=by)
    pairs = [row for row in queries.due(by) if row.group == "pairs"]
    assert pairs == []
    Proposal.objects.update(answer_by=proposal.round.opened_at + timedelta(days=1))
    assert len([row for row in queries.due(by) if row.group == "pairs"]) == 1


def test_a_team_s_hours_beside_others_are_those_that_all_have(people, by, ana, team):
    ana.person.free_times.update(weekday=5)
    (column,) = table_for(planned(people, by), people.mentee).columns
    assert [fact.words for fact in column.free] == ["No hour that all of them have free"]
    assert "No hour in the week that both have free" in column.against


def test_the_policy_s_price_counts_teams(people, by, team, coordinator):
    assert len(looking.today(people.programme, {}).mentors) == 1
    assert coordinator.get(reverse("matching:policy", args=[people.programme.pk])).status_code == 200


def test_on_the_page_the_last_yes_leads_to_the_mentorship(people, by, team, coordinator):
    proposal = planned(people, by).proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    page = reverse("matching:proposal", args=[proposal.pk])
    for n in range(3):
        form = next(one for one in coordinator.get(page).context["answers"] if not one["said"])["yes"]
        sent = {name: str(form[name].value()) for name in ("idempotency_key", "side", "who", "answer")}
        after = coordinator.post(page, sent, follow=True)
        said = [str(message) for message in after.context["messages"]]
        assert said == [
            "All said yes. The mentorship has begun. Introduce them within 48 hours."
            if n == 2
            else "Noted. The mentorship begins when all have said yes."
        ]
    assert after.redirect_chain[-1][0] == reverse("mentorships:detail", args=[Mentorship.objects.get().pk])
