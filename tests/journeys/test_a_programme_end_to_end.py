"""A coordinator runs a programme on real input, in a browser: two sheets come in, and from there on."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import expect

from alongside.foundation import jobs
from alongside.people.models import Person
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.models import Enrolment, ImportRun
from tests import cast
from tests.browser import assert_accessible, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

REAL = Path(__file__).parents[1] / "data" / "mentor-match-small"
#: What the two sheets leave open, the same for all rows.
SAME = {"language": "en", "level": "C1", "online_ok": "yes", "in_person_ok": "no", "gender_wish": "any"}
#: Values of columns that stay out, as they stand in the sheets.
LEFT_OUT = ("bisexual", "pansexual", "lesbian", "transgender", "my characteristics", "my name is ment")


@pytest.fixture
def story(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    ensure_vocabulary()
    organisation = cast.organisation()
    programme = cast.programme(organisation)
    ines = cast.account("ines@example.org", "Inês Carvalho")
    cast.member(programme, "coordinator", ines)
    cast.member(programme, "screener", ines)
    return programme, ines


def bring_in(page, side: str, stand: str = "") -> ImportRun:
    """Through every step, as a person does it: choose, say what it is, fill what is the same, look, take in.

    stand: the beginning of the words that say where these people stand; "" leaves the form's own.
    """
    page.goto("/people/")
    page.get_by_role("link", name="Bring in a sheet").click()
    page.set_input_files("input[type=file]", REAL / f"{side}s.csv")
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("These headings were found")).to_be_visible()
    page.get_by_role("radio", name=f"{side.title()}s").check()
    if stand:
        page.get_by_role("radio", name=stand).check()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("50 of 50 rows are ready")).to_be_visible()
    expect(page.get_by_text("Sexuality, identity and family status are never taken in").first).to_be_visible()
    for name, value in SAME.items():
        page.select_option(f"select[name={name}]", value)
    page.fill("[name=availability]", "Tue evening; Thu evening")
    page.check("[name=adult]")
    page.get_by_role("button", name="Try again with these").click()
    expect(page.get_by_role("combobox", name="They all speak")).to_have_value("en")
    assert_accessible(page)
    page.get_by_role("button", name="Take in the 50 ready rows").click()
    expect(page.get_by_role("heading", name="Taking them in")).to_be_visible()
    jobs.run_pending()
    expect(page.get_by_role("heading", name="They are in")).to_be_visible()
    assert_accessible(page)
    return ImportRun.objects.latest("uploaded_at")


def everything_in_the_database() -> bytes:
    """The bytes of the database file and of its journal."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    place = Path(str(connection.settings_dict["NAME"]))
    return b"".join(path.read_bytes() for path in place.parent.glob(place.name + "*")).lower()


def test_two_real_sheets_come_in_whole_and_without_what_stays_out(page, story):
    programme, ines = story
    sign_in(page, ines)
    runs = {side: bring_in(page, side) for side in ("mentor", "mentee")}
    for side, run in runs.items():
        assert Enrolment.objects.filter(programme=programme, side=side, imported_in=run, online_ok=True).count() == 50
    people = list(Person.objects.filter(enrolments__programme=programme))
    assert len(people) == 100 and all(p.about == "" and p.is_adult and p.availability_known for p in people)
    assert all(list(p.languages.values_list("tag", "level")) == [("en", "C1")] for p in people)
    if connection.vendor == "sqlite":
        stored = everything_in_the_database()
        assert b"mentor.07@gov.uk" in stored, "the search itself would find nothing"
        assert [words for words in LEFT_OUT if words.encode() in stored] == []
    page.get_by_role("link", name="See them").click()
    expect(page.get_by_text("50 people")).to_be_visible()
    # The uploads lie where nobody else reads them, and nowhere else.
    assert len(list(Path(django_settings.UPLOADS).iterdir())) == 2


def test_without_javascript_the_same_way_works(no_js_page, story):
    _programme, ines = story
    page = no_js_page
    sign_in(page, ines)
    page.goto("/import/")
    page.set_input_files("input[type=file]", REAL / "mentors.csv")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("radio", name="Mentors").check()
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("button", name="Take in the 50 ready rows").click()
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_text("0 of 50 rows")).to_be_visible()
    jobs.run_pending()
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_role("heading", name="They are in")).to_be_visible()
    page.get_by_role("link", name="Undo this").click()
    page.get_by_role("button", name="Undo it").click()
    jobs.run_pending()
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_role("heading", name="The sheet was undone")).to_be_visible()
    assert not Person.objects.filter(enrolments__isnull=False).exists()
