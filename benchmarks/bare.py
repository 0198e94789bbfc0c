"""The least that Django can do on this machine: no middleware, one query of twenty rows, one small template."""

from contextlib import contextmanager

from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from alongside.people.models import Organisation

PAGE = "<!doctype html><title>Bare</title><ul>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ul>"


def page(request):
    rows = Organisation.objects.all()[:20]
    return HttpResponse(page.template.render({"rows": rows}, request))


urlpatterns = [path("bare/", page)]


@contextmanager
def bare_page():
    """A client and the path of the bare page, while it can be asked for."""
    page.template = engines["theirs"].from_string(PAGE)
    with override_settings(ROOT_URLCONF="benchmarks.bare", MIDDLEWARE=[]):
        yield Client(SERVER_NAME="localhost"), "/bare/"
