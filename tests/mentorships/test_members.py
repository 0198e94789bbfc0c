"""Given a mentorship of several people, when one joins, leaves or takes another's part, then it goes on for the others."""

import pytest
from django.urls import reverse

from alongside.mentorships import access
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import begin, end
from alongside.mentorships.actions.members import join, leave, look_after, replace
from alongside.mentorships.models import HeldPlace, Member
from alongside.programmes.models import DoNotMatch
from tests import cast as people

pytestmark = pytest.mark.both


@pytest.fixture
def family(cast, ines):
    """A team of two and a family of two, walking together."""
    cast.programme.format = "team"
    cast.programme.save()
    cast.second = somebody(cast, "Lev")
    cast.daughter = somebody(cast, "Salma", "mentee")
    return begin(
        programme=cast.programme, mentors=[cast.mentor, cast.second], mentees=[cast.mentee, cast.daughter], by=ines,
        looks_after={cast.second.pk: "housing"},
    )  # fmt: skip


def somebody(cast, name, side="mentor", **more):
    return people.enrolled(people.person(cast.organisation, name), cast.programme, side, **more)


def member(mentorship, enrolment):
    return mentorship.members.get(enrolment=enrolment, until=None)


def present(mentorship):
    return {(m.enrolment_id, m.role) for m in mentorship.members.filter(until=None)}


def test_somebody_joins_and_takes_a_place(cast, ines, family):
    third = somebody(cast, "Ilir")
    join(mentorship=family, enrolment=third, by=ines, looks_after="money")
    assert member(family, third).role == "co_mentor"
    assert member(family, third).looks_after == "money"
    assert HeldPlace.objects.filter(enrolment=third, mentorship=family).exists()


def test_whoever_leaves_sees_nothing_any_more_and_has_a_place_again(cast, ines, samira, family):
    leave(member=member(family, cast.mentor), because="no_time", by=ines)
    assert not HeldPlace.objects.filter(enrolment=cast.mentor).exists()
    assert list(access.my_mentorships(samira, as_mentor=True)) == []
    assert family.members.get(enrolment=cast.mentor).left_because == "no_time"


def test_when_the_first_mentor_leaves_the_next_one_leads(cast, ines, family):
    leave(member=member(family, cast.mentor), because="moved", by=ines)
    assert present(family) == {(cast.second.pk, "mentor"), (cast.mentee.pk, "mentee"), (cast.daughter.pk, "family")}
    assert member(family, cast.second).looks_after == "housing"


def test_the_last_one_of_a_side_does_not_just_leave(cast, ines, pair):
    for enrolment in (cast.mentor, cast.mentee):
        with pytest.raises(NotAllowed):
            leave(member=member(pair, enrolment), because="no_time", by=ines)
    assert len(present(pair)) == 2


def test_somebody_else_takes_the_part_in_a_pair_of_two(cast, ines, samira, pair):
    new = somebody(cast, "Ilir")
    replace(member=member(pair, cast.mentor), enrolment=new, by=ines)
    assert present(pair) == {(new.pk, "mentor"), (cast.mentee.pk, "mentee")}
    assert not HeldPlace.objects.filter(enrolment=cast.mentor).exists()
    assert list(access.my_mentorships(samira, as_mentor=True)) == []


def test_a_pair_of_two_has_no_room_for_a_third(cast, ines, pair):
    with pytest.raises(NotAllowed):
        join(mentorship=pair, enrolment=somebody(cast, "Ilir"), by=ines)


def test_what_protects_people_at_the_beginning_protects_them_later(cast, ines, family):
    apart, full, waiting = somebody(cast, "Ilir"), somebody(cast, "Ana", capacity=0), somebody(cast, "Joe", state="applied")
    DoNotMatch.objects.create(programme=cast.programme, one=apart.person, other=cast.daughter.person)
    for enrolment in (apart, full, waiting, cast.second):
        with pytest.raises(NotAllowed):
            join(mentorship=family, enrolment=enrolment, by=ines)
    assert len(present(family)) == 4


def test_a_refused_replacement_leaves_everything_as_it_was(cast, ines, pair):
    with pytest.raises(NotAllowed):
        replace(member=member(pair, cast.mentor), enrolment=somebody(cast, "Ana", capacity=0), by=ines)
    assert present(pair) == {(cast.mentor.pk, "mentor"), (cast.mentee.pk, "mentee")}
    assert HeldPlace.objects.filter(enrolment=cast.mentor, mentorship=pair).exists()


def test_after_the_ending_nobody_joins_or_leaves(cast, ines, family):
    one = member(family, cast.second)
    end(mentorship=family, reason="completed", wished_by="both", by=ines)
    with pytest.raises(NotAllowed):
        leave(member=one, because="no_time", by=ines)
    with pytest.raises(NotAllowed):
        join(mentorship=family, enrolment=somebody(cast, "Ilir"), by=ines)


def test_only_coordinators_of_the_programme_decide_it(cast, samira, family):
    for by in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            leave(member=member(family, cast.second), because="other", by=by)


def test_a_family_team_shares_out_what_each_looks_after_and_a_pair_does_not(cast, ines, family):
    look_after(member=member(family, cast.mentor), what="doctors", by=ines)
    assert member(family, cast.mentor).looks_after == "doctors"
    cast.programme.format = "one"
    cast.programme.save()
    with pytest.raises(NotAllowed):
        look_after(member=member(family, cast.mentor), what="money", by=ines)


def test_it_is_done_on_the_pages(client, cast, family):
    client.force_login(cast.ines)
    third = somebody(cast, "Ilir")
    page = client.get(reverse("mentorships:members", args=[family.pk])).content.decode()
    assert "Housing" in page
    client.post(reverse("mentorships:join", args=[family.pk, "mentor"]), {"enrolment": str(third.pk), "looks_after": "education"})
    assert member(family, third).looks_after == "education"
    client.post(reverse("mentorships:leave", args=[family.pk, member(family, third).pk]), {"because": "wish"})
    assert not Member.objects.filter(enrolment=third, until=None).exists()
    assert "They wished to" in client.get(reverse("mentorships:members", args=[family.pk])).content.decode()


def test_somebody_who_was_chosen_and_has_no_place_any_more_is_a_sentence_not_a_crash(client, cast, pair):
    client.force_login(cast.ines)
    full = somebody(cast, "Ana", capacity=0)
    answer = client.post(
        reverse("mentorships:replace", args=[pair.pk, member(pair, cast.mentor).pk]), {"enrolment": str(full.pk)}
    )
    assert answer.status_code == 200 and "Choose from the list." in answer.content.decode()
