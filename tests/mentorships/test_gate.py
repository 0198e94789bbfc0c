"""Through the gate: a day that moves, where somebody is, who is at the gate, what is booked."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import gate as acts
from alongside.mentorships.models import Appointment, MovingMeeting, ReleaseDate, Session
from alongside.mentorships.queries import gate as queries
from alongside.mentorships.queries.due import due
from alongside.mentorships.queries.gate import gate_of

#: The story is told on Tuesday 6 October 2026.
GATE = date(2026, 10, 20)
HOSTEL = {"what": "Hostel, induction", "place": "Rua Nova 4", "days": 0, "on": None, "time": time(14), "is_deadline": True}
CLINIC = {"what": "Clinic", "days": None, "on": date(2026, 10, 22), "time": time(9, 30)}


@pytest.fixture
def member(cast, pair):
    cast.mentee.release_on = GATE
    cast.mentee.save()
    return next(m for m in pair.members.select_related("enrolment") if not m.is_mentor)


def move(pair, member, by, to, **more):
    return acts.move_release(mentorship=pair, member=member, by=by, to=to, source="phone", **more)


def visit(pair, member, by, day, at=time(10), *, moves=True):
    return acts.plan_visit(mentorship=pair, member=member, by=by, day=day, at=at, place="Visiting hall", moves=moves)


def address(name, pair, member, **more):
    return reverse(f"mentorships:{name}", kwargs={"pk": pair.pk, "person": member.person_id} | more)


def read(client, account, url):
    client.force_login(account)
    client.cookies["django_language"] = "en"
    return client.get(url).content.decode()


@pytest.mark.both
def test_a_day_that_moves_takes_along_what_is_planned_around_it(cast, pair, member, ines):
    before = visit(pair, member, ines, date(2026, 10, 13))
    fixed = visit(pair, member, ines, date(2026, 10, 14), moves=False)
    hostel = acts.book(mentorship=pair, member=member, by=ines, values=HOSTEL)
    move(pair, member, ines, date(2026, 10, 27))
    lines = {line.row.pk: line for line in gate_of(pair, member).lines}
    assert (lines[before.pk].on, lines[before.pk].at) == (date(2026, 10, 20), time(10))
    assert lines[fixed.pk].on == date(2026, 10, 14)
    assert (lines[hostel.pk].on, lines[hostel.pk].is_deadline) == (date(2026, 10, 27), True)
    cast.mentee.refresh_from_db()
    assert cast.mentee.release_on == date(2026, 10, 27)


@pytest.mark.both
def test_each_move_is_a_new_row_and_the_same_day_again_confirms_it(cast, pair, member, ines):
    for to in (date(2026, 10, 27), date(2026, 10, 23), date(2026, 10, 23)):
        move(pair, member, ines, to)
    rows = list(ReleaseDate.objects.order_by("at").values_list("was", "on"))
    assert rows == [(GATE, date(2026, 10, 27)), (date(2026, 10, 27), date(2026, 10, 23)), (date(2026, 10, 23),) * 2]


def test_an_hour_stays_the_same_hour_across_a_change_of_clocks(cast, pair, member, ines):
    session = visit(pair, member, ines, date(2026, 10, 20), time(8, 15))
    # Clocks go back on 25 October.
    move(pair, member, ines, date(2026, 10, 27))
    line = next(x for x in gate_of(pair, member).lines if x.row.pk == session.pk)
    assert (line.on, line.at) == (date(2026, 10, 27), time(8, 15))


def test_a_fixed_appointment_that_lies_before_the_release_now_is_shown_in_conflict(cast, pair, member, ines):
    clinic = acts.book(mentorship=pair, member=member, by=ines, values=CLINIC)
    assert not gate_of(pair, member).conflicts
    move(pair, member, ines, date(2026, 10, 27))
    (line,) = gate_of(pair, member).conflicts
    assert (line.row.pk, line.on) == (clinic.pk, date(2026, 10, 22))


def test_a_meeting_whose_day_would_be_over_stays_and_comes_back_when_the_day_moves_again(cast, pair, member, ines):
    session = visit(pair, member, ines, date(2026, 10, 13))
    move(pair, member, ines, date(2026, 10, 9))
    (line,) = gate_of(pair, member).conflicts
    assert (line.row.pk, line.on) == (session.pk, date(2026, 10, 13))
    move(pair, member, ines, date(2026, 10, 30))
    assert gate_of(pair, member).lines[0].on == date(2026, 10, 23)


def test_a_meeting_that_somebody_moved_by_hand_keeps_its_new_distance(cast, pair, member, ines):
    session = visit(pair, member, ines, date(2026, 10, 13))
    actions.move_session(session=session, by=ines, day=date(2026, 10, 15), at=time(10), place="")
    move(pair, member, ines, date(2026, 10, 27))
    assert gate_of(pair, member).lines[0].on == date(2026, 10, 22)


def test_the_preview_says_what_then_happens(cast, pair, member, ines):
    visit(pair, member, ines, date(2026, 10, 13))
    visit(pair, member, ines, GATE, moves=False)
    acts.book(mentorship=pair, member=member, by=ines, values=CLINIC)
    gate = gate_of(pair, member)
    chosen = queries.usual(gate)
    told = {x.line.row.pk: (x.after, bool(x.conflict)) for x in queries.preview(gate, date(2026, 10, 30), chosen)}
    move(pair, member, ines, date(2026, 10, 30), moving=chosen)
    assert {x.row.pk: (x.on, bool(x.conflict)) for x in gate_of(pair, member).lines} == told


def test_nobody_else_moves_the_day_and_a_day_that_is_over_is_refused(cast, pair, member, ines, samira):
    with pytest.raises(NotAllowed):
        move(pair, member, samira, date(2026, 10, 27))
    with pytest.raises(NotAllowed, match="from today on"):
        move(pair, member, ines, date(2026, 10, 5))
    assert not ReleaseDate.objects.exists()


def test_a_day_changed_on_the_persons_page_is_told_and_nothing_moves_by_itself(cast, pair, member, ines, client):
    move(pair, member, ines, date(2026, 10, 27))
    cast.mentee.refresh_from_db()
    cast.mentee.release_on = date(2026, 11, 3)
    cast.mentee.save()
    page = read(client, cast.ines, reverse("mentorships:detail", args=[pair.pk]))
    assert "Their own page says Tuesday 3 November." in page
    assert "27 October" in page


def test_released_today_in_one_tap_sets_the_day_and_plans_the_calls(cast, pair, member, ines, client):
    visit(pair, member, ines, GATE)
    client.force_login(cast.ines)
    client.post(address("gate_out", pair, member), {})
    gate = gate_of(pair, member)
    assert (gate.is_out, gate.on) == (True, date(2026, 10, 6))
    assert Session.objects.get(moving__isnull=False).starts_at.date() == date(2026, 10, 6)
    for day, asked in (("2026-10-06", False), ("2026-10-07", True), ("2026-10-13", True), ("2026-11-05", True), ("2026-12-20", False)):
        with time_machine.travel(f"{day} 12:00+01:00", tick=False):
            assert any("Ask how it goes" in row.why for row in due(ines)) is asked, day
    with time_machine.travel("2026-10-07 12:00+01:00", tick=False):
        actions.check_in(mentorship=pair, by=ines, spoke_with="mentee", channel="phone")
        assert not any("Ask how it goes" in row.why for row in due(ines))


def test_the_released_page_says_who_can_be_there_and_what_is_not_booked(cast, pair, member, ines, client):
    acts.book(mentorship=pair, member=member, by=ines, values=HOSTEL)
    acts.settle_pick_up(mentorship=pair, member=member, by=ines, source="phone", who=cast.mentor.person_id, at=time(7, 30), place="South door")
    page = read(client, cast.ines, address("gate_out", pair, member))
    for words in ("Samira", "South door", "Hostel, induction", "Not asked yet", "They are out"):
        assert words in page


def test_called_back_can_pause_the_pair_and_loses_nothing(cast, pair, member, ines):
    visit(pair, member, ines, date(2026, 10, 13))
    acts.release(mentorship=pair, member=member, by=ines, on=date(2026, 10, 6), source="mentee")
    acts.say_where(mentorship=pair, member=member, by=ines, status="recalled", on=date(2026, 10, 6), source="phone", then="pause")
    gate = gate_of(pair, member)
    assert (gate.status.status, gate.is_out) == ("recalled", False)
    assert pair.statuses.first() and pair.statuses.latest().status == "paused"
    assert pair.sessions.filter(outcome="").exists()


def test_before_the_day_today_asks_who_is_at_the_gate_and_on_the_day_whether_they_are_out(cast, pair, member, ines):
    def says(day, words):
        with time_machine.travel(f"{day} 12:00+01:00", tick=False):
            return any(words in row.why for row in due(ines))

    assert not says("2026-10-16", "nobody is named")
    assert says("2026-10-18", "nobody is named for the gate")
    assert says("2026-10-20", "Should be out today.")
    assert says("2026-10-22", "Should be out since")
    acts.settle_pick_up(mentorship=pair, member=member, by=ines, source="phone", other="Rosa")
    assert not says("2026-10-18", "nobody is named")


def test_a_mentor_sees_logistics_and_no_office_and_the_mentee_sees_nothing_on_their_phone(cast, pair, member, ines, client):
    acts.settle_pick_up(mentorship=pair, member=member, by=ines, source="phone", other="Rosa", place="South door")
    page = read(client, cast.samira, address("gate", pair, member))
    assert "South door" in page
    assert "Ask the office" not in page
    assert client.get(address("officer", pair, member)).status_code == 404
    assert client.get(address("gate_move", pair, member)).status_code == 404
    client.force_login(cast.nour)
    assert client.get(address("gate", pair, member)).status_code == 404


def test_the_page_shows_the_move_first_and_moves_on_the_second_tap(cast, pair, member, ines, client):
    session = visit(pair, member, ines, date(2026, 10, 13))
    client.force_login(cast.ines)
    client.cookies["django_language"] = "en"
    url, said = address("gate_move", pair, member), {"day": "2026-10-27", "source": "paper"}
    page = client.post(url, said | {"look": "1"}).content.decode()
    assert "from 13 October to Tuesday 20 October" in page
    # Another day than the one that was shown is shown first, too.
    client.post(url, said | {"move": "1", "seen": "2026-10-26", "moving": [str(session.pk)]})
    assert not ReleaseDate.objects.exists()
    client.post(url, said | {"move": "1", "seen": "2026-10-27", "moving": [str(session.pk)]})
    assert ReleaseDate.objects.get().source == "paper"
    assert MovingMeeting.objects.get().placed_on == date(2026, 10, 20)


def test_appointments_are_changed_and_closed_and_never_deleted(cast, pair, member, ines, client):
    client.force_login(cast.samira)
    said = {"what": "Pharmacy", "kind": "moves", "days": "0", "time": "16:00", "goes_along": "mentee", "booking": "not_asked"}
    client.post(address("new_appointment", pair, member), said)
    row = Appointment.objects.get()
    client.post(address("appointment", pair, member, appointment=row.pk), said | {"version": 1, "booking": "agreed", "end": "dropped"})
    row.refresh_from_db()
    assert (row.booking, row.end) == ("agreed", "dropped")
    assert [one.pk for one in gate_of(pair, member).closed] == [row.pk]
    page = client.post(address("appointment", pair, member, appointment=row.pk), said | {"version": 1}).content.decode()
    assert Appointment.objects.get().end == "dropped" and page


def test_who_is_told_that_the_day_moved_learns_no_more_than_that(cast, pair, member, ines):
    move(pair, member, ines, date(2026, 10, 27))
    bodies = " ".join(mail.body for mail in OutgoingMail.objects.all())
    assert bodies
    assert "October" not in bodies and "release" not in bodies


@pytest.mark.both
def test_the_strip_costs_the_same_number_of_queries_however_much_is_planned(cast, pair, member, ines):
    def count():
        with CaptureQueriesContext(connection) as found:
            queries.gates_of(pair)
        return len(found)

    few = count()
    for n in range(8):
        acts.book(mentorship=pair, member=member, by=ines, values=HOSTEL)
        visit(pair, member, ines, GATE + timedelta(days=n))
    assert count() == few
