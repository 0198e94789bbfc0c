"""The people of the stories. Every story has an owner, a colleague and a stranger.

Inês coordinates Newcomers together in Porto; Rui works beside her as a screener; Samira mentors,
Nour is accompanied. Kateryna coordinates another organisation's programme: the stranger.
"""

from dataclasses import dataclass
from datetime import timedelta

from alongside.foundation import clock
from alongside.people.models import Account, FreeTime, Organisation, Person, PersonLanguage
from alongside.programmes.models import Enrolment, EnrolmentState, Membership, Programme, ProgrammeState, Side
from alongside.programmes.queries import principal_for


def organisation(name="Lado a Lado", country="PT", sector="ngo") -> Organisation:
    return Organisation.objects.create(name=name, country=country, sector=sector)


def programme(of: Organisation, name="Newcomers together", slug="newcomers", **values) -> Programme:
    made = Programme.objects.create(
        organisation=of, name=name, slug=slug, aims=["inclusion"], time_zone="Europe/Lisbon", **values
    )
    ProgrammeState.objects.create(programme=made, state="running")
    return made


def account(email: str, name: str = "", person: Person | None = None, language="en") -> Account:
    return Account.objects.create_user(email, "a long enough password", name=name, person=person, page_language=language)


def member(of: Programme | Organisation, role: str, who: Account) -> Membership:
    if isinstance(of, Programme):
        return Membership.objects.create(account=who, organisation=of.organisation, programme=of, role=role)
    return Membership.objects.create(account=who, organisation=of, role=role)


def person(of: Organisation, name: str, *, languages=(("en", "C1"),), free=((1, 1080, 1200),), **values) -> Person:
    """Somebody with languages [(tag, level)] and free hours [(weekday, start, end)]; adult, no gender wish."""
    defaults = {"gender_wish": "any", "birth_year": 1985, "availability_known": bool(free), "needs_interpreter": False}
    made = Person.objects.create(organisation=of, name=name, **(defaults | values))
    PersonLanguage.objects.bulk_create(PersonLanguage(person=made, tag=t, level=v) for t, v in languages)
    FreeTime.objects.bulk_create(FreeTime(person=made, weekday=w, start=a, end=b) for w, a, b in free)
    return made


def enrolled(who: Person, in_programme: Programme, side: Side | str, state="accepted", **values) -> Enrolment:
    defaults = {
        "source": "hand",
        "organisation": who.organisation,
        "online_ok": True,
        "in_person_ok": True,
        "waiting_since": clock.today() - timedelta(days=30),
    }
    made = Enrolment.objects.create(person=who, programme=in_programme, side=side, **(defaults | values))
    EnrolmentState.objects.create(enrolment=made, state="applied", at=clock.now() - timedelta(days=30))
    if state != "applied":
        EnrolmentState.objects.create(enrolment=made, state=state, at=clock.now() - timedelta(days=20))
    return made


@dataclass
class Cast:
    organisation: Organisation
    programme: Programme
    ines: Account
    rui: Account
    admin: Account
    samira: Account
    nour: Account
    mentor: Enrolment
    mentee: Enrolment
    other_organisation: Organisation
    other_programme: Programme
    kateryna: Account

    def principal(self, who: Account, purpose="test"):
        return principal_for(who, has_second_factor=True, purpose=purpose)


def assemble() -> Cast:
    """Everybody of the stories, with accounts, memberships and enrolments."""
    org = organisation()
    prog = programme(org)
    other_org = organisation("Разом", "PL")
    other_prog = programme(other_org, "Beyond the gate", "gate")
    ines = account("ines@example.org", "Inês Carvalho")
    rui = account("rui@example.org", "Rui Martins")
    admin = account("admin@example.org", "Amina Diallo")
    kateryna = account("kateryna@example.org", "Катерина Шевчук")
    member(prog, "coordinator", ines)
    member(prog, "coordinator", rui)
    member(prog, "screener", rui)
    member(org, "administrator", admin)
    member(other_prog, "coordinator", kateryna)
    samira_person = person(org, "Samira Haddad", languages=(("ar", "native"), ("pt", "C1"), ("en", "C1")))
    nour_person = person(org, "نور الحسيني", languages=(("ar", "native"), ("en", "A2")), known_as="نور", page_language="ar")
    mentor = enrolled(samira_person, prog, "mentor")
    mentee = enrolled(nour_person, prog, "mentee")
    samira = account("samira@example.org", person=samira_person)
    nour = account("nour@example.org", person=nour_person, language="ar")
    member(prog, "mentor", samira)
    member(prog, "mentee", nour)
    return Cast(org, prog, ines, rui, admin, samira, nour, mentor, mentee, other_org, other_prog, kateryna)
