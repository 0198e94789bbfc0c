"""A planned ending: its day moves with history, each side is asked alone, and papers outlive the membership by a year.

|                    | coordinator | mentor        | mentee        | stranger |
|--------------------|-------------|---------------|---------------|----------|
| plan, move, go on  | yes         | 404           | 404           | 404      |
| what a side said   | reads       | their own     | their own     | 404      |
| letter, as PDF     | yes         | own, once over| own, once over| 404      |
"""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.mentorships import actions, erasure, papers
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import endings
from alongside.mentorships.models import EndingPlan, Interview, Member, Paper, Session
from alongside.mentorships.queries import Stage, due, rules_of, stage_of
from alongside.mentorships.queries.endings import ending_of, months_from, walked

pytestmark = pytest.mark.both

SAID = {"good": "Thursdays", "change": "", "help": "A course", "contact": "both", "again": "yes"}


def day(ahead: int):
    return clock.today() + timedelta(days=ahead)


def address(name, pair, *more):
    return reverse(f"mentorships:{name}", args=[pair.pk, *more])


def say(pair, person, by, **values):
    told = {"kind": "exit", "answers": {"good": "Thursdays"}, "contact": "both", "again": "yes"} | values
    return endings.say_at_the_end(mentorship=pair, person=person, by=by, **told)


def sign(pair, person, by, **values):
    told = {"words": "Thank you.", "language": "en", "signed_by": "Inês Carvalho", "names_programme": True} | values
    return endings.sign_papers(mentorship=pair, person=person, by=by, **told)


def over(pair, by, **values):
    return actions.end(mentorship=pair, by=by, **({"reason": "completed", "wished_by": "both"} | values))


def test_the_last_day_is_planned_moved_and_called_off_and_every_step_stays(client, cast, pair):
    client.force_login(cast.ines)
    for name, ahead in (("plan_ending", 20), ("plan_ending", 27), ("go_on", 90)):
        assert client.post(address(name, pair), {"until": day(ahead).isoformat()}).status_code == 302
        pair.refresh_from_db()
        assert pair.planned_until == day(ahead)
        assert (stage_of(type(pair).objects.get(pk=pair.pk)) == Stage.ENDING) == (name == "plan_ending")
    assert list(pair.ending_plans.values_list("kind", flat=True)) == ["planned", "moved", "called_off"]
    assert AuditEntry.objects.filter(action__startswith="ending ").count() == 3


def test_an_ending_lies_ahead_and_what_is_not_planned_is_not_called_off(cast, pair, ines, samira):
    with pytest.raises(NotAllowed):
        endings.plan_ending(mentorship=pair, until=day(-1), by=ines)
    with pytest.raises(NotAllowed):
        endings.call_off_ending(mentorship=pair, until=day(30), by=ines)
    with pytest.raises(NotAllowed):
        endings.plan_ending(mentorship=pair, until=day(30), by=samira)
    over(pair, ines)
    with pytest.raises(NotAllowed):
        endings.plan_ending(mentorship=pair, until=day(30), by=ines)
    assert not EndingPlan.objects.exists()


def test_members_are_told_that_something_changed_and_not_what(cast, pair, ines):
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    mails = list(OutgoingMail.objects.all())
    assert len(mails) == 2
    for mail in mails:
        assert "نور" not in mail.body and "ending" not in mail.body.lower() and "last day" not in mail.body


def test_both_see_the_last_day_kindly_on_their_own_pages(client, cast, pair, ines):
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    actions.plan_session(mentorship=pair, by=ines, day=day(18))
    for who, page in ((cast.nour, reverse("mentorships:home")), (cast.samira, address("detail", pair))):
        client.force_login(who)
        client.cookies["django_language"] = "en"
        shown = client.get(page).content.decode()
        assert "26 October" in shown and "24 October" in shown and address("say", pair) in shown


def test_a_side_reads_its_own_words_and_never_the_others(client, cast, pair, ines):
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    client.force_login(cast.samira)
    assert client.post(address("say", pair), SAID | {"good": "The river"}).status_code == 302
    client.force_login(cast.nour)
    for page in (address("say", pair), reverse("mentorships:after"), reverse("mentorships:home")):
        assert "The river" not in client.get(page).content.decode()
    client.post(address("say", pair), SAID | {"good": "السوق", "contact": "none", "again": "no"})
    client.force_login(cast.samira)
    for page in (address("say", pair), address("detail", pair), reverse("mentorships:after")):
        assert "السوق" not in client.get(page).content.decode()
    client.force_login(cast.ines)
    shown = client.get(address("ending", pair)).content.decode()
    assert "The river" in shown and "السوق" in shown and "one of them wishes none" in shown
    row = Interview.objects.get(person=cast.nour.person)
    assert (row.by_person, row.answers, row.again) == (True, {"good": "السوق", "help": "A course"}, "no")


def test_a_coordinator_writes_down_what_somebody_says_and_says_it_anew(client, cast, pair):
    client.force_login(cast.ines)
    where = address("talk", pair, cast.nour.person.pk)
    client.post(where, SAID)
    client.post(where, SAID | {"contact": "if_met"})
    rows = list(Interview.objects.values_list("by_person", "contact"))
    assert rows == [(False, "if_met"), (False, "both")]
    assert ending_of(pair).sides[1].exit.contact == "if_met"


def test_contact_only_if_both_wish_it(cast, pair, ines, samira, nour):
    assert ending_of(pair).contact == ""
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    say(pair, cast.samira.person, samira)
    assert ending_of(pair).contact == ""
    say(pair, cast.nour.person, nour, contact="if_met")
    assert ending_of(pair).contact == "if_met"
    say(pair, cast.nour.person, nour, contact="both")
    assert ending_of(pair).contact == "both"
    say(pair, cast.samira.person, samira, contact="none")
    assert ending_of(pair).contact == "none"


def test_nobody_says_anything_in_another_name(cast, pair, ines, samira, nour):
    with pytest.raises(NotAllowed):
        say(pair, cast.nour.person, nour)  # No ending is planned.
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    for by in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            say(pair, cast.nour.person, by)
    with pytest.raises(NotAllowed):
        say(pair, cast.nour.person, nour, kind="later")


def test_papers_are_found_on_ones_own_page_for_a_year_with_nobody_else_on_it(client, cast, pair, ines):
    Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=5), outcome="met", minutes=90, logged_at=clock.now())
    sign(pair, cast.nour.person, ines, language="ar", words="شكرًا")
    client.force_login(cast.nour)
    mine = address("my_paper", pair, "letter")
    assert client.get(mine).status_code == 404  # It has not ended.
    over(pair, ines)
    for paper in ("letter", "certificate"):
        file = client.get(address("my_paper", pair, paper))
        assert file.status_code == 200 and file.content.startswith(b"%PDF") and f"{paper}.pdf" in file["Content-Disposition"]
    assert client.get(address("my_paper", pair, "certificate") + "?plain").content.startswith(b"%PDF")
    assert client.get(address("my_paper", pair, "passport")).status_code == 404
    page = client.get(reverse("mentorships:after")).content.decode()
    assert mine in page and "Samira" not in page
    assert reverse("mentorships:after") in client.get(reverse("mentorships:home")).content.decode()
    client.force_login(cast.samira)
    assert client.get(mine).status_code == 404  # Nobody signed hers.
    with time_machine.travel(clock.now() + timedelta(days=367)):
        client.force_login(cast.nour)
        assert client.get(mine).status_code == 404
        assert mine not in client.get(reverse("mentorships:after")).content.decode()


def test_a_paper_without_the_programmes_name_names_neither_it_nor_the_organisation(cast, pair, ines, monkeypatch):
    cast.programme.sign_name = "Círculo"
    cast.programme.save()
    drawn = []
    monkeypatch.setattr(papers, "_drawn", lambda template, data: drawn.append(data))
    done = walked(Member.objects.get(mentorship=pair, person=cast.nour.person))
    papers.certificate(done, sign(pair, cast.nour.person, ines), neutral=False)
    papers.certificate(done, sign(pair, cast.nour.person, ines), neutral=True)
    papers.letter(done, sign(pair, cast.nour.person, ines, names_programme=False), neutral=False)
    named, *plain = (json.dumps(data, ensure_ascii=False) for data in drawn)
    assert "Newcomers together" in named and "Lado a Lado" in named
    for one in plain:
        assert "Newcomers" not in one and "Lado" not in one and "Círculo" in one and "mentor" not in one.lower()


def test_the_end_of_a_planned_time_comes_up_four_weeks_before(cast, pair, ines):
    def asked():
        return [row.url for row in due(ines) if "ending" in row.url]

    pair.planned_until = day(29)
    pair.save()
    assert asked() == []
    pair.planned_until = day(28)
    pair.save()
    assert asked() == [address("ending", pair)]
    endings.plan_ending(mentorship=pair, until=day(28), by=ines)
    assert asked() == []  # Two weeks before, Today says what is left.
    with time_machine.travel(clock.now() + timedelta(days=15)):
        actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone", note="")
        assert asked() == [address("ending", pair)]
    assert [row for row in due(cast.principal(cast.kateryna)) if "ending" in row.url] == []


def test_a_programme_can_be_without_reminders_of_endings(cast, pair, ines):
    rules = rules_of(cast.programme)
    rules.ending_weeks = rules.follow_up_months = 0
    rules.save()
    pair.planned_until = day(3)
    pair.save()
    assert not [row for row in due(ines) if "ending" in row.url]
    over(pair, ines)
    with time_machine.travel(clock.now() + timedelta(days=130)):
        assert not [row for row in due(ines) if "ending" in row.url]


def test_after_an_ending_without_a_talk_today_asks_and_months_later_once_more(client, cast, pair, ines, samira):
    over(pair, ines, reason="no_contact", wished_by="coordinator", said_goodbye=False)
    asked = lambda who: [row.why for row in due(who) if "ending" in row.url or "after" in row.url]  # noqa: E731
    assert asked(ines) == asked(samira) == []
    with time_machine.travel(clock.now() + timedelta(days=4)):
        assert len(asked(ines)) == len(asked(samira)) == 1
        say(pair, cast.samira.person, samira)
        assert asked(samira) == [] == asked(ines)
    with time_machine.travel(clock.now() + timedelta(days=125)):
        assert "Ask how it went on" in asked(ines)[0]
        client.force_login(cast.samira)
        client.post(address("say_later", pair), {"since": "Well", "stayed": "", "help": ""})
        assert asked(ines) == []
    assert Interview.objects.filter(kind="later").get().answers == {"since": "Well"}


@pytest.mark.parametrize(("start", "months", "end"), [("2026-10-31", 4, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2027-03-31", -1, "2027-02-28")])
def test_months_are_counted_by_the_calendar(start, months, end):
    assert months_from(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_they_take_what_they_said_with_them_and_it_goes_with_them(cast, pair, ines, samira, nour):
    endings.plan_ending(mentorship=pair, until=day(20), by=ines)
    say(pair, cast.samira.person, samira)
    say(pair, cast.nour.person, nour, answers={"good": "السوق"})
    sign(pair, cast.nour.person, ines)
    taken = erasure.export(cast.nour.person)
    assert json.loads(json.dumps(taken)) == taken
    assert taken["said_at_the_end"][0]["answers"] == {"good": "السوق"} and taken["papers"][0]["words"] == "Thank you."
    assert "Thursdays" not in json.dumps(taken)
    erasure.erase(cast.nour.person)
    assert not Paper.objects.exists()
    # Of a pair, every word is about both.
    assert [(row.person_id, row.answers) for row in Interview.objects.all()] == [(cast.samira.person.pk, {})]


def test_the_page_of_an_ending_costs_the_same_with_many_rows(client, cast, pair, ines, samira, nour, django_assert_max_num_queries):
    client.force_login(cast.ines)
    for ahead in range(10, 20):
        endings.plan_ending(mentorship=pair, until=day(ahead), by=ines)
        say(pair, cast.nour.person, nour)
        sign(pair, cast.nour.person, ines)
    with django_assert_max_num_queries(32):
        client.get(address("ending", pair))
