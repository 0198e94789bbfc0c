"""Given colleagues who coordinate together, when one hands over or is away, then nobody who asked for a call waits behind it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import ask_for_call, check_in
from alongside.mentorships.actions import charge as actions
from alongside.mentorships.models import Absence, Handover
from alongside.mentorships.queries import due
from alongside.mentorships.queries.charge import contacts, desks, due_handovers, pairs_in_charge
from tests import cast as people
from tests.mentorships.story import another_pair, usual_rules

pytestmark = pytest.mark.both


@pytest.fixture
def maria(cast):
    """A second coordinator of the programme."""
    account = people.account("maria@example.org", "María Quispe")
    people.member(cast.programme, "coordinator", account)
    return account


def calls(principal):
    return [row for row in due(principal) if "Asked to be called" in row.why]


def test_whoever_takes_over_is_asked_first_and_whoever_gave_is_not(pair, ines, nour, maria, cast):
    marias = cast.principal(maria)
    ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    assert (len(calls(ines)), len(calls(marias))) == (1, 0)
    actions.hand_over(mentorships=[pair.pk], to=maria, by=ines, note="She likes mornings")
    assert (len(calls(ines)), len(calls(marias))) == (0, 1)


def test_the_colleague_reads_the_note_and_says_that_she_has_them(client, pair, ines, maria, cast):
    actions.hand_over(mentorships=[pair.pk], to=maria, by=ines, note="She likes mornings")
    marias = cast.principal(maria)
    assert [row.why.startswith("1 pair was handed to you") for row in due_handovers(marias)] == [True]
    client.force_login(maria)
    assert "She likes mornings" in client.get(reverse("mentorships:handed")).content.decode()
    client.post(reverse("mentorships:handed"))
    assert due_handovers(marias) == []


def test_pairs_go_only_to_somebody_who_coordinates_the_programme(pair, ines, maria, cast):
    for to in (cast.kateryna, cast.samira):
        with pytest.raises(NotAllowed):
            actions.hand_over(mentorships=[pair.pk], to=to, by=ines)
    with pytest.raises(NotAllowed):
        actions.hand_over(mentorships=[pair.pk], to=maria, by=cast.principal(cast.kateryna))
    assert not Handover.objects.exists()


def test_while_somebody_is_away_a_colleague_gets_the_calls_at_once(pair, ines, nour, maria, cast):
    ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    marias = cast.principal(maria)
    today = clock.today()
    absence = actions.be_away(account=cast.ines, cover=maria, from_day=today, until_day=today + timedelta(days=3), by=marias)
    assert len(calls(marias)) == 1
    assert "You stand in until" in due_handovers(marias)[0].why
    actions.be_back(absence=absence, by=ines)
    assert calls(marias) == []


def test_nobody_stands_in_for_themselves_or_from_outside(ines, maria, cast):
    today = clock.today()
    for account, cover in ((cast.ines, cast.ines), (cast.ines, cast.kateryna), (cast.kateryna, maria)):
        with pytest.raises(NotAllowed):
            actions.be_away(account=account, cover=cover, from_day=today, until_day=today, by=ines)


def test_an_absence_is_forgotten_a_month_after_it_ended(cast, maria):
    today = clock.today()
    for days in (30, 31):
        day = today - timedelta(days=days)
        Absence.objects.create(account=cast.ines, cover=maria, from_day=day, until_day=day)
    actions.forget_absences()
    assert [absence.until_day for absence in Absence.objects.all()] == [today - timedelta(days=30)]


def test_each_desk_shows_its_pairs_and_the_contacts_made_and_due(pair, ines, maria, cast):
    usual_rules(cast.programme)
    another_pair(cast, ines, 1, days_ago=3)
    check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone")
    actions.hand_over(mentorships=[pair.pk], to=maria, by=ines)
    found = {desk.account.email: (desk.pairs, desk.made, desk.due) for desk in desks(ines) if desk.pairs}
    # One month by the rules: one contact later, two in month one.
    assert found == {"ines@example.org": (1, 0, 2), "maria@example.org": (1, 1, 1)}


def test_pairs_of_somebody_who_left_are_still_found(pair, ines, maria, cast):
    actions.hand_over(mentorships=[pair.pk], to=maria, by=ines)
    maria.memberships.update(until=clock.now())
    assert [m.pk for m, _pair in pairs_in_charge(ines, None)] == [pair.pk]


@pytest.mark.parametrize(("days", "due_by_now"), [(0, 0), (15, 1), (30, 2), (59, 2), (60, 3), (95, 4)])
def test_contacts_fall_due_as_the_rules_say(cast, ines, days, due_by_now):
    usual_rules(cast.programme)
    assert contacts(another_pair(cast, ines, 1, days_ago=days)) == (0, due_by_now)


def test_pairs_are_handed_over_on_the_page(client, pair, cast, maria):
    client.force_login(cast.ines)
    assert "María Quispe" in client.get(reverse("mentorships:hands")).content.decode()
    address = reverse("mentorships:hand_over", args=[cast.ines.pk])
    page = client.post(address, {"to": str(maria.pk)}).content.decode()
    assert "Choose at least one pair." in page
    client.post(address, {"to": str(maria.pk), "pairs": [str(pair.pk)]})
    assert Handover.objects.get().to == maria
