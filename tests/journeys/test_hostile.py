"""Nothing that somebody can type or send breaks a page, passes as markup, or is lost without a sentence."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from tests.journeys import world as places
from tests.journeys.sending import Found
from tests.journeys.typing import mistakes_of, sheets_of

#: name of the attack -> what is put into every field that can be written in.
TYPED = {
    "endless": "x" * 10_000,
    "markup": "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onmouseover='a {{ 7*7 }}{% debug %}${7*7}",
    "writing": "👩‍👩‍👧‍👦🏳️‍🌈\u202eevil\u202c\u200f\u2066 =HYPERLINK(1) \\ud800 one\r\ntwo\u2028three",
    "nul": "a\x00b",
    "spaces": " \u00a0\u2003\t ",
}
#: The same for fields that hold a number, a day or an hour.
COUNTED = {
    "arabic-indic digits": "٢٠٢٦",
    "arabic-indic day": "٢٠٢٦-١٠-٠٦",
    "full-width day": "２０２６-１０-０６",
    "superscript": "²",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "no such day": "2026-02-30",
    "hour in the gap": "02:30",
    "negative": "-1",
    "fraction": "1.5e3",
    "no number": "NaN",
    "huge": "9" * 40,
}
#: Sentences of Django's that say what is wrong, not what to do.
NOT_OURS = re.compile(
    r"Enter a (valid|whole|number)|Select a valid|This field is required|Ensure (this|that)|Null characters|"
    r"The submitted|Enter a list|is not a valid|“%\(value\)s”"
)


@pytest.mark.parametrize("attack", [*TYPED, *COUNTED])
def test_whatever_is_typed_is_taken_or_answered_with_a_sentence_and_kept(forms, client, attack):
    text, wrong = (TYPED | COUNTED)[attack], []
    for found in forms:
        fields = [f.name for f in found.sheet.written if f.name != "more"]
        if attack in COUNTED:
            fields = [f.name for f in found.sheet.written if f.type in ("number", "date", "time") or "year" in f.name]
        if not fields:
            continue
        with transaction.atomic():
            found.sign_in(client)
            try:
                answer = client.post(found.sheet.address, found.typed(**dict.fromkeys(fields, text)))
                if answer.status_code == 200:
                    wrong += _problems(found, fields, text, answer.content.decode())
                    if "<script>alert" in answer.content.decode() or "<img src=x" in answer.content.decode():
                        wrong.append(f"{found.page}: markup comes through")
                elif answer.status_code != 302:
                    wrong.append(f"{found.page}: {answer.status_code}")
                elif (then := client.get(answer.url)).status_code not in (200, 302):
                    wrong.append(f"{found.page}: then {then.status_code}")
            except Exception as error:
                wrong.append(f"{found.page}: {error!r}"[:300])
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def _problems(found: Found, fields, text, page) -> list[str]:
    said = mistakes_of(page)
    if not said:
        return [] if found.route == "programmes:referral_status" else [f"{found.page}: not taken in, and nothing said"]
    wrong = [f"{found.page}: “{words}”" for words in said if NOT_OURS.search(words)]
    again = next((s for s in sheets_of(found.page, page) if s.route == found.route and fields[0] in s.fields), None)
    if again is None:
        return [*wrong, f"{found.page}: the form is gone"]
    plain = text.replace("\x00", "")
    lost = [n for n in fields if n in again.fields and again.fields[n].value.strip() != plain.strip()]
    return [*wrong, *(f"{found.page}: what was typed in {name} is lost" for name in lost if again.fields[name].type != "password")]


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16", "nothing-known"])
def test_no_claimed_encoding_smuggles_half_a_character_in(forms, client, charset):
    body = "\r\n".join(
        ["--b", 'Content-Disposition: form-data; name="note"', "", "+2AA- \\ud800", "--b--", ""]
    ).encode()
    found = next(f for f in forms if f.route == "mentorships:check_in")
    found.sign_in(client)
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    # Not `post`, which would read the charset itself.
    assert client.generic("POST", found.sheet.address, body, content_type=kind).status_code == 200
    assert client.get("/people/?q=%2B2AA-", headers={"content-type": f"text/html; charset={charset}"}).status_code == 200


def test_bytes_that_are_no_text_are_answered(forms, client):
    found = next(f for f in forms if f.route == "mentorships:check_in")
    found.sign_in(client)
    kind = "application/x-www-form-urlencoded"
    for body in (b"note=%ED%A0%80&day=%FF", b"note=\xed\xa0\x80", b"=&=&&", b"%", b"idempotency_key=%00&version=1e9"):
        assert client.post(found.sheet.address, body, content_type=kind).status_code == 200


WRONG_QUESTIONS = ("-1", "9" * 40, "²", "\x00", "\ud800".encode("utf-8", "surrogatepass"), "<script>alert(1)</script>", "9999-Q4")
#: Pages about one thing that also read a question.
ASKING = {"behind", "evaluation:report", "evaluation:pdf", "mentorships:log", "programmes:step", "programmes:join_mentee"}
ASKED = ("q", "page", "programme", "side", "state", "stage", "language", "area", "topic", "quarter", "grant", "meeting", "who",
         "place", "all", "lang", "next", "work", "ready")  # fmt: skip


def test_no_question_in_an_address_breaks_a_page(world, client):
    wrong, opened = [], set()
    for who in (world.cast.ines, world.cast.samira, world.cast.nour):
        client.force_login(who)
        for route in places.ours():
            page = world.mine.address(route)
            if "<" in route.address and route.name not in ASKING:
                continue
            if page in opened or client.get(page).status_code != 200:
                continue
            opened.add(page)
            for text in WRONG_QUESTIONS:
                query = "&".join(f"{name}={quote(text)}" for name in ASKED)
                try:
                    answer = client.get(f"{page}?{query}")
                    if answer.status_code not in (200, 302, 404):
                        wrong.append(f"{route.name} {text!r}: {answer.status_code}")
                    elif b"<script>alert" in answer.getvalue():
                        wrong.append(f"{route.name}: markup comes through")
                except Exception as error:
                    wrong.append(f"{route.name} {text!r}: {error!r}"[:300])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["/sign-in/", "/account/login/", "/language/setlang/", "/account/go-on/", "/account/second-factor/"])
@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "javascript:alert(1)", "foo", "people:me",
     "https:evil.example", "\x00//evil.example", "/%0d%0aSet-Cookie:a=b", "http://testserver@evil.example/", " //evil.example"],
)  # fmt: skip
def test_no_way_onward_leads_out_of_the_house(world, client, path, there):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(world.cast.nour)
        for method in ("get", "post"):
            typed = {"next": there, "language": "en", "login": "nour@example.org", "password": "a long enough password"}
            address = path if method == "post" and "setlang" in path else f"{path}?next={quote(there)}"
            answer = getattr(client, method)(address, typed if method == "post" else None)
            assert answer.status_code < 500
            leads = answer.headers.get("Location", "/")
            assert urlsplit(urljoin(f"http://testserver{path}", leads)).netloc == "testserver", leads
            assert not leads.startswith(("//", "/\\")), leads
            assert 'href="javascript:' not in answer.content.decode() and "//evil.example" not in re.findall(
                r'(?:href|action)="([^"]*)"', answer.content.decode()
            )
        client.logout()


def test_a_signed_out_client_learns_nothing_of_what_exists(world):
    client = Client()
    for route in places.ours():
        mine = client.get(world.mine.address(route))
        if mine.status_code == 302:
            # A card opens for whoever holds it, and asks them for its PIN.
            assert mine.url.startswith("/sign-in/?next=") or mine.url == "/card/"
