"""What a programme settles for all its pairs."""

from django.db import models

from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.programmes.models import Programme


class PairRules(Versioned):
    """How pairs walk in one programme. A programme without a row goes by the defaults.

    trial_weeks: how long either may stop without a reason, from the beginning; 0 for no trial.
    agreement_days: after so many days without everybody's yes to the agreement, Today says so.
    allows_messages: short messages between the members, in here. allows_offline: a mentor's phone may keep a sealed copy.
    ending_weeks: so long before the planned end Today asks for a good ending; 0 for never.
    follow_up_months: when to ask how it went on after the ending; 0 for never.
    missed_means: what a missed meeting means where attendance is told to an office; empty: nothing, and pages say so.
    between_weeks: how often both sides are asked how it is between them; 0 for never.
    currency: in which expenses are written down (ISO 4217). receipt_months: how long expenses and receipts are kept after
        the month in which they were decided; funders audit them.
    rematch_pause_days: the pause before somebody is asked about a new mentor or mentee.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, primary_key=True, related_name="pair_rules")
    trial_weeks = models.PositiveSmallIntegerField(default=8)
    agreement_days = models.PositiveSmallIntegerField(default=14)
    allows_messages = models.BooleanField(default=False)
    allows_offline = models.BooleanField(default=True)
    ending_weeks = models.PositiveSmallIntegerField(default=4)
    follow_up_months = models.PositiveSmallIntegerField(default=4)
    between_weeks = models.PositiveSmallIntegerField(default=8)
    rematch_pause_days = models.PositiveSmallIntegerField(default=14)
    currency = models.CharField(max_length=3, default="EUR")
    receipt_months = models.PositiveSmallIntegerField(default=24)
    missed_means = models.CharField(max_length=200, blank=True)

    record = Record(holder=None, plain={"missed_means": "the words of a programme", "currency": "a code"})

    def __str__(self):
        return str(self.programme_id)
