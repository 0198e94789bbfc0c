"""Sheets for the tests of bringing in, and the way through the pages with a client."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from alongside.foundation import jobs
from alongside.people.models import Person
from alongside.programmes.models import ImportRun

REAL = Path(__file__).parents[1] / "data" / "mentor-match-small"

#: German headings, words to settle, an address without an ending, a column that stays out and text that repeats it.
MESSY = """Mentoren Frühjahr;;;;;;;
Vor- und Nachname;E-Mail;Telefon;Sprachen;Frei am;Religion;Über mich;Geburtsjahr
Jana Weiß;jana.weiss@example.org;0351 123456;Arabisch; Di abend;Bahai;Ich koche gern;1980
Luís Brandão;luis@example.org;;Dari/Farsi;Sa 10-12;Bahai;Ich bin Bahai und backe;1975
Olena Коваль;olena@;+380 44 123 4567;Ukrainisch C1, Deutsch B2;Mo, Mi 18-20;;;1990
Rojda Demir;rojda@example.org;;Kurd.;Di abend;Bahai;Fußball und Bahai;1988
Baran Kaya;baran@example.org;;Kurd.;nach Absprache;;;1991
عمر سعيد;omar@example.org;;Arabisch;So nachmittag;;;1969
"""


def xlsx(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content, name="Mentoren.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse("programmes:import_new"), {"file": SimpleUploadedFile(name, content)})


def settled(client, content, programme, side="mentor", name="Mentoren.csv", **typed) -> ImportRun:
    """Upload and say what it is; the trial has run when this returns."""
    answer = send(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    pk = answer.url.split("/")[-3]
    answer = client.post(answer.url, {"programme": programme.pk, "side": side, "stand": "applied"} | typed)
    assert answer.status_code == 302, answer.content.decode()
    jobs.run_pending()
    return ImportRun.objects.get(pk=pk)


def form_of(client, run) -> dict:
    """What the page of columns would send back unchanged."""
    form = client.get(page("columns", run)).context["form"]
    values = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, "", False):
            values[bound.html_name] = "on" if value is True else value
    return values | {"seen": ImportRun.objects.get(pk=run.pk).columns["trial"]["key"]}


def page(name, run, *more) -> str:
    return reverse(f"programmes:import_{name}", args=[run.pk, *more])


def take(client, run, **typed) -> ImportRun:
    """Press “Take in the ready rows” and let the worker finish."""
    answer = client.post(page("columns", run), form_of(client, run) | {"take": "yes"} | typed)
    assert answer.status_code == 302, answer.content.decode()
    jobs.run_pending()
    return ImportRun.objects.get(pk=run.pk)


def brought_in(client, content, programme, side="mentor", **typed) -> ImportRun:
    return take(client, settled(client, content, programme, side), **typed)


def names() -> set[str]:
    return {person.name for person in Person.objects.all()}
