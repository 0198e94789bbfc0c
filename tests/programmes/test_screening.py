"""Steps and decisions: for one or many, evidence for the screener's eyes only."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.people.access import NotAllowed
from alongside.programmes import queries
from alongside.programmes.actions import enrolment as enrolment_actions
from alongside.programmes.actions import screening as actions
from alongside.programmes.models import EnrolmentState, ScreeningStep, WantedStep
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SEEN = "Certificate number 4711, nothing entered"


@pytest.fixture
def story(today):
    made = cast.assemble()
    for side, kind, months in (
        ("mentor", "interview", None), ("mentor", "background", 24), ("mentor", "training", None), ("mentee", "interview", None),
    ):
        WantedStep.objects.create(programme=made.programme, side=side, kind=kind, valid_months=months)
    return made


def step(client, kind, enrolments, **typed):
    return client.post(reverse("programmes:step", args=[kind]), {"who": [str(e.pk) for e in enrolments]} | typed)


def without_tokens(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_expiry_is_suggested_by_the_programme(client, story, today):
    client.force_login(story.rui)
    step(client, "background", [story.mentor], what="done", on="2026-09-30")
    assert ScreeningStep.objects.get().expires_on == date(2028, 9, 30)


def test_a_check_of_the_last_of_august_ends_on_the_last_of_february():
    assert actions.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert actions.months_later(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_the_screener_writes_and_reads_evidence(client, story):
    client.force_login(story.rui)
    step(client, "background", [story.mentor], what="done", evidence=SEEN)
    assert SEEN in client.get(reverse("programmes:person", args=[story.mentor.pk])).content.decode()


def test_evidence_is_not_in_the_page_of_a_coordinator(client, story):
    actions.record_step(
        enrolments=[story.mentor], kind="background", result="done", evidence=SEEN, by=story.principal(story.rui)
    )
    client.force_login(story.ines)
    for url in (
        reverse("programmes:person", args=[story.mentor.pk]),
        reverse("programmes:steps") + f"?who={story.mentor.pk}",
        reverse("programmes:step", args=["background"]) + f"?who={story.mentor.pk}",
        reverse("programmes:people"),
    ):
        page = client.get(url).content.decode()
        assert SEEN not in page and "4711" not in page and 'name="evidence"' not in page


def test_a_check_not_in_order_reads_to_a_coordinator_like_one_not_seen(client, story):
    client.force_login(story.ines)
    url = reverse("programmes:person", args=[story.mentor.pk])
    before = without_tokens(client.get(url))
    actions.record_step(enrolments=[story.mentor], kind="background", result="no", by=story.principal(story.rui))
    assert without_tokens(client.get(url)) == before


def test_a_coordinator_who_is_no_screener_cannot_write_evidence(client, story):
    client.force_login(story.ines)
    step(client, "background", [story.mentor], what="done", evidence=SEEN)
    assert ScreeningStep.objects.get().evidence == ""
    with pytest.raises(NotAllowed):
        actions.record_step(
            enrolments=[story.mentor], kind="background", result="done", evidence=SEEN, by=story.principal(story.ines)
        )


def test_others_see_until_when_somebody_is_cleared(client, story):
    for kind in ("interview", "background", "training"):
        actions.record_step(
            enrolments=[story.mentor], kind=kind, result="done", by=story.principal(story.rui),
            expires_on=date(2027, 5, 3) if kind == "background" else None,
        )
    client.force_login(story.ines)
    assert "Cleared until 3 May 2027" in client.get(reverse("programmes:person", args=[story.mentor.pk])).content.decode()


def test_one_step_is_written_for_many_at_once(client, story):
    others = [
        cast.enrolled(cast.person(story.organisation, f"Mentor {n}"), story.programme, "mentor", state="applied")
        for n in range(12)
    ]
    client.force_login(story.ines)
    page = client.get(reverse("programmes:steps"), {"who": [str(e.pk) for e in others]}).content.decode()
    assert "Missing for 12 of 12" in page
    step(client, "training", others, what="done", on="2026-10-01")
    assert ScreeningStep.objects.filter(kind="training", result="done", by=story.ines).count() == 12
    assert {e.states.last().state for e in others} == {"screening"}


def test_one_stranger_among_many_refuses_them_all(client, story):
    stranger = cast.enrolled(cast.person(story.other_organisation, "Piotr"), story.other_programme, "mentor")
    client.force_login(story.ines)
    assert step(client, "training", [story.mentor, stranger], what="done").status_code == 404
    with pytest.raises(NotAllowed):
        actions.record_step(
            enrolments=[story.mentor, stranger], kind="training", result="done", by=story.principal(story.ines)
        )
    assert not ScreeningStep.objects.exists()


def test_unticking_everybody_says_what_to_do(client, story):
    client.force_login(story.ines)
    assert "Choose at least one person." in step(client, "training", [], what="done").content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("interview", {"what": "planned"}, "on"),
        ("interview", {"what": "planned", "on": "2026-10-05"}, "on"),
        ("interview", {"what": "done", "on": "2026-10-07"}, "on"),
        ("background", {"what": "done", "on": "2026-10-01", "expires_on": "2026-09-01"}, "expires_on"),
        ("background", {}, "what"),
    ],
)
def test_a_day_that_can_not_be_is_refused(client, story, kind, typed, field):
    client.force_login(story.rui)
    assert field in step(client, kind, [story.mentor], **typed).context["form"].errors


def test_the_adult_tick_for_many(client, story):
    unknown = [
        cast.enrolled(cast.person(story.organisation, f"Mentee {n}", birth_year=None), story.programme, "mentee")
        for n in range(3)
    ]
    client.force_login(story.ines)
    step(client, "adult", unknown, sure="on")
    for enrolment in unknown:
        enrolment.person.refresh_from_db()
        assert enrolment.person.is_adult and enrolment.person.adult_confirmed_by == story.ines


def decide(client, enrolment, decision, **typed):
    return client.post(reverse("programmes:decision", args=[enrolment.pk, decision]), typed)


def test_a_decision_is_a_new_row_with_reason_and_note(client, story):
    applied = cast.enrolled(cast.person(story.organisation, "Carmen Ruiz"), story.programme, "mentor", state="applied")
    client.force_login(story.ines)
    decide(client, applied, "decline", reason="no_place", note="Ask again in spring.")
    row = applied.states.latest()
    assert (row.state, row.reason, row.note, row.by) == ("declined", "no_place", "Ask again in spring.", story.ines)
    assert applied.states.count() == 2


def test_declining_wants_a_reason(client, story):
    applied = cast.enrolled(cast.person(story.organisation, "Carmen Ruiz"), story.programme, "mentor", state="applied")
    client.force_login(story.ines)
    assert "Choose a reason." in decide(client, applied, "decline").content.decode()
    assert applied.states.count() == 1


def test_a_second_click_changes_nothing_and_is_answered_kindly(client, story):
    applied = cast.enrolled(cast.person(story.organisation, "Carmen Ruiz"), story.programme, "mentor", state="applied")
    client.force_login(story.ines)
    assert decide(client, applied, "accept").status_code == decide(client, applied, "accept").status_code == 302
    assert applied.states.count() == 2


def test_what_is_not_open_any_more_says_so(client, story):
    client.force_login(story.ines)
    page = decide(client, story.mentor, "decline", reason="no_place").content.decode()
    assert "Somebody has decided otherwise meanwhile." in page


def test_a_break_ends_again(client, story):
    client.force_login(story.rui)
    decide(client, story.mentor, "rest", reason="away")
    decide(client, story.mentor, "resume")
    assert list(story.mentor.states.values_list("state", flat=True))[-2:] == ["resting", "accepted"]


def test_a_referrer_reads_not_started_and_never_why(story):
    EnrolmentState.objects.create(enrolment=story.mentee, state="declined", reason="steps", note="secret")
    assert queries.word_for_referrer(story.mentee) == "Not started"


def test_a_stranger_cannot_decide(client, story):
    client.force_login(story.kateryna)
    assert decide(client, story.mentor, "rest", reason="away").status_code == 404
    with pytest.raises(NotAllowed):
        enrolment_actions.decide(
            enrolment=story.mentor, decision="rest", reason="away", by=story.principal(story.kateryna)
        )


def test_looking_changes_nothing(client, story):
    client.force_login(story.rui)
    who = f"?who={story.mentor.pk}"
    before = (EnrolmentState.objects.count(), ScreeningStep.objects.count())
    for url in (
        reverse("programmes:steps") + who,
        reverse("programmes:step", args=["adult"]) + who,
        reverse("programmes:decide", args=[story.mentor.pk]),
        reverse("programmes:decision", args=[story.mentor.pk, "rest"]),
    ):
        assert client.get(url).status_code == 200
    assert (EnrolmentState.objects.count(), ScreeningStep.objects.count()) == before


def test_a_planned_renewal_leaves_the_old_check_in_force(story, today):
    by = story.principal(story.rui)
    for kind in ("interview", "background", "training"):
        actions.record_step(enrolments=[story.mentor], kind=kind, result="done", by=by)
    actions.record_step(
        enrolments=[story.mentor], kind="background", result="not_yet", planned_for=today + timedelta(days=9), by=by
    )
    assert queries.readiness_of([story.mentor])[story.mentor.pk].ready
    actions.record_step(enrolments=[story.mentor], kind="background", result="not_yet", by=by)
    assert not queries.readiness_of([story.mentor])[story.mentor.pk].ready


def test_a_step_for_many_is_offered_for_those_who_lack_it(client, story, today):
    """Writing it down again for somebody who has done it would replace the day that stands there."""
    client.force_login(story.ines)
    WantedStep.objects.create(programme=story.programme, side="mentor", kind="reference")
    done = story.mentor
    lacking = cast.enrolled(cast.person(story.organisation, "Elena Popescu"), story.programme, "mentor")
    ScreeningStep.objects.create(enrolment=done, kind="reference", result="done", issued_on=today)
    page = client.get(reverse("programmes:steps"), {"who": [done.pk, lacking.pk]})
    url = next(kind["url"] for kind in page.context["kinds"] if kind["kind"] == "reference")
    assert str(lacking.pk) in url and str(done.pk) not in url
