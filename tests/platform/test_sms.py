"""Text messages: an outbox like that of mail, any gateway that speaks HTTP, and none unless somebody set one up."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured

from alongside.foundation import clock, sms
from alongside.foundation.models import OutgoingText
from alongside.site import environment

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(settings):
    """A real gateway on this machine. `answers`: the statuses that it gives, the last one for ever; `taken`: what it got."""

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            server.taken.append((self.path, dict(self.headers), body))
            status = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.answers, server.taken = [200], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_GATEWAY = "alongside.foundation.sms.by_http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer key"}
    settings.SMS_BODY = '{"to": "{to}", "message": "{text}"}'
    settings.SMS_TIMEOUT = 2
    yield server
    server.shutdown()
    server.server_close()


def test_a_json_gateway_gets_number_key_and_words(gateway):
    words = 'You have a "meeting":\n{to} الخميس'
    sms.queue(to="+351 912-000-111", body=words)
    assert sms.send_due() == 1
    path, headers, body = gateway.taken[0]
    assert (path, headers["Authorization"]) == ("/send", "Bearer key")
    assert json.loads(body) == {"to": "+351912000111", "message": words}


def test_a_form_gateway_gets_them_as_a_form_has_them(gateway, settings):
    settings.SMS_HEADERS = {}
    settings.SMS_BODY = "to={to}&text={text}&from=Us"
    sms.queue(to="00351912000111", body="17:00 & more: لقاء")
    sms.send_due()
    assert parse_qs(gateway.taken[0][2]) == {"to": ["+351912000111"], "text": ["17:00 & more: لقاء"], "from": ["Us"]}


def test_an_address_can_carry_all_of_it(gateway, settings):
    settings.SMS_URL += "?to={to}&text={text}"
    settings.SMS_METHOD, settings.SMS_BODY, settings.SMS_HEADERS = "GET", "", {}
    sms.queue(to="+351912000111", body="a b")
    sms.send_due()
    assert gateway.taken[0][0] == "/send?to=%2B351912000111&text=a%20b"


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_what_a_gateway_refuses_is_not_tried_again(gateway, status):
    gateway.answers = [status]
    text = sms.queue(to="+351912000111", body="x")
    assert sms.send_due() == sms.send_due() == 0
    text.refresh_from_db()
    assert text.refused_at and len(gateway.taken) == 1
    assert OutgoingText.objects.filter(sms.given_up()).exists()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_what_may_pass_is_tried_again_later(gateway, status):
    gateway.answers = [status, 200]
    text = sms.queue(to="+351912000111", body="x")
    assert sms.send_due() == sms.send_due() == 0
    OutgoingText.objects.filter(pk=text.pk).update(due_at=clock.now())
    assert sms.send_due() == 1


def test_a_number_and_a_key_are_not_carried_to_another_address(gateway):
    gateway.answers = [302, 200]
    sms.queue(to="+351912000111", body="x")
    sms.send_due()
    assert [path for path, _headers, _body in gateway.taken] == ["/send"]


def test_a_silent_gateway_and_a_number_that_is_none_hold_up_nobody(gateway, settings):
    sms.queue(to="call Ana", body="x")
    sms.queue(to="+351912000111", body="y")
    assert sms.send_due() == 1
    settings.SMS_URL = "http://127.0.0.1:9/"
    text = sms.queue(to="+351912000111", body="z")
    assert sms.send_due() == 0
    text.refresh_from_db()
    assert (text.attempts, text.refused_at) == (1, None)


@pytest.mark.both
def test_without_a_gateway_nothing_is_tried_and_old_ones_are_forgotten(settings):
    settings.SMS_GATEWAY = ""
    old, waiting = (sms.queue(to="+351912000111", body="x") for _ in range(2))
    OutgoingText.objects.filter(pk=old.pk).update(sent_at=clock.now() - timedelta(days=8))
    assert sms.send_due() == 0
    assert list(OutgoingText.objects.all()) == [waiting]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("ل" * 70, 1), ("ل" * 71, 2), ("ل" * 134, 2), ("ل" * 135, 3), ("👋" * 35, 1), ("👋" * 36, 2), ("ç" * 71, 2), ("Ç" * 160, 1),
    ],
)  # fmt: skip
def test_parts_are_counted_as_they_are_paid_for(text, parts):
    assert sms.parts(text) == parts


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+351 912 345 678", "+351912345678"), ("00351 912 345 678", "+351912345678"), ("912 345 678", ""), ("", ""),
        ("+0351912", ""), ("+351912345678901234", ""), ("Ana +351 912 345 678", "+351912345678"),
    ],
)  # fmt: skip
def test_a_number_is_international_or_none(written, number):
    assert sms.number(written) == number


@pytest.mark.parametrize("value", ["[]", "x", '{"a": 1}'])
def test_headers_that_are_no_object_of_texts_stop_the_start(monkeypatch, value):
    monkeypatch.setenv("ALONGSIDE_SMS_HEADERS", value)
    with pytest.raises(ImproperlyConfigured):
        environment.json_object("ALONGSIDE_SMS_HEADERS")
