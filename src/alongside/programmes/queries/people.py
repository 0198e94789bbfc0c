"""Who takes part: the list of people, found, filtered and paged with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.people import directory
from alongside.people.languages import name_of
from alongside.people.models import Area, Person, PersonLanguage, PersonTerm, Term
from alongside.programmes import access
from alongside.programmes.models import Enrolment, EnrolmentState, Side
from alongside.programmes.readiness import Missing, Readiness, ending_checks, is_ready, readiness_of

State = EnrolmentState.State
PAGE_SIZE = 50
#: A check is named so many days before it ends (ours: asking anew takes weeks).
LAPSE_DAYS = 30
#: Who is no longer, or never was, part of it: not in the list unless asked for.
GONE = (State.DECLINED, State.WITHDRAWN, State.LEFT)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. Empty means: everybody who is here now.

    stand: applied, screening, ready, not_ready, resting or gone. lacks: adult, language, availability or check (ended, or ends soon).
    """

    programme: UUID | None = None
    side: str = ""
    stand: str = ""
    lacks: str = ""
    language: str = ""
    area: UUID | None = None
    words: str = ""
    work: UUID | None = None

    @property
    def narrowed(self) -> bool:
        return any((self.programme, self.side, self.stand, self.lacks, self.language, self.area, self.words, self.work))


@dataclass
class Row:
    """One line of the list. pieces: what higher rooms say of this person (slot "people list"), safe HTML."""

    enrolment: Enrolment
    name: str
    stand: str
    languages: str
    readiness: Readiness
    pieces: Sequence[str] = ()

    @property
    def open_things(self) -> list[Missing]:
        """What is missing beside the state, which stands in the label."""
        return [m for m in self.readiness.missing if m.code != "state"]

    @property
    def first_thing(self) -> str:
        return self.open_things[0].in_words

    @property
    def other_things(self) -> int:
        return len(self.open_things) - 1

    @property
    def stand_words(self) -> str:
        return stand_in_words(self.stand)


def page_of_people(principal, filters: Filters, number) -> Page:
    """One page of Rows by name: PAGE_SIZE people, each with all their places. Eight queries at any size; notes the reads."""
    found = narrowed(principal, filters)
    # Ids alone travel for everybody; the rest is fetched for the people of the page.
    ids = set(found.values_list("person_id", flat=True))
    in_order = directory.find(filters.words, ids) if filters.words else directory.by_name(ids)
    page = Paginator(in_order, PAGE_SIZE).get_page(number)
    page.object_list = rows(principal, found, list(page.object_list))
    return page


def narrowed(principal, filters: Filters):
    """The enrolments that the principal may see and `filters` let through."""
    found = access.enrolments_for(principal)
    if filters.programme:
        found = found.filter(programme_id=filters.programme)
    if filters.side:
        found = found.filter(side=filters.side)
    if filters.language:
        found = found.filter(person__in=PersonLanguage.objects.filter(tag=filters.language).values("person"))
    if filters.area:
        found = found.filter(person__area_id=filters.area)
    if filters.work:
        found = found.filter(person__in=PersonTerm.objects.filter(term_id=filters.work, use="works").values("person"))
    if filters.lacks == "adult":
        found = found.filter(person__in=unknown_adults())
    elif filters.lacks == "language":
        found = found.filter(person__languages=None)
    elif filters.lacks == "availability":
        found = found.filter(person__availability_known=False)
    elif filters.lacks == "check":
        found = found.filter(pk__in=ending_checks(LAPSE_DAYS).order_by().values("enrolment"))
    found = found.with_state()
    if filters.stand in ("ready", "not_ready"):
        accepted = found.filter(current_state=State.ACCEPTED)
        return accepted.filter(is_ready() if filters.stand == "ready" else ~is_ready())
    if filters.stand == "gone":
        return found.filter(current_state__in=GONE)
    if filters.stand:
        return found.filter(current_state=filters.stand)
    return found.exclude(current_state__in=GONE)


def rows(principal, found, people: list[UUID]) -> list[Row]:
    """A Row for each of the enrolments `found` of these people, in the order of `people`. Notes the reads."""
    order = {pk: n for n, pk in enumerate(people)}
    enrolments = sorted(
        found.filter(person_id__in=people).select_related("person__area", "programme").prefetch_related("person__languages"),
        key=lambda e: (order[e.person_id], e.created_at),
    )
    readiness = readiness_of(enrolments)
    principal.reads("enrolment", *(e.person_id for e in enrolments))
    return [
        Row(
            enrolment=e,
            name=e.person.name,
            stand=stand_of(e.current_state, readiness[e.pk].ready),
            languages=_(", ").join(name_of(language.tag) for language in _by_level(e.person.languages.all())),
            readiness=readiness[e.pk],
        )
        for e in enrolments
    ]


def stand_of(state: str | None, ready: bool) -> str:
    """Where somebody stands, as the list says it: accepted is told apart into ready and not_ready."""
    if state == State.ACCEPTED:
        return "ready" if ready else "not_ready"
    return state or "applied"


def stand_in_words(stand: str) -> str:
    words = {"ready": _("Ready"), "not_ready": _("Accepted, not ready yet"), "gone": _("No longer here")}
    return words.get(stand) or str(State(stand).label)


def areas_of(principal) -> list[Area]:
    """The areas in which the people of the principal's programmes live. One query."""
    here = access.enrolments_for(principal).filter(person__area=OuterRef("pk"))
    return list(Area.objects.filter(Exists(here)))


def unknown_adults():
    """People of whom nobody knows whether they are adults: no tick, and no birth year that settles it."""
    turning = clock.today().year - 18
    return Person.objects.filter(Q(birth_year=None) | Q(birth_year=turning), adult_confirmed_at=None)


def side_counts(principal, programme_id: UUID | None = None) -> dict[str, dict[str, int]]:
    """{"mentor": {"accepted": 12, …}, "mentee": {…}}: people by side and state, in the principal's programmes. One query."""
    found = access.enrolments_for(principal).with_state()
    if programme_id:
        found = found.filter(programme_id=programme_id)
    counts: dict[str, dict[str, int]] = {Side.MENTOR.value: {}, Side.MENTEE.value: {}}
    for row in found.order_by().values("side", "current_state").annotate(count=Count("pk")):
        counts[row["side"]][row["current_state"] or State.APPLIED.value] = row["count"]
    return counts


def word_for_referrer(enrolment: Enrolment) -> str:
    """What a referrer may know: that it began, that it waits, or that it was not started; never why. One query."""
    state = enrolment.states.order_by("-at", "-id").values_list("state", flat=True).first()
    if state in (State.ACCEPTED, State.RESTING, State.LEFT):
        return _("Taking part")
    if state in (State.DECLINED, State.WITHDRAWN):
        return _("Not started")
    return _("We are getting to know each other")


def _by_level(languages) -> list[PersonLanguage]:
    order = ["native", "C2", "C1", "B2", "B1", "A2", "A1", ""]
    return sorted(languages, key=lambda language: (order.index(language.level), language.tag))


def fields_of_work_of(principal) -> list[Term]:
    """The fields of work that stand in the list's filter: those shipped and the organisations' own. One query."""
    own = Q(organisation=None) | Q(organisation_id__in=principal.organisations())
    return sorted(Term.objects.filter(own, kind=Term.Kind.WORK, active=True), key=lambda term: term.label)


def mentor_backgrounds(programme) -> list[tuple[Term, int]]:
    """Fields of work -> how many mentors of this programme know them, most first. Two queries.

    A count of the pool, for recruiting where it is thin; somebody may count in several fields.
    """
    mentors = Enrolment.objects.filter(programme=programme, side=Side.MENTOR).with_state().exclude(current_state__in=GONE)
    counts = dict(
        PersonTerm.objects.filter(use="works", person__in=mentors.values("person"))
        .values_list("term")
        .annotate(count=Count("pk"))
    )
    terms = Term.objects.filter(pk__in=counts)
    return sorted(((term, counts[term.pk]) for term in terms), key=lambda row: (-row[1], row[0].label))
