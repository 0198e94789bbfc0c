"""Two records of one person become one, or are told apart. A person decides, looking at both; nothing merges by itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.people.access import NotAllowed, people_for
from alongside.people.models import ContactWay, FreeTime, NotTheSame, Person, PersonLanguage, PersonTerm
from alongside.programmes import access
from alongside.programmes.models import DoNotMatch, Enrolment, ImportedRow
from alongside.programmes.queries.duplicates import reach_key

#: Columns that the earlier record takes over where it says nothing.
FILLS = "known_as pronouns birth_year gender gender_wish wishes about occupation area_id needs_interpreter".split()
ENROLMENT_FILLS = "in_person_ok online_ok reach_km experience_wish motivation reference release_on lent_by lent_until".split()


def earlier_of(one: Person, other: Person) -> tuple[Person, Person]:
    """(the earlier record, the later one)."""
    first, second = sorted((one, other), key=lambda person: (person.created_at, person.pk))
    return first, second


def check_can_join(principal, kept: Person, gone: Person) -> None:
    """Raises NotAllowed unless `gone` holds nothing yet that would be lost or that others look after."""
    _check_sees_both(principal, kept, gone)
    if kept.organisation_id != gone.organisation_id:
        raise NotAllowed(_("The two belong to different organisations. Each keeps its own record."))
    if hasattr(gone, "account"):
        raise NotAllowed(_("The later record has an account to sign in with. It can't be joined to another."))
    own = set(access.enrolments_for(principal).filter(person=gone).values_list("pk", flat=True))
    enrolments = Enrolment.include_unfinished.filter(person=gone)
    if set(enrolments.values_list("pk", flat=True)) - own:
        raise NotAllowed(_("The later record also stands in a programme of somebody else. Ask them first."))
    if any(_rows_above(row) for row in (gone, *enrolments)):
        raise NotAllowed(_("The later record has already been proposed or has met somebody. End that first."))


def join(*, kept: Person, gone: Person, by) -> Person:
    """`kept`, with what only `gone` said added to it; `gone` no longer exists. Raises NotAllowed.

    Where both say something, the earlier words stand. About thirty queries.
    """
    with transaction.atomic():
        # As they stand now, held: what somebody wrote since the page was drawn must not be written over.
        held = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")}
        if len(held) < 2:
            raise NotAllowed(_("Somebody has joined these two already."))
        kept, gone = held[kept.pk], held[gone.pk]
        check_can_join(by, kept, gone)
        filled = _fill(kept, gone, FILLS)
        if gone.adult_confirmed_at and not kept.adult_confirmed_at:
            kept.adult_confirmed_at, kept.adult_confirmed_by = gone.adult_confirmed_at, gone.adult_confirmed_by
            filled.append("adult_confirmed_at")
        kept.changed_at, kept.version = clock.now(), kept.version + 1
        kept.save()
        _move_details(kept, gone)
        for enrolment in Enrolment.include_unfinished.filter(person=gone):
            _move_enrolment(kept, enrolment)
        gone.consents.update(person=kept)
        ImportedRow.objects.filter(person=gone).update(person=kept)
        audit.record(by=by, action="people joined", target=kept, people=[kept.pk, gone.pk], fields=filled)
        gone.delete()
    return kept


def tell_apart(*, one: Person, other: Person, by) -> None:
    """Note that these are two people, so that nobody is asked again. Raises NotAllowed. Twice is once."""
    _check_sees_both(by, one, other)
    first, second = sorted((one, other), key=lambda person: person.pk)
    try:
        with transaction.atomic():
            NotTheSame.objects.create(one=first, other=second, by=by.account)
            audit.record(by=by, action="people told apart", target=first, people=[first.pk, second.pk])
    except IntegrityError:
        return


def _check_sees_both(principal, *people: Person) -> None:
    if people_for(principal).filter(pk__in=[p.pk for p in people]).count() != len({p.pk for p in people}):
        raise NotAllowed(_("You don't work with both of these people."))
    if not principal.holds(*access.CASEWORK):
        raise NotAllowed(_("You don't work with both of these people."))


def _rows_above(row) -> bool:
    """Whether a higher room (a pair, a proposal) points to this row. Asked of the models, for rooms never look up."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        # That somebody is kept apart from them must not vanish with the record that is swallowed.
        if relation.related_model._meta.app_label in ("people", "programmes") and relation.related_model is not DoNotMatch:
            continue
        if relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists():
            return True
    return False


def _fill(kept, gone, names) -> list[str]:
    """Copy what `kept` leaves empty. Returns the names of what was copied."""
    filled = [n for n in names if getattr(kept, n) in (None, "") and getattr(gone, n) not in (None, "")]
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    return filled


def _move_details(kept: Person, gone: Person) -> None:
    there = {reach_key(w.kind, w.value) or (w.kind, w.value) for w in kept.contact_ways.all()}
    for way in gone.contact_ways.all():
        if (reach_key(way.kind, way.value) or (way.kind, way.value)) not in there:
            ContactWay.objects.filter(pk=way.pk).update(person=kept, preferred=False)
    spoken = set(kept.languages.values_list("tag", flat=True))
    PersonLanguage.objects.filter(person=gone).exclude(tag__in=spoken).update(person=kept)
    if not kept.availability_known and gone.availability_known:
        FreeTime.objects.filter(person=gone).update(person=kept)
        Person.objects.filter(pk=kept.pk).update(availability_known=True)
    words = set(kept.person_terms.values_list("term_id", "use"))
    for term in gone.person_terms.all():
        if (term.term_id, term.use) not in words:
            PersonTerm.objects.filter(pk=term.pk).update(person=kept)


def _move_enrolment(kept: Person, enrolment: Enrolment) -> None:
    """Give the place to `kept`. Where they have the same place already, that one stands and takes over what it lacks.

    Its state stands too: a second application does not undo an acceptance. A referral comes along if there is none.
    """
    same = Enrolment.include_unfinished.filter(
        person=kept, programme_id=enrolment.programme_id, side=enrolment.side
    ).first()
    if same is None:
        Enrolment.include_unfinished.filter(pk=enrolment.pk).update(person=kept)
        return
    if filled := _fill(same, enrolment, ENROLMENT_FILLS):
        same.save(update_fields=filled)
    enrolment.screening_steps.update(enrolment=same)
    same.grants.add(*enrolment.grants.all())
    if hasattr(enrolment, "referral") and not hasattr(same, "referral"):
        type(enrolment.referral).objects.filter(pk=enrolment.referral.pk).update(enrolment=same)
