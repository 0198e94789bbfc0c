"""Every form survives a double click, an expired session, a stale page, a second editor and the back button."""

from django.apps import apps
from django.db import transaction
from django.test import Client

from tests.journeys.sending import ANSWERED_IN_PLACE
from tests.journeys.typing import mistakes_of, sheets_of


def counts() -> dict:
    return {m._meta.label: m._base_manager.count() for m in apps.get_models() if m._meta.label != "sessions.Session"}


def each(forms, client):
    """Each form, signed in, undone afterwards."""
    for found in forms:
        with transaction.atomic():
            found.sign_in(client)
            yield found
            transaction.set_rollback(True)


def test_every_form_can_be_sent_and_a_double_click_gives_one_result(forms, client):
    #: Plans once more, with the same proposals; the log says so twice.
    again = {"matching:who"}
    wrong = []
    for found in each(forms, client):
        if found.route in ANSWERED_IN_PLACE:
            continue
        typed = found.typed()
        first = client.post(found.sheet.address, typed)
        after = counts()
        if first.status_code != 302:
            wrong.append(f"{found.route}: {first.status_code} instead of going on, saying {mistakes_of(first.content.decode())}")
            continue
        second = client.post(found.sheet.address, typed)
        if (second.status_code, second.headers.get("Location")) != (302, first.url):
            wrong.append(f"{found.route}: the second click does not arrive where the first one did: {second.status_code}")
        if counts() != after and found.route not in again:
            wrong.append(f"{found.route}: the second click wrote {set(counts().items()) - set(after.items())}")
    assert not wrong, "\n".join(wrong)


def kept(html: str, typed: dict) -> bool:
    """Whether some form of the page holds everything that was typed, ready to be sent again."""
    wanted = {k: v if isinstance(v, list) else [v] for k, v in typed.items() if "password" not in k and "csrf" not in k}
    for sheet in sheets_of("/", html):
        if wanted.keys() <= sheet.fields.keys() and all(v[-1] == sheet.fields[k].value for k, v in wanted.items() if v):
            return True
    return False


def test_what_is_sent_after_the_session_ended_waits_and_is_taken_in_after_signing_in(forms, client):
    wrong = []
    for found in each(forms, client):
        if found.who is None or found.route in ("programmes:accept_invitation", "matching:answer_by_link", "links:log", "office:form", "card:paper"):
            continue
        typed = found.typed()
        if found.route.startswith(("programmes:join", "programmes:referral")):
            continue
        client.logout()
        answer = client.post(found.sheet.address, typed)
        if answer.status_code != 401 or not kept(answer.content.decode(), typed):
            wrong.append(f"{found.route}: {answer.status_code}, or something is lost")
            continue
        found.sign_in(client)
        sheet = next(s for s in sheets_of(found.sheet.address, answer.content.decode()) if s.route == found.route)
        if client.post(sheet.address, typed).status_code != 302 and found.route not in ANSWERED_IN_PLACE:
            wrong.append(f"{found.route}: not taken in afterwards")
    assert not wrong, "\n".join(wrong)


def test_a_stale_token_from_our_own_page_keeps_everything_and_a_foreign_page_gets_nothing(forms):
    wrong = []
    client = Client(enforce_csrf_checks=True)
    for found in each(forms, client):
        typed = found.typed(csrfmiddlewaretoken="x" * 64)
        before = counts()
        own = client.post(found.sheet.address, typed, headers={"origin": "http://testserver"})
        if own.status_code != 403 or not kept(own.content.decode(), typed):
            wrong.append(f"{found.route}: {own.status_code}, or something is lost")
        foreign = client.post(found.sheet.address, typed, headers={"origin": "https://elsewhere.example"})
        if foreign.status_code != 403 or sheets_of("/", foreign.content.decode()):
            wrong.append(f"{found.route}: a foreign page is offered a second chance")
        if counts() != before:
            wrong.append(f"{found.route}: something was written")
    assert not wrong, "\n".join(wrong)


def test_a_second_editor_sees_both_texts_and_may_save_knowingly(forms, client):
    #: An expense is decided once, and corrected only when it was sent back: the second one is refused in words.
    once_only = {"mentorships:expense", "mentorships:change_expense"}
    wrong, versioned = [], 0
    for found in each(forms, client):
        if found.route in once_only:
            continue
        if not found.sheet.fields.get("version", None) or not found.sheet.fields["version"].value:
            continue
        versioned += 1
        texts = [f.name for f in found.sheet.written if f.type in ("text", "textarea")]
        theirs = found.typed(**{name: f"Theirs {name}" for name in texts[:1]})
        ours = found.typed(**{name: f"Ours {name}" for name in texts[:1]}, idempotency_key="")
        if client.post(found.sheet.address, theirs).status_code != 302:
            wrong.append(f"{found.page}: theirs is not taken in")
            continue
        answer = client.post(found.sheet.address, ours)
        page = answer.content.decode()
        if answer.status_code != 200 or "Somebody else changed this" not in page:
            wrong.append(f"{found.page}: {answer.status_code}, overwritten in silence")
            continue
        for name in texts[:1]:
            if f"Theirs {name}" not in page or f"Ours {name}" not in page:
                wrong.append(f"{found.page}: does not show both texts of {name}")
        fresh = next(s for s in sheets_of(found.page, page) if s.route == found.route)
        if client.post(found.sheet.address, ours | {"version": fresh.fields["version"].value}).status_code != 302:
            wrong.append(f"{found.page}: cannot be saved knowingly")
    assert not wrong, "\n".join(wrong)
    assert versioned >= 8


def test_the_same_form_with_other_words_is_not_taken_in_twice_and_the_words_stay(world, client):
    client.force_login(world.cast.ines)
    page = f"/mentorships/{world.mine.mentorship.pk}/check-in/"
    sheet = next(s for s in sheets_of(page, client.get(page).content.decode()) if s.route == "mentorships:check_in")
    typed = sheet.data(note="First words")
    assert client.post(page, typed).status_code == 302
    answer = client.post(page, typed | {"note": "Second <b>words</b>"})
    assert answer.status_code == 409
    assert "Second &lt;b&gt;words&lt;/b&gt;" in answer.content.decode()
    assert [c.note for c in world.mine.mentorship.check_ins.all()] == ["First words"]


def test_a_double_click_on_an_invitation_comes_in_once(world, client):
    from alongside.people.models import Account
    from alongside.programmes.actions import invitations

    _invitation, token = invitations.invite(
        role="screener", programme=world.cast.programme, email="zoya@example.org", by=world.cast.principal(world.cast.ines)
    )
    page = f"/invitations/open/{token}/"
    sheet = next(s for s in sheets_of(page, client.get(page).content.decode()) if s.route == "programmes:accept_invitation")
    typed = sheet.data(name="Zoya Petrova", password="four quiet words here")
    assert client.post(page, typed).url == "/"
    assert client.post(page, typed).url == "/"
    assert Account.objects.filter(email="zoya@example.org").count() == 1


def test_an_empty_form_that_was_sent_is_wrong_not_new(forms, client):
    """A page that treats it as a first visit says nothing, and somebody waits for what never comes."""
    silent = []
    for found in each(forms, client):
        answer = client.post(found.sheet.address, {})
        if answer.status_code == 200 and "html" in answer["Content-Type"] and not mistakes_of(answer.content.decode()):
            silent.append(found.route)
    assert silent == []
