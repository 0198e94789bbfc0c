"""Erasing really erases: a person with a row in every table, and no table that names them afterwards."""

from datetime import timedelta

import pytest
from django.apps import apps

from alongside.foundation import clock
from alongside.foundation.uploads import Cleaned
from alongside.matching import pool
from alongside.matching.actions import rounds
from alongside.matching.models import MentorTeam, TeamMember
from alongside.mentorships import actions
from alongside.mentorships import models as rows
from alongside.mentorships.actions import (
    agreements,
    cards,
    conditions,
    drafts,
    faces,
    gate,
    leaving,
    officers,
)
from alongside.mentorships.actions import charge as actions_of_charge
from alongside.mentorships.actions.between import say_between
from alongside.mentorships.actions.messages import read_messages, write_to_office
from alongside.mentorships.models import (
    Hello,
    LogLink,
    LogQuestion,
    Notice,
    Supervision,
    SupervisionPart,
    ToCall,
)
from alongside.people.models import Area, Consent, ContactWay, NotTheSame, PersonTerm, Term
from alongside.privacy import retention
from alongside.programmes.actions import invitations, screening
from alongside.programmes.models import DoNotMatch, ImportedRow, ImportRun, Referral
from alongside.safeguarding import actions as safeguarding
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()

#: What may still name somebody after their erasure, with the reason.
MAY_STAY = {
    "foundation.AuditSubject": "the log, by id",
    "foundation.OutgoingMail": "deleted by the tick within days",
}
#: Tables with a holder whose rows are known by another row alone, and go or stay with it.
KNOWN_BY_ANOTHER = {
    "mentorships.ActivityPart", "mentorships.EndingPlan",
    "mentorships.Mentorship", "mentorships.Voice", "mentorships.CallTry", "matching.ProposalStep", "matching.MentorTeam", "programmes.Membership",
    "safeguarding.NoteLead", "mentorships.OfficerQuestion", "mentorships.ConditionsRead",
}  # fmt: skip


def around_a_release(pair, me, by) -> None:
    """Everything that can stand around somebody's release."""
    here = {"mentorship": pair, "member": next(m for m in pair.members.select_related("enrolment") if not m.is_mentor), "by": by}
    today = clock.today()
    gate.move_release(**here, to=today + timedelta(days=9), source="phone")
    gate.say_where(**here, status="planned", on=today, source="paper", facility="Zimt")
    gate.settle_pick_up(**here, source="phone", other="Zimt", place="Zimt")
    gate.book(**here, values={"what": "Zimt", "place": "Zimt", "days": 0})
    gate.plan_visit(**here, day=today + timedelta(days=9), at=None, place="Zimt", moves=True)
    conditions.set_conditions(**here, source="form", values={"excluded_places": "Zimt", "no_contact_with": "Zimt"})
    office = officers.name_officer(**here, expected_version=1, values={"name": "Zimt", "email": "z@example.org", "reference": "Zimt"})
    _asked, token = officers.ask_officer(officer=office, about="gate", by=by)
    officers.take_answer(token=token, values={"place": "Zimt"})
    officers.agree_to_attendance(mentorship=pair, person_id=me.person_id, by=me, agreed=True)
    officers.send_attendance(**here, officer=office, since=today, until=today, way="phone")


def around_an_ending(people, pair, logged, by) -> None:
    """What stands around an ending, a joint activity, money, an interpreter, a circular and a phone without network."""
    person, here = people.mentee.person, {"mentorship": pair, "person": people.mentee.person}
    rows.EndingPlan.objects.create(mentorship=pair, kind="planned", until=clock.today(), by=people.ines)
    rows.Interview.objects.create(**here, kind="exit", answers={"good": "Zimt"}, by_person=True)
    rows.Paper.objects.create(**here, words="Zimt", language="ar")
    rows.FreshYes.objects.create(enrolment=people.mentee, answer="yes", how="phone", by=people.ines)
    rows.Introduction.objects.create(
        **here, organisation=people.organisation, items=["name"], words="Zimt", language="ar", how="phone", by=people.ines
    )
    trip = rows.Activity.objects.create(programme=people.programme, what="A walk", starts_at=clock.now())
    rows.ActivityPart.objects.create(activity=trip, mentorship=pair)
    spent = rows.Expense.objects.create(
        programme=people.programme, mentorship=pair, person=person, day=clock.today(), cents=1, currency="EUR",
        what_for="travel", line="Zimt",
    )  # fmt: skip
    rows.ExpenseStep.objects.create(expense=spent, step="asked", words="Zimt")
    rows.Receipt.objects.create(expense=spent, content=b"Zimt", media_type="image/jpeg", size=4)
    rows.Interpreter.objects.create(session=logged, language="ar", state="asked", whom="Zimt")
    circular = rows.Circular.objects.create(texts={"en": "Closed"}, to="both", by=people.ines)
    rows.CircularCopy.objects.create(circular=circular, **here, is_mentor=False, language="ar", was_sent=True)
    rows.PhoneEntry.objects.create(account=people.nour, key=pair.pk, mentorship=pair, words=["Zimt"])


def full_of(people) -> tuple:
    """Nour, with a row in every table that can hold one, and what those rows may be known by."""
    person, by = people.mentee.person, people.principal(people.ines)
    person.wishes, person.area = "Zimtwunsch", Area.objects.create(country="PT", name="Bonfim")
    person.save()
    ContactWay.objects.create(person=person, kind="email", value="zimt@example.org", is_safe=True)
    Consent.objects.create(person=person, purpose="notice", wording="2026-1", language="ar")
    PersonTerm.objects.create(person=person, term=Term.objects.create(kind="topic", code="cooking"), use="needs")
    people.nour.authenticator_set.create(type="webauthn", data={"name": "Zimt's phone"})
    people.nour.emailaddress_set.create(email=people.nour.email)
    other = cast.person(people.organisation, "Nour al-Husseini")
    one, two = sorted((person.pk, other.pk))
    NotTheSame.objects.create(one_id=one, other_id=two, by=people.ines)
    DoNotMatch.objects.create(programme=people.programme, one_id=one, other_id=two, by=people.ines, note="Zimt")
    screening.record_step(
        enrolments=[people.mentee], kind="interview", result="done", evidence="Zimt", by=people.principal(people.rui)
    )
    Referral.objects.create(
        programme=people.programme, enrolment=people.mentee, reference="ABCD", referrer_name="Zimt",
        referrer_organisation="Zimt", referrer_contact="Zimt",
    )  # fmt: skip
    _made, token = invitations.invite(role="mentee", email=people.nour.email, name="Zimt", programme=people.programme, by=by)
    invitations.accept_as(token=token, account=people.nour)
    run = ImportRun.objects.create(programme=people.programme, by=people.ines, side="mentee")
    ImportedRow.objects.create(run=run, number=1, person=person, data={"name": "Zimt"})
    opened = rounds.open_round(programme=people.programme, by=by)
    everybody = frozenset(str(p.enrolment_id) for p in opened.parts.all())
    rounds.plan_round(round=opened, choice=rounds.Choice(everybody, pool.rules_of(people.programme)), by=by)
    pair = actions.begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=by)
    # She mentors as well, in a team with Samira.
    team = MentorTeam.objects.create(programme=people.programme, formed_by=people.ines)
    for mentor in (people.mentor, cast.enrolled(person, people.programme, "mentor")):
        TeamMember.objects.create(team=team, enrolment=mentor, is_lead=mentor == people.mentor)
    me = people.principal(people.nour)
    logged = actions.log_session(mentorship=pair, by=by, met=True, day=clock.today(), minutes=60, note="Zimt")
    actions.correct_session(session=logged, by=by, met=True, day=clock.today(), minutes=45, note="Zimt again")
    session = actions.plan_session(mentorship=pair, by=by, day=clock.today() + timedelta(days=1), place="Zimt")
    actions.cancel_session(session=session, by=me, whose="mentee")
    actions.check_in(mentorship=pair, by=by, spoke_with="both", channel="phone", note="Zimt")
    actions.write_goal(mentorship=pair, person=person, by=me, words="Zimt", language="ar", review_on=clock.today())
    actions.ask_for_call(mentorship=pair, person=person, by=me)
    actions.make_feed(by=me)
    Notice.objects.create(mentorship=pair, person=person, recipient=person.pk, way="mail", done_at=clock.now())
    ToCall.objects.create(mentorship=pair, person=person, why="changed").tries.create(answer="no_answer", by=people.ines)
    LogLink.objects.create(session=session, person=person, about=session.starts_at, token_hash="Zimt")
    drafts.keep_draft(mentorship=pair, subject=None, by=by, words={"note": "Zimt"})
    agreed = agreements.write_agreement(
        mentorship=pair, by=by, often="weekly", channel="phone", costs="own", place="Zimt", also="Zimt", also_language="ar"
    )
    sheet = Cleaned(b"%PDF-1.7 Zimt", "application/pdf")
    agreements.sign_on_paper(agreement=agreed, people=[person.pk], by=by, language="ar", paper=sheet, witness="Zimt")
    note = safeguarding.open_note(programme=people.programme, kind="accident", facts="Zimt", person=person, by=by, lead=people.ines)
    safeguarding.add(note=note, words="Zimt", by=by)
    safeguarding.add_step(note=note, what="Zimt", who="Zimt", by_when=clock.today(), by=by)
    safeguarding.close(note=note, words="Zimt", by=by)
    cards.make_card(enrolment=people.mentee, by=by)
    faces.wish_photos(mentorship=pair, by=me, yes=True, photo=Cleaned(b"Zimt", "image/jpeg"))
    Hello.objects.create(mentorship=pair, person=person, content=b"Zimt", media_type="audio/ogg", size=4)
    leaving.stay(leaving=leaving.leave(mentorship=pair, by=me), by=me)
    write_to_office(mentorship=pair, with_person=person.pk, by=me, words="Zimt", voice=Cleaned(b"OggS", "audio/ogg"))
    read_messages(mentorship=pair, by=me)
    LogQuestion.objects.create(session=logged, words="Zimt?", answer="Zimt")
    say_between(mentorship=pair, by=me, answers={}, words="Zimt")
    actions_of_charge.hand_over(mentorships=[pair.pk], to=people.ines, by=by, note="Zimt")
    circle = Supervision.objects.create(programme=people.programme, starts_at=clock.now())
    SupervisionPart.objects.create(supervision=circle, person=person)
    again = clock.today() + timedelta(days=9)
    hold = actions.hold(person=person, programme=people.programme, reason="other", review_on=again, by=by, note="Zimt")
    actions.told(hold=hold, person=person, by=by)
    actions.lift(hold=hold, go_on=True, by=by, note="Zimt")
    around_a_release(pair, me, by)
    around_an_ending(people, pair, logged, by)
    actions.pause(mentorship=pair, by=by, reason="holiday", wished_by="mentee", note="Zimt")
    return person, ("Zimt", "zimt", person.name, people.nour.email, *(str(pk) for pk in own_ids(person)))


def own_ids(person) -> list:
    return [person.pk, *person.enrolments.values_list("pk", flat=True)]


def who_names(words) -> set[str]:
    """Labels of all tables with a row in which one of these words stands."""
    found = set()
    for model in apps.get_models():
        text = " ".join(str(row) for row in model._base_manager.values())
        if any(word in text for word in words):
            found.add(model._meta.label)
    return found


def test_after_erasure_no_table_names_the_person(people):
    person, words = full_of(people)
    named = who_names(words)
    every_holder = {
        m._meta.label for m in apps.get_models() if getattr(getattr(m, "record", None), "holder", None) is not None
    }
    # Else the story forgot a table, and its erasure would go untested.
    assert sorted(every_holder - named - KNOWN_BY_ANOTHER) == []
    retention.erase(person)
    assert who_names(words) - set(MAY_STAY) == set()
