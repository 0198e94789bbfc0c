"""Given a mentor who laid something out, when a coordinator decides, then the money is told by month and grant, and by nobody twice.

    who                         writes down   corrects              decides   reads
    whoever laid it out         yes           until it is decided   never     their own
    a coordinator               no            no                    yes       all of the programme
    the mentee, a stranger      no            no                    no        nothing (404)
"""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from alongside.foundation import clock, registries
from alongside.foundation.forms import Changed
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.foundation.uploads import Cleaned
from alongside.mentorships import actions as walking
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import expenses as actions
from alongside.mentorships.forms.expenses import as_typed, cents_in
from alongside.mentorships.models import Expense, ExpenseStep, PairRules, Receipt
from alongside.mentorships.queries import expenses as queries
from alongside.programmes.models import GrantTag
from tests import cast as people

pytestmark = pytest.mark.both
PDF = Cleaned(b"%PDF-1.7 invented", "application/pdf")


def claim(pair, by, *, cents=1250, receipt=PDF, ago=1, **more):
    day = clock.today() - timedelta(days=ago)
    return actions.claim_expense(mentorship=pair, by=by, day=day, cents=cents, what_for="travel", receipt=receipt, **more)


def decide(expense, by, step="approved", **more):
    return actions.decide_expense(expense=expense, by=by, step=step, **({"expected_version": expense.version} | more))


@pytest.fixture
def grant(cast):
    return GrantTag.objects.create(programme=cast.programme, name="AMIF").name


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12", 1200), ("12.5", 1250), ("12,50", 1250), (" 1 200,05 ", 120005), ("١٢٫٥٠", 1250), ("0", None), ("-3", None),
     ("1.234,00", None), ("12.505", None), ("=1+1", None), ("", None), ("99999999", None)],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed, cents):
    assert cents_in(typed) == cents


@given(st.integers(min_value=1, max_value=99_999_999))
def test_what_is_shown_can_be_sent_again(cents):
    assert cents_in(as_typed(cents)) in (cents, None)
    if cents <= 10_000_000:
        assert cents_in(as_typed(cents)) == cents


def test_only_who_mentors_writes_down_and_only_for_days_that_were(cast, ines, nour, samira, pair):
    for by in (ines, nour, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            claim(pair, by)
    for ago in (-1, 400):
        with pytest.raises(NotAllowed):
            claim(pair, samira, ago=ago)
    assert not Expense.objects.exists()


def test_it_stands_beside_the_meeting_of_that_day_in_the_programmes_currency(cast, samira, pair):
    PairRules.objects.create(programme=cast.programme, currency="PLN")
    day = clock.today() - timedelta(days=1)
    met = walking.log_session(mentorship=pair, by=samira, met=True, day=day, minutes=60)
    made = claim(pair, samira)
    assert (made.session, made.currency, made.receipt.media_type) == (met, "PLN", "application/pdf")
    assert claim(pair, samira, ago=2).session is None


def test_a_coordinator_approves_for_a_grant_of_the_programme(cast, ines, samira, pair, grant):
    made = claim(pair, samira)
    with pytest.raises(NotAllowed, match="grant"):
        decide(made, ines)
    with pytest.raises(NotAllowed, match="grant"):
        decide(made, ines, grant="Another fund")
    decide(made, ines, grant=grant)
    with pytest.raises(NotAllowed, match="already"):
        decide(made, ines, grant=grant)
    assert [line.state for line in queries.waiting_and_decided(ines)[1]] == ["Approved"]


def test_without_grants_none_is_asked_for(cast, ines, samira, pair):
    decide(claim(pair, samira), ines)
    assert queries.paid(ines)[0].grant == ""


def test_nobody_approves_their_own_and_no_stranger_does(cast, ines, samira, pair):
    made = claim(pair, samira)
    people.member(cast.programme, "coordinator", cast.samira)
    both = cast.principal(cast.samira)
    with pytest.raises(NotAllowed, match="your own"):
        decide(made, both)
    for stranger in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            decide(made, stranger)
    assert queries.due_expenses(both) == []


def test_sent_back_with_a_question_it_is_corrected_and_asked_for_anew(cast, ines, samira, nour, pair):
    made = claim(pair, samira, receipt=None)
    for step in ("back", "refused"):
        with pytest.raises(NotAllowed, match="sentence"):
            decide(made, ines, step, words=" ")
    OutgoingMail.objects.all().delete()
    decide(made, ines, "back", words="Is there a ticket?")
    assert [mail.to for mail in OutgoingMail.objects.all()] == [cast.samira.email]
    assert "ticket" not in OutgoingMail.objects.get().body
    assert queries.due_expenses(samira)[0].button == "Answer it" and queries.due_expenses(ines) == []
    new = {"day": made.day, "cents": 900, "what_for": "tickets", "receipt": PDF}
    with pytest.raises(NotAllowed):
        actions.change_expense(expense=made, by=nour, expected_version=1, **new)
    actions.change_expense(expense=made, by=samira, expected_version=1, **new)
    assert queries.due_expenses(samira) == [] and queries.due_expenses(ines)[0].why == "1 expense waits for an answer."
    # Whoever read the old one decides about the new one only after having read it.
    with pytest.raises(Changed):
        decide(made, ines)
    decide(made, ines, "refused", words="Not for this.", expected_version=2)
    with pytest.raises(NotAllowed, match="decided"):
        actions.change_expense(expense=made, by=samira, expected_version=2, **new)


def test_the_sheet_adds_up_by_month_grant_and_currency_and_runs_nothing(cast, ines, samira, pair, client):
    for name in ("=1+1", "AMIF"):
        GrantTag.objects.create(programme=cast.programme, name=name)
    decide(claim(pair, samira, cents=1050, line="Secret words"), ines, grant="AMIF")
    decide(claim(pair, samira, cents=295), ines, grant="AMIF")
    decide(claim(pair, samira, cents=100), ines, grant="=1+1")
    PairRules.objects.create(programme=cast.programme, currency="PLN")
    decide(claim(pair, samira, cents=700), ines, grant="AMIF")
    claim(pair, samira, cents=9999)
    client.force_login(cast.ines)
    address = reverse("mentorships:expense_sheet")
    assert "13.45 EUR" in client.get(address).content.decode()
    answer = client.post(address, {"month": "*", "grant": "*", "ending": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:5]] == ["'=1+1", "AMIF", "AMIF", "AMIF"]
    sums = {(row[2], row[7]): row[6] for row in rows if row[4:5] == ["Total"]}
    assert sums == {("AMIF", "EUR"): "13.45", ("AMIF", "PLN"): "7", ("'=1+1", "EUR"): "1"}
    assert b"Secret" not in answer.content and b"99.99" not in answer.content
    assert AuditEntry.objects.filter(action="export expenses").exists()
    book = client.post(address, {"month": f"{clock.today():%Y-%m}", "grant": "1", "ending": "xlsx"})
    table = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert sorted(row[6] for row in table[1:4]) == [2.95, 7, 10.5]
    empty = client.post(address, {"month": "2026-09", "grant": "*", "ending": "csv"})
    assert b"AMIF" not in empty.content


def test_it_is_kept_until_no_funder_asks_and_no_day_longer(cast, ines, samira, pair):
    approved, refused, open_one = (claim(pair, samira) for _n in range(3))
    decide(approved, ines)
    decide(refused, ines, "refused", words="Not for this.")
    shown = queries.expenses_for(ines).get(pk=approved.pk)
    assert queries.kept_until(shown).isoformat() == "2028-10-31"

    def left():
        actions.forget_expenses()
        return set(Expense.objects.values_list("pk", flat=True))

    assert left() == {approved.pk, refused.pk, open_one.pk}
    for day, still in (("2027-02-01", {approved.pk, open_one.pk}), ("2028-10-31", {approved.pk, open_one.pk}), ("2028-11-01", {open_one.pk})):
        with time_machine.travel(f"{day}T12:00:00Z"):
            assert left() == still
    assert Receipt.objects.count() == 1


def test_a_programme_may_keep_longer_or_shorter(cast, ines, samira, pair):
    PairRules.objects.create(programme=cast.programme, receipt_months=36)
    PairRules.objects.create(programme=cast.other_programme, receipt_months=1)
    decide(claim(pair, samira), ines)
    for day, count in (("2028-12-01", 1), ("2029-10-31", 1), ("2029-11-01", 0)):
        with time_machine.travel(f"{day}T12:00:00Z"):
            actions.forget_expenses()
            assert Expense.objects.count() == count


def test_erasing_a_mentor_leaves_what_a_funder_may_ask_and_nothing_about_them(cast, ines, samira, pair, grant):
    decide(claim(pair, samira, line="Bus"), ines, grant=grant, words="Fine")
    claim(pair, samira)
    taken = registries.exporters["mentorships"](cast.samira.person)["expenses"]
    assert {(e["cents"], e["line"], e["has_receipt"]) for e in taken} == {(1250, "Bus", True), (1250, "", True)}
    registries.erasers["mentorships"](cast.samira.person)
    row = Expense.objects.get()
    assert (row.cents, row.person, row.mentorship, row.line) == (1250, None, None, "")
    assert not Receipt.objects.exists()
    assert set(ExpenseStep.objects.values_list("by", flat=True)) == {None, cast.ines.pk}
    assert queries.paid(ines)[0].who == ""


def test_it_is_written_down_on_a_phone_with_a_photograph_and_decided_on_the_page(client, cast, ines, pair, grant):
    photo = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(photo, "JPEG")
    client.force_login(cast.samira)
    own = reverse("mentorships:expenses_of_pair", args=[pair.pk])
    assert own in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    file = SimpleUploadedFile("r.jpg", photo.getvalue(), "image/jpeg")
    sent = {"amount": "4,20", "what_for": "food", "day": clock.today().isoformat(), "receipt": file}
    client.post(reverse("mentorships:new_expense", args=[pair.pk]), sent)
    made = Expense.objects.get()
    assert (made.cents, made.receipt.media_type) == (420, "image/jpeg")
    assert "4.20 EUR" in client.get(own).content.decode()
    page, image = (reverse(f"mentorships:{name}", args=[made.pk]) for name in ("expense", "receipt"))
    assert image in client.get(page).content.decode()
    assert client.get(image)["Content-Type"] == "image/jpeg"
    wrong = client.post(reverse("mentorships:change_expense", args=[made.pk]), sent | {"amount": "four", "version": 1}).content.decode()
    assert "Write the amount in figures" in wrong
    client.force_login(cast.ines)
    assert page in client.get(reverse("mentorships:expenses")).content.decode()
    assert "Write one sentence" in client.post(page, {"step": "back", "version": 1, "grant": grant}).content.decode()
    client.post(page, {"step": "approved", "version": 1, "grant": grant})
    assert "Kept until" in client.get(page).content.decode()
    for account in (cast.nour, cast.kateryna):
        client.force_login(account)
        for address in (page, image):
            assert client.get(address).status_code == 404


def test_a_colleague_of_the_pair_reads_only_their_own(client, cast, ines, samira, pair):
    made = claim(pair, samira)
    other = people.enrolled(people.person(cast.organisation, "João"), cast.programme, "mentor")
    joao = people.account("joao@example.org", person=other.person)
    people.member(cast.programme, "mentor", joao)
    pair.members.create(person=other.person, enrolment=other, role="co_mentor", since=clock.now())
    client.force_login(joao)
    page = client.get(reverse("mentorships:expenses_of_pair", args=[pair.pk])).content.decode()
    assert "Add an expense" in page and str(made.pk) not in page
    assert client.get(reverse("mentorships:expense", args=[made.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(cast, ines, samira, pair, django_assert_max_num_queries):
    for number in (1, 6):
        for _one in range(number):
            decide(claim(pair, samira), ines)
            claim(pair, samira)
        with django_assert_max_num_queries(5):
            queries.waiting_and_decided(ines)
        with django_assert_max_num_queries(4):
            queries.paid(ines)
