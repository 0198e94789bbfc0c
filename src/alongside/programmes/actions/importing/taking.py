"""Taking in, in batches of 200 rows: each its own transaction, each exactly once, nobody visible before the last."""

import logging

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, jobs
from alongside.people.actions import area_named, merged
from alongside.people.directory import fold
from alongside.people.models import Area, ContactWay, FreeTime, Person, PersonLanguage, PersonTerm
from alongside.programmes.actions.importing import describing, files, trying
from alongside.programmes.actions.importing.known import ASK, NAME, READY, SAME
from alongside.programmes.models import Enrolment, EnrolmentState, GrantTag, ImportedRow, ImportRun
from alongside.programmes.queries import principal_for

log = logging.getLogger("alongside.importing")
BATCH = 200
Outcome = ImportedRow.Outcome


def take_batch(run_id) -> str | None:
    """Take in the next rows of a run. Returns jobs.AGAIN while there are more. Harmless to repeat and to break off."""
    run = ImportRun.objects.select_related("by", "programme__organisation").filter(pk=run_id).first()
    if run is None or not run.started_at or run.finished_at or run.failed_with or run.columns.get("work") != "taking":
        return None
    with translation.override(run.by.page_language if run.by else "en"):
        try:
            lines, at = files.results_from(run.pk, run.columns["at"], BATCH)
        except OSError:
            ImportRun.objects.filter(pk=run.pk).update(failed_with=_("The file is not there any more. Take it back, then choose it again."))
            return None
        try:
            # Gathered before the transaction, so that it is short; areas and grants made on the way harm nobody.
            batch = _Batch(run)
            for line in lines:
                batch.add(line)
            with transaction.atomic():
                return _write(run, batch, len(lines), at)
        except Exception as error:
            # One row of a hostile sheet must not leave the page waiting for ever. Kind and place only: the words may hold a name.
            log.error("import: %s at row %s", type(error).__name__, run.rows_done)
            ImportRun.objects.filter(pk=run.pk).update(
                failed_with=_("It stopped on the way, and nobody from this sheet can be seen yet. Try to go on, or take it back.")
            )
            return None


def _write(run: ImportRun, batch: "_Batch", count: int, at: int) -> str | None:
    standing = ImportRun.objects.select_for_update().get(pk=run.pk)
    if standing.rows_done != run.rows_done or standing.finished_at or standing.columns.get("work") != "taking":
        return jobs.AGAIN  # another thread was faster with these rows
    batch.write()
    standing.rows_done += count
    standing.columns = standing.columns | {"at": at}
    if count and standing.rows_done < standing.rows_total:
        standing.save(update_fields=["rows_done", "columns"])
        return jobs.AGAIN
    # Cells that were shown for a decision are not needed any more: what stays out is kept nowhere but in the upload.
    shown = ("examples", "filled", "words", "asks", "problems")
    trial = {key: part for key, part in standing.columns["trial"].items() if key not in shown}
    standing.columns = {key: part for key, part in standing.columns.items() if key not in shown} | {"trial": trial, "work": ""}
    standing.finished_at = clock.now()
    standing.save(update_fields=["rows_done", "columns", "finished_at"])
    audit.record(by=batch.by, action="sheet taken in", target=run)
    return None


def answer_for(run: ImportRun, line: dict) -> tuple[str, str]:
    """(what was decided about a row that is asked about: "same", "other", "leave" or "" for nothing, the person's id)."""
    answer, person = run.columns.get("decisions", {}).get(str(line["n"]), ["", ""])
    if answer and (answer != "same" or person in line.get("w", ())):
        return answer, person
    for_all = run.columns.get("decide_all", "")
    if for_all == "same":
        return ("same", line["w"][0]) if len(line.get("b", ())) > 1 and NAME in line["b"] else ("", "")
    return for_all, ""


class _Batch:
    """Rows gathered and then written with a fixed number of statements."""

    def __init__(self, run: ImportRun):
        self.run, self.programme, self.side = run, run.programme, run.side
        self.by = principal_for(run.by, purpose="bring in a sheet") if run.by else None
        self.home = trying.home_of(run)
        self.vocabulary = trying.vocabulary_of(run.programme)
        self.now = clock.now()
        self.areas: dict[str, dict[str, Area]] = {}
        self.grants: dict[str, GrantTag] = {}
        self.rows: list[ImportedRow] = []
        self.new: list[Person] = []
        self.known: list[tuple[ImportedRow, dict, str]] = []
        self.made: dict[type, list] = {kind: [] for kind in (Enrolment, EnrolmentState, PersonLanguage, FreeTime, ContactWay, PersonTerm)}
        self.grant_links: list = []

    def add(self, line: dict) -> None:
        """Decide what becomes of one line of the trial."""
        row = ImportedRow(run=self.run, number=line["n"], outcome=Outcome.REFUSED, problems=line.get("x", []))
        self.rows.append(row)
        if line["k"] == READY:
            self._add_new(row, line["p"])
        elif line["k"] == SAME:
            row.outcome, row.person_id = Outcome.SAME, line["w"][0]
        elif line["k"] == ASK:
            answer, person = answer_for(self.run, line)
            row.perhaps_id = line["w"][0] if line.get("w") else None
            if answer == "other":
                self._add_new(row, line["p"])
            elif answer == "same":
                self.known.append((row, line["p"], person))
            else:
                row.outcome = Outcome.LEFT if answer == "leave" else Outcome.ASK

    def _add_new(self, row: ImportedRow, said: dict) -> None:
        columns = describing.person_columns(said, self.programme)
        found, strange = describing.terms(said, self.vocabulary)
        columns["about"] = describing.in_own_words(columns["about"], strange)
        person = Person(organisation_id=self.home, name=said["name"], area=self._area(said), **columns)
        if said.get("adult"):
            person.adult_confirmed_at, person.adult_confirmed_by = self.now, self.run.by
        person.availability_known = bool(self._details(person, said, found))
        self.new.append(person)
        self._enrol(row, person, said)
        row.outcome, row.person, row.made_person, row.data = Outcome.TAKEN, person, True, said

    def _details(self, person: Person, said: dict, found) -> list:
        """Languages, hours, ways and words of one person. Returns the hours."""
        self.made[PersonLanguage] += [PersonLanguage(person=person, tag=tag, level=level) for tag, level in said.get("languages", [])]
        spans = merged(tuple(span) for span in said.get("availability", []))
        self.made[FreeTime] += [FreeTime(person=person, weekday=d, start=a, end=b) for d, a, b in spans]
        self.made[ContactWay] += [
            ContactWay(person=person, kind=w.kind, value=w.value, is_safe=w.is_safe, when=w.when, preferred=n == 0)
            for n, w in enumerate(describing.ways(said))
        ]
        self.made[PersonTerm] += [PersonTerm(person=person, term=term, use=use) for use, term in found]
        return spans

    def _enrol(self, row: ImportedRow, person: Person, said: dict) -> None:
        enrolment = Enrolment(
            person=person, programme=self.programme, side=self.side, source=Enrolment.Source.SHEET, organisation_id=self.home,
            imported_in=self.run, **describing.enrolment_columns(said, self.side),
        )  # fmt: skip
        state = EnrolmentState(
            enrolment=enrolment, state=self.run.columns.get("stand", "applied"), at=describing.since(said), by=self.run.by
        )
        self.made[Enrolment].append(enrolment)
        self.made[EnrolmentState].append(state)
        link = Enrolment.grants.through
        for name in said.get("grant_tags", []):
            self.grant_links.append(link(enrolment=enrolment, granttag=self._grant(name)))
        row.made_enrolment = True

    def _area(self, said: dict) -> Area | None:
        name = " ".join(said.get("area", "").split())[:80]
        if not name:
            return None
        country = said.get("country") or (self.programme.countries or [self.programme.organisation.country])[0]
        if country not in self.areas:
            self.areas[country] = {fold(area.name): area for area in Area.objects.filter(country=country)}
        if fold(name) not in self.areas[country]:
            self.areas[country][fold(name)] = area_named(country, name)
        return self.areas[country][fold(name)]

    def _grant(self, name: str) -> GrantTag:
        if name not in self.grants:
            self.grants[name] = GrantTag.objects.get_or_create(programme=self.programme, name=name[:60])[0]
        return self.grants[name]

    def write(self) -> None:
        """All that was gathered. About 20 statements, whatever the number of rows."""
        self._attach_known()
        Person.objects.bulk_create(self.new)
        for kind, rows in self.made.items():
            manager = Enrolment.include_unfinished if kind is Enrolment else kind.objects
            manager.bulk_create(rows)
        Enrolment.grants.through.objects.bulk_create(self.grant_links)
        ImportedRow.objects.bulk_create(self.rows)
        people = [row.person_id for row in self.rows if row.outcome == Outcome.TAKEN]
        if people:
            audit.record(by=self.by, action="brought in", target=self.run, people=people)

    def _attach_known(self) -> None:
        """Those who are here already take part too; only what nobody had written is filled in."""
        ids = [pk for _row, _said, pk in self.known]
        people = {str(p.pk): p for p in Person.objects.filter(pk__in=ids)}
        here = {
            str(e.person_id) for e in Enrolment.include_unfinished.filter(person__in=ids, programme=self.programme, side=self.side)
        }
        for row, said, pk in self.known:
            person = people.get(pk)
            if person is None:
                row.outcome = Outcome.ASK
                continue
            filled = self._fill(person, said)
            row.person = person
            if pk not in here:
                here.add(pk)
                self._enrol(row, person, said)
            row.outcome = Outcome.TAKEN if filled or row.made_enrolment else Outcome.SAME
            row.data = {"filled": filled, "version": person.version} if filled else {}

    def _fill(self, person: Person, said: dict) -> list[str]:
        """Write down what was empty. Returns the names of what was filled."""
        columns = describing.person_columns(said, self.programme)
        # What is only a default of ours is nothing that the row says.
        del columns["page_language"]
        columns["time_zone"] = said.get("time_zone", "")
        filled = [n for n, value in columns.items() if value not in (None, "") and getattr(person, n) in (None, "")]
        for name in filled:
            setattr(person, name, columns[name])
        if person.area_id is None and (area := self._area(said)):
            person.area = area
            filled.append("area")
        found, _strange = describing.terms(said, self.vocabulary)
        lists = {"languages": (PersonLanguage, person.languages), "free_times": (FreeTime, person.free_times),
                 "contact_ways": (ContactWay, person.contact_ways), "person_terms": (PersonTerm, person.person_terms)}  # fmt: skip
        before = {kind: len(self.made[kind]) for kind, _there in lists.values()}
        spans = self._details(person, said, found)
        for name, (kind, there) in lists.items():
            if there.exists():
                del self.made[kind][before[kind] :]
            elif len(self.made[kind]) > before[kind]:
                filled.append(name)
        if "free_times" in filled:
            person.availability_known = bool(spans)
        if filled:
            person.version += 1
            person.save()
        return filled
