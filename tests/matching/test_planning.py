"""A large round is planned in the background: asked for once, said step by step, nothing lost.

    meanwhile                                   the plan
    a second click, a second coordinator        is the same plan
    the process stops                           is begun again with what was chosen
    the round is closed, the right is taken     is not put down; a sentence says what to do
    somebody decides about a mentee             leaves that mentee alone
    somebody is erased                          is not put down
"""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from alongside.foundation import clock, jobs
from alongside.foundation.ids import new_id
from alongside.foundation.models import AuditEntry
from alongside.matching import board, engine, pool
from alongside.matching.actions import planning, proposals, rounds, writing
from alongside.matching.board import rows_of
from alongside.matching.models import Planning, Proposal, ProposalStep, RoundPart
from alongside.matching.queries import due
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Membership
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

GOING, FAILED = "A plan is being made", "The last plan could not be made"


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def large(monkeypatch):
    """Every programme is a large one, and every piece of work a turn of its own."""
    monkeypatch.setattr(pool, "LARGE", 1)
    monkeypatch.setattr(planning, "TURN", -1)


@pytest.fixture
def round(people, large):
    return rounds.open_round(programme=people.programme, by=people.principal(people.ines))


def ask(people, round, who=None, out=frozenset()) -> Planning:
    by = people.principal(who or people.ines)
    return planning.ask_for_plan(round=round, out=set(out), rules=pool.rules_of(people.programme), by=by)


def page(client, name: str, round, **sent):
    address = reverse(f"matching:{name}", args=[round.pk])
    return client.post(address, sent) if sent else client.get(address)


def typed(**more) -> dict:
    rules = {"language": "on", "level": "B1", "mentee_level": "A2", "gender_wish": "on", "overlap": "on", "minutes": "60"}
    return rules | {"reach": "on", "km": "20", "idempotency_key": str(new_id())} | more


def until(step: str, pk) -> None:
    """Turns of the job until the plan has come to this step."""
    for _turn in range(100):
        if Planning.objects.get(pk=pk).step == step:
            return
        planning.go_on(str(pk))
    raise AssertionError(f"never came to {step}")


def test_a_small_round_is_planned_at_once(people, client):
    client.force_login(people.ines)
    round = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    sent = typed(people=[str(p.enrolment_id) for p in round.parts.all()])
    assert page(client, "who", round, **sent).url == reverse("matching:round", args=[round.pk])
    assert not Planning.objects.exists()


def test_a_large_round_goes_from_the_click_to_the_board_by_itself(people, client, round):
    client.force_login(people.ines)
    answer = page(client, "who", round, **typed(minutes="45"))
    assert answer.url == reverse("matching:planning", args=[round.pk])
    round.refresh_from_db()
    assert (round.planned_at, round.rules["overlap"]["minutes"]) == (None, 45)
    words = page(client, "planning", round).content.decode()
    # To the address itself: a fragment that the click left behind would keep the browser where it is.
    assert f'http-equiv="refresh" content="4;url={reverse("matching:planning", args=[round.pk])}"' in words and "Reading people" in words
    assert jobs.run_pending() > 3
    assert page(client, "planning", round).url == reverse("matching:round", args=[round.pk])
    assert "Samira Haddad" in page(client, "round", round).content.decode()
    assert page(client, "planning_state", round).json() == {"over": True}


def test_the_plan_is_the_one_that_a_small_round_would_get(people, round):
    ask(people, round)
    jobs.run_pending()
    in_background = [(r.mentor, r.mentee, r.reasons) for r in rows_of(round)[0]]
    choice = rounds.Choice(frozenset(str(e.pk) for e in (people.mentor, people.mentee)), round.rules)
    rounds.plan_round(round=round, choice=choice, by=people.principal(people.ines))
    assert [(r.mentor, r.mentee, r.reasons) for r in rows_of(round)[0]] == in_background != []


def test_the_steps_are_said_as_they_are_taken(people, client, round):
    client.force_login(people.ines)
    plan = ask(people, round)
    seen = []
    for _turn in range(100):
        state = page(client, "planning_state", round).json()
        if state["over"]:
            break
        seen.append(state["step"])
        planning.go_on(str(plan.pk))
    assert list(dict.fromkeys(seen)) == ["waiting", "reading", "solving", "explaining", "writing"]


def test_nothing_of_a_plan_is_seen_before_all_of_it_is_written(people, client, round):
    ti = cast.person(people.organisation, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    cast.enrolled(ti, people.programme, "mentee")
    plan = ask(people, round)
    until("writing", plan.pk)
    steps = set()
    while Planning.objects.get(pk=plan.pk).is_going:
        steps.add((Proposal.include_drafts.count(), RoundPart.objects.exclude(drafted={}).count()))
        assert rows_of(round) == ([], []) and not due_proposals(people)
        planning.go_on(str(plan.pk))
    assert (1, 0) in steps and (1, 1) in steps
    rows, left = rows_of(round)
    assert (len(rows), [one.name for one in left]) == (1, ["ሰላም ተስፋይ"])
    jobs.run_pending()
    assert not Proposal.include_drafts.exclude(drafted_in=None).exists()


def due_proposals(people) -> list[str]:
    return [row.why for row in due(people.principal(people.ines)) if "decision" in row.why]


def test_planning_again_replaces_what_nobody_had_decided(people, round):
    for _time in range(2):
        ask(people, round)
        jobs.run_pending()
    assert Proposal.include_drafts.count() == ProposalStep.objects.count() == 1


def test_a_second_click_and_a_second_coordinator_do_not_plan_twice(people, client, round):
    Membership.objects.get_or_create(
        account=people.rui, role="coordinator", programme=people.programme, organisation=people.organisation
    )
    first = ask(people, round)
    assert ask(people, round, people.rui) == first == ask(people, round)
    client.force_login(people.rui)
    assert page(client, "who", round, **typed()).url == reverse("matching:planning", args=[round.pk])
    jobs.run_pending()
    assert Planning.objects.count() == AuditEntry.objects.filter(action="plan matching round").count() == 1


def test_whoever_comes_back_finds_the_plan_on_every_page_of_the_round(people, client, round):
    client.force_login(people.ines)
    ask(people, round)
    for name in ("who", "round"):
        words = page(client, name, round).content.decode()
        assert GOING in words and reverse("matching:planning", args=[round.pk]) in words
    assert GOING in client.get(reverse("matching:rounds")).content.decode()
    jobs.run_pending()
    assert GOING not in client.get(reverse("matching:rounds")).content.decode()
    assert due_proposals(people) == ["1 proposal waits for your decision."]


def test_a_process_that_stops_begins_again_with_what_was_chosen(people, round):
    plan = ask(people, round, out={people.mentor.pk})
    until("writing", plan.pk)
    planning._in_hand.clear()
    jobs.run_pending()
    assert not Planning.objects.get(pk=plan.pk).failed
    assert [one.name for one in rows_of(round)[1]] == ["نور الحسيني"]


def close(people, round):
    rounds.close_round(round=round, by=people.principal(people.ines))


def take_the_right(people, round):
    Membership.objects.filter(account=people.ines).update(until=clock.now())


def erase(people, round):
    people.mentee.person.delete()


@pytest.mark.parametrize(
    ("happens", "code"), [(close, "closed"), (take_the_right, "rights"), (erase, "changed")], ids=["closed", "no right", "erased"]
)
@pytest.mark.parametrize("step", ["waiting", "explaining"])
def test_what_happens_meanwhile_stops_the_plan_and_says_what_to_do(people, round, happens, code, step):
    plan = ask(people, round)
    until(step, plan.pk)
    happens(people, round)
    if (code, step) == ("changed", "waiting"):
        return
    jobs.run_pending()
    plan.refresh_from_db()
    assert plan.failed == code and plan.get_failed_display().endswith(("again.", "one."))
    assert rows_of(round)[0] == [] and not Proposal.include_drafts.exists()


@pytest.mark.parametrize(("error", "code"), [(engine.ProblemError("x"), "facts"), (ZeroDivisionError("x"), "stopped")])
def test_a_plan_that_fails_loses_nothing_that_was_chosen(people, client, round, monkeypatch, error, code):
    def fail(problem):
        raise error

    client.force_login(people.ines)
    monkeypatch.setattr(engine, "solve", fail)
    page(client, "who", round, **typed(out=str(people.mentor.pk), km="35"))
    if code == "stopped":
        with pytest.raises(jobs.JobFailed):
            jobs.run_pending()
    else:
        jobs.run_pending()
    words = page(client, "planning", round).content.decode()
    assert str(Planning.Failed(code).label) in words.replace("&#x27;", "'") and "refresh" not in words
    form = page(client, "who", round)
    assert form.context["form"].initial["km"] == 35
    assert [p["key"] for p in form.context["large"]["people"] if p["is_out"]] == [people.mentor.pk]
    assert FAILED in client.get(reverse("matching:rounds")).content.decode()
    assert [row.button for row in due(people.principal(people.ines)) if "could not" in row.why] == ["See what to do"]
    monkeypatch.undo()
    monkeypatch.setattr(pool, "LARGE", 1)
    ask(people, round)
    jobs.run_pending()
    assert not [row for row in due(people.principal(people.ines)) if "could not" in row.why]


def test_a_plan_of_which_nothing_is_heard_can_be_asked_for_again(people, round):
    lost = ask(people, round)
    Planning.objects.update(heard_at=clock.now() - timedelta(hours=2))
    again = ask(people, round)
    lost.refresh_from_db()
    assert again != lost and lost.failed == "stopped"


def test_a_decision_made_meanwhile_stands(people, round):
    by = people.principal(people.ines)
    ask(people, round)
    jobs.run_pending()
    plan = ask(people, round)
    until("writing", plan.pk)
    proposals.confirm(proposal=round.proposals.get(), by=by)
    jobs.run_pending()
    assert [p.state for p in Proposal.include_drafts.all()] == ["asked"]


def test_people_found_by_name_are_left_out_of_a_large_round(people, client, round):
    client.force_login(people.ines)
    found = page(client, "who", round, **typed(find="on", find_name="samira", km="35"))
    words = found.content.decode()
    assert f'name="out" value="{people.mentor.pk}"' in words and 'value="35"' in words
    assert round.parts.count() == Planning.objects.count() == 0
    page(client, "who", round, **typed(out=str(people.mentor.pk)))
    jobs.run_pending()
    assert [one.why for one in rows_of(round)[1]] == [["No mentor is in this round."]]
    page(client, "who", round, **typed())
    jobs.run_pending()
    assert len(rows_of(round)[0]) == 1


def test_nobody_of_another_programme_is_left_out_by_a_made_up_id(people, client, round):
    stranger = cast.enrolled(cast.person(people.other_organisation, "Piotr"), people.other_programme, "mentor")
    client.force_login(people.ines)
    page(client, "who", round, **typed(out=[str(stranger.pk), "nonsense"]))
    assert round.parts.count() == 0


def test_only_coordinators_of_the_programme_see_how_far_it_is(people, client, round):
    ask(people, round)
    for who in ("kateryna", "samira", "nour", "admin"):
        client.force_login(getattr(people, who))
        for name in ("planning", "planning_state"):
            assert page(client, name, round).status_code == 404
    with pytest.raises(NotAllowed):
        ask(people, round, people.samira)


def test_the_board_of_many_costs_what_the_board_of_few_costs(people, client, django_assert_max_num_queries):
    client.force_login(people.ines)

    def grown(number: int):
        for n in range(number):
            cast.enrolled(cast.person(people.organisation, f"Ana {n}"), people.programme, "mentor")
            cast.enrolled(cast.person(people.organisation, f"Yonas {n}"), people.programme, "mentee")
            cast.enrolled(cast.person(people.organisation, f"Selam {n}", languages=(("ti", "native"),)), people.programme, "mentee")
        round = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
        everybody = frozenset(str(p.enrolment_id) for p in round.parts.all())
        rounds.plan_round(
            round=round, choice=rounds.Choice(everybody, pool.rules_of(people.programme)), by=people.principal(people.ines)
        )
        return round

    few = grown(2)
    with django_assert_max_num_queries(45) as for_few:
        page(client, "round", few)
    many = grown(60)
    with django_assert_max_num_queries(45) as for_many:
        board = page(client, "round", many)
    assert len(for_many) <= len(for_few)
    # Fifty of each, and the button asks those that are shown.
    assert len(board.context["rows"]["proposed"]) == len(board.context["left"]) == 50
    assert board.content.decode().count('name="proposals"') == 50
    second = client.get(reverse("matching:round", args=[many.pk]) + "?proposed=2&left=2")
    assert (len(second.context["rows"]["proposed"]), len(second.context["left"])) == (13, 12)
    assert "No mentor speaks Tigrinya well enough." in second.content.decode()
    with django_assert_max_num_queries(45):
        client.get(reverse("matching:rounds"))


def test_a_plan_put_in_force_while_the_board_is_drawn_breaks_no_page(people, client, round, monkeypatch):
    client.force_login(people.ines)
    ask(people, round)
    jobs.run_pending()
    before = board.board_of(round)
    ask(people, round)
    jobs.run_pending()
    monkeypatch.setattr(board, "board_of", lambda round: before)
    assert page(client, "round", round).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_in_the_same_moment_get_one_plan(people, large):
    round = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    gate, found = threading.Barrier(2), []

    def click():
        try:
            gate.wait(10)
            found.append(ask(people, round).pk)
        finally:
            connection.close()

    hands = [threading.Thread(target=click) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(20)
    assert len(found) == 2 and len(set(found)) == 1


def test_the_database_refuses_a_second_plan_of_a_round(people, round):
    from django.db import IntegrityError, transaction

    ask(people, round)
    with pytest.raises(IntegrityError), transaction.atomic():
        Planning.objects.create(round=round)


def test_a_draft_is_swept_away_in_short_transactions(people, round, monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 1)
    others = [cast.enrolled(cast.person(people.organisation, f"Yonas {n}"), people.programme, "mentee") for n in range(3)]
    this = new_id()
    for mentee in others:
        Proposal.objects.create(round=round, mentee=mentee, mentor=people.mentor, drafted_in=this)
    assert len(list(writing.sweep([this]))) == 3
    assert not Proposal.include_drafts.exists()
