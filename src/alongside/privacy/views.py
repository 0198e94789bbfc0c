import json

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation import audit, registries
from alongside.foundation.access import SIGNED_IN, requires
from alongside.people import languages
from alongside.privacy import access, archive, sheets
from alongside.privacy.forms import TakeOutForm
from alongside.programmes.access import can_see_evidence
from alongside.programmes.queries import week_in_words

POLICY = {"relationship": "programme", "purpose": "export", "fields": ("identity", "casework")}
KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheets.as_xlsx),
    "csv": ("text/csv; charset=utf-8", sheets.as_csv),
}


@requires("coordinator", **POLICY)
def exports(request):
    """What can be taken out of each programme."""
    programmes = access.programmes_for(request.principal)
    context = {"programmes": programmes, "kinds": list(sheets.titles().items()), "form": TakeOutForm()}
    return render(request, "privacy/exports.html", context)


@requires("coordinator", **POLICY)
def sheet(request, pk, kind, ending):
    """One sheet as a file. Only by the button (POST): what goes out is written into the log first."""
    programme = access.programme_for(request.principal, pk)
    if kind not in sheets.KINDS or ending not in KINDS or request.method != "POST":
        raise Http404
    people = access.everybody_in(programme)
    audit.record(by=request.principal, action=f"export {kind}", target=programme, people=people)
    content_type, make = KINDS[ending]
    response = HttpResponse(make(kind, programme), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return response


@requires("coordinator", **POLICY)
def whole(request, pk):
    """The whole programme as one JSON archive. Only by the button (POST)."""
    programme = access.programme_for(request.principal, pk)
    if request.method != "POST":
        raise Http404
    people = access.everybody_in(programme)
    audit.record(by=request.principal, action="export archive", target=programme, people=people)
    pieces = archive.document(programme, with_evidence=can_see_evidence(request.principal, programme.pk))
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="programme.json"'
    return response


@requires(SIGNED_IN, relationship="self", purpose="own data", fields=("own",), second_factor=False)
def mine(request):
    """What is kept about me, and who looked, in plain words."""
    if not request.principal.person_id:
        return render(request, "privacy/nothing_kept.html", {})
    person = access.own_person(request.principal)
    entries = access.who_looked_at(person)
    context = {
        "person": person,
        "spoken": [languages.name_of(row.tag) for row in person.languages.all()],
        "week": week_in_words(person.free_times.all()),
        "has_details": request.principal.holds("mentor", "mentee"),
        "ways": [way.value for way in person.contact_ways.all()],
        "wanted": sorted(row.term.label for row in person.person_terms.select_related("term")),
        "looked": by_day(entries),
        "form": TakeOutForm(),
        "shell": "shell/mentee.html" if request.principal.holds("mentee") else "shell/staff.html",
    }
    return render(request, "privacy/mine.html", context)


@requires(SIGNED_IN, relationship="self", purpose="own data", fields=("own",), second_factor=False)
def my_copy(request):
    """Everything kept about me as a file. Only by the button (POST)."""
    if request.method != "POST":
        raise Http404
    person = access.own_person(request.principal)
    audit.record(by=request.principal, action="export own data", people=[person.pk])
    found = {room: export(person) for room, export in sorted(registries.exporters.items())}
    response = HttpResponse(json.dumps(found, ensure_ascii=False, indent=2, default=str), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


def by_day(entries) -> list[dict]:
    """One line for each day (of the reader's clock) and reason, newest first: who opens a page ten times has looked once."""
    lines = {}
    for entry in entries:
        line = in_words(entry) | {"at": timezone.localdate(entry.at)}
        lines.setdefault(tuple(line.values()), line)
    return list(lines.values())


#: What a route's purpose means to the person concerned, in few sentences: each has to be read in every language. A test holds it complete for every purpose that reads people.
WHY = {
    "accompany": lambda: _("to look after you"),
    "add a person": lambda: _("to decide about taking part"),
    "apply": lambda: _("to decide about taking part"),
    "ask for a call": lambda: _("to look after you"),
    "bring in a sheet": lambda: _("to decide about taking part"),
    "coming in": lambda: _("to decide about taking part"),
    "decide": lambda: _("to decide about taking part"),
    "edit a person": lambda: _("for the programme's work"),
    "expenses": lambda: _("for the programme's work"),
    "export": lambda: _("to take the programme's data out"),
    "inviting": lambda: _("to decide about taking part"),
    "log by link": lambda: _("to look after you"),
    "look after a person": lambda: _("to look after you"),
    "look for people": lambda: _("for the programme's work"),
    "matching": lambda: _("to find a mentor or a mentee"),
    "own calendar": lambda: _("to look after you"),
    "pair": lambda: _("to find a mentor or a mentee"),
    "record a step": lambda: _("to decide about taking part"),
    "refer": lambda: _("to decide about taking part"),
    "supervision": lambda: _("to look after you"),
    "tell two people apart": lambda: _("for the programme's work"),
    "today": lambda: _("to look after you"),
    "undo a sheet": lambda: _("for the programme's work"),
}


def in_words(entry) -> dict:
    """When, and to what end, somebody of the programme looked. The colleague's name is not the point; the reason is."""
    why = WHY.get(entry.purpose, lambda: _("for the programme's work"))()
    return {"at": entry.at, "why": why, "wrote": not entry.action.startswith("read ")}
