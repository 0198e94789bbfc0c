"""A mentee's goals: their own words, who may read and write them, nothing written over, and an end that only they can say."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.forms import Changed
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions, erasure
from alongside.mentorships.actions import NotAllowed
from alongside.mentorships.models import Goal, GoalWriting
from alongside.mentorships.queries import due
from tests import cast as people
from tests.mentorships.story import begin

pytestmark = pytest.mark.both

AGAIN = date(2026, 11, 3)
ARABIC = "أن أتحدث مع معلمة ابنتي وحدي."


def write(pair, by, person, **values):
    told = {"words": ARABIC, "language": "ar", "review_on": AGAIN}
    return actions.write_goal(mentorship=pair, person=person, by=by, **(told | values))


def change(goal, by, **values):
    told = {"expected_version": goal.version, "words": "Other words.", "language": "en", "review_on": AGAIN}
    return actions.change_goal(goal=goal, by=by, **(told | values))


def newest(goal):
    return GoalWriting.objects.filter(goal=goal).first()


def sent(**values):
    told = {"words": ARABIC, "language": "ar", "review_on": AGAIN.isoformat(), "step_1": "Ask for the hours", "who_1": "both"}
    return told | {"on_1": "2026-10-20"} | values


@pytest.fixture
def goal(cast, pair, nour):
    return write(pair, nour, cast.nour.person, steps=[{"words": "Ask", "who": "both", "on": "2026-10-20", "done": False}])


def address(name, pair, goal=None):
    return reverse(f"mentorships:{name}", args=[pair.pk, goal.pk] if goal else [pair.pk])


def test_a_mentee_writes_a_goal_in_their_language_and_everybody_of_the_pair_reads_it(client, cast, pair):
    client.force_login(cast.nour)
    assert client.post(address("new_goal", pair), sent()).status_code == 302
    now = newest(Goal.objects.get())
    assert (now.words, now.language, now.by_mentee, now.review_on) == (ARABIC, "ar", True, AGAIN)
    assert now.steps == [{"words": "Ask for the hours", "who": "both", "on": "2026-10-20", "done": False}]
    for who, page in (
        (cast.nour, reverse("mentorships:home")), (cast.nour, address("goals", pair)),
        (cast.samira, address("detail", pair)), (cast.samira, address("goals", pair)),
        (cast.ines, address("detail", pair)), (cast.rui, address("print_goals", pair)),
    ):  # fmt: skip
        client.force_login(who)
        assert f'lang="ar" dir="auto">{ARABIC}' in client.get(page).content.decode(), page


def test_nobody_else_finds_or_writes_a_goal(client, cast, pair, goal, ines):
    colleague = people.enrolled(people.person(cast.organisation, "Marta"), cast.programme, "mentor")
    other = begin(cast, ines, mentor=colleague, mentee=people.enrolled(people.person(cast.organisation, "Ali"), cast.programme, "mentee"))
    marta = people.account("marta@example.org", person=colleague.person)
    people.member(cast.programme, "mentor", marta)
    for who in (cast.kateryna, cast.admin, marta):
        client.force_login(who)
        forms = [address("new_goal", pair), address("goal", pair, goal), address("end_goal", pair, goal)]
        for page in [address("goals", pair), address("print_goals", pair), *forms]:
            assert client.get(page).status_code == 404
        assert {client.post(page, sent()).status_code for page in forms} == {404}
        with pytest.raises(NotAllowed):
            change(goal, cast.principal(who))
        with pytest.raises(NotAllowed):
            write(pair, cast.principal(who), cast.nour.person)
    client.force_login(marta)
    # Through the address of a pair that is hers.
    assert client.get(address("goal", other, goal)).status_code == 404
    assert Goal.objects.count() == GoalWriting.objects.count() == 1


def test_in_a_group_no_mentee_reads_the_goal_of_another(client, cast, samira, ines):
    two = people.enrolled(people.person(cast.organisation, "Tesfay"), cast.programme, "mentee")
    tesfay = people.account("tesfay@example.org", person=two.person)
    people.member(cast.programme, "mentee", tesfay)
    cast.programme.format = "group"
    cast.programme.save()
    group = actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[cast.mentee, two], by=ines)
    hers = write(group, samira, cast.nour.person)
    client.force_login(tesfay)
    assert ARABIC not in client.get(address("goals", group)).content.decode()
    assert ARABIC not in client.get(reverse("mentorships:home")).content.decode()
    assert client.get(address("goal", group, hers)).status_code == 404
    with pytest.raises(NotAllowed):
        change(hers, cast.principal(tesfay))
    with pytest.raises(NotAllowed):
        write(group, cast.principal(tesfay), cast.nour.person)
    client.force_login(cast.samira)
    assert ARABIC in client.get(address("goals", group)).content.decode()
    client.post(address("new_goal", group), sent(whose=str(two.person_id), words="Swim"))
    assert Goal.objects.get(person=two.person).writings.get().by_mentee is False


def test_a_goal_belongs_to_a_mentee(cast, pair, ines):
    for person in (cast.samira.person, people.person(cast.organisation, "Somebody")):
        with pytest.raises(NotAllowed):
            write(pair, ines, person)


def test_what_stood_there_before_stays_and_is_shown(client, cast, pair, goal, samira):
    change(goal, samira)
    assert [(w.number, w.words, w.by_mentee) for w in goal.writings.all()] == [(2, "Other words.", False), (1, ARABIC, True)]
    client.force_login(cast.ines)
    page = client.get(address("goals", pair)).content.decode()
    assert page.index("Other words.") < page.index("What stood there before") < page.index(ARABIC)
    assert "written by the mentee" in page


def test_a_second_editor_reads_both_texts_and_chooses(client, cast, pair, goal, nour):
    client.force_login(cast.samira)
    drawn = client.get(address("goal", pair, goal)).context["form"]["version"].value()
    change(goal, nour, words="I want to sing.")
    typed = sent(words="Sing in a choir.", version=drawn)
    page = client.post(address("goal", pair, goal), typed)
    assert "I want to sing." in page.content.decode() and "Sing in a choir." in page.content.decode()
    assert newest(goal).words == "I want to sing."
    typed["version"] = page.context["form"]["version"].value()
    assert client.post(address("goal", pair, goal), typed).status_code == 302
    assert [w.words for w in goal.writings.all()] == ["Sing in a choir.", "I want to sing.", ARABIC]


def test_the_slower_of_two_writes_nothing(goal, samira, nour):
    stale = Goal.objects.get(pk=goal.pk)
    change(goal, nour)
    with pytest.raises(Changed):
        change(stale, samira, expected_version=1)
    with pytest.raises(Changed):
        actions.end_goal(goal=stale, by=samira, expected_version=1, end="reached", said_so=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalWriting.objects.create(goal=goal, number=2, words="", language="en", review_on=AGAIN, by_mentee=False)


def test_only_the_mentee_says_how_a_goal_ends(client, cast, pair, goal, samira):
    with pytest.raises(NotAllowed):
        actions.end_goal(goal=goal, by=samira, expected_version=1, end="reached")
    client.force_login(cast.samira)
    told = {"end": "reached", "say": "نجحت!", "language": "ar", "version": "1"}
    page = client.post(address("end_goal", pair, goal), told)
    assert "Ask the mentee first." in page.content.decode() and not newest(goal).end
    client.post(address("end_goal", pair, goal), told | {"said_so": "on"})
    now = newest(goal)
    assert (now.end, now.say, now.say_language, now.by_mentee, now.words) == ("reached", "نجحت!", "ar", False, ARABIC)
    assert "the mentee said so" in client.get(address("detail", pair)).content.decode()


def test_a_mentee_ends_a_goal_with_one_answer(client, cast, pair, goal):
    client.force_login(cast.nour)
    client.post(address("end_goal", pair, goal), {"end": "dropped", "language": "ar", "version": "1"})
    assert (newest(goal).end, newest(goal).say_language, newest(goal).by_mentee) == ("dropped", "", True)
    assert ARABIC not in client.get(reverse("mentorships:home")).content.decode()
    assert ARABIC in client.get(address("goals", pair)).content.decode()


def test_a_goal_that_has_ended_is_not_changed(client, cast, pair, goal, nour):
    actions.end_goal(goal=goal, by=nour, expected_version=1, end="changed")
    with pytest.raises(NotAllowed):
        change(goal, nour)
    client.force_login(cast.nour)
    assert client.get(address("goal", pair, goal)).status_code == 302
    page = client.post(address("goal", pair, goal), sent(version="2"))
    assert page.status_code == 200 and ARABIC in page.content.decode() and newest(goal).number == 2


def test_an_end_can_be_said_anew_and_the_slower_one_reads_what_the_other_wrote(client, cast, pair, goal, nour):
    actions.end_goal(goal=goal, by=nour, expected_version=1, end="dropped", say="Not now.", language="en")
    client.force_login(cast.samira)
    told = {"end": "reached", "say": "We did it.", "language": "en", "version": "1", "said_so": "on"}
    page = client.post(address("end_goal", pair, goal), told)
    assert "Not now." in page.content.decode() and "We did it." in page.content.decode() and newest(goal).end == "dropped"
    told["version"] = page.context["form"]["version"].value()
    assert client.post(address("end_goal", pair, goal), told).status_code == 302
    assert [(w.end, w.say) for w in goal.writings.all()] == [("reached", "We did it."), ("dropped", "Not now."), ("", "")]
    assert "Not now." in client.get(address("goals", pair)).content.decode()


def test_after_the_ending_only_the_coordinators_read_and_nobody_writes(client, cast, pair, goal, ines):
    actions.end(mentorship=pair, by=ines, reason="completed", wished_by="both")
    for who in (cast.samira, cast.nour):
        client.force_login(who)
        assert client.get(address("goals", pair)).status_code == 404
    client.force_login(cast.ines)
    page = client.get(address("goals", pair)).content.decode()
    assert ARABIC in page and address("new_goal", pair) not in page
    assert client.get(address("new_goal", pair)).status_code == client.get(address("goal", pair, goal)).status_code == 302
    for page in (address("new_goal", pair), address("goal", pair, goal)):
        answer = client.post(page, sent(words="Typed meanwhile.", version="1")).content.decode()
        assert "Typed meanwhile." in answer and "This mentorship has ended already." in answer
    with pytest.raises(NotAllowed):
        change(goal, ines)


def test_reading_somebodys_goals_is_noted_and_the_log_holds_no_words(client, cast, pair, goal):
    client.force_login(cast.ines)
    AuditEntry.objects.all().delete()
    client.get(address("goals", pair))
    (entry,) = AuditEntry.objects.filter(action="read goals")
    assert [s.person_id for s in entry.subjects.all()] == [cast.nour.person_id]
    client.post(address("goal", pair, goal), sent(version="1"))
    entry = AuditEntry.objects.get(action="goal changed")
    assert set(entry.fields) <= {f.name for f in GoalWriting._meta.get_fields()} and "words" in entry.fields
    assert ARABIC not in json.dumps(entry.fields) + entry.target


def goals_due(cast, who):
    return [row.url for row in due(cast.principal(who)) if "goal" in row.why]


def test_a_goal_comes_up_once_when_its_day_has_come_and_goes_when_somebody_looks(cast, pair, goal, nour, ines):
    write(pair, nour, cast.nour.person, words="Swim", review_on=AGAIN - timedelta(days=1))
    assert goals_due(cast, cast.ines) == goals_due(cast, cast.samira) == []
    with time_machine.travel(clock.now() + timedelta(days=28)):
        actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1))
        # Else the end of their trial comes first.
        actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone")
        assert goals_due(cast, cast.ines) == goals_due(cast, cast.samira) == [address("goals", pair)]
        assert goals_due(cast, cast.kateryna) == goals_due(cast, cast.nour) == []
        for one in Goal.objects.all():
            change(one, nour, review_on=clock.today() + timedelta(days=40))
        assert goals_due(cast, cast.ines) == goals_due(cast, cast.samira) == []


def test_the_day_for_looking_again_lies_ahead_and_a_step_has_words(client, cast, pair):
    client.force_login(cast.nour)
    page = client.post(address("new_goal", pair), sent(review_on="2026-10-05", step_1=""))
    said = page.context["form"].errors
    assert {"review_on", "step_1"} == set(said) and not Goal.objects.exists()
    assert ARABIC in page.content.decode()


def test_a_mentee_takes_their_goals_along_and_they_go_with_the_mentee(cast, pair, goal, samira):
    change(goal, samira)
    taken = erasure.export(cast.nour.person)["goals"]
    assert json.loads(json.dumps(taken)) == taken and [w["words"] for w in taken[0]["writings"]] == ["Other words.", ARABIC]
    assert erasure.export(cast.samira.person)["goals"] == []
    erasure.erase(cast.samira.person)
    assert goal.writings.first().by_id is None and goal.writings.count() == 2
    erasure.erase(cast.nour.person)
    assert not Goal.objects.exists() and not GoalWriting.objects.exists()


def test_the_page_of_goals_costs_the_same_with_one_and_with_ten(client, cast, pair, goal, nour, django_assert_max_num_queries):
    for number in range(9):
        change(write(pair, nour, cast.nour.person, words=f"Goal {number}"), nour)
    client.force_login(cast.samira)
    client.get(address("goals", pair))
    with django_assert_max_num_queries(22):
        client.get(address("goals", pair))
