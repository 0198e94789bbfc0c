"""A whole programme as one JSON document, so that an organisation can leave, hand over or be succeeded.

The document is described in docs/archive.md. Every table that belongs to a programme is in it with all
its columns, sealed ones in clear, so whoever holds the file holds everything: the page says so.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from alongside.foundation import clock
from alongside.matching import models as matching
from alongside.mentorships import models as mentorships
from alongside.people import models as people
from alongside.programmes import models as programmes
from alongside.programmes.models import Programme

FORMAT, VERSION = "alongside-programme", 1

RESTRICTED = "restricted: handed over by its lead, by hand, never in a file that coordinators take out"
#: Tables that belong to no programme's archive, with the reason.
LEFT_OUT = {
    "foundation.Installation": "facts of the installation",
    "foundation.AuditEntry": "the log stays where it can be checked",
    "foundation.AuditSubject": "the log stays where it can be checked",
    "foundation.FormReceipt": "technical, short-lived",
    "foundation.OutgoingMail": "technical, short-lived",
    "programmes.Invitation": "single use, 72 hours",
    "programmes.ImportRun": "the upload is deleted when undo ends",
    "programmes.ImportedRow": "the upload is deleted when undo ends",
    "programmes.RememberedMapping": "belongs to the organisation's sheets",
    "foundation.OutgoingText": "technical, short-lived",
    "mentorships.LogLink": "secret addresses of this installation, seven days",
    "mentorships.LogDraft": "belongs to whoever is writing, seven days",
    "mentorships.Absence": "who is away among colleagues, forgotten a month later",
    "mentorships.Circular": "kept for 30 days",
    "mentorships.CircularCopy": "kept for 30 days",
    "mentorships.CalendarFeed": "a secret address of this installation; a hash is of no use elsewhere",
    "mentorships.Photo": "shown while two people wish it, gone with their mentorship",
    "mentorships.PhotoWish": "shown while two people wish it, gone with their mentorship",
    "mentorships.Hello": "a voice until two people have met",
    "mentorships.Card": "opens pages of this installation; digests are of no use elsewhere",
    "matching.Planning": "technical: how far a plan in the background was",
    "safeguarding.Note": RESTRICTED,
    "safeguarding.NoteLead": RESTRICTED,
    "safeguarding.NoteEntry": RESTRICTED,
    "safeguarding.NoteStep": RESTRICTED,
    "people.NotTheSame": "belongs to the organisation's people",
}
#: Columns that no archive carries, with the reason.
SECRET = {"people.Account.password": "a hash is of no use elsewhere"}


def tables(programme: Programme) -> dict[str, QuerySet]:
    """Table name -> its rows of this programme, in an order in which they can be read back."""
    persons = people.Person.objects.filter(enrolments__programme=programme).distinct()
    ours = Q(programme=programme)
    organisations = Q(pk=programme.organisation_id) | Q(partner_in=programme) | Q(people__in=persons.values("pk"))
    organisations |= Q(pk__in=programmes.Enrolment.objects.filter(ours, lent_by__isnull=False).values("lent_by"))
    of_enrolment = Q(enrolment__programme=programme)
    of_pair = Q(mentorship__programme=programme)
    of_person = Q(person__in=persons.values("pk"))
    found = {
        "organisations": people.Organisation.objects.filter(organisations).distinct(),
        "areas": people.Area.objects.filter(people__in=persons.values("pk")).distinct(),
        "terms": people.Term.objects.filter(Q(organisation=None) | Q(organisation=programme.organisation_id)),
        "persons": persons,
        "languages": people.PersonLanguage.objects.filter(of_person),
        "free_times": people.FreeTime.objects.filter(of_person),
        "person_terms": people.PersonTerm.objects.filter(of_person),
        "contact_ways": people.ContactWay.objects.filter(of_person),
        "accounts": people.Account.objects.none(),
        "programmes": Programme.objects.filter(pk=programme.pk),
        "programme_goals": programmes.ProgrammeGoal.objects.filter(ours),
        "programme_states": programmes.ProgrammeState.objects.filter(ours),
        "contact_rules": programmes.ContactRule.objects.filter(ours),
        "wanted_steps": programmes.WantedStep.objects.filter(ours),
        "matching_rules": programmes.MatchingRule.objects.filter(ours),
        "grant_tags": programmes.GrantTag.objects.filter(ours),
        "memberships": programmes.Membership.objects.filter(ours),
        "consents": people.Consent.objects.filter(of_person),
        "enrolments": programmes.Enrolment.objects.filter(ours),
        "enrolment_states": programmes.EnrolmentState.objects.filter(of_enrolment),
        "screening_steps": programmes.ScreeningStep.objects.filter(of_enrolment),
        "referrals": programmes.Referral.objects.filter(ours),
        "pair_rules": mentorships.PairRules.objects.filter(ours),
        "reminder_rules": mentorships.ReminderRule.objects.filter(ours),
        "agreement_texts": mentorships.AgreementText.objects.filter(ours),
        "recordings": mentorships.Recording.objects.filter(ours),
        "mentorships": mentorships.Mentorship.objects.filter(ours),
        "members": mentorships.Member.objects.filter(of_pair),
        "held_places": mentorships.HeldPlace.objects.filter(of_enrolment),
        "holds": mentorships.Hold.objects.filter(ours),
        "hold_calls": mentorships.HoldCall.objects.filter(hold__programme=programme),
        "mentorship_statuses": mentorships.MentorshipStatus.objects.filter(of_pair),
        "sessions": mentorships.Session.objects.filter(of_pair),
        "earlier_logs": mentorships.EarlierLog.objects.filter(session__mentorship__programme=programme),
        "spots": mentorships.Spot.objects.filter(ours),
        "log_questions": mentorships.LogQuestion.objects.filter(session__mentorship__programme=programme),
        "check_ins": mentorships.CheckIn.objects.filter(of_pair),
        "goals": mentorships.Goal.objects.filter(of_pair),
        "goal_writings": mentorships.GoalWriting.objects.filter(goal__mentorship__programme=programme),
        "ending_plans": mentorships.EndingPlan.objects.filter(of_pair),
        "interviews": mentorships.Interview.objects.filter(of_pair),
        "papers": mentorships.Paper.objects.filter(of_pair),
        "fresh_answers": mentorships.FreshYes.objects.filter(of_enrolment),
        "introductions": mentorships.Introduction.objects.filter(of_pair),
        "betweens": mentorships.Between.objects.filter(of_pair),
        "handovers": mentorships.Handover.objects.filter(of_pair),
        "activities": mentorships.Activity.objects.filter(ours),
        "activity_parts": mentorships.ActivityPart.objects.filter(of_pair),
        "interpreters": mentorships.Interpreter.objects.filter(session__mentorship__programme=programme),
        "expenses": mentorships.Expense.objects.filter(ours),
        "expense_steps": mentorships.ExpenseStep.objects.filter(expense__programme=programme),
        "receipts": mentorships.Receipt.objects.filter(expense__programme=programme),
        "supervisions": mentorships.Supervision.objects.filter(ours),
        "supervision_parts": mentorships.SupervisionPart.objects.filter(supervision__programme=programme),
        "phone_entries": mentorships.PhoneEntry.objects.filter(of_pair),
        "messages": mentorships.Message.objects.filter(of_pair),
        "voices": mentorships.Voice.objects.filter(message__mentorship__programme=programme),
        "messages_read": mentorships.MessagesRead.objects.filter(of_pair),
        "custody_statuses": mentorships.CustodyStatus.objects.filter(of_pair),
        "release_dates": mentorships.ReleaseDate.objects.filter(of_pair),
        "pick_ups": mentorships.PickUp.objects.filter(of_pair),
        "appointments": mentorships.Appointment.objects.filter(of_pair),
        "moving_meetings": mentorships.MovingMeeting.objects.filter(session__mentorship__programme=programme),
        "meeting_conditions": mentorships.MeetingConditions.objects.filter(of_pair),
        "conditions_read": mentorships.ConditionsRead.objects.filter(conditions__mentorship__programme=programme),
        "officers": mentorships.Officer.objects.filter(of_pair),
        "officer_questions": mentorships.OfficerQuestion.objects.filter(officer__mentorship__programme=programme),
        "officer_answers": mentorships.OfficerAnswer.objects.filter(question__officer__mentorship__programme=programme),
        "attendance_consents": mentorships.AttendanceConsent.objects.filter(of_pair),
        "attendance_sent": mentorships.AttendanceSent.objects.filter(of_pair),
        "agreements": mentorships.Agreement.objects.filter(of_pair),
        "agreement_answers": mentorships.AgreementAnswer.objects.filter(agreement__mentorship__programme=programme),
        "agreement_papers": mentorships.AgreementPaper.objects.filter(agreement__mentorship__programme=programme),
        "leavings": mentorships.Leaving.objects.filter(of_pair),
        "call_requests": mentorships.CallRequest.objects.filter(of_pair),
        "notices": mentorships.Notice.objects.filter(of_pair),
        "to_call": mentorships.ToCall.objects.filter(of_pair),
        "call_tries": mentorships.CallTry.objects.filter(call__mentorship__programme=programme),
        "policy_versions": matching.PolicyVersion.objects.filter(ours),
        "matching_rounds": matching.MatchingRound.objects.filter(ours),
        "round_parts": matching.RoundPart.objects.filter(round__programme=programme),
        "mentor_teams": matching.MentorTeam.objects.filter(ours),
        "team_members": matching.TeamMember.objects.filter(team__programme=programme),
        "proposals": matching.Proposal.objects.filter(round__programme=programme),
        "proposal_steps": matching.ProposalStep.objects.filter(proposal__round__programme=programme, proposal__drafted_in=None),
        "do_not_match": programmes.DoNotMatch.objects.filter(ours),
    }
    # Whoever a row names: also an administrator who holds no role in the programme itself.
    named = [
        Q(pk__in=rows.order_by().values(field.attname))
        for rows in found.values()
        for field in rows.model._meta.local_concrete_fields
        if field.related_model is people.Account
    ]
    found["accounts"] = people.Account.objects.filter(reduce(or_, named, Q(person__in=persons.values("pk"))))
    return found


def document(programme: Programme, *, with_evidence: bool) -> Iterator[str]:
    """The archive as pieces of JSON text, one row in memory at a time.

    with_evidence: whether screening evidence goes along; only a screener may ask for it.
    """
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": clock.now().isoformat(),
        "programme": str(programme.pk),
        "evidence_included": with_evidence,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "tables": {'
    for n, (name, rows) in enumerate(tables(programme).items()):
        yield (", " if n else "") + json.dumps(name) + ": ["
        prefetched = rows.prefetch_related(*(f.name for f in rows.model._meta.many_to_many if not through(f)))
        for m, row in enumerate(prefetched.order_by("pk").iterator(chunk_size=500)):
            yield (",\n" if m else "\n") + json.dumps(columns(row, with_evidence), ensure_ascii=False)
        yield "]"
    yield "}}\n"


def through(relation) -> bool:
    """A relation whose rows have a table of their own in the archive."""
    return not relation.remote_field.through._meta.auto_created


def columns(row, with_evidence: bool) -> dict:
    """All columns of a row under their own names; relations are ids."""
    found = {}
    for field in row._meta.local_concrete_fields:
        if f"{row._meta.label}.{field.name}" in SECRET:
            continue
        value = field.value_from_object(row)
        if field.name == "evidence" and not with_evidence:
            value = ""
        found[field.name] = plain(value)
    for relation in row._meta.many_to_many:
        if not through(relation):
            found[relation.name] = [plain(other.pk) for other in getattr(row, relation.name).all()]
    return found


def plain(value):
    """A value as JSON has it: dates in ISO 8601, ids as text, files as base64."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
