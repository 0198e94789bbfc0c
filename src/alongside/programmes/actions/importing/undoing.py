"""Undo: what a run made is removed in batches. Whoever has been used since stays, and is named on the page."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, jobs
from alongside.people.access import NotAllowed
from alongside.people.models import ContactWay, FreeTime, Person, PersonLanguage, PersonTerm
from alongside.programmes import access
from alongside.programmes.actions.importing import files, tidying
from alongside.programmes.models import Enrolment, EnrolmentState, ImportedRow, ImportRun
from alongside.programmes.queries import principal_for

#: Deleting asks every room, so a batch is smaller than in taking in: a transaction stays under 200 ms.
BATCH = 100
Outcome = ImportedRow.Outcome
#: What a run itself writes about somebody; a row of any other model means that the person has been used since.
OWN = (PersonLanguage, FreeTime, ContactWay, PersonTerm, Enrolment, EnrolmentState, ImportedRow, Enrolment.grants.through)
EMPTY = {"birth_year": None, "needs_interpreter": None, "area": None}


def undo_until(run: ImportRun):
    """The moment until which it can be undone; None if it cannot."""
    if not run.started_at or run.undone_at or run.file_deleted_at:
        return None
    return (run.finished_at or clock.now()) + timedelta(days=tidying.KEPT_FOR)


def undo(*, run: ImportRun, by) -> None:
    """Take back what the run did, soon. A second click changes nothing. Raises NotAllowed."""
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        standing = ImportRun.objects.select_for_update().get(pk=run.pk)
        if standing.undone_at or (standing.columns.get("work") == "undoing" and not standing.failed_with):
            return
        until = undo_until(standing)
        if until is None or until < clock.now():
            raise NotAllowed(_("This can't be undone any more. Change or erase people on their own pages."))
        standing.columns = standing.columns | {"work": "undoing"}
        standing.failed_with = ""
        standing.save(update_fields=["columns", "failed_with"])
        audit.record(by=by, action="sheet undone", target=standing)
        jobs.enqueue("alongside.programmes.actions.importing.undo_batch", run_id=run.pk)


def undo_batch(run_id) -> str | None:
    """Undo the next rows. Returns jobs.AGAIN while there are more. Harmless to repeat and to break off."""
    run = ImportRun.objects.select_related("by").filter(pk=run_id).first()
    if run is None or run.undone_at or run.columns.get("work") != "undoing":
        return None
    with transaction.atomic():
        standing = ImportRun.objects.select_for_update().get(pk=run.pk)
        rows = list(run.rows.filter(outcome=Outcome.TAKEN).order_by("number")[:BATCH])
        if rows:
            _undo_rows(run, rows)
            return jobs.AGAIN
        standing.undone_at = clock.now()
        standing.finished_at = standing.finished_at or standing.undone_at
        standing.columns = standing.columns | {"work": ""}
        standing.save(update_fields=["undone_at", "finished_at", "columns"])
    files.drop(run.pk)
    tidying.forget(run)
    return None


def _undo_rows(run: ImportRun, rows: list[ImportedRow]) -> None:
    ids = [row.person_id for row in rows if row.person_id]
    people = {p.pk: p for p in Person.objects.filter(pk__in=ids)}
    places = {e.person_id: e for e in Enrolment.include_unfinished.filter(imported_in=run, person__in=ids)}
    touched = _touched(run, people, places)
    gone_people, gone_places = [], []
    for row in rows:
        person = people.get(row.person_id)
        if person is None:
            row.outcome = Outcome.UNDONE  # erased or joined to somebody meanwhile
        elif row.person_id in touched or (not row.made_person and _changed_since_filled(row, person)):
            row.outcome = Outcome.SPARED
        else:
            row.outcome = Outcome.UNDONE
            if row.made_person:
                gone_people.append(person.pk)
            else:
                _empty_again(person, row.data.get("filled", []))
            if row.person_id in places:
                gone_places.append(places[row.person_id].pk)
    audit.record(by=principal_for(run.by) if run.by else None, action="undone", target=run, people=gone_people)
    Enrolment.include_unfinished.filter(pk__in=gone_places).delete()
    Person.objects.filter(pk__in=gone_people).delete()
    for row in rows:
        if row.person_id in gone_people:
            row.person = None
    ImportedRow.objects.bulk_update(rows, ["outcome", "person"])


def _touched(run: ImportRun, people: dict, places: dict) -> set:
    """Ids of those who have been used since: edited, screened, proposed, paired, invited, enrolled elsewhere, and so on."""
    made = {row for row in run.rows.filter(person__in=people, made_person=True).values_list("person_id", flat=True)}
    found = set()
    for pk in made:
        person = people[pk]
        if person.version > 1 or (run.finished_at and person.changed_at > run.finished_at):
            found.add(pk)
    found |= _pointed_at(Person, made)
    elsewhere = Enrolment.include_unfinished.filter(person__in=made).exclude(imported_in=run)
    found |= set(elsewhere.values_list("person_id", flat=True))
    owner = {place.pk: pk for pk, place in places.items()}
    found |= {owner[pk] for pk in _pointed_at(Enrolment, set(owner))}
    found |= {pk for pk, place in places.items() if place.version > 1}
    moved = EnrolmentState.objects.filter(enrolment__in=owner).values_list("enrolment_id", flat=True)
    seen = set()
    for pk in moved:
        if pk in seen:
            found.add(owner[pk])
        seen.add(pk)
    return found


def _pointed_at(model, ids: set) -> set:
    """Those of `ids` to which a row of any room points, but for what the run itself wrote. Rooms never look up, so the models are asked."""
    found = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        if relation.related_model not in OWN:
            column = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
            found |= set(rows.values_list(column, flat=True))
    return found


def _changed_since_filled(row: ImportedRow, person: Person) -> bool:
    return bool(row.data.get("filled")) and person.version != row.data.get("version")


def _empty_again(person: Person, filled: list[str]) -> None:
    for name in filled:
        if name in ("languages", "free_times", "contact_ways", "person_terms"):
            getattr(person, name).all().delete()
        else:
            setattr(person, name, EMPTY.get(name, ""))
    if filled:
        person.availability_known = person.availability_known and "free_times" not in filled
        person.version += 1
        person.save()
