"""Everything expires, and nobody who still takes part does."""

from datetime import timedelta

import pytest

from alongside.foundation import clock, registries
from alongside.foundation.models import AuditEntry
from alongside.matching import pool
from alongside.matching.actions import rounds
from alongside.matching.models import RoundPart
from alongside.mentorships import actions
from alongside.people.models import Person
from alongside.privacy import retention
from alongside.programmes.actions import invitations
from alongside.programmes.models import Invitation
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


def applied(people, name, days_ago, state="declined"):
    person = cast.person(people.organisation, name)
    enrolment = cast.enrolled(person, people.programme, "mentee", state="applied")
    enrolment.states.update(at=clock.now() - timedelta(days=days_ago + 5))
    if state:
        enrolment.states.create(state=state, at=clock.now() - timedelta(days=days_ago))
    return person


def walked(people, ended_days_ago):
    by = people.principal(people.ines)
    pair = actions.begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=by)
    actions.end(mentorship=pair, reason="completed", wished_by="both", said_goodbye=True, note="", by=by)
    then = clock.now() - timedelta(days=ended_days_ago)
    pair.members.update(since=then - timedelta(days=90), until=then)
    people.mentee.states.update(at=then - timedelta(days=100))
    people.mentee.states.create(state="left", at=then)
    return people.mentee.person


def test_every_room_that_holds_people_can_let_go():
    assert set(retention.ORDER) == set(registries.erasers)


@pytest.mark.parametrize(("days", "goes"), [(364, False), (366, True)])
def test_somebody_of_whom_nothing_came_goes_after_a_year(people, days, goes):
    person = applied(people, "Rosa Quispe", days)
    assert (person in retention.expired()) is goes


@pytest.mark.parametrize(("days", "goes"), [(400, False), (729, False), (731, True)])
def test_somebody_who_walked_goes_two_years_after_the_end(people, days, goes):
    person = walked(people, days)
    assert (person in retention.expired()) is goes


@pytest.mark.parametrize("state", ["", "screening", "accepted", "resting"])
def test_somebody_who_still_takes_part_stays_however_long_ago_they_came(people, state):
    person = applied(people, "Filmon Tesfay", 2000, state)
    assert person not in retention.expired()


def test_a_place_elsewhere_keeps_the_person(people):
    person = applied(people, "Yusuf Omar", 800)
    cast.enrolled(person, people.other_programme, "mentee")
    assert person not in retention.expired()


def test_a_colleague_who_once_applied_as_mentor_stays(people):
    person = applied(people, "Rui Martins", 800)
    people.rui.person = person
    people.rui.save()
    assert person not in retention.expired()


def test_erasing_leaves_no_row_of_the_person_and_an_entry_by_id(people):
    person = walked(people, 731)
    key = person.pk
    retention.erase(person)
    assert not Person.objects.filter(pk=key).exists()
    people.nour.refresh_from_db()
    assert not people.nour.is_active
    assert people.nour.person is None
    assert AuditEntry.objects.filter(action="expire person", subjects__person_id=key).count() == 1
    assert Person.objects.filter(pk=people.mentor.person_id).exists()


def test_a_round_that_was_opened_and_never_planned_stops_no_erasure(people):
    rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    retention.erase(people.mentee.person)
    assert not RoundPart.objects.filter(enrolment=people.mentee).exists()


def test_no_explanation_of_others_names_somebody_who_was_erased(people):
    by = people.principal(people.ines)
    for name in ("Selam", "Zahra", "Omar"):
        cast.enrolled(cast.person(people.organisation, name, languages=(("ar", "B2"),)), people.programme, "mentee")
    opened = rounds.open_round(programme=people.programme, by=by)
    everybody = frozenset(str(p.enrolment_id) for p in opened.parts.all())
    rounds.plan_round(round=opened, choice=rounds.Choice(everybody, pool.rules_of(people.programme)), by=by)
    placed = opened.proposals.get().mentee

    def told():
        return str(list(RoundPart.objects.exclude(enrolment=placed).values_list("left_over", flat=True)))

    # "One mentor could, and is full: meets …"
    assert str(placed.pk) in told() and str(people.mentor.pk) in told()
    retention.erase(placed.person)
    assert str(placed.pk) not in told() and str(people.mentor.pk) in told()
    retention.erase(people.mentor.person)
    assert str(people.mentor.pk) not in told()


def test_an_erased_account_keeps_no_key_and_no_invitation(people):
    people.nour.authenticator_set.create(type="webauthn", data={"name": "Nour's phone"})
    _made, token = invitations.invite(
        role="mentee", email="nour@example.org", name="نور", programme=people.programme, by=people.principal(people.ines)
    )
    invitations.accept_as(token=token, account=people.nour)
    retention.erase(people.mentee.person)
    assert not people.nour.authenticator_set.exists()
    assert not Invitation.objects.exists()


def test_somebody_who_cant_be_erased_holds_up_nobody_else(people, monkeypatch):
    monkeypatch.setattr(retention, "_looked_at", 0.0)
    stuck, free = applied(people, "Yusuf Omar", 500), applied(people, "Rosa Quispe", 400)
    let_go = registries.erasers["people"]

    def refuse(person):
        if person == stuck:
            raise ValueError(person.name)
        let_go(person)

    monkeypatch.setitem(registries.erasers, "people", refuse)
    assert retention.expire_due() == 1
    assert set(Person.objects.filter(pk__in=[stuck.pk, free.pk])) == {stuck}


def test_an_invitation_that_nobody_used_is_forgotten(people):
    made, _token = invitations.invite(
        role="mentee", email="nour@example.org", programme=people.programme, by=people.principal(people.ines)
    )
    invitations.forget_unused()
    assert Invitation.objects.exists()
    Invitation.objects.filter(pk=made.pk).update(expires_at=clock.now() - timedelta(days=31))
    invitations.forget_unused()
    assert not Invitation.objects.exists()


def test_the_clock_erases_without_anybody_asking(people, monkeypatch):
    monkeypatch.setattr(retention, "_looked_at", 0.0)
    applied(people, "Lamija Hadžić", 400)
    assert retention.expire_due() == 1
    assert retention.expire_due() == 0
