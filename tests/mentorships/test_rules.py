"""What a programme settles for all its pairs."""

import pytest
from django.urls import reverse

from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.rules import change_rules
from alongside.mentorships.forms.rules import PairRulesForm
from alongside.mentorships.models import PairRules
from alongside.mentorships.queries import rules_of

VALUES = {"trial_weeks": 4, "agreement_days": 7, "ending_weeks": 4, "between_weeks": 8, "follow_up_months": 3, "rematch_pause_days": 21, "currency": "PLN", "receipt_months": 60}


@pytest.mark.both
def test_a_programme_without_rules_goes_by_the_defaults(cast):
    assert rules_of(cast.programme).trial_weeks == 8
    assert not PairRules.objects.exists()


@pytest.mark.both
def test_a_coordinator_changes_the_rules_and_others_cannot(cast, ines, samira):
    change_rules(programme=cast.programme, by=ines, expected_version=1, values={"trial_weeks": 4})
    assert rules_of(cast.programme).trial_weeks == 4
    with pytest.raises(NotAllowed):
        change_rules(programme=cast.programme, by=samira, expected_version=2, values={"trial_weeks": 0})


def test_every_field_of_the_form_is_a_rule():
    fields = {name for name in PairRulesForm.base_fields if name not in ("idempotency_key", "version")}
    assert fields == {f.name for f in PairRules._meta.local_concrete_fields} - {"programme", "version"}


def test_the_page_is_reached_from_the_programme_and_saves(client, cast):
    client.force_login(cast.ines)
    address = reverse("mentorships:rules", args=[cast.programme.pk])
    assert address in client.get(reverse("programmes:programme", args=[cast.programme.pk])).content.decode()
    client.post(address, VALUES | {"version": 1, "allows_messages": "on"})
    stands = rules_of(cast.programme)
    assert (stands.trial_weeks, stands.allows_messages, stands.allows_offline) == (4, True, False)


def test_of_two_editors_the_second_sees_what_the_first_wrote(client, cast, ines):
    client.force_login(cast.ines)
    address = reverse("mentorships:rules", args=[cast.programme.pk])
    change_rules(programme=cast.programme, by=ines, expected_version=1, values={"trial_weeks": 2})
    page = client.post(address, VALUES | {"version": 1}).content.decode()
    assert "Somebody else changed this" in page
    assert rules_of(cast.programme).trial_weeks == 2
