"""Three programmes, made from the shipped templates and then adapted, as a coordinator would."""

from alongside.people.models import Term
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes.actions.programmes import columns_of
from alongside.programmes.blueprints import BLUEPRINTS
from alongside.programmes.models import (
    ContactRule,
    GrantTag,
    MatchingRule,
    Programme,
    ProgrammeGoal,
    ProgrammeState,
    WantedStep,
)

#: key -> what differs from the template.
PROGRAMMES = {
    "porto": {
        "organisation": "lado", "partners": ["town"], "template": "joint-activities", "slug": "newcomers-together",
        "name": "Newcomers together", "country": "PT", "time_zone": "Europe/Lisbon", "length_weeks": 35,
        "contact_name": "Inês Carvalho", "contact_phone": "+351 900 000 010", "contact_email": "ines@example.org",
        "duty_phone": "+351 900 000 011", "duty_hours": "Monday to Saturday, 9:00 to 21:00",
        "grants": ["AMIF 2026", "City fund"], "sign_name": "Lado",
        "needs": ("language", "paperwork", "job-search", "health", "school", "computer"),
        "arabic": {
            "name": "القادمون الجدد معًا",
            "summary": "يمشي كل قادم جديد مع شخص من المدينة: لقاءان في الشهر، ثمانية أشهر. نطبخ ونمشي ونتكلم ونحل الأوراق معًا.",
        },
        "summary": "Somebody new in Porto and somebody who knows the city walk together for eight months: cooking, talking, "
        "sorting out letters. Nobody is the helper.",
    },
    "krakow": {
        "organisation": "most", "partners": ["service"], "template": "through-the-gate", "slug": "beyond-the-gate",
        "name": "Beyond the gate", "country": "PL", "time_zone": "Europe/Warsaw", "length_weeks": 39,
        "meetings_per_month": 4, "quiet_days": 14,
        "contact_name": "Agnieszka Nowak", "contact_phone": "+48 400 000 010", "contact_email": "agnieszka@example.org",
        "duty_phone": "+48 400 000 011", "duty_hours": "Every day, 8:00 to 20:00",
        "grants": ["Justice fund", "ESF+"], "sign_name": "Most",
        "summary": "A mentor comes to see you before you leave, stands at the gate on the day and walks with you for the "
        "months that follow.",
    },
    "tampere": {
        "organisation": "rinnalla", "partners": [], "template": "community-mentors", "slug": "community-mentors",
        "name": "Community mentors", "country": "FI", "time_zone": "Europe/Helsinki",
        "contact_name": "Satu Koskinen", "contact_phone": "+358 400 000 010", "contact_email": "satu@example.org",
        "duty_phone": "+358 400 000 011", "duty_hours": "Monday to Friday, 8:00 to 18:00",
        "grants": ["AMIF 2026", "Lake foundation"], "sign_name": "Rinnalla",
        "summary": "People whom their own community trusts, trained in two days and supported in a group. They listen, "
        "explain and walk along for a year.",
    },
}  # fmt: skip


#: What a programme of ours says in its own words; the rest is the template's.
COLUMNS = frozenset(
    "slug name summary time_zone length_weeks meetings_per_month answer_days quiet_days contact_name contact_phone "
    "contact_email duty_phone duty_hours sign_name".split()
)


def lay_out(world) -> None:
    """Write the programmes with their rules, goals, wanted steps, states and grants."""
    ensure_vocabulary()
    world.terms = {(term.kind, term.code): term for term in Term.objects.filter(organisation=None)}
    for number, (key, own) in enumerate(PROGRAMMES.items()):
        one(world, key, own, begun=400 - 25 * number)


def one(world, key: str, own: dict, *, begun: int) -> None:
    plan, organisation = BLUEPRINTS[own["template"]], world.organisations[own["organisation"]]
    values = columns_of(plan, organisation)
    values["translations"]["ar"] |= own.get("arabic", {})
    values |= {name: value for name, value in own.items() if name in COLUMNS}
    programme = Programme(id=world.id(), organisation=organisation, created_at=world.at(begun), **values)
    programme.save(force_insert=True)
    world.programmes[key] = programme
    programme.partners.set(world.organisations[partner] for partner in own["partners"])
    programme.need_areas.set(world.terms["topic", code] for code in own.get("needs", plan.needs))
    ProgrammeGoal.objects.bulk_create(
        ProgrammeGoal(programme=programme, order=order, text=text) for order, text in enumerate(plan.goals, 1)
    )
    month, rhythm = 30 * 24, plan.rhythm
    ContactRule.objects.bulk_create(
        ContactRule(programme=programme, after=after, within_hours=hours, times=times)
        for after, hours, times in (
            ("introduction", rhythm.call_hours, 1),
            ("month_one", month, rhythm.month_one),
            ("later", month, rhythm.later),
        )
    )
    WantedStep.objects.bulk_create(
        WantedStep(programme=programme, side=step.side, kind=step.kind, valid_months=step.valid_months)
        for step in plan.steps
    )
    rules = plan.rules
    MatchingRule.objects.bulk_create(
        MatchingRule(programme=programme, code=code, is_on=bool(is_on), numbers=numbers)
        for code, is_on, numbers in (
            ("language", True, {"level": "B1", "mentee_level": "A2"}),
            ("gender_wish", rules.gender_wish, {}),
            ("overlap", rules.minutes, {"minutes": 60}),
            ("reach", rules.km, {"km": rules.km or 20}),
        )
    )
    for state, ago in (("upcoming", begun), ("refining", begun - 20), ("running", begun - 45)):
        ProgrammeState.objects.create(programme=programme, state=state, at=world.at(ago))
    for name in own["grants"]:
        world.grants[key, name] = GrantTag.objects.create(programme=programme, name=name)
