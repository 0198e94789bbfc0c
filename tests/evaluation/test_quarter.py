"""The funder's quarterly page: exact events, groups in which nobody can be found."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from alongside.evaluation import periods, queries
from alongside.foundation import clock, disclosure
from alongside.mentorships.models import Member, Mentorship, MentorshipStatus, Session
from tests import cast

pytestmark = pytest.mark.both


@pytest.fixture
def people(db):
    return cast.assemble()


def mentorship(people, mentee, days_ago=10, ended=None):
    begun = clock.now() - timedelta(days=days_ago)
    made = Mentorship.objects.create(programme=people.programme, begun_at=begun)
    Member.objects.create(mentorship=made, person=people.mentor.person, enrolment=people.mentor, role="mentor", since=begun)
    Member.objects.create(mentorship=made, person=mentee.person, enrolment=mentee, role="mentee", since=begun)
    MentorshipStatus.objects.create(mentorship=made, status="begun", at=begun)
    if ended:
        MentorshipStatus.objects.create(mentorship=made, status="ended", reason=ended, said_goodbye=True)
    return made


def counted(report) -> dict[str, int]:
    return {f.label: f.count for f in report.figures}


def test_events_of_the_quarter_are_counted_exactly(people, today):
    pair = mentorship(people, people.mentee, days_ago=2, ended="completed")
    for minutes in (60, 45, 45):
        Session.objects.create(
            mentorship=pair, starts_at=clock.now() - timedelta(hours=5), outcome="met", minutes=minutes, logged_at=clock.now()
        )
    found = counted(queries.report(people.programme, periods.current()))
    assert found["Matched"] == 1
    assert found["Active"] == 1
    assert found["Ended as planned"] == 1
    assert found["Ended otherwise"] == 0
    assert found["Meetings held"] == 3
    assert found["Hours together"] == 2


def test_a_grant_counts_only_its_own_people(people, today):
    grant = people.programme.grant_tags.create(name="AMIF 2026")
    mentorship(people, people.mentee, days_ago=2)
    assert counted(queries.report(people.programme, periods.current(), grant))["Matched"] == 0
    people.mentee.grants.add(grant)
    assert counted(queries.report(people.programme, periods.current(), grant))["Matched"] == 1


def test_fewer_than_thirty_people_are_not_broken_down(people, today):
    mentorship(people, people.mentee)
    assert all(t.rows is None for t in queries.report(people.programme, periods.current()).tables)


def accompany(people, number, tag="ar", grant=None):
    """So many more mentees with a mentor, who speak `tag`."""
    for n in range(number):
        person = cast.person(people.organisation, f"{tag} {n}", languages=((tag, "native"),))
        mentee = cast.enrolled(person, people.programme, "mentee")
        mentorship(people, mentee)
        if grant:
            mentee.grants.add(grant)


def test_a_group_of_nine_is_never_shown_by_itself(people, today):
    for tag, number in (("ti", 9), ("so", 4), ("ar", 31)):
        accompany(people, number, tag)
    language = queries.report(people.programme, periods.current()).tables[0]
    assert language.rows == [("Arabic", 30)]
    assert language.rest


def test_the_exact_number_of_pairs_gives_no_single_person_back(people, today):
    """33 of 34 would be written as 35: nobody else than one can be missing to the 34 that "Active" names."""
    accompany(people, 33, "ar")
    accompany(people, 1, "ti")
    report = queries.report(people.programme, periods.current())
    assert counted(report)["Active"] == 34
    assert report.tables[0].rows == []
    assert report.tables[0].rest


@pytest.mark.parametrize(("others", "is_shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_the_page_of_a_grant_tells_nothing_about_the_few_without_it(people, today, others, is_shown):
    grant = people.programme.grant_tags.create(name="AMIF 2026")
    accompany(people, 30, "ar", grant)
    accompany(people, others, "ti")
    assert queries.report(people.programme, periods.current()).tables[0].rows is not None
    tables = queries.report(people.programme, periods.current(), grant).tables
    assert all((table.rows is not None) is is_shown for table in tables)


def test_coming_back_from_a_break_is_no_screening(today, people):
    before = counted(queries.report(people.programme, periods.current()))["Screened"]
    people.mentee.states.create(state="resting", at=clock.now() - timedelta(hours=2))
    people.mentee.states.create(state="accepted", at=clock.now() - timedelta(hours=1))
    people.mentor.states.create(state="left", at=clock.now() - timedelta(days=1))
    people.mentor.states.create(state="accepted", at=clock.now() - timedelta(hours=1))
    found = counted(queries.report(people.programme, periods.current()))["Screened"]
    assert found == before + 1


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.integers(0, 60), max_size=8))
def test_what_is_left_out_is_nobody_or_ten_or_more(counts):
    people = sum(counts.values())
    shown = disclosure.breakdown(counts, people)
    if shown is not None:
        left_out = people - sum(counts[group.key] for group in shown.groups)
        assert left_out == 0 or left_out >= disclosure.SMALLEST_GROUP
        assert shown.rest is (len(shown.groups) < len(counts))


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.integers(0, 200), max_size=8))
def test_what_is_shown_is_a_multiple_of_five_of_ten_or_more(counts):
    shown = disclosure.breakdown(counts, sum(counts.values()))
    if shown is None:
        assert sum(counts.values()) < disclosure.SMALLEST_POPULATION
        return
    for group in shown.groups:
        assert counts[group.key] >= disclosure.SMALLEST_GROUP
        assert group.count % disclosure.STEP == 0
        assert abs(group.count - counts[group.key]) <= 2


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=1), st.sampled_from("abcdef"))
def test_one_person_more_or_less_changes_a_shown_number_by_one_step_at_most(counts, key):
    before = disclosure.breakdown(counts, 100)
    after = disclosure.breakdown(counts | {key: counts.get(key, 0) + 1}, 100)
    one, other = ({g.key: g.count for g in b.groups} for b in (before, after))
    assert all(abs(one[k] - other[k]) <= disclosure.STEP for k in one.keys() & other.keys())


def test_the_sheet_and_the_pdf_say_the_same_and_run_nothing(people, client, today):
    people.programme.name = "=HYPERLINK(1)"
    people.programme.save()
    mentorship(people, people.mentee, days_ago=2)
    client.force_login(people.ines)
    sheet = load_workbook(io.BytesIO(client.get(reverse("evaluation:xlsx", args=[people.programme.pk])).content)).active
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert values[0] == "'=HYPERLINK(1)"
    assert "Matched" in values
    pdf = client.get(reverse("evaluation:pdf", args=[people.programme.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_an_evaluator_reads_totals_and_a_stranger_reads_nothing(people, client):
    eva = cast.account("eva@example.org", "Eva Novák")
    cast.member(people.programme, "evaluator", eva)
    address = reverse("evaluation:report", args=[people.programme.pk])
    for who, status in ((eva, 200), (people.ines, 200), (people.kateryna, 404), (people.samira, 404), (people.admin, 404)):
        client.force_login(who)
        assert client.get(address).status_code == status


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "1999-Q1", "2099-Q1", "x"])
def test_a_quarter_that_does_not_exist_or_lies_ahead_is_the_current_one(text, people, client, today):
    client.force_login(people.ines)
    page = client.get(reverse("evaluation:report", args=[people.programme.pk]), {"quarter": text})
    assert "October to December 2026" in page.content.decode()
