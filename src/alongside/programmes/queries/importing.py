"""What the pages of bringing in a sheet show: the trial in words, two people side by side, how far, what came of it."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.people import directory
from alongside.people.access import people_for
from alongside.people.languages import name_of
from alongside.people.models import Person
from alongside.programmes import access
from alongside.programmes.actions.importing import files, taking, trying, undoing
from alongside.programmes.models import ImportedRow, ImportRun
from alongside.programmes.queries.person import week_in_words
from alongside.programmes.sheets import TrialRow, refused_xlsx
from alongside.programmes.sheets.trial import TrialProblem

Outcome = ImportedRow.Outcome
undo_until = undoing.undo_until
#: Questions that stand on the page at once; the others follow when these have an answer.
ASKED_AT_ONCE = 50


def recent_runs(principal) -> list[dict]:
    """The last sheets, for the first page. Two queries."""
    rows = []
    for run in access.import_runs_for(principal)[:8]:
        rows.append({"run": run, "until": undo_until(run), "open": not run.started_at})
    return rows


def because_in_words(reasons: list[str]) -> str:
    words = {"name": _("the same name"), "reach": _("the same e-mail address or phone number"), "reference": _("your own number")}
    return ", ".join(words[reason] for reason in reasons)


def trial_for_page(principal, run: ImportRun) -> dict:
    """The sum of the last trial with people's names and what was decided. One query and the directory."""
    trial = run.columns["trial"]
    counts = trial.get("counts") or {"ready": 0, "refused": 0, "same": 0, "ask": 0}
    ids = {pk for ask in trial.get("asks", ()) for pk in ask.get("w", ())}
    seen = {str(pk): pk for pk in people_for(principal).filter(pk__in=ids).values_list("pk", flat=True)}
    names = directory.names(seen.values())
    principal.reads("person", *seen.values())
    asks = []
    for ask in trial.get("asks", ()):
        here = next((names[seen[pk]] for pk in ask.get("w", ()) if pk in seen), "")
        asks.append(
            {
                "n": ask["n"],
                "name": ask["name"],
                "here": here,
                "because": because_in_words(ask["b"]) if here else "",
                "sentence": ask["x"][0][1] if ask.get("o") else "",
                "answer": taking.answer_for(run, ask)[0],
            }
        )
    answers = [ask["answer"] for ask in asks]
    coming = counts["ready"] + sum(answer in ("same", "other") for answer in answers)
    rest = counts["ask"] - len(asks)
    if rest and run.columns.get("decide_all") == "other":
        coming += rest
    settled = sum(answer == "leave" for answer in answers)
    total = sum(counts.values())
    to_settle = {
        column: f"words-{run.columns['headings'].index(column)}"
        for column, words in trial.get("words", {}).items()
        if any(not word["settled"] for word in words)
    }
    return trial | {
        "problems": [p | {"at": to_settle.get(p["column"], "") if p.get("word") else ""} for p in trial.get("problems", ())],
        "counts": counts,
        "asks": asks[:ASKED_AT_ONCE],
        "asks_more": max(len(asks) - ASKED_AT_ONCE, 0) + rest,
        "coming": coming,
        "total": total,
        "open": total - coming - counts["same"] - settled,
        "left": settled,
        "unknown_words": [_unknown(name, n) for name, n in trial.get("unknown", {}).items()],
    }


def _unknown(name: str, n: int) -> str:
    words = {
        "languages": ngettext("%(n)d person: no language known", "%(n)d people: no language known", n),
        "availability": ngettext("%(n)d person: free hours not known", "%(n)d people: free hours not known", n),
        "adult": ngettext("%(n)d person: not known whether 18 or older", "%(n)d people: not known whether 18 or older", n),
        "reach": ngettext("%(n)d person: no e-mail or phone", "%(n)d people: no e-mail or phone", n),
    }
    return words[name] % {"n": n}


def _line(run: ImportRun, number: int) -> dict | None:
    try:
        return next((line for line in files.results(files.folder(run.pk)) if line["n"] == number), None)
    except OSError:
        return None


def question(principal, run: ImportRun, number: int) -> dict | None:
    """The row and those who may be the same person, side by side; None if nothing is asked about this row."""
    line = _line(run, number)
    if line is None or line["k"] != "ask":
        return None
    earlier = _line(run, line["o"]) if line.get("o") else None
    people = people_for(principal).filter(pk__in=line.get("w", ())).prefetch_related(
        "languages", "free_times", "contact_ways", "enrolments__programme"
    )
    found = sorted(people, key=lambda person: line["w"].index(str(person.pk)))
    principal.reads("person", *(person.pk for person in found))
    answer, chosen = taking.answer_for(run, line)
    return {
        "number": number,
        "row": _said(line["p"]),
        "earlier": _said(earlier["p"]) | {"number": line["o"]} if earlier and earlier.get("p") else None,
        "sentence": line["x"][0][1] if line.get("o") else because_in_words(line["b"]),
        "people": [_here(person) for person in found],
        "answer": answer,
        "chosen": chosen,
    }


def next_question(run: ImportRun, after: int) -> int | None:
    """The next row that is asked about and has no answer yet."""
    fresh = ImportRun.objects.get(pk=run.pk)
    asks = fresh.columns.get("trial", {}).get("asks", [])
    return next((ask["n"] for ask in asks if ask["n"] > after and not taking.answer_for(fresh, ask)[0]), None)


def _said(person: dict) -> dict:
    return {
        "name": person["name"],
        "ways": [person[key] for key in ("email", "phone", "whatsapp") if person.get(key)],
        "languages": [name_of(tag) for tag, _level in person.get("languages", [])],
        "week": week_in_words([_Span(*span) for span in person.get("availability", [])]),
        "birth_year": person.get("birth_year", ""),
        "area": person.get("area", ""),
    }


class _Span:
    def __init__(self, weekday: int, start: int, end: int):
        self.weekday, self.start, self.end = weekday, start, end


def _here(person: Person) -> dict:
    return {
        "pk": person.pk,
        "name": person.name,
        "ways": [way.value for way in person.contact_ways.all()],
        "languages": [name_of(language.tag) for language in person.languages.all()],
        "week": week_in_words(person.free_times.all()),
        "birth_year": person.birth_year or "",
        "area": person.area.name if person.area else "",
        "places": [f"{e.programme.name}, {e.get_side_display()}" for e in person.enrolments.all()],
    }


def is_working(run: ImportRun) -> bool:
    """Whether something is going on with it outside of a person's request."""
    return run.columns.get("work") in ("reading", "trying", "taking", "undoing") and not run.failed_with


def progress(run: ImportRun) -> dict:
    """How far it is: done and total rows, words for the bar, and whether it is over."""
    work = run.columns.get("work", "")
    done, total = run.rows_done, run.rows_total
    if work == "undoing":
        left = run.rows.filter(outcome=Outcome.TAKEN).count()
        total = run.rows.filter(outcome__in=(Outcome.TAKEN, Outcome.UNDONE, Outcome.SPARED)).count()
        done = total - left
    words = _("%(done)s of %(total)s rows") % {"done": f"{done:,}", "total": f"{total:,}"}
    return {"done": done, "total": max(total, 1), "words": words, "over": not is_working(run)}


def counts(run: ImportRun) -> dict[str, int]:
    """Rows by what became of them. One query."""
    found = dict(run.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}


def result(principal, run: ImportRun) -> dict:
    """What came of it, with the people who were kept at undo. Three queries and the directory."""
    found = counts(run)
    spared = list(run.rows.filter(outcome=Outcome.SPARED).values_list("person_id", flat=True)[:200])
    places = access.enrolments_for(principal).filter(person__in=spared, programme_id=run.programme_id)
    names = directory.names(spared)
    principal.reads("person", *names)
    return {
        "counts": found,
        "not_in": found["refused"] + found["ask"],
        "total": sum(found.values()),
        "until": undo_until(run),
        "spared": [(place.pk, names[place.person_id]) for place in places if place.person_id in names],
        "has_file": not run.file_deleted_at and files.exists(run.pk),
    }


def others_as_xlsx(run: ImportRun) -> bytes | None:
    """The rows that are not taken in, in their own columns, with the reason. None if the file is gone."""
    if run.file_deleted_at or not files.exists(run.pk) or not (files.folder(run.pk) / "trial.jsonl").exists():
        return None
    with files.open_sheet(run.pk, run.file_name, run.columns.get("sheet", "")) as sheet:
        return refused_xlsx(sheet.columns, _other_rows(run, sheet))


def _other_rows(run: ImportRun, sheet) -> Iterator[TrialRow]:
    lines = files.results(files.folder(run.pk))
    line = next(lines, None)
    for row in sheet.rows():
        while line is not None and line["n"] < row.number:
            line = next(lines, None)
        if line is None or line["n"] != row.number:
            continue
        problems = line.get("x", [])
        if line["k"] == trying.ASK:
            if taking.answer_for(run, line)[0]:
                continue
            problems = problems or [["", _("Perhaps here already: %(why)s.") % {"why": because_in_words(line["b"])}, ""]]
        elif line["k"] != trying.REFUSED:
            continue
        yield TrialRow(row.number, None, tuple(TrialProblem(column, sentence) for column, sentence, _word in problems), (), row)
