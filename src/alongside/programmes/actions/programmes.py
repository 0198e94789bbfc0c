"""Setting up a programme: make it from a template, change what it says, move it along its life.

Whoever coordinates the programme or administers its organisation may; each act writes its audit entry.
"""

import hashlib
import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.forms import save_versioned
from alongside.foundation.ids import new_id
from alongside.people.models import Organisation, Term
from alongside.people.vocabulary import ensure_vocabulary
from alongside.programmes import access, countries
from alongside.programmes.blueprints import BLUEPRINTS, Blueprint
from alongside.programmes.models import (
    ContactRule,
    GrantTag,
    MatchingRule,
    Membership,
    Programme,
    ProgrammeGoal,
    ProgrammeState,
    WantedStep,
)
from alongside.programmes.wording import PREVENTION_NOTICE, PREVENTION_NOTICE_ARABIC

MONTH_HOURS = 30 * 24
#: From each state, the ones that may follow.
NEXT_STATES = {
    "upcoming": ("refining", "running"),
    "refining": ("running", "upcoming"),
    "running": ("refining", "closing"),
    "closing": ("archived", "running"),
    "archived": ("closing",),
}


def create(*, organisation: Organisation, template: str, name: str, by) -> Programme:
    """A programme out of `template` (a code of BLUEPRINTS), upcoming, with everything the template proposes.

    Until somebody else coordinates it, whoever creates the organisation's first programme does, and screens too.
    Raises NotAllowed and KeyError. About fifteen queries.
    """
    access.check_can_create(by, organisation.pk)
    blueprint = BLUEPRINTS[template]
    with transaction.atomic():
        ensure_vocabulary()
        is_first = not organisation.programmes.exists()
        programme = Programme.objects.create(
            organisation=organisation, name=name.strip(), slug=free_slug(name), **columns_of(blueprint, organisation)
        )
        ProgrammeState.objects.create(programme=programme, state="upcoming", by=by.account)
        _write_goals(programme, blueprint.goals)
        _write_rhythm(programme, blueprint.rhythm)
        WantedStep.objects.bulk_create(
            WantedStep(programme=programme, side=s.side, kind=s.kind, valid_months=s.valid_months)
            for s in sorted(blueprint.steps, key=lambda s: (s.side == "mentee", WantedStep.Kind.values.index(s.kind)))
        )
        _write_rules(programme, _rules_of(blueprint))
        programme.need_areas.set(Term.objects.filter(organisation=None, kind=Term.Kind.TOPIC, code__in=blueprint.needs))
        if is_first:
            for role in ("coordinator", "screener"):
                Membership.objects.create(
                    account=by.account, organisation=organisation, programme=programme, role=role, granted_by=by.account
                )
        audit.record(by=by, action="programme created", target=programme)
    return programme


def columns_of(blueprint: Blueprint, organisation: Organisation) -> dict:
    """What a template puts into the programme's own columns."""
    arabic = {key: blueprint.arabic[key] for key in ("name", "summary", "objective", "goals", "mentor_means")}
    return {
        "template": blueprint.code,
        "summary": blueprint.summary,
        "objective": blueprint.objective,
        "aims": list(blueprint.aims),
        "target_groups": list(blueprint.target_groups),
        "countries": [organisation.country],
        "translations": {"ar": arabic | {"prevention_notice": PREVENTION_NOTICE_ARABIC}},
        "format": blueprint.format,
        "mentor_means": blueprint.mentor_means,
        "training_wanted": blueprint.training,
        "length_weeks": blueprint.length_weeks,
        "meetings_per_month": blueprint.meetings_per_month,
        "meeting_minutes": blueprint.meeting_minutes,
        "time_zone": countries.TIME_ZONES.get(organisation.country, "Europe/Brussels"),
        "quiet_days": blueprint.quiet_days,
        "answer_days": blueprint.answer_days,
        "is_prevention_funded": blueprint.is_prevention_funded,
        "prevention_notice": PREVENTION_NOTICE,
    }


def edit(*, programme: Programme, by, expected_version: int | None, values: dict, goals=None, need_areas=None) -> None:
    """Write `values` to the programme's columns, and its goals and need areas where given.

    Raises NotAllowed, and Changed when somebody was faster. At most seven queries.
    """
    access.check_can_edit(by, programme)
    with transaction.atomic():
        save_versioned(programme, expected_version, values)
        if goals is not None:
            programme.goals.all().delete()
            _write_goals(programme, goals)
        if need_areas is not None:
            programme.need_areas.set(need_areas)
        fields = [*values, *(["goals"] if goals is not None else []), *(["need_areas"] if need_areas is not None else [])]
        audit.record(by=by, action="programme changed", target=programme, fields=fields)


def set_state(*, programme: Programme, state: str, by) -> ProgrammeState:
    """One step in the programme's life. The same state again changes nothing. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    current = state_of(programme)
    if current.state == state:
        return current
    if state not in NEXT_STATES[current.state]:
        raise access.NotAllowed(_("A programme can't go straight from here to there. Take the steps in between."))
    with transaction.atomic():
        row = ProgrammeState.objects.create(programme=programme, state=state, by=by.account, at=clock.now())
        audit.record(by=by, action=f"programme {state}", target=programme)
    return row


def state_of(programme: Programme) -> ProgrammeState:
    """The newest state row. One query."""
    return programme.states.latest()


def set_rhythm(
    *, programme: Programme, rhythm, by, expected_version: int | None, values: dict
) -> None:
    """Replace the contact rules by `rhythm` (a blueprints.Rhythm), with the day counts in `values`."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        save_versioned(programme, expected_version, values)
        programme.contact_rules.all().delete()
        _write_rhythm(programme, rhythm)
        audit.record(by=by, action="contact rules changed", target=programme, fields=["contact_rules", *values])


def set_steps(*, programme: Programme, steps: Iterable[tuple], by, expected_version: int | None, values: dict) -> None:
    """Replace the wanted steps by `steps`: (side, kind, valid_months or None)."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        save_versioned(programme, expected_version, values)
        programme.wanted_steps.all().delete()
        WantedStep.objects.bulk_create(
            WantedStep(programme=programme, side=side, kind=kind, valid_months=months) for side, kind, months in steps
        )
        audit.record(by=by, action="wanted steps changed", target=programme, fields=["wanted_steps", *values])


def set_rules(*, programme: Programme, rules: dict[str, dict], by, expected_version: int | None) -> None:
    """Switch the matching rules. `rules`: code -> {"is_on": bool, numbers}. Safeguarding rules have no row here."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        save_versioned(programme, expected_version, {})
        programme.matching_rules.all().delete()
        _write_rules(programme, rules)
        audit.record(by=by, action="matching rules changed", target=programme, fields=["matching_rules"])


def add_grant(*, programme: Programme, name: str, by) -> GrantTag:
    """A tag for money that pays for places. The same name again is the same tag. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        tag, is_new = GrantTag.objects.get_or_create(programme=programme, name=name.strip())
        if is_new:
            audit.record(by=by, action="grant added", target=tag)
    return tag


def remove_grant(*, tag: GrantTag, by) -> None:
    """Take a tag away. Raises NotAllowed while people are counted under it."""
    access.check_can_edit(by, tag.programme)
    if tag.enrolments.exists():
        raise access.NotAllowed(_("People are counted under this grant. Move them to another one first."))
    with transaction.atomic():
        audit.record(by=by, action="grant removed", target=tag)
        tag.delete()


def add_partner(*, programme: Programme, name: str, sector: str, country: str, by) -> Organisation:
    """A partner organisation. One of the same name and country in this programme is the same. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    name = name.strip()
    with transaction.atomic():
        partner = programme.partners.filter(name=name, country=country).first()
        if partner is None:
            partner = Organisation.objects.create(name=name, sector=sector, country=country)
            programme.partners.add(partner)
            audit.record(by=by, action="partner added", target=programme, fields=["partners"])
    return partner


def remove_partner(*, programme: Programme, partner: Organisation, by) -> None:
    """The organisation is no partner of this programme any more. Its own rows stay. Raises NotAllowed."""
    access.check_can_edit(by, programme)
    with transaction.atomic():
        programme.partners.remove(partner)
        audit.record(by=by, action="partner removed", target=programme, fields=["partners"])


def free_slug(name: str) -> str:
    """An address part that no programme has yet. A name without Latin letters gets a neutral one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = slugify(plain)[:50].strip("-") or f"programme-{new_id().hex[:6]}"
    slug, number = base, 2
    # /join/status/ is where referrers ask.
    while slug == "status" or Programme.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def free_code(words: str) -> str:
    """A code for a word of the vocabulary: the same words give the same code, in any script."""
    return slugify(words, allow_unicode=False)[:50] or "w-" + hashlib.sha256(words.strip().encode()).hexdigest()[:12]


def _write_goals(programme, goals) -> None:
    ProgrammeGoal.objects.bulk_create(
        ProgrammeGoal(programme=programme, order=order, text=text) for order, text in enumerate(goals, 1)
    )


def _write_rhythm(programme, rhythm) -> None:
    rules = [
        ("introduction", rhythm.call_hours, 1),
        ("month_one", MONTH_HOURS, rhythm.month_one),
        ("later", MONTH_HOURS, rhythm.later),
    ]
    ContactRule.objects.bulk_create(
        ContactRule(programme=programme, after=after, within_hours=hours, times=times)
        for after, hours, times in rules
        if times
    )


def _write_rules(programme, rules: dict[str, dict]) -> None:
    MatchingRule.objects.bulk_create(
        MatchingRule(
            programme=programme,
            code=code,
            is_on=rule["is_on"],
            numbers={k: v for k, v in rule.items() if k != "is_on"},
        )
        for code, rule in rules.items()
    )


def _rules_of(blueprint: Blueprint) -> dict[str, dict]:
    rules = blueprint.rules
    return {
        "language": {"is_on": rules.level is not None, "level": rules.level or "B1", "mentee_level": rules.mentee_level},
        "gender_wish": {"is_on": rules.gender_wish},
        "overlap": {"is_on": rules.minutes is not None, "minutes": rules.minutes or 60},
        "reach": {"is_on": rules.km is not None, "km": rules.km or 20},
    }
