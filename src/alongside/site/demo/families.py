"""Families around the lake, Tampere: teams of volunteers, each beside a family; and a group of community mentors being asked.

Written last, so that it changes nothing about the others. The teams are formed, and the rounds planned, by the real engine.
"""

from datetime import timedelta

from alongside.matching.actions import proposals, rounds
from alongside.matching.actions import teams as forming
from alongside.matching.models import MatchingRound, MentorTeam, Proposal, ProposalStep
from alongside.matching.pool import rules_of
from alongside.people.models import Organisation
from alongside.programmes.models import Enrolment, Membership, Side
from alongside.programmes.queries import principal_for
from alongside.site.demo import people, programmes
from alongside.site.demo.cast import P

PROGRAMME = {
    "organisation": "rinnalla", "partners": ["lender"], "template": "family-team", "slug": "families-around-the-lake",
    "name": "Families around the lake", "country": "FI", "time_zone": "Europe/Helsinki",
    "contact_name": "Satu Koskinen", "contact_phone": "+358 400 000 010", "contact_email": "satu@example.org",
    "duty_phone": "+358 400 000 011", "duty_hours": "Monday to Friday, 8:00 to 18:00",
    "grants": ["Lake foundation", "City of neighbours"], "sign_name": "Rinnalla",
    "summary": "Two to six neighbours and a family that has just come: one sees to the home, one to school, one to letters. "
    "The family decides, the team walks along.",
}  # fmt: skip
LENDER = ("Hervannan asukastupa", "community", "FI")

MENTORS = [
    P("Yusuf Kareem", "m", 41, "ar:native fi:B2 en:B1", "Hervanta", "Accountant", "money paperwork", "cooking football", "أعرف كيف تُقرأ الرسائل الرسمية هنا.", key="yusuf", free="sat10-14 wed17-20"),
    P("Anneli Koivisto", "w", 58, "fi:native en:C1 ar:B1", "Hervanta", "Retired teacher", "school language", "walking gardening", "Lapset oppivat nopeasti, kun joku istuu vieressä.", key="anneli", free="sat10-14 wed17-20"),
    P("Heli Saarinen", "w", 47, "fi:native en:B2", "Kaukajärvi", "Nurse", "health family", "swimming cooking", "Varataan aika yhdessä.", key="heli", free="sat10-14"),
    P("Timo Rautio", "m", 62, "fi:native en:B1", "Kaleva", "Retired caretaker", "housing household", "crafts walking", "Tunnen talot ja taloyhtiöt.", key="timo", free="sat10-14 sun12-16"),
    P("Оксана Мельник", "w", 39, "uk:native fi:B2 en:B1", "Kaleva", "Bookkeeper", "money school", "music walking", "Я теж починала з нуля. Разом легше.", key="oksana", free="sun12-16"),
    P("Laura Niemi", "w", 35, "fi:native en:C1", "Tammela", "Physiotherapist", "health language", "swimming music", "Kuljen mukana, en edellä.", key="laura", free="sun12-16 sat10-14"),
    P("Parwin Azizi", "w", 44, "prs:native fi:C1 en:B1", "Tesoma", "Day-care teacher", "school family", "cooking gardening", "خانهٔ ما همیشه مهمان داشته است.", key="parwin", free="sat10-14"),
    P("Eero Hakala", "m", 50, "fi:native en:B2", "Tesoma", "Electrician", "housing transport", "cycling chess", "Autan käytännön asioissa.", key="eero", free="sat10-14"),
    P("Juhani Mattila", "m", 55, "fi:native en:B2", "Tesoma", "Works at the neighbourhood house", "money housing", "chess walking", "Asukastuvan ovi on auki.", key="juhani", free="sat10-14"),
]  # fmt: skip
MENTEES = [
    P("زينب العلي", "w", 36, "ar:native fi:A1", "Hervanta", "Ran a pharmacy; four children", "school health paperwork", "cooking gardening", "نريد أن يتعلم الأولاد وأن نفهم الرسائل.", "waiting", key="zeinab", free="sat10-14", page="ar"),
    P("Світлана Бондар", "w", 33, "uk:native en:A2", "Kaleva", "Hairdresser; two children", "school money language", "music walking", "Шукаємо школу і спокій.", "waiting", key="svitlana", free="sun12-16"),
    P("Farid Haidari", "m", 40, "prs:native fi:A1", "Tesoma", "Tailor; came with his wife, his mother and a son", "housing family language", "cooking chess", "می‌خواهیم خانه‌ای پیدا کنیم و بمانیم.", "waiting", key="farid", free="sat10-14"),
]  # fmt: skip
#: Women who would make a second group of the community mentors.
GROUP = [
    P("لطیفه شریفی", "w", 31, "prs:native fi:A1", "Hervanta", "Beekeeper", "language work", "gardening cooking", "زنبورداری بلد هستم.", "waiting", key="latifa", free="wed17-20 sat10-13", wish="woman"),
    P("Shukria Rezai", "w", 42, "prs:native fi:A2", "Hervanta", "Carpet weaver", "language family", "sewing cooking", "قالین می‌بافم و می‌خواهم فنلندی حرف بزنم.", "waiting", key="shukria", free="wed17-20 sat10-13"),
    P("Marzia Hosseini", "w", 26, "prs:native en:B1", "Kaukajärvi", "Student", "study language", "books gardening", "می‌خواهم دوباره درس بخوانم.", "waiting", key="marzia", free="wed17-20", wish="woman"),
]  # fmt: skip
TEAMS = (
    (("yusuf", "money"), ("anneli", "education"), ("heli", "doctors"), ("timo", "housing")),
    (("oksana", "education"), ("laura", "doctors")),
)
#: key -> days until a loan ends: one that lasts, and one that ends in these days.
LENT = {"heli": 420, "juhani": 10}


def gather(world) -> None:
    """The programme with its people, two teams, and its round; then the group."""
    world.organisations["lender"] = Organisation.objects.create(
        id=world.id(), name=LENDER[0], sector=LENDER[1], country=LENDER[2], created_at=world.at(420)
    )
    programmes.one(world, "families", PROGRAMME, begun=425)
    programme, satu = world.programmes["families"], world.staff["satu"]
    for who, role in (("satu", "coordinator"), ("amin", "screener"), ("amin", "coordinator")):
        Membership.objects.create(
            id=world.id(), account=world.staff[who], organisation=programme.organisation, programme=programme, role=role, since=world.at(390)
        )
    rows = people.Rows()
    for home, side, cast in (("families", Side.MENTOR, MENTORS), ("families", Side.MENTEE, MENTEES), ("tampere", Side.MENTEE, GROUP)):
        for number, who in enumerate(cast, 60 if cast is GROUP else 0):
            people.person(world, rows, home, side, who, number)
    rows.write()
    for key, days in LENT.items():
        lent = Enrolment.objects.filter(pk=world.enrolments[key].pk)
        lent.update(lent_by=world.organisations["lender"], lent_until=world.today + timedelta(days=days))
    by = principal_for(satu, has_second_factor=True, purpose="demo")
    for members in TEAMS:
        team = forming.form_team(programme=programme, members=[(str(world.enrolments[k].pk), c) for k, c in members], by=by)
        MentorTeam.objects.filter(pk=team.pk).update(formed_at=world.at(6))
    sitting = _round(world, programme, by)
    asked = sitting.proposals.filter(mentee=world.enrolments["zeinab"]).first()
    if asked:
        proposals.confirm(proposal=asked, by=by)
        for key in ("yusuf", "anneli"):
            proposals.answer(proposal=asked, side="mentor", yes=True, by=by, how="phone", who=world.enrolments[key].pk)
    _round(world, world.programmes["tampere"], by)


def _round(world, programme, by) -> MatchingRound:
    """Opened yesterday with everybody who is ready, and planned."""
    sitting = rounds.open_round(programme=programme, by=by)
    ready = frozenset(str(pk) for pk in sitting.parts.filter(is_in=True).values_list("enrolment_id", flat=True))
    rounds.plan_round(round=sitting, choice=rounds.Choice(people=ready, rules=rules_of(programme)), by=by)
    MatchingRound.objects.filter(pk=sitting.pk).update(opened_at=world.at(1, 9, 30), planned_at=world.at(1, 9, 45))
    Proposal.objects.filter(round=sitting).update(created_at=world.at(1, 9, 45))
    ProposalStep.objects.filter(proposal__round=sitting).update(at=world.at(1, 9, 45))
    return sitting
