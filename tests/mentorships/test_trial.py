"""The trial: both know until when they may stop without a reason, and stopping is told to the coordinators alone."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.trial import stop_in_trial
from alongside.mentorships.models import CallRequest, MentorshipStatus, PairRules
from alongside.mentorships.queries import due
from alongside.mentorships.queries.trial import trial_of
from tests.mentorships.story import begin

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def nour_reads_english(cast):
    cast.nour.page_language = "en"
    cast.nour.save()


def page(client, who, url) -> str:
    client.force_login(who)
    return client.get(url).content.decode()


def test_both_see_until_when_either_may_stop(client, cast, pair):
    assert trial_of(pair) == date(2026, 10, 22)
    said = "Until Thursday 22 October either of you may stop. No reason is needed."
    assert said in page(client, cast.nour, reverse("mentorships:home"))
    assert "Until Thursday 22 October" in page(client, cast.samira, reverse("mentorships:detail", args=[pair.pk]))


def test_no_weeks_mean_no_trial(client, cast, pair, nour):
    PairRules.objects.create(programme=cast.programme, trial_weeks=0)
    assert trial_of(pair) is None
    assert "I would rather stop" not in page(client, cast.nour, reverse("mentorships:home"))
    with pytest.raises(NotAllowed, match="trial is over"):
        stop_in_trial(mentorship=pair, person=cast.nour.person, by=nour)


@pytest.mark.parametrize("who", ["nour", "samira"])
def test_one_tap_tells_the_coordinators_and_nobody_else(client, cast, pair, who):
    account = getattr(cast, who)
    other = cast.samira if who == "nour" else cast.nour
    client.force_login(account)
    client.post(reverse("mentorships:stop", args=[pair.pk]), {})
    call = CallRequest.objects.get()
    assert (call.person, call.wants_stop) == (account.person, True)
    assert "Would rather stop" in page(client, cast.ines, reverse("mentorships:detail", args=[pair.pk]))
    theirs = reverse("mentorships:home") if other == cast.nour else reverse("mentorships:detail", args=[pair.pk])
    assert "calls you by" not in page(client, other, theirs)
    assert any("ould rather stop" in row.why for row in due(cast.principal(cast.ines)))


def test_a_coordinator_ends_it_without_fault_in_a_few_taps(client, cast, pair, nour):
    call = stop_in_trial(mentorship=pair, person=cast.nour.person, by=nour)
    ending = reverse("mentorships:end", args=[pair.pk])
    assert ending in page(client, cast.ines, reverse("mentorships:call", args=[call.pk]))
    chosen = re.search(r'<input[^>]*value="trial"[^>]*>', page(client, cast.ines, ending)).group()
    assert "checked" in chosen
    client.post(ending, {"reason": "trial", "wished_by": "mentee", "said_goodbye": ""})
    assert MentorshipStatus.objects.get(status="ended").reason == "trial"


def test_strangers_and_coordinators_cannot_stop_for_somebody(client, cast, pair):
    for who in (cast.ines, cast.kateryna, cast.admin):
        client.force_login(who)
        assert client.post(reverse("mentorships:stop", args=[pair.pk]), {}).status_code == 404


def test_today_asks_at_the_end_of_the_trial_until_somebody_has_called(cast, ines):
    pair = begin(cast, ines)
    end = clock.now() + timedelta(weeks=8)

    def asked() -> bool:
        return any("trial end" in row.why for row in due(ines))

    with time_machine.travel(end - timedelta(days=6)):
        actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=20))
        assert not asked()
    with time_machine.travel(end - timedelta(days=2)):
        assert asked()
    with time_machine.travel(end + timedelta(days=3)):
        assert asked()
        actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone")
        assert not asked()
    with time_machine.travel(end + timedelta(days=15)):
        assert not asked()
