"""A programme's matching policy: written in versions, read aloud, followed by rounds, with its price in people."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.matching import policy, pool, teams
from alongside.matching.actions import policies, rounds
from alongside.matching.forms import PolicyForm
from alongside.matching.models import PolicyVersion
from alongside.people.models import Term
from alongside.programmes.access import NotAllowed
from tests import cast
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]

TYPED = {"who_first": "priority", "waiting_days": "90, 30", "hard_to_match": "2", "kept": "gain"}


@pytest.fixture
def people():
    return cast.assemble()


def written(people, **changes):
    settings = policy.DEFAULT | changes
    return policies.write_policy(programme=people.programme, settings=settings, by=people.principal(people.ines))


def test_a_change_is_a_new_version_and_the_same_again_is_none(people):
    first, same, second = written(people), written(people), written(people, load=True)
    assert (first.number, same.number, second.number) == (1, 1, 2)
    assert policy.of(people.programme)["load"] is True
    assert PolicyVersion.objects.get(number=1).settings["load"] is False
    assert AuditEntry.objects.filter(action="write matching policy").count() == 2


def test_a_round_keeps_the_policy_under_which_it_was_opened(people):
    before = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    written(people, poor=True)
    after = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    assert (before.policy["poor"], after.policy["poor"]) == (False, True)


@pytest.mark.parametrize("who_first", policy.WHO_FIRST)
@pytest.mark.parametrize("kept", ["gain", "always", "free"])
def test_every_choice_is_one_the_engine_can_keep_and_reads_as_sentences(people, who_first, kept):
    groups_by = "area" if "groups" in who_first else ""
    settings = policy.DEFAULT | {"who_first": who_first, "groups_by": groups_by, "kept": kept, "poor": True, "load": True}
    goals = policy.for_engine(settings)["policy"].goals
    said = policy.sentences(settings, "2026-W41")
    assert goals[0] == "matched" and goals[-1] == "lottery"
    # One sentence a goal; in the same order.
    assert len(said) == len(goals) and said[0].startswith("As many") and "2026-W41" in said[-1]


@pytest.mark.parametrize(
    ("days", "hard", "said"),
    [
        ([], 0, "Nobody comes first."),
        ([], 2, "Whoever has 2 possible mentors at most comes first."),
        ([30], 0, "Whoever has waited longer comes first; what counts is having waited 30 days."),
    ],
)
def test_who_comes_first_is_said_only_as_far_as_it_counts(days, hard, said):
    assert policy.sentences(policy.DEFAULT | {"waiting_days": days, "hard_to_match": hard})[1] == said


def test_whoever_waited_long_comes_first_and_the_price_says_so(people):
    """Two speak Arabic, one mentor does. Fit alone would take the newcomer who wants what she offers."""
    mentor = people.mentor.person
    old = cast.enrolled(
        cast.person(people.organisation, "Karim Nazari", languages=(("ar", "native"),)), people.programme, "mentee"
    )
    old.waiting_since = clock.today() - timedelta(days=400)
    old.save()
    topic = Term.objects.create(kind="topic", code="housing", labels={"en": "Housing"})
    mentor.person_terms.get_or_create(term=topic, use="offers")
    people.mentee.person.person_terms.get_or_create(term=topic, use="needs")
    by_fit = teams.today(people.programme, policy.DEFAULT | {"who_first": "lot"})
    by_waiting = teams.today(people.programme, policy.DEFAULT)
    assert policy.price(by_fit).in_words() == ["Today it changes nothing: the plan would be the same without it."]
    said = policy.price(by_waiting).in_words()
    assert "1 person fewer goes on waiting who has waited over half a year." in said
    assert "1 person gets a mentor who otherwise would not, in somebody else's place." in said
    assert planned(people).proposals.get().mentee_id == old.pk


def test_trying_a_policy_saves_nothing_and_keeps_what_was_chosen(people, client):
    client.force_login(people.ines)
    address = reverse("matching:policy", args=[people.programme.pk])
    page = client.post(address, TYPED | {"load": "on", "try": "1"}).content.decode()
    assert "not saved yet" in page and "Mentees are spread over the mentors" in page and 'value="90, 30"' in page
    assert not PolicyVersion.objects.exists()
    client.post(address, TYPED)
    assert PolicyVersion.objects.get().settings["waiting_days"] == [30, 90]
    assert "30 and 90" in client.get(reverse("matching:policy_version", args=[people.programme.pk, 1])).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"waiting_days": "soon"}, "Write whole numbers with a comma between them"),
        ({"waiting_days": "1,2,3,4,5,6,7"}, "at most six numbers"),
        ({"waiting_days": "0"}, "from 1 to 3650 days"),
        ({"who_first": ""}, "Choose who comes first."),
        ({"hard_to_match": "x"}, "Write a whole number, for example 3."),
    ],
)
def test_what_cannot_be_a_policy_is_answered_with_what_to_do(typed, words):
    form = PolicyForm(TYPED | typed)
    assert not form.is_valid()
    assert words in str(form.errors)


def test_only_a_coordinator_of_the_programme_writes_its_policy(people, client):
    with pytest.raises(NotAllowed):
        policies.write_policy(
            programme=people.programme, settings=policy.DEFAULT, by=people.principal(people.samira)
        )
    for account in (people.samira, people.nour):
        client.force_login(account)
        assert client.get(reverse("matching:policy", args=[people.programme.pk])).status_code == 404


def test_how_much_each_part_counts_is_written_read_aloud_and_followed(people):
    form = PolicyForm(TYPED | {"part_needs": "more", "part_hours": "not", "part_experience": "not", "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"})
    assert form.is_valid(), form.errors
    settings = form.settings()
    assert settings["counts"] == {"needs": "more", "hours": "not", "experience": "not"}
    weights = policy.for_engine(settings)["weights"]
    assert (weights.needs, weights.interests, weights.hours, weights.experience) == (800, 150, 0, 0)
    said = " ".join(policy.sentences(settings))
    assert "These count more than usual: Wanted help." in said
    assert "These do not count: Common hours and A shared start in a new country, where both asked for it." in said
    written(people, **settings)
    round = planned(people)
    assert pool.problem(people.programme, [], [], round.rules, "", policy=round.policy).weights == weights
    assert PolicyForm.initial_of(policy.of(people.programme))["part_hours"] == "not"


def test_a_policy_in_which_nothing_counts_says_what_to_do():
    nothing = {f"part_{part}": "not" for part in policy.parts() if part != "experience"}
    form = PolicyForm(TYPED | nothing | {"part_experience": "more", "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"})
    assert form.errors["part_needs"] == ["Let at least one of these count, beside a shared start."]
