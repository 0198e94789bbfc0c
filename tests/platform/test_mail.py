"""The outbox: what can't be sent holds up nobody, and nothing stays in it for ever."""

from datetime import timedelta

import pytest
from django.core import mail as sent

from alongside.foundation import clock, mail
from alongside.foundation.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_an_address_that_cant_be_written_holds_up_nobody():
    mail.queue(to="nobody\n@example.org", body="A question.")
    mail.queue(to="nour@example.org", body="A question.")
    assert mail.send_due() == 1
    assert [message.to for message in sent.outbox] == [["nour@example.org"]]
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [1, 1]


def test_what_was_sent_or_given_up_is_forgotten_after_a_week():
    arrived, given_up, waiting = (mail.queue(to="nour@example.org", body="A question.") for _ in range(3))
    eight_days_ago = clock.now() - timedelta(days=8)
    OutgoingMail.objects.filter(pk=arrived.pk).update(sent_at=eight_days_ago)
    OutgoingMail.objects.filter(pk=given_up.pk).update(attempts=mail.ATTEMPTS, due_at=eight_days_ago)
    OutgoingMail.objects.filter(pk=waiting.pk).update(due_at=clock.now() + timedelta(days=1))
    mail.send_due()
    assert list(OutgoingMail.objects.all()) == [waiting]
