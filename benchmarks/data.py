"""A large invented programme, written fast: as many people and mentorships as asked for, in every stage.

Names are combined at random from many places. Nothing here is realistic but the amounts and the dates.
"""

import random
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from alongside.foundation import clock
from alongside.matching.models import MatchingRound, Proposal, ProposalStep, RoundPart
from alongside.mentorships.actions import places
from alongside.mentorships.models import CallRequest, CheckIn, Member, Mentorship, MentorshipStatus, Session
from alongside.people.models import (
    Account,
    Area,
    ContactWay,
    FreeTime,
    Organisation,
    Person,
    PersonLanguage,
    PersonTerm,
    Term,
)
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.models import (
    ContactRule,
    Enrolment,
    EnrolmentState,
    GrantTag,
    Membership,
    Programme,
    ProgrammeState,
    ScreeningStep,
    WantedStep,
)

FIRST = "Amina Bilal Chiara Dawit Elif Farid Grace Hodan Ivan Jamila Karim Lena Mehdi Nadia Oksana Pedro Rosa Selam Tomás Yusuf".split()
LAST = "Abdi Bauer Costa Demir Eriksen Farah Gashi Haddad Ivanenko Jansen Kovač Lindqvist Moreau Nowak Okafor Petrov Rossi Silva Tesfay Yilmaz".split()
LANGUAGES = "ar prs uk ti so kmr es fr en pl pt ps".split()
AREAS = 40
BATCH = 2000


def build(people: int = 10_000, mentorships: int = 5_000, sessions: int = 200_000) -> dict:
    """Write it all into the empty, migrated database and return what the pages need: accounts and ids.

    A third of the mentorships have ended; of the others a few are quiet, paused, unlogged or without a check-in,
    so that Today has its hands full. Past meetings are spread evenly over each mentorship, some more for those that have lasted.
    Takes about a minute.
    """
    with transaction.atomic():
        return _Builder().build(people, mentorships, sessions)


class _Builder:
    def __init__(self):
        self.rng = random.Random(1)
        self.now = clock.now()

    def build(self, people: int, mentorships: int, sessions: int) -> dict:
        self.lay_out()
        mentors, mentees = self.people(people)
        pairs = self.mentorships(mentors, mentees, mentorships, sessions)
        opened = self.round(mentors, mentees)
        return {
            "coordinator": self.coordinator,
            "mentor": self.account("mentor@example.org", "mentor", mentors[0].person),
            "mentee": self.account("mentee@example.org", "mentee", mentees[0].person),
            "programme": self.programme.pk,
            "person": mentors[0].person_id,
            "enrolment": mentors[0].pk,
            "sessions": Session.objects.count(),
            "mentorship": pairs[0].pk,
            "round": opened.pk,
        }

    def ago(self, days: float):
        return self.now - timedelta(days=days)

    def account(self, email: str, role: str, person=None) -> Account:
        made = Account.objects.create(email=email, name=email, person=person, password=make_password(None))
        Membership.objects.create(account=made, organisation=self.organisation, programme=self.programme, role=role)
        return made

    def lay_out(self) -> None:
        self.organisation = Organisation.objects.create(name="Large and invented", sector="ngo", country="PT")
        self.programme = Programme.objects.create(
            organisation=self.organisation, name="Side by side", slug="large", time_zone="Europe/Lisbon", aims=["inclusion"]
        )
        ProgrammeState.objects.create(programme=self.programme, state="running")
        for after, hours, times in (("introduction", 48, 1), ("month_one", 720, 2), ("later", 720, 1)):
            ContactRule.objects.create(programme=self.programme, after=after, within_hours=hours, times=times)
        for kind, months in (("interview", None), ("reference", None), ("background", 36)):
            WantedStep.objects.create(programme=self.programme, side="mentor", kind=kind, valid_months=months)
        WantedStep.objects.create(programme=self.programme, side="mentee", kind="interview")
        self.grants = [GrantTag.objects.create(programme=self.programme, name=name) for name in ("A", "B")]
        self.coordinator = self.account("coordinator@example.org", "coordinator")
        Membership.objects.create(
            account=self.coordinator, organisation=self.organisation, programme=self.programme, role="screener"
        )
        Membership.objects.create(account=self.coordinator, organisation=self.organisation, role="administrator")
        self.areas = Area.objects.bulk_create(
            Area(country="PT", name=f"District {n}", latitude=41 + n / 100, longitude=-8.6) for n in range(AREAS)
        )
        ensure_vocabulary()
        self.terms = list(Term.objects.all())

    def people(self, number: int) -> tuple[list[Enrolment], list[Enrolment]]:
        rng = self.rng
        people, rows = [], {model: [] for model in (PersonLanguage, FreeTime, PersonTerm, ContactWay, EnrolmentState, ScreeningStep)}
        enrolments = []
        for n in range(number):
            side = "mentor" if n % 9 < 4 else "mentee"
            joined = self.ago(rng.randint(3, 700))
            person = Person(
                organisation=self.organisation,
                name=f"{rng.choice(FIRST)} {rng.choice(LAST)}-{rng.choice(LAST)}",
                birth_year=rng.randint(1950, 2004),
                gender=rng.choice(("woman", "man")),
                gender_wish="any",
                wishes="Somebody patient, with an evening now and then.",
                area=rng.choice(self.areas),
                time_zone="Europe/Lisbon",
                needs_interpreter=False,
                availability_known=True,
                created_at=joined,
            )
            people.append(person)
            enrolment = Enrolment(
                person=person,
                programme=self.programme,
                side=side,
                source="sheet",
                organisation=self.organisation,
                created_at=joined,
                waiting_since=joined.date(),
                capacity=2,
                in_person_ok=True,
                online_ok=True,
            )
            enrolments.append(enrolment)
            for tag in rng.sample(LANGUAGES, 2):
                rows[PersonLanguage].append(PersonLanguage(person=person, tag=tag, level=rng.choice(("A2", "B2", "native"))))
            for weekday in rng.sample(range(7), 2):
                rows[FreeTime].append(FreeTime(person=person, weekday=weekday, start=1080, end=1260))
            for term in rng.sample(self.terms, 3):
                rows[PersonTerm].append(PersonTerm(person=person, term=term, use="offers" if side == "mentor" else "needs"))
            rows[ContactWay].append(ContactWay(person=person, kind="phone", value=f"+351 900 {n:06d}", is_safe=True))
            state = rng.choices(("accepted", "applied", "screening", "resting", "left"), (90, 3, 3, 1, 3))[0]
            rows[EnrolmentState].append(EnrolmentState(enrolment=enrolment, state="applied", at=joined))
            if state != "applied":
                rows[EnrolmentState].append(EnrolmentState(enrolment=enrolment, state=state, at=joined + timedelta(days=2)))
            kinds = ("interview", "reference", "background") if side == "mentor" else ("interview",)
            for kind in kinds if state != "applied" else ():
                expires = self.now.date() + timedelta(days=rng.randint(-5, 900)) if kind == "background" else None
                rows[ScreeningStep].append(
                    ScreeningStep(enrolment=enrolment, kind=kind, at=joined + timedelta(days=1), expires_on=expires)
                )
        Person.objects.bulk_create(people, batch_size=BATCH)
        Enrolment.include_unfinished.bulk_create(enrolments, batch_size=BATCH)
        for model, made in rows.items():
            model.objects.bulk_create(made, batch_size=BATCH)
        through = Enrolment.grants.through
        through.objects.bulk_create(
            (through(enrolment=e, granttag=self.grants[n % 2]) for n, e in enumerate(enrolments)), batch_size=BATCH
        )
        return [e for e in enrolments if e.side == "mentor"], [e for e in enrolments if e.side == "mentee"]

    def mentorships(self, mentors, mentees, number: int, sessions: int) -> list[Mentorship]:
        rng, now = self.rng, self.now
        rows = {model: [] for model in (Mentorship, Member, MentorshipStatus, Session, CheckIn, CallRequest)}
        # Those introduced lately have none, so the others have a few more.
        each = round(sessions / number / 0.962)
        for n in range(number):
            mentor, mentee = mentors[n % len(mentors)], mentees[n % len(mentees)]
            begun = self.ago(rng.choice((1, 3, 20)) if n % 25 == 24 else rng.randint(35, 600))
            pair = Mentorship(
                programme=self.programme, begun_at=begun, begun_by=self.coordinator, planned_until=(begun + timedelta(days=300)).date()
            )
            rows[Mentorship].append(pair)
            ended = begun + timedelta(days=rng.randint(20, 300)) if n % 3 == 2 and n % 25 != 24 else None
            ended = min(ended, self.ago(1)) if ended else None
            # Most pairs are heard of; one in thirty has gone quiet.
            until = ended or self.ago(rng.randint(20, 30) if n % 30 == 7 else rng.uniform(0.1, 10))
            for enrolment, role in ((mentor, "mentor"), (mentee, "mentee")):
                rows[Member].append(
                    Member(mentorship=pair, person=enrolment.person, enrolment=enrolment, role=role, since=begun, until=ended)
                )
            rows[MentorshipStatus].append(MentorshipStatus(mentorship=pair, status="begun", at=begun, by=self.coordinator))
            if ended:
                rows[MentorshipStatus].append(
                    MentorshipStatus(
                        mentorship=pair, status="ended", reason="completed", wished_by="both", said_goodbye=True, at=ended, by=self.coordinator
                    )
                )
            elif n % 50 == 9:
                rows[MentorshipStatus].append(MentorshipStatus(mentorship=pair, status="paused", reason="holiday", at=until))
            at, many, gap = until, 0, (until - begun) / (each + 1)
            while at > begun and many < each:
                session = Session(mentorship=pair, starts_at=at, planned_by=self.coordinator)
                if not (many == 0 and n % 20 == 4 and not ended):
                    session.outcome, session.minutes, session.channel = "met", 60, "in_person"
                    session.note, session.logged_at, session.logged_by = "We walked and talked.", at, self.coordinator
                rows[Session].append(session)
                at -= gap * rng.uniform(0.9, 1.0)
                many += 1
            if not ended and n % 30 != 7:
                rows[Session].append(Session(mentorship=pair, starts_at=now + timedelta(days=rng.randint(1, 12)), planned_by=self.coordinator))
            at = until - timedelta(days=rng.randint(0, 12) + (30 if n % 40 == 3 else 0))
            for _ in range(4):
                if at > begun:
                    rows[CheckIn].append(
                        CheckIn(mentorship=pair, channel="phone", at=at, by=self.coordinator, note="All is well.")
                    )
                at -= timedelta(days=28)
            if n % 250 == 12 and not ended:
                rows[CallRequest].append(
                    CallRequest(mentorship=pair, person=mentor.person, asked_at=self.ago(1), call_by=now + timedelta(hours=3))
                )
        for model, made in rows.items():
            model.objects.bulk_create(made, batch_size=BATCH)
        places.lay_down(self.programme)
        return rows[Mentorship]

    def round(self, mentors, mentees) -> MatchingRound:
        """An open round of ordinary size: 60 proposals (fewer among few people), some of them being asked."""
        opened = MatchingRound.objects.create(programme=self.programme, opened_by=self.coordinator, planned_at=self.now)
        proposals = [
            Proposal(
                round=opened, mentee=mentee, mentor=mentor,
                answer_by=self.now + timedelta(days=n % 9) if n % 2 else None,
                reasons=[{"code": "shared_language", "facts": {"tag": "ar", "level": "B2"}}],
            )
            for n, (mentor, mentee) in enumerate(zip(mentors[-60:], mentees[-60:], strict=False))
        ]  # fmt: skip
        Proposal.objects.bulk_create(proposals)
        ProposalStep.objects.bulk_create(
            ProposalStep(proposal=p, step=step, by=self.coordinator)
            for p in proposals
            for step in (("proposed", "asked") if p.answer_by else ("proposed",))
        )
        RoundPart.objects.bulk_create(
            RoundPart(round=opened, enrolment=e) for p in proposals for e in (p.mentor, p.mentee)
        )
        return opened
