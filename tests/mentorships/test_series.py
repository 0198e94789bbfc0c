"""Given people who meet every week, when one meeting moves, then the others stay, or move with it, as was said."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import log_session, move_session
from alongside.mentorships.actions.series import cancel_series, later_of, move_series, plan_series
from alongside.mentorships.models import Session

pytestmark = pytest.mark.both
LISBON = ZoneInfo("Europe/Lisbon")


def hours(sessions):
    return [s.starts_at.astimezone(LISBON).strftime("%m-%d %H:%M") for s in sessions]


def a_row(pair, by, times=4, weeks=1, day=date(2026, 10, 13)):
    return plan_series(mentorship=pair, by=by, day=day, at=time(17), place="Café", every_weeks=weeks, times=times)


def test_five_o_clock_stays_five_o_clock_when_summer_time_ends(pair, samira):
    made = a_row(pair, samira)
    assert hours(made) == ["10-13 17:00", "10-20 17:00", "10-27 17:00", "11-03 17:00"]
    assert made[0].starts_at.utcoffset() != made[-1].starts_at.utcoffset()
    assert len({s.series for s in made}) == 1


def test_one_of_a_row_moves_alone(pair, samira):
    made = a_row(pair, samira)
    move_session(session=made[1], by=samira, day=date(2026, 10, 21), at=time(9))
    assert hours(Session.objects.order_by("starts_at")) == ["10-13 17:00", "10-21 09:00", "10-27 17:00", "11-03 17:00"]


def test_or_with_all_that_come_later_and_the_others_are_told_once(pair, samira):
    made = a_row(pair, samira)
    OutgoingMail.objects.all().delete()
    move_series(session=made[1], by=samira, day=date(2026, 10, 22), at=time(18))
    assert hours(Session.objects.order_by("starts_at")) == ["10-13 17:00", "10-22 18:00", "10-29 18:00", "11-05 18:00"]
    assert OutgoingMail.objects.count() == 1


def test_what_is_logged_or_called_off_stays_as_it_is(pair, samira):
    made = a_row(pair, samira, day=clock.today())
    log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=30, channel="phone", session=made[0])
    assert len(later_of(made[1])) == 3
    cancel_series(session=made[2], by=samira, whose="mentor")
    assert [s.outcome for s in Session.objects.order_by("starts_at")] == ["met", "", "cancelled", "cancelled"]


def test_a_row_that_would_reach_beyond_a_year_is_refused_whole(pair, samira):
    with pytest.raises(NotAllowed):
        a_row(pair, samira, times=26, weeks=4)
    assert not Session.objects.exists()


@pytest.mark.parametrize(("times", "weeks"), [(1, 1), (27, 1), (2, 0)])
def test_a_row_has_two_to_twenty_six_meetings(pair, samira, times, weeks):
    with pytest.raises(NotAllowed):
        a_row(pair, samira, times=times, weeks=weeks)


def test_a_row_is_planned_and_called_off_on_the_pages(client, pair, cast):
    client.force_login(cast.samira)
    day = (clock.today() + timedelta(days=2)).isoformat()
    plan = reverse("mentorships:plan", args=[pair.pk])
    page = client.post(plan, {"day": day, "at": "17:00", "repeat": "1"}).content.decode()
    assert "Choose 2 to 26 meetings." in page
    client.post(plan, {"day": day, "at": "17:00", "repeat": "2", "times": "3"})
    first = Session.objects.order_by("starts_at").first()
    cancel = reverse("mentorships:cancel", args=[pair.pk, first.pk])
    assert "all later ones" in client.get(cancel).content.decode()
    client.post(cancel, {"whose": "mentor", "later": "on"})
    assert set(Session.objects.values_list("outcome", flat=True)) == {"cancelled"}


def test_a_single_meeting_asks_nothing_about_later_ones(client, pair, cast, samira):
    from alongside.mentorships.actions import plan_session

    one = plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=2))
    client.force_login(cast.samira)
    for page in ("move", "cancel"):
        assert "all later ones" not in client.get(reverse(f"mentorships:{page}", args=[pair.pk, one.pk])).content.decode()


class Law(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 60)), max_size=4))
    def test_no_moving_of_rows_loses_a_meeting_or_changes_the_gaps_behind_it(self, moves):
        from tests import cast as people
        from tests.mentorships.story import begin

        cast = people.assemble()
        by = cast.principal(cast.ines)
        pair = begin(cast, by)
        made = a_row(pair, by, times=5, day=clock.today() + timedelta(days=5))
        for index, days in moves:
            one = Session.objects.get(pk=made[index].pk)
            one.mentorship = pair
            behind = [s.pk for s in later_of(one)]
            before = [Session.objects.get(pk=pk).starts_at.astimezone(LISBON).date() for pk in behind]
            move_series(session=one, by=by, day=before[0] + timedelta(days=days), at=time(17))
            after = [Session.objects.get(pk=pk).starts_at.astimezone(LISBON).date() for pk in behind]
            assert [b - a for a, b in zip(before, after, strict=True)] == [timedelta(days=days)] * len(behind)
        assert Session.objects.filter(outcome="").count() == 5
