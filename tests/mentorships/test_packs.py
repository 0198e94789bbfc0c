"""A pack on paper in the mentee's own language, and what comes back."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import translation

from alongside.mentorships import actions
from alongside.mentorships.actions import gate as gates
from alongside.mentorships.models import CallRequest, Goal, Session
from alongside.mentorships.queries.packs import pack_of
from alongside.mentorships.views.packs import sections


@pytest.fixture
def member(cast, pair):
    cast.mentee.release_on = date(2026, 10, 20)
    cast.mentee.save()
    return next(m for m in pair.members.select_related("enrolment", "person") if not m.is_mentor)


def address(name, pair, member):
    return reverse(f"mentorships:{name}", args=[pair.pk, member.person_id])


def test_the_pack_holds_what_somebody_without_the_internet_needs(cast, pair, member, ines):
    cast.programme.contact_phone = "+351 222 000 111"
    pair.programme.contact_phone = cast.programme.contact_phone
    actions.plan_session(mentorship=pair, by=ines, day=date(2026, 10, 13), at=time(10), place="Visiting hall")
    gates.book(mentorship=pair, member=member, by=ines, values={"what": "Hostel", "days": 0, "time": time(14), "is_deadline": True})
    actions.write_goal(mentorship=pair, person=member.person, by=ines, words="أريد عملاً", language="ar", review_on=date(2026, 11, 3))
    pack = pack_of(ines, pair, member)
    words = str(sections(pack)) + str(pack.goals)
    for said in ("Samira", "Visiting hall", "before 14:00", "Hostel", "+351 222 000 111", "أريد عملاً"):
        assert said in words
    with translation.override("ar"):
        assert "My mentor" not in str(sections(pack))


def test_it_comes_as_a_pdf_for_coordinators_only(cast, pair, member, client):
    client.force_login(cast.ines)
    answer = client.get(address("pack", pair, member))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"Nour" not in answer["Content-Disposition"].encode()
    for other in (cast.samira, cast.nour, cast.kateryna):
        client.force_login(other)
        assert client.get(address("pack", pair, member)).status_code == 404


@pytest.mark.both
def test_what_came_back_is_written_down_in_one_form(cast, pair, member, client):
    client.force_login(cast.ines)
    said = {"day1": "2026-09-29", "met1": "yes", "day2": "2026-10-02", "met2": "no", "goal": "أريد عملاً", "language": "ar", "call": "on"}
    client.post(address("paper", pair, member), said)
    assert sorted(Session.objects.filter(mentorship=pair).values_list("outcome", flat=True)) == ["met", "not_met"]
    writing = Goal.objects.get().writings.get()
    assert (writing.words, writing.language, writing.by_mentee) == ("أريد عملاً", "ar", False)
    assert CallRequest.objects.get().person_id == member.person_id


def test_half_a_line_and_an_empty_sheet_are_asked_about(cast, pair, member, client):
    client.force_login(cast.ines)
    client.cookies["django_language"] = "en"
    url = address("paper", pair, member)
    assert "Say whether they met." in client.post(url, {"day1": "2026-09-29", "goal": "x", "language": "en"}).content.decode()
    assert "Fill in what stands on the paper." in client.post(url, {"language": "en"}).content.decode()
    assert not Session.objects.exists() and not Goal.objects.exists()
