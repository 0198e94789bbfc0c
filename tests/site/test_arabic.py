"""Arabic is complete wherever a visitor or a mentee comes: no English word is left over, and six plural forms are there."""

import re
from html.parser import HTMLParser

import polib
import pytest
from django.core.cache import cache
from django.urls import reverse

from alongside.foundation.languages import catalogues
from alongside.site.policies import routes
from tests import cast

#: Words that stand in Latin letters in Arabic too, or are a programme's or a person's own.
OWN = {
    "Alongside", "PDF", "CSV", "XLSX", "JSON", "ZIP", "Excel", "A1", "A2", "B1", "B2", "C1", "C2", "K7MP", "QRX", "ACDE", "FGHJ",
    "Lado", "a", "Samira", "Haddad", "Inês", "Carvalho", "Rui", "Martins", "English",
}  # fmt: skip
#: Examples of addresses, and dates as machines write them.
EXAMPLES = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+|\b[A-Z\d]{4}-[A-Z\d]{4}\b")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-changed", "data-label"}


class Words(HTMLParser):
    """Collects what people read or hear. Names (`bdi`), own words (`dir="auto"`) and languages' names are theirs."""

    VOID = {"input", "meta", "link", "br", "hr", "img", "source", "path", "circle", "rect"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def silent(self) -> bool:
        return any(silent for _tag, silent in self.open)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        for name in SPOKEN & set(given):
            if not self.silent:
                self.note(given[name] or "")
        own = tag in {"script", "style", "bdi", "textarea", "code"} or given.get("dir") == "auto" or given.get("lang") == "en"
        # Initials of a name.
        own = own or "face" in (given.get("class") or "").split()
        # The choices of a language are named in their own tongue as well.
        own = own or (tag == "select" and "language" in (given.get("name") or ""))
        if tag not in self.VOID:
            self.open.append((tag, own))

    def handle_endtag(self, tag):
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, text):
        if not self.silent:
            self.note(text)

    def note(self, text):
        self.words += [w for w in LATIN.findall(EXAMPLES.sub(" ", text)) if w not in OWN]


def english_in(page: str) -> list[str]:
    reader = Words()
    reader.feed(page)
    return reader.words


@pytest.fixture
def people(db):
    cache.clear()
    found = cast.assemble()
    for programme in (found.programme, found.other_programme):
        programme.translations = {"ar": {"name": "القادمون الجدد معًا", "summary": "شخصان يمشيان معًا."}}
        programme.save()
    return found


PUBLIC = ["/", "/join/newcomers/", "/join/newcomers/mentee/", "/join/newcomers/mentor/", "/join/newcomers/refer/",
          "/join/newcomers/refer/details/", "/join/newcomers/card/", "/join/newcomers/sent/mentee/K7MP-2QRX/",
          "/join/newcomers/sent/mentor/K7MP-2QRX/", "/join/newcomers/refer/sent/K7MP-2QRX/", "/join/status/",
          "/urgent/", "/sign-in/", "/account/login/code/", "/account/password/reset/", "/nothing/here/"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_no_english_is_left_on_a_public_page(client, people, address):
    client.cookies["django_language"] = "ar"
    page = client.get(address, follow=True).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert english_in(page) == []


@pytest.mark.parametrize("address", ["/join/newcomers/mentee/", "/join/newcomers/mentor/", "/join/newcomers/refer/details/"])
@pytest.mark.parametrize("typed", [{}, {"name": "1", "way": "email", "address": "x", "safe": "times", "level_1": "A1", "area": "Rua 1"}])
def test_mistakes_are_in_arabic_too(client, people, address, typed):
    client.cookies["django_language"] = "ar"
    page = client.post(address, typed | {"more": "x"}).content.decode()
    assert 'role="alert"' in page
    assert english_in(page) == []


@pytest.mark.parametrize("reference", ["", "ACDE-FGHJ"])
def test_the_answer_to_a_referrer_is_in_arabic(client, people, reference):
    client.cookies["django_language"] = "ar"
    assert english_in(client.post("/join/status/", {"reference": reference}).content.decode()) == []


def test_wrong_sign_in_is_told_in_arabic(client, people):
    client.cookies["django_language"] = "ar"
    page = client.post("/account/login/", {"login": "nour@example.org", "password": "wrong"}).content.decode()
    assert english_in(page) == []


def addresses_for_a_mentee() -> list[str]:
    """Pages of ours without an id that a mentee may open, read from the routes themselves."""
    return sorted(
        "/" + route.address
        for route in routes()
        if route.policy is not None and "<" not in route.address and {"mentee", "signed in"} & set(route.policy.roles)
    )


def test_no_english_is_left_on_a_mentees_pages(client, people):
    client.force_login(people.nour)
    wrong = {}
    for address in addresses_for_a_mentee():
        response = client.get(address, follow=True)
        if response.status_code == 200 and "text/html" in response.headers["Content-Type"]:
            page = response.content.decode()
            assert '<html lang="ar"' in page, address
            if words := english_in(page):
                wrong[address] = words
    assert wrong == {}


def in_a_pair(people) -> list[str]:
    """Nour and Samira walk together, and the next meeting is planned: addresses with an id of theirs."""
    from datetime import timedelta

    from alongside.foundation import clock
    from alongside.mentorships import actions

    by = people.principal(people.ines)
    pair = actions.begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=by)
    meeting = actions.plan_session(mentorship=pair, by=by, day=clock.today() + timedelta(days=3), place="Café")
    return [
        reverse("mentorships:home"),
        reverse("mentorships:cannot_come", args=[pair.pk, meeting.pk]),
        reverse("mentorships:call_me", args=[pair.pk]),
        reverse("mentorships:change", args=[pair.pk]),
        reverse("privacy:mine"),
    ]


def with_a_question(people) -> list[str]:
    """A round has proposed Samira, and both are asked."""
    from alongside.matching import pool
    from alongside.matching.actions import proposals, rounds

    by = people.principal(people.ines)
    round = rounds.open_round(programme=people.programme, by=by)
    everybody = frozenset(str(part.enrolment_id) for part in round.parts.all())
    rounds.plan_round(round=round, choice=rounds.Choice(everybody, pool.rules_of(people.programme)), by=by)
    proposal = round.proposals.get()
    proposals.confirm(proposal=proposal, by=by)
    return [reverse("mentorships:home"), reverse("matching:answer", args=[proposal.pk])]


@pytest.mark.parametrize("story", [in_a_pair, with_a_question])
def test_no_english_is_left_where_a_mentee_walks_with_somebody(client, people, story):
    addresses = story(people)
    client.force_login(people.nour)
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert english_in(response.content.decode()) == [], address
        if not address.endswith("/home/"):
            sent = client.post(address, {}, follow=True)
            assert english_in(sent.content.decode()) == [], f"sent empty: {address}"


def test_the_plural_header_has_the_six_forms_of_arabic():
    (catalogue,) = [polib.pofile(str(path)) for path in catalogues() if path.parts[-3] == "ar"]
    assert catalogue.metadata["Plural-Forms"] == (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    )
    for entry in catalogue:
        if entry.msgid_plural and any(entry.msgstr_plural.values()):
            assert all(entry.msgstr_plural[n] for n in range(6)), entry.msgid


def test_no_guess_and_no_strange_placeholder_is_in_the_catalogue():
    holes = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for path in catalogues():
        catalogue = polib.pofile(str(path))
        assert [e.msgid for e in catalogue if e.fuzzy] == []
        for entry in catalogue:
            known = set(holes.findall(entry.msgid + (entry.msgid_plural or "")))
            for words in [entry.msgstr, *entry.msgstr_plural.values()]:
                assert set(holes.findall(words)) <= known, entry.msgid


@pytest.mark.parametrize(
    ("page", "found"),
    [("<p>مرحبًا Alongside</p>", []), ("<p>Hello</p>", ["Hello"]), ("<bdi>Inês</bdi><p aria-label='Close'>x@y.org</p>", ["Close"])],
)
def test_the_reader_sees_english(page, found):
    assert english_in(page) == found
