"""What is not mine does not exist for me: real things of another organisation, other people's pairs, ended parts."""

import logging
import re

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, AuditSubject, OutgoingMail
from alongside.mentorships import actions
from alongside.programmes.models import Membership
from tests import cast as people
from tests.conftest import NOON
from tests.journeys import world as places

#: Open to whoever knows the address: nothing of a person stands there.
PUBLIC = ("programmes:join", "programmes:accept_invitation", "matching:answer_by_link", "programmes:referral_status")
#: For a year after their part somebody finds what they did there, with nothing of anybody else.
OWN_AFTERWARDS = ("/mentorships/after/", "/mentorships/money/")
IGNORED = {"sessions.Session", "foundation.FormReceipt"}
#: A page of one's own that is shown again is read again.
READS = {"foundation.AuditEntry", "foundation.AuditSubject"}


def rows(without=frozenset()) -> dict:
    return {
        m._meta.label: sorted(map(repr, m._base_manager.values_list()))
        for m in apps.get_models()
        if m._meta.label not in IGNORED | without
    }


def about_something(route) -> bool:
    return "<uuid:" in route.address and not route.name.startswith(PUBLIC)


@pytest.mark.parametrize("who", ["ines", "rui", "admin", "samira", "nour"])
def test_no_thing_of_another_organisation_can_be_opened_or_changed(world, client, who):
    client.force_login(getattr(world.cast, who))
    absent = client.get("/nothing/here/").content
    before, wrong = rows(), []
    for route in filter(about_something, places.ours()):
        for page in world.theirs.addresses(route):
            for answer in (client.get(page), client.post(page, {"answer": "yes", "met": "no"})):
                if answer.status_code == 405:
                    # A page that is only read refuses a form before it looks anything up.
                    continue
                if answer.status_code != 404 or answer.content != absent:
                    wrong.append(f"{answer.request['REQUEST_METHOD']} {route.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert rows() == before


def test_ids_of_others_inside_my_own_forms_are_refused(world, client):
    """The address is mine, what I name in the form is theirs."""
    client.force_login(world.cast.ines)
    their_member = world.theirs.mentorship.members.get(role="mentee")
    before = rows(READS)
    mine, theirs = world.mine, world.theirs
    tried = [
        (f"/mentorships/new/{mine.programme.pk}/", {"mentees": their_member.enrolment_id, "mentors": world.cast.mentor.pk}),
        (f"/matching/kept-apart/{mine.programme.pk}/", {"one": their_member.person_id, "other": world.cast.mentor.person_id}),
        ("/matching/", {"programme": theirs.programme.pk}),
        ("/people/steps/interview/", {"who": their_member.enrolment_id, "outcome": "passed", "happened_on": "2026-10-01"}),
        ("/invitations/new/", {"place": f"screener:{theirs.programme.pk}", "email": "x@example.org", "name": "X", "language": "en"}),
        (f"/mentorships/{mine.mentorship.pk}/meetings/{theirs.kwargs['meeting']}/cancel/", {"whose": "mentor"}),
        (f"/mentorships/{mine.mentorship.pk}/log/?meeting={theirs.kwargs['meeting']}", {"met": "no", "whose": "mentor"}),
        (f"/programmes/{mine.programme.pk}/partners/{theirs.kwargs['partner']}/remove/", {}),
        (f"/programmes/{mine.programme.pk}/words/{theirs.kwargs['word']}/retire/", {}),
        (f"/programmes/{mine.programme.pk}/grants/{theirs.kwargs['grant']}/remove/", {}),
        (f"/matching/kept-apart/{mine.programme.pk}/{theirs.kwargs['row_pk']}/", {}),
    ]  # fmt: skip
    for address, typed in tried:
        assert client.post(address, typed).status_code in (200, 404), address
        assert rows(READS) == before, address
    assert not AuditSubject.objects.filter(entry__account_id=world.cast.ines.pk, person_id=their_member.person_id).exists()


def test_a_mentor_sees_nothing_of_another_pair_of_the_same_programme(world, client):
    other = actions.begin(
        programme=world.cast.programme,
        mentors=[people.enrolled(people.person(world.cast.organisation, "João"), world.cast.programme, "mentor")],
        mentees=[people.enrolled(people.person(world.cast.organisation, "Selam"), world.cast.programme, "mentee")],
        by=None,
    )
    for who in (world.cast.samira, world.cast.nour):
        client.force_login(who)
        for route in places.ours():
            if route.name.startswith("mentorships:") and "<uuid:pk>" in route.address and route.name != "mentorships:call":
                page = world.mine.address(route, pk=other.pk)
                assert client.get(page).status_code == 404, page
                assert client.post(page, {"met": "no", "whose": "mentor"}).status_code in (404, 405), page


def test_not_mine_costs_as_many_queries_as_not_there(world, client):
    client.force_login(world.cast.ines)
    wrong = []
    for route in filter(about_something, places.ours()):
        if route.address.count("<") != 1:
            continue
        counted = []
        for pk in (world.theirs.kwargs.get(route.name, {}).get("pk", world.theirs.mentorship.pk), "00000000-0000-4000-8000-000000000000"):
            address = world.mine.address(route, **{route.address.split(">")[0].rpartition(":")[2]: pk})
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted.append(len(queries))
        if counted[0] != counted[1]:
            wrong.append(f"{route.name}: {counted}")
    assert not wrong, "\n".join(wrong)


# ── rights end at once ─────────────────────────────────────────────────────────────────────
def own_pages(world, client, who) -> list[str]:
    client.force_login(who)
    found = [world.mine.address(r) for r in places.ours() if about_something(r)]
    return [page for page in found if client.get(page).status_code == 200]


def test_an_ended_mentorship_is_gone_for_both_with_the_next_request(world):
    mentor, mentee = Client(), Client()
    open_to = {c: own_pages(world, c, who) for c, who in ((mentor, world.cast.samira), (mentee, world.cast.nour))}
    assert all(open_to.values())
    with transaction.atomic():
        actions.end(
            mentorship=world.mine.mentorship, by=world.cast.principal(world.cast.ines), reason="moved", wished_by="both",
            said_goodbye=True, note="",
        )  # fmt: skip
        for client, pages in open_to.items():
            for page in pages:
                # A question of a round stands by itself; one's own details stay one's own, and one's own papers for a year.
                # A voice reads the programme's own text.
                if "/matching/" not in page and "/voices/" not in page and not page.startswith(("/me/", *OWN_AFTERWARDS)):
                    assert client.get(page).status_code == 404, page
                    assert client.post(page, {"met": "no", "whose": "mentor"}).status_code in (404, 405), page
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", ["ines", "rui", "samira", "nour", "admin"])
def test_an_ended_role_opens_nothing_any_more(world, client, who):
    account = getattr(world.cast, who)
    pages = own_pages(world, client, account)
    assert pages
    with transaction.atomic():
        Membership.objects.filter(account=account).update(until=clock.now())
        opened = [page for page in pages if not page.startswith(OWN_AFTERWARDS) and client.get(page).status_code != 404]
        assert opened == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", ["ines", "samira", "nour", "admin"])
def test_a_closed_account_is_signed_out_with_the_next_request(world, client, who):
    account = getattr(world.cast, who)
    pages = own_pages(world, client, account)
    with transaction.atomic():
        type(account).objects.filter(pk=account.pk).update(is_active=False)
        for page in [*pages, "/me/", "/privacy/mine/", "/begin/"]:
            answer = client.get(page)
            assert (answer.status_code, answer.headers.get("Location", "")[:9]) == (302, "/sign-in/"), page
        transaction.set_rollback(True)


# ── how long somebody stays signed in ──────────────────────────────────────────────────────
def test_staff_who_leave_a_page_alone_are_signed_out_and_lose_nothing(world, settings):
    settings.SESSION_IDLE_SECONDS = 20 * 60
    staff, mentee = Client(), Client()
    staff.force_login(world.cast.ines)
    mentee.force_login(world.cast.nour)
    page = f"/mentorships/{world.mine.mentorship.pk}/check-in/"
    with time_machine.travel(NOON, tick=False) as clocks:
        assert staff.get(page).status_code == mentee.get("/mentorships/home/").status_code == 200
        clocks.shift(19 * 60)
        assert staff.get(page).status_code == 200
        clocks.shift(21 * 60)
        answer = staff.post(page, {"note": "Half an hour of writing"})
        assert answer.status_code == 401 and "Half an hour of writing" in answer.content.decode()
        assert mentee.get("/mentorships/home/").status_code == 200


def test_no_session_outlasts_its_ten_hours_however_busy(world, settings):
    settings.SESSION_IDLE_SECONDS = 20 * 60
    client = Client()
    client.force_login(world.cast.ines)
    with time_machine.travel(NOON, tick=False) as clocks:
        for _quarter in range(41):
            last = client.get("/today/").status_code
            clocks.shift(15 * 60)
        assert last == 200
        assert client.get("/today/").status_code == 302


# ── what a page leaves behind ──────────────────────────────────────────────────────────────
COOKIES = {"sessionid", "csrftoken", "django_language"}


def test_no_name_leaves_a_page_by_address_title_cookie_or_log(world, client, caplog):
    said = {"Samira", "Haddad", "نور", "الحسيني", "Joana", "Tesfay", "Maryam"}
    wrong = []
    with caplog.at_level(logging.DEBUG):
        for who in (world.cast.ines, world.cast.rui, world.cast.admin, world.cast.samira, world.cast.nour, None):
            client.logout() if who is None else client.force_login(who)
            for route in places.ours():
                page = world.mine.address(route)
                answer = client.get(page)
                if not answer.streaming and b"<title>" in answer.content:
                    title = answer.content.decode().split("<title>")[1].split("</title>")[0]
                    wrong += [f"{route.name}: {title}" for word in said if word in title]
                if "no-store" not in answer.headers.get("Cache-Control", ""):
                    wrong.append(f"{route.name}: {answer.headers.get('Cache-Control')}")
                policy = answer.headers.get("Content-Security-Policy", "")
                if "default-src 'none'" not in policy or "unsafe" in policy or answer.headers["Referrer-Policy"] != "same-origin":
                    wrong.append(f"{route.name}: {policy}")
                wrong += [f"{route.name}: cookie {name}" for name in answer.cookies if name not in COOKIES]
                wrong += [f"{route.name}: {answer.headers.get('Location')}" for w in said if w in answer.headers.get("Location", "")]
    assert not wrong, "\n".join(wrong)
    # The statements of the test database's own log aside.
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith(("django.db", "asyncio"))]
    assert not [line for line in lines if any(word in line for word in said)]


def test_no_message_names_anybody_or_says_what_it_is_about(world):
    topics = ("mentor", "mentee", "refugee", "prison", "Newcomers", "gate", "Samira", "Nour", "نور", "Joana", "Tesfay", "Café")
    for mail in OutgoingMail.objects.all():
        text = f"{mail.subject} {mail.body}".replace("example.org", "")
        assert not [word for word in topics if word.lower() in text.lower()], text
    assert OutgoingMail.objects.exists()


# ── what is stored ─────────────────────────────────────────────────────────────────────────
def test_a_round_keeps_reasons_as_codes_and_counts_and_no_number_of_fit(world):
    """Counts have names; a number beside a reason could be read as how good somebody is."""

    def keys(value) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {k for v in value.values() for k in keys(v)}
        return {k for v in value for k in keys(v)} if isinstance(value, list) else set()

    sitting = world.mine.programme.matching_rounds.get()
    stored = [*sitting.proposals.values_list("reasons", "runners_up"), *sitting.parts.values_list("left_over")]
    assert any(stored)
    found = {key for row in stored for value in row for key in keys(value)}
    assert not {k for k in found if k in {"fit", "score", "rank", "weight", "percent", "points", "total", "value"}}
    assert not [v for row in stored for v in re.findall(r"\d+\.\d+", repr(row))]


def test_the_log_holds_ids_and_column_names_never_values(world):
    columns = {f.name for m in apps.get_models() for f in m._meta.get_fields()} | {"why"}
    entries = list(AuditEntry.objects.all())
    assert len(entries) > 20
    for entry in entries:
        assert re.fullmatch(r"[a-z ]{3,60}", entry.action.replace("_", " ")), entry.action
        assert re.fullmatch(r"[a-z ]*", entry.purpose), entry.purpose
        assert re.fullmatch(r"(\w+\.\w+:[0-9a-f-]+)?", entry.target), entry.target
        assert set(entry.fields) <= columns, entry.fields


# ── reading takes no writer ────────────────────────────────────────────────────────────────
#: What a page may write while it is read: the log of reads, and the session.
WRITTEN_BY_READING = ("foundation_audit", "django_session")


def test_no_page_that_is_only_read_opens_a_transaction_or_writes(world, client):
    """On SQLite every transaction takes the writer, so one in a GET would make readers wait for each other."""
    wrong = []
    for who in (world.cast.ines, world.cast.rui, world.cast.admin, world.cast.samira, world.cast.nour, None):
        client.logout() if who is None else client.force_login(who)
        for route in places.ours():
            for address in world.mine.addresses(route):
                with CaptureQueriesContext(connection) as queries:
                    client.get(address)
                said = [q["sql"] for q in queries if not any(table in q["sql"] for table in WRITTEN_BY_READING)]
                found = [s[:90] for s in said if s.startswith(("SAVEPOINT", "BEGIN", "INSERT", "UPDATE", "DELETE"))]
                if found:
                    wrong.append(f"{route.name}: {found}")
    assert not wrong, "\n".join(wrong)
