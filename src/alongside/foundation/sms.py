"""Text messages go out like mail: written with their cause into an outbox, sent by the tick, kept for seven days.

There is no gateway until one is configured (`settings.SMS_GATEWAY`, the path of a function). A gateway takes a number and a
text, and raises `Refused` for a message that it will never take, `OSError` for one that is worth another try.
"""

import json
import re
import urllib.error
import urllib.request
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from alongside.foundation import clock, jobs
from alongside.foundation.models import OutgoingText

KEPT_FOR = timedelta(days=7)
ATTEMPTS = 6
#: An international number (ITU-T E.164): a plus and up to fifteen digits.
NUMBER = re.compile(r"^\+[1-9]\d{5,14}$")
#: The letters of 3GPP TS 23.038, 6.2.1; the second row counts double there.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = set("^{}\\[~]|€\f")
#: Statuses that may pass by themselves: too slow, too many.
PASSING = {408, 425, 429}


class Refused(Exception):
    """The gateway will never take this message: a number that doesn't exist, a key that isn't valid."""


def is_on() -> bool:
    """Whether text messages can be sent at all."""
    return bool(settings.SMS_GATEWAY)


def number(text: str) -> str:
    """The number as a gateway wants it, "+351912345678"; "" if it isn't one with its country."""
    found = re.sub(r"[^\d+]", "", text)
    found = "+" + found[2:] if found.startswith("00") else found
    return found if NUMBER.match(found) else ""


def parts(text: str) -> int:
    """Of how many parts the message is made, each of which is paid for: 160 letters, or 70 outside the GSM alphabet.

    Longer ones carry a head, so that 153 or 67 remain for each part (3GPP TS 23.040, 9.2.3.24.1).
    """
    if set(text) <= GSM | GSM_DOUBLE:
        length, whole, piece = len(text) + sum(letter in GSM_DOUBLE for letter in text), 160, 153
    else:
        length, whole, piece = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= whole else -(-length // piece)


def queue(*, to: str, body: str, language: str = "en", due_at=None) -> OutgoingText:
    """Put a message into the outbox. Part of the caller's transaction; the caller has checked that the way is safe."""
    text = OutgoingText.objects.create(to=to, body=body, language=language, due_at=due_at or clock.now())
    if due_at is None:
        jobs.enqueue("alongside.foundation.sms.send_due")
    return text


def given_up() -> Q:
    """The condition of messages that will not arrive."""
    return Q(sent_at=None) & (Q(refused_at__isnull=False) | Q(attempts__gte=ATTEMPTS))


def send_due(limit: int = 20) -> int:
    """Send what is due and drop what was sent, or given up, over seven days ago. Returns how many went out.

    Without a gateway nothing is tried, so nothing counts as failed.
    """
    sent = 0
    if is_on():
        due = OutgoingText.objects.filter(sent_at=None, refused_at=None, due_at__lte=clock.now(), attempts__lt=ATTEMPTS)
        sent = sum(_send(text) for text in due[:limit])
    over = clock.now() - KEPT_FOR
    old = OutgoingText.objects.filter(Q(sent_at__lt=over) | (given_up() & Q(due_at__lt=over)))
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
    return sent


def _send(text: OutgoingText) -> bool:
    text.attempts += 1
    try:
        if not number(text.to):
            raise Refused
        import_string(settings.SMS_GATEWAY)(number(text.to), text.body)
        text.sent_at = clock.now()
    except Refused:
        text.refused_at = clock.now()
    except (OSError, ValueError):
        text.due_at = clock.now() + timedelta(minutes=2**text.attempts)
    text.save(update_fields=["attempts", "sent_at", "refused_at", "due_at"])
    return text.sent_at is not None


# ── gateways ──────────────────────────────────────────────────────────────────────────────
#: What `record` took, newest last: (number, text). For tests and the demo.
recorded: list[tuple[str, str]] = []


def record(to: str, text: str) -> None:
    """Keep the message here and send nothing."""
    recorded.append((to, text))
    del recorded[:-100]


def by_http(to: str, text: str) -> None:
    """One request to the configured address; {to} and {text} are filled in where address and body name them.

    In a body that is JSON they are written as JSON has it, elsewhere as an address has it. Follows no redirection, so that
    no number and no key goes to another machine than the one that was named.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | settings.SMS_HEADERS
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    body = fill(settings.SMS_BODY, to, text, as_json="json" in kind)
    request = urllib.request.Request(  # noqa: S310 - the settings take https only
        fill(settings.SMS_URL, to, text, as_json=False),
        data=body.encode() if body else None,
        headers=headers,
        method=settings.SMS_METHOD,
    )
    try:
        with urllib.request.build_opener(_NoRedirection).open(request, timeout=settings.SMS_TIMEOUT) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        if error.code < 500 and error.code not in PASSING:
            raise Refused from None
        raise OSError(error.code) from None


def fill(template: str, to: str, text: str, *, as_json: bool) -> str:
    """The template with number and text written in, safely for where they stand."""
    written = {"{to}": to, "{text}": text}
    for place, value in written.items():
        written[place] = json.dumps(value)[1:-1] if as_json else quote(value, safe="")
    return re.sub(r"\{(?:to|text)\}", lambda found: written[found.group()], template)


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None
