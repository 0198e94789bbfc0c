"""The demo: an invented consortium in which everything happens, with doors that open nowhere else."""

import re

import pytest
import time_machine
from django.db import models, transaction
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.fields import SealedField
from alongside.foundation.models import Installation
from alongside.matching import teams
from alongside.matching.models import MatchingRound
from alongside.mentorships.models import (
    CallRequest,
    Member,
    Mentorship,
    MentorshipStatus,
    ReminderRule,
    Session,
    ToCall,
)
from alongside.mentorships.queries import Stage, with_facts
from alongside.people.models import Account, Organisation, Person, PersonLanguage
from alongside.programmes.models import DoNotMatch, Enrolment, EnrolmentState, Programme, ScreeningStep
from alongside.site.demo import doors, filling
from tests.conftest import NOON


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Filled once for this file; each test works on it within a savepoint of its own."""
    with time_machine.travel(NOON, tick=True), django_db_blocker.unblock(), transaction.atomic():
        filling.fill()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(filled, db, settings):
    settings.IS_DEMO = True


def words() -> dict[str, str]:
    """Every text of the demo, sealed or not: "Model.field" -> all of it."""
    found = {}
    for model in (Organisation, Programme, Person, Enrolment, ScreeningStep, EnrolmentState, Session, MentorshipStatus, DoNotMatch):
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField | models.CharField | models.TextField) and not field.choices:
                manager = getattr(model, "include_unfinished", model.objects)
                found[f"{model.__name__}.{field.name}"] = "\n".join(str(getattr(row, field.name)) for row in manager.all())
    return found


def test_three_organisations_in_three_countries_run_four_programmes(demo):
    assert set(Programme.objects.values_list("organisation__country", flat=True)) == {"PT", "PL", "FI"}
    assert set(Programme.objects.values_list("template", flat=True)) == {
        "joint-activities", "through-the-gate", "community-mentors", "family-team"
    }  # fmt: skip
    assert Enrolment.objects.filter(side="mentor").count() >= 60
    assert Enrolment.objects.filter(side="mentee").count() >= 80


def test_every_stage_of_a_mentorship_is_there(demo):
    stages = set(with_facts(Mentorship.objects.all()).values_list("stage", flat=True))
    assert stages == set(Stage.values)
    assert set(Member.objects.values_list("role", flat=True)) == set(Member.Role.values)
    ended = set(MentorshipStatus.objects.filter(status="ended").values_list("reason", flat=True))
    assert {"completed", "goals", "moved", "no_time", "no_contact", "not_a_fit", "transferred"} <= ended


def test_every_step_of_the_way_in_is_there(demo):
    states = set(Enrolment.objects.with_state().values_list("current_state", flat=True))
    assert states == set(EnrolmentState.State.values)
    soon = ScreeningStep.objects.filter(expires_on__gte=clock.today())
    assert ScreeningStep.objects.filter(expires_on__lt=clock.today()).exists()
    assert any((s.expires_on - clock.today()).days < 14 for s in soon)


def test_a_year_of_meetings_with_some_that_nobody_told_of(demo):
    first, last = Session.objects.earliest("starts_at"), Session.objects.latest("starts_at")
    assert (clock.now() - first.starts_at).days > 270 and last.starts_at > clock.now()
    assert Session.objects.filter(outcome="", starts_at__lt=clock.now()).exists()
    assert not Session.objects.filter(logged_at__gt=clock.now()).exists()
    assert not Session.objects.exclude(outcome="").filter(starts_at__gt=clock.now()).exists()


def test_nobody_meets_before_the_introduction_or_after_the_ending(demo):
    for mentorship in Mentorship.objects.prefetch_related("sessions", "statuses"):
        times = [s.starts_at for s in mentorship.sessions.all() if s.outcome]
        ending = [s.at for s in mentorship.statuses.all() if s.status == "ended"]
        assert all(t.date() >= mentorship.begun_at.date() for t in times)
        assert not ending or all(t.date() <= ending[0].date() for t in times)


def test_an_open_round_waits_for_decisions_and_says_why_some_are_left_over(demo):
    sitting = MatchingRound.objects.get(closed_at=None, programme__slug="newcomers-together")
    states = {p.state for p in sitting.proposals.prefetch_related("steps")}
    assert {"asked", "proposed"} <= states
    left = [part.left_over for part in sitting.parts.all() if part.left_over]
    assert {"ask", "near_miss"} <= {why["kind"] for why in left}
    assert MatchingRound.objects.exclude(closed_at=None).exists() and DoNotMatch.objects.exists()


def test_open_calls_are_there_one_of_them_late(demo):
    waiting = CallRequest.objects.filter(called_at=None)
    assert waiting.filter(call_by__lt=clock.now()).exists() and waiting.filter(call_by__gt=clock.now()).exists()


def test_the_call_list_has_two_and_one_whom_a_message_did_not_reach(demo):
    waiting = ToCall.objects.filter(closed_at=None)
    assert sorted(waiting.values_list("why", flat=True)) == ["changed", "failed", "meeting"]
    assert ReminderRule.objects.filter(active=True).count() >= 4 * 4


def test_rare_languages_are_spoken(demo):
    assert {"ti", "prs", "ps", "so", "kmr", "uk", "ar"} <= set(PersonLanguage.objects.values_list("tag", flat=True))


def test_whoever_is_inside_has_no_account_and_a_way_through_somebody(demo):
    inside = Enrolment.objects.filter(release_on__gt=clock.today()).select_related("person")
    assert inside
    for enrolment in inside:
        assert not Account.objects.filter(person=enrolment.person).exists()
        assert enrolment.person.contact_ways.filter(kind="through", is_safe=True).exists()
        assert not enrolment.person.contact_ways.filter(kind="phone", is_safe=True).exists()


def test_no_text_tells_of_faith_origin_status_health_or_offence(demo):
    forbidden = re.compile(
        r"\b(muslim|christian|jewish|orthodox|church|mosque|asylum seeker|visa|permit|nationality|ethnic|tribe|convict\w*|"
        r"sentence[sd]?|offen[cd]\w+|crime\w*|criminal|drug\w*|alcohol\w*|addict\w*|trauma\w*|depress\w*|gay|lesbian|"
        r"party member|terror\w*|extremis\w*)\b",
        re.IGNORECASE,
    )
    found = {where: forbidden.findall(text) for where, text in words().items()}
    assert {where: hits for where, hits in found.items() if hits} == {}


def test_nobody_can_be_reached_outside(demo):
    # A card's account has no address: .invalid leads nowhere by definition (RFC 2606).
    assert not Account.objects.exclude(email__endswith="@example.org").exclude(email__endswith="@card.invalid").exists()
    assert not any(account.has_usable_password() for account in Account.objects.all())


# ── the doors ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", doors.DOORS)
def test_a_link_shows_one_button_that_signs_in(demo, client, role):
    path = doors.links()[role]
    page = client.get(path)
    assert page.status_code == 200 and page.content.decode().count("<button") == 1
    assert "_auth_user_id" not in client.session
    answer = client.post(path)
    assert answer.status_code == 302 and answer.url == reverse("front")
    assert client.session["_auth_user_id"] == str(Account.objects.get(email=doors.DOORS[role][0]).pk)


def test_the_page_of_doors_signs_in_too_and_changes_roles(demo, client):
    page = client.get(reverse("demo")).content.decode()
    assert page.count('name="role"') == len(doors.DOORS)
    for role in ("coordinator", "mentee"):
        assert client.post(reverse("demo"), {"role": role}).status_code == 302
        assert client.session["_auth_user_id"] == str(doors.account_of(role).pk)


def test_the_mentee_arrives_in_arabic_whatever_the_last_visitor_chose(demo, client):
    client.cookies["django_language"] = "en"
    answer = client.post(reverse("demo"), {"role": "mentee"})
    assert answer.cookies["django_language"].value == ""


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_stamp_there_are_no_doors(demo, client, method):
    path = doors.links()["coordinator"]
    Installation.objects.filter(key="demo").delete()
    assert getattr(client, method)(path).status_code == 404
    assert getattr(client, method)(reverse("demo"), {"role": "coordinator"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stamped_copy_opens_no_doors_where_the_demo_is_off(demo, client, settings, method):
    path = doors.links()["coordinator"]
    settings.IS_DEMO = False
    assert getattr(client, method)(path).status_code == 404
    assert getattr(client, method)(reverse("demo"), {"role": "coordinator"}).status_code == 404


def test_a_guessed_link_and_another_roles_token_open_nothing(demo, client):
    other = doors.token("mentee")
    for path in (f"/demo/coordinator/{other}/", f"/demo/coordinator/{'0' * 32}/", f"/demo/nobody/{other}/"):
        assert client.get(path).status_code == 404 and client.post(path).status_code == 404
    assert client.post(reverse("demo"), {"role": "nobody"}).status_code == 404


def test_a_team_and_a_group_are_alive(demo):
    """A family's team is being asked, another is proposed, a third could be formed; a group of the community mentors stands ready."""
    families = Programme.objects.get(slug="families-around-the-lake")
    asked, proposed = (
        next(p for p in families.matching_rounds.get().proposals.prefetch_related("steps") if p.state == state)
        for state in ("asked", "proposed")
    )
    assert (len(asked.mentors), len(proposed.mentors)) == (4, 2)
    assert asked.answer_of("mentor") == "" and len(teams.proposed(families, 2)) == 1
    assert Enrolment.objects.exclude(lent_by=None).count() == 2
    group = Programme.objects.get(slug="community-mentors").matching_rounds.get().proposals.filter(in_group=True)
    assert group.count() >= 3
