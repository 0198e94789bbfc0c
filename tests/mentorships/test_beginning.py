"""How a mentorship begins, and when it may not.

|who                          |begins|
|-----------------------------|------|
|coordinator of the programme |yes   |
|the clock (matching)         |yes   |
|mentor, administrator        |no    |
|coordinator elsewhere        |no    |
"""

import threading

import pytest
from django.db import connection, transaction

from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.actions import NotAllowed
from alongside.mentorships.models import Mentorship
from alongside.mentorships.queries import ended_pairs, free_places
from alongside.programmes.models import DoNotMatch, EnrolmentState
from tests import cast as people
from tests.mentorships.story import begin


def test_a_mentorship_begins_with_its_members_its_status_and_its_planned_end(cast, ines):
    made = begin(cast, ines)
    assert [(m.person_id, m.role) for m in made.members.order_by("pk")] == [
        (cast.mentor.person_id, "mentor"),
        (cast.mentee.person_id, "mentee"),
    ]
    assert [(s.status, s.by_id) for s in made.statuses.all()] == [("begun", cast.ines.pk)]
    assert (made.planned_until - made.begun_at.date()).days == cast.programme.length_weeks * 7


def test_the_beginning_is_audited_without_a_value(cast, ines):
    made = begin(cast, ines)
    entry = AuditEntry.objects.get(action="begin mentorship")
    assert entry.target == f"mentorships.Mentorship:{made.pk}"
    assert {s.person_id for s in entry.subjects.all()} == {cast.mentor.person_id, cast.mentee.person_id}


def test_the_clock_may_begin_for_matching(cast):
    assert begin(cast, None).begun_by is None


@pytest.mark.parametrize("who", ["samira", "nour", "admin", "kateryna"])
def test_nobody_else_begins_a_mentorship(cast, who):
    with pytest.raises(NotAllowed):
        begin(cast, cast.principal(getattr(cast, who)))


def test_a_full_mentor_takes_nobody_more(cast, ines):
    cast.mentor.capacity = 1
    cast.mentor.save()
    begin(cast, ines)
    other = people.enrolled(people.person(cast.organisation, "Yonas Tekle"), cast.programme, "mentee")
    with pytest.raises(NotAllowed, match="no free place"):
        begin(cast, ines, mentee=other)
    assert free_places([cast.mentor]) == {cast.mentor.pk: 0}


def test_a_mentee_with_a_mentor_is_not_paired_again(cast, ines):
    begin(cast, ines)
    with pytest.raises(NotAllowed, match="has a mentor in this programme already"):
        begin(cast, ines)


def test_people_on_the_wrong_side_are_refused(cast, ines):
    with pytest.raises(NotAllowed, match="other side"):
        begin(cast, ines, mentor=cast.mentee, mentee=cast.mentor)


def test_somebody_of_another_programme_is_refused(cast, ines):
    stranger = people.enrolled(people.person(cast.other_organisation, "Ivan Petrenko"), cast.other_programme, "mentee")
    with pytest.raises(NotAllowed, match="another programme"):
        begin(cast, ines, mentee=stranger)


def test_nobody_walks_with_themselves(cast, ines):
    both = people.enrolled(cast.mentor.person, cast.programme, "mentee")
    with pytest.raises(NotAllowed, match="named twice"):
        begin(cast, ines, mentee=both)


def test_somebody_not_accepted_yet_is_refused(cast, ines):
    EnrolmentState.objects.create(enrolment=cast.mentee, state="resting")
    with pytest.raises(NotAllowed, match="not accepted"):
        begin(cast, ines)


@pytest.mark.parametrize(("birth_year", "sentence"), [(2012, "under 18"), (None, "adult")])
def test_a_minor_or_somebody_of_unknown_age_waits_for_the_rules(cast, ines, birth_year, sentence):
    cast.mentee.person.birth_year = birth_year
    cast.mentee.person.save()
    with pytest.raises(NotAllowed, match=sentence):
        begin(cast, ines)
    cast.programme.under_18_rule = "A guardian is there at the first meeting."
    cast.programme.guardian_rule = "Signed by a guardian."
    cast.programme.save()
    assert begin(cast, ines)


def test_two_mentors_need_the_co_mentor_format(cast, ines):
    second = people.enrolled(people.person(cast.organisation, "João Ferreira"), cast.programme, "mentor")
    pair = {"programme": cast.programme, "mentors": [cast.mentor, second], "mentees": [cast.mentee], "by": ines}
    with pytest.raises(NotAllowed, match="fewer mentors"):
        actions.begin(**pair)
    cast.programme.format = "co"
    cast.programme.save()
    made = actions.begin(**pair)
    assert sorted(made.members.values_list("role", flat=True)) == ["co_mentor", "mentee", "mentor"]


def test_a_family_walks_with_a_team(cast, ines):
    cast.programme.format = "team"
    cast.programme.save()
    child = people.enrolled(people.person(cast.organisation, "Dilan Aydın"), cast.programme, "mentee")
    made = actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[cast.mentee, child], by=ines)
    assert made.members.get(person=child.person).role == "family"


def test_former_pairs_are_told_to_matching(cast, ines):
    made = begin(cast, ines)
    both = (cast.mentor.person_id, cast.mentee.person_id)
    assert ended_pairs(cast.programme) == set()
    actions.end(mentorship=made, reason="moved", wished_by="both", by=ines)
    assert ended_pairs(cast.programme) == {both}


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_the_last_free_place_is_given_away_once():
    cast = people.assemble()
    other = people.enrolled(people.person(cast.organisation, "Yonas Tekle"), cast.programme, "mentee")
    gate = threading.Barrier(2)
    refused = []

    def give(mentee):
        gate.wait()
        try:
            with transaction.atomic():
                actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[mentee], by=None)
        except NotAllowed as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    hands = [threading.Thread(target=give, args=[mentee]) for mentee in (cast.mentee, other)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert Mentorship.objects.count() == 1
    assert len(refused) == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_people_kept_apart_are_not_paired_by_hand_and_the_reason_stays_private(cast, ines, order):
    ids = (cast.mentor.person_id, cast.mentee.person_id)
    DoNotMatch.objects.create(
        programme=cast.programme, one_id=ids[order[0]], other_id=ids[order[1]], note="They were neighbours."
    )
    with pytest.raises(NotAllowed, match="for a private reason") as refusal:
        begin(cast, ines)
    assert "neighbours" not in str(refusal.value)
    assert not Mentorship.objects.exists()


def test_a_mentor_whose_check_is_missing_is_not_paired_by_hand(cast, ines):
    cast.programme.wanted_steps.create(side="mentor", kind="background")
    with pytest.raises(NotAllowed, match="missing or has ended"):
        begin(cast, ines)
    cast.mentor.screening_steps.create(kind="background")
    assert begin(cast, ines)
