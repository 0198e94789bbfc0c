"""Somebody comes into a programme, is described, and is accepted, declined or rests.

`by` is the principal. None stands for the house itself: a person's own application or a sheet being
taken in, where the calling action has checked that it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import audit, clock
from alongside.foundation.forms import save_versioned
from alongside.people import actions as people_actions
from alongside.people.models import Organisation, Person, PersonTerm, Term
from alongside.programmes import access
from alongside.programmes.models import Enrolment, EnrolmentState, GrantTag, Programme, Side

State = EnrolmentState.State

#: Columns of an enrolment that may be set by hand.
COLUMNS = frozenset("capacity in_person_ok online_ok reach_km experience_wish motivation release_on waiting_since lent_by lent_until".split())

#: reason code -> words, for each state that wants one. Nothing here says something about the person's worth.
REASONS = {
    State.DECLINED: {
        "no_place": gettext_lazy("There is no place now"),
        "elsewhere": gettext_lazy("Other help fits better"),
        "outside": gettext_lazy("Lives outside our area"),
        "time": gettext_lazy("The time needed does not fit"),
        "not_reached": gettext_lazy("Could not be reached"),
        "steps": gettext_lazy("The checks could not be completed"),
        "age": gettext_lazy("Too young for this programme"),
        "other": gettext_lazy("Something else"),
    },
    State.WITHDRAWN: {
        "no_time": gettext_lazy("No time at the moment"),
        "moved": gettext_lazy("Moved away"),
        "work": gettext_lazy("Work or studies"),
        "found": gettext_lazy("Found other help"),
        "not_said": gettext_lazy("Did not say"),
        "other": gettext_lazy("Something else"),
    },
    State.RESTING: {
        "no_time": gettext_lazy("No time at the moment"),
        "away": gettext_lazy("Is away"),
        "after_ending": gettext_lazy("A pause after an ending"),
        "not_said": gettext_lazy("Did not say"),
        "other": gettext_lazy("Something else"),
    },
    State.LEFT: {
        "finished": gettext_lazy("Finished as planned"),
        "moved": gettext_lazy("Moved away"),
        "no_time": gettext_lazy("No time any more"),
        "no_contact": gettext_lazy("Contact was lost"),
        "other": gettext_lazy("Something else"),
    },
}


@dataclass(frozen=True)
class Decision:
    """Something that can be decided about somebody who stands in one of `from_states`."""

    code: str
    label: str
    what: str
    to: str
    from_states: frozenset[str]


def _decision(code, label, what, to, *from_states):
    return Decision(code, label, what, to, frozenset(from_states))


#: What can be decided, in the order in which it is offered.
DECISIONS = {
    d.code: d
    for d in (
        _decision("begin", gettext_lazy("Get to know each other"), gettext_lazy("You have answered and begin with the steps."),
                  State.SCREENING, "", State.APPLIED),
        _decision("accept", gettext_lazy("Accept"), gettext_lazy("Takes part. Matching begins when nothing is missing."),
                  State.ACCEPTED, "", State.APPLIED, State.SCREENING),
        _decision("resume", gettext_lazy("End the break"), gettext_lazy("Takes part again from today."),
                  State.ACCEPTED, State.RESTING),
        _decision("rest", gettext_lazy("Take a break"), gettext_lazy("Is left out of matching until the break ends."),
                  State.RESTING, State.ACCEPTED),
        _decision("decline", gettext_lazy("Do not start"), gettext_lazy("You say no, with a reason that you could read out."),
                  State.DECLINED, "", State.APPLIED, State.SCREENING),
        _decision("withdraw", gettext_lazy("Withdraws"), gettext_lazy("The person has said no, which is always possible."),
                  State.WITHDRAWN, "", State.APPLIED, State.SCREENING, State.ACCEPTED, State.RESTING),
        _decision("leave", gettext_lazy("Leaves the programme"), gettext_lazy("Was part of it and goes."),
                  State.LEFT, State.ACCEPTED, State.RESTING),
        _decision("reopen", gettext_lazy("Begin again"), gettext_lazy("Is asked again from the first step on."),
                  State.SCREENING, State.DECLINED, State.WITHDRAWN, State.LEFT),
    )
}


@dataclass
class Description:
    """All that is written about somebody when they are added or edited.

    person, enrolment: columns. None for a list means: leave it as it is.
    """

    person: dict = field(default_factory=dict)
    enrolment: dict = field(default_factory=dict)
    languages: list[tuple[str, str]] | None = None
    spans: list[tuple[int, int, int]] | None = None
    ways: list[people_actions.Way] | None = None
    area: str | None = None
    country: str = ""
    topics: Iterable[Term] | None = None
    interests: Iterable[Term] | None = None
    fields_of_work: Iterable[Term] | None = None
    grants: Iterable[GrantTag] | None = None
    is_adult: bool | None = None


def check_age(programme: Programme, birth_year: int | None) -> None:
    """Raises NotAllowed if somebody born in `birth_year` can't be 18 yet and the programme has no rules for that."""
    if birth_year is not None and clock.today().year - birth_year < 18 and not programme.takes_minors:
        raise access.NotAllowed(
            _("This programme is for people of 18 and over. Rules for guardians and for young people come first.")
        )


def enrol(
    *,
    person: Person,
    programme: Programme,
    side: str,
    by,
    source: str = Enrolment.Source.HAND,
    organisation=None,
    state: str = State.APPLIED,
    **values,
) -> Enrolment:
    """Let `person` take part in `programme` on `side`, standing at `state`. Raises NotAllowed.

    organisation: who brought them, by default the person's own. `values`: further columns of the enrolment.
    """
    if by is not None:
        access.check_casework(by, programme.pk)
    check_age(programme, person.birth_year)
    with transaction.atomic():
        enrolment = Enrolment.include_unfinished.create(
            person=person,
            programme=programme,
            side=side,
            source=source,
            organisation=organisation or person.organisation,
            **({"waiting_since": clock.today()} if side == Side.MENTEE else {}) | values,
        )
        EnrolmentState.objects.create(enrolment=enrolment, state=state, by=by.account if by is not None else None)
        audit.record(by=by, action="enrolled", target=enrolment, people=[person.pk])
    return enrolment


def add_by_hand(*, programme: Programme, side: str, by, description: Description) -> Enrolment:
    """A new person, described, in `programme`. Raises NotAllowed; nothing is written then."""
    access.check_casework(by, programme.pk)
    check_age(programme, description.person.get("birth_year"))
    with transaction.atomic():
        columns = dict(description.person)
        columns.setdefault("time_zone", programme.time_zone)
        if description.area is not None:
            columns["area"] = people_actions.area_named(description.country, description.area)
        # A partner's coordinator brings people of the partner, not of the programme's owner.
        home = next(g.organisation_id for g in by.grants if g.programme_id == programme.pk and g.role in access.CASEWORK)
        organisation = Organisation.objects.get(pk=home)
        person = people_actions.add_person(organisation=organisation, by=by, **columns)
        enrolment = enrol(person=person, programme=programme, side=side, by=by, **description.enrolment)
        _describe(enrolment, by, description)
    return enrolment


def edit(*, enrolment: Enrolment, by, expected_version: int | None, description: Description) -> Enrolment:
    """Write the description anew unless somebody was faster (`expected_version` is the person's).

    Raises foundation.forms.Changed and NotAllowed; nothing is written then.
    """
    access.check_casework(by, enrolment.programme_id)
    check_age(enrolment.programme, description.person.get("birth_year", enrolment.person.birth_year))
    return write(enrolment=enrolment, by=by, expected_version=expected_version, description=description)


def write(*, enrolment: Enrolment, by, expected_version: int | None, description: Description) -> Enrolment:
    """`edit` without its checks, for an action that has made its own. Only what differs is written and logged."""
    strange = set(description.enrolment) - COLUMNS
    if strange:
        raise TypeError(f"Not columns of an enrolment that may be set here: {sorted(strange)}")
    with transaction.atomic():
        columns = dict(description.person)
        if description.area is not None:
            columns["area"] = people_actions.area_named(description.country, description.area)
        columns = _differing(enrolment.person, columns)
        people_actions.edit_person(person=enrolment.person, by=by, expected_version=expected_version, **columns)
        if columns := _differing(enrolment, description.enrolment):
            save_versioned(enrolment, enrolment.version, columns)
            audit.record(by=by, action="enrolment changed", target=enrolment, people=[enrolment.person_id], fields=columns)
        _describe(enrolment, by, description)
    return enrolment


def _differing(row, columns: dict) -> dict:
    """Those of `columns` that say something else than `row`. A browser's line ends are no change."""

    def plain(value):
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    return {name: value for name, value in columns.items() if plain(getattr(row, name)) != plain(value)}


def _describe(enrolment: Enrolment, by, description: Description) -> None:
    person = enrolment.person
    if description.languages is not None:
        people_actions.set_languages(person=person, by=by, languages=description.languages)
    if description.spans is not None:
        people_actions.set_free_times(person=person, by=by, spans=description.spans)
    if description.ways is not None:
        people_actions.set_contact_ways(person=person, by=by, ways=description.ways)
    if description.topics is not None:
        use = PersonTerm.Use.OFFERS if enrolment.side == Side.MENTOR else PersonTerm.Use.NEEDS
        people_actions.set_terms(person=person, by=by, use=use, terms=description.topics)
    if description.interests is not None:
        people_actions.set_terms(person=person, by=by, use=PersonTerm.Use.LIKES, terms=description.interests)
    if description.fields_of_work is not None:
        people_actions.set_terms(person=person, by=by, use=PersonTerm.Use.WORKS, terms=description.fields_of_work)
    if description.grants is not None:
        enrolment.grants.set(g for g in description.grants if g.programme_id == enrolment.programme_id)
    if description.is_adult is True:
        people_actions.confirm_adult(person=person, by=by)
    elif description.is_adult is False and person.adult_confirmed_at:
        people_actions.take_back_adult(person=person, by=by)


def state_of(enrolment: Enrolment) -> str:
    """Where somebody stands; "" if nobody wrote it down. One query."""
    newest = enrolment.states.order_by("-at", "-id").values_list("state", flat=True).first()
    return newest or ""


def open_decisions(state: str) -> list[Decision]:
    """What can be decided about somebody who stands at `state`, in order."""
    return [d for d in DECISIONS.values() if state in d.from_states]


def decide(*, enrolment: Enrolment, decision: str, by, reason: str = "", note: str = "") -> EnrolmentState | None:
    """Take a decision. A second click (already there) changes nothing and returns None.

    Raises NotAllowed if it is not open now, or if a reason is wanted and missing.
    """
    access.check_casework(by, enrolment.programme_id)
    chosen = DECISIONS[decision]
    with transaction.atomic():
        # The row is held, so that two people deciding at once come one after the other.
        Enrolment.include_unfinished.select_for_update().get(pk=enrolment.pk)
        state = state_of(enrolment)
        if state == chosen.to:
            return None
        if state not in chosen.from_states:
            raise access.NotAllowed(_("Somebody has decided otherwise meanwhile. Look at where things stand now."))
        if chosen.to in REASONS and reason not in REASONS[chosen.to]:
            raise access.NotAllowed(_("Choose a reason."))
        if decision == "accept":
            check_age(enrolment.programme, enrolment.person.birth_year)
        return move(enrolment=enrolment, state=chosen.to, by=by, reason=reason, note=note)


def move(*, enrolment: Enrolment, state: str, by, reason: str = "", note: str = "") -> EnrolmentState:
    """A new row of where somebody stands, and its audit entry. The caller has checked that the way is open."""
    with transaction.atomic():
        row = EnrolmentState.objects.create(
            enrolment=enrolment, state=state, reason=reason, note=note, by=by.account if by is not None else None
        )
        audit.record(by=by, action=f"enrolment {state}", target=enrolment, people=[enrolment.person_id])
    return row
