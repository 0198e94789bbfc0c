"""Filling the demo: the same at every filling of one day, and never on top of somebody's data."""

import hashlib
from datetime import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import F

from alongside.foundation import clock
from alongside.foundation.models import Installation
from alongside.matching.models import Proposal
from alongside.mentorships.models import CheckIn, HeldPlace, Member, Mentorship, Session
from alongside.mentorships.queries import Stage, with_facts
from alongside.people.models import Organisation, Person
from alongside.programmes.models import EnrolmentState, ScreeningStep
from alongside.site.demo import doors, filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_demo(settings):
    settings.IS_DEMO = True


@pytest.fixture
def demo(today, in_demo):
    filling.fill()


def digest() -> str:
    """A fingerprint of who is there and what happened when."""
    people = sorted((str(p.pk), p.name, p.birth_year, p.wishes) for p in Person.objects.all())
    meetings = sorted((str(s.pk), str(s.starts_at), s.outcome, s.note) for s in Session.objects.all())
    steps = sorted((str(s.pk), s.kind, str(s.expires_on)) for s in ScreeningStep.objects.all())
    states = sorted((str(s.enrolment_id), s.state, str(s.at.date())) for s in EnrolmentState.objects.all())
    proposals = sorted((str(p.mentee_id), str(p.mentor_id)) for p in Proposal.objects.all())
    return hashlib.sha256(repr([people, meetings, steps, states, proposals]).encode()).hexdigest()


def test_two_fillings_of_one_day_are_alike(demo):
    first = digest()
    filling.fill(reset=True)
    assert digest() == first


def test_filling_again_leaves_the_demo_as_somebody_made_it(demo):
    Person.objects.filter(pk=Person.objects.first().pk).update(name="Changed by a visitor")
    before = digest()
    assert filling.fill() is False
    assert digest() == before


def test_a_reset_keeps_the_domain_of_passkeys_and_makes_new_links(demo):
    Installation.set("domain", "localhost")
    old = doors.links()
    filling.fill(reset=True)
    assert Installation.get("domain") == "localhost"
    assert set(old) == set(doors.links()) and not set(old.values()) & set(doors.links().values())


@pytest.mark.parametrize("reset", [False, True])
def test_a_database_with_real_data_is_refused(in_demo, reset):
    Organisation.objects.create(name="Somebody's own", sector="ngo", country="PT")
    with pytest.raises(CommandError, match="stays as it is"):
        call_command("demo", reset=reset, stdout=StringIO())
    assert Organisation.objects.count() == 1 and Installation.get("demo") == ""


def test_outside_the_demo_the_command_refuses():
    with pytest.raises(CommandError, match="ALONGSIDE_DEMO=1"):
        call_command("demo", stdout=StringIO())


def test_the_command_prints_an_address_and_a_link_for_each_role(today, in_demo, settings):
    out = StringIO()
    call_command("demo", stdout=out)
    assert f"{settings.PUBLIC_URL}/demo/\n" in out.getvalue()
    assert all(settings.PUBLIC_URL + path in out.getvalue() for path in doors.links().values())


@pytest.mark.parametrize("moment", ["2028-02-29T00:05+02:00", "2026-10-25T02:30+01:00"], ids=["leap day, past midnight", "clocks go back"])
def test_at_an_odd_moment_no_stage_is_missing_and_nothing_was_told_before_it_happened(in_demo, moment):
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        filling.fill()
        assert set(with_facts(Mentorship.objects.all()).values_list("stage", flat=True)) == set(Stage.values)
        told = Session.objects.exclude(outcome="")
        assert told.exists() and not told.filter(starts_at__gt=clock.now()).exists()
        assert not told.filter(logged_at__gt=clock.now()).exists()
        assert not told.filter(logged_at__lt=F("starts_at")).exists()
        assert not CheckIn.objects.filter(at__gt=clock.now()).exists()
        assert not EnrolmentState.objects.filter(at__gt=clock.now()).exists()


def test_every_place_that_the_demo_gives_away_is_held(demo):
    """What is shown is counted from mentorships and open questions; the rows that refuse a second promise say the same."""
    walking = Member.objects.filter(until=None).values_list("enrolment_id", "mentorship_id")
    held = HeldPlace.objects.exclude(mentorship=None).values_list("enrolment_id", "mentorship_id")
    assert sorted(walking) == sorted(held) != []
    asked = {(one.pk, p.pk) for p in Proposal.objects.asked() for one in (*p.mentors, p.mentee)}
    assert set(HeldPlace.objects.exclude(asked_in=None).values_list("enrolment_id", "asked_in")) == asked
