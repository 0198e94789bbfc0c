"""An empty installation: a one-time link, then four steps to the first people."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from alongside.people.models import Account, Organisation
from alongside.programmes.models import Programme
from alongside.programmes.queries import principal_for
from tests import cast

pytestmark = pytest.mark.django_db


def first_run(capsys) -> str:
    call_command("first_run")
    found = re.search(r"http://\S+?(/invitations/\S+)", capsys.readouterr().out)
    return found.group(1) if found else ""


def come_in(client, path):
    form = {"name": "Aroha Ngata", "email": "aroha@example.org", "how": "password", "password": "four words in a row"}
    return client.post(path, form, follow=True)


def found(client, **more):
    form = {"name": "Lado a Lado", "sector": "ngo", "country": "PT"} | more
    return client.post(reverse("first_steps_organisation"), form, follow=True)


def test_an_empty_installation_prints_a_link_that_works(client, capsys):
    path = first_run(capsys)
    assert "Welcome to Alongside" in client.get(path).content.decode()
    page = come_in(client, path)
    assert page.redirect_chain[-1][0] == reverse("first_steps")
    assert "Your organisation" in page.content.decode()


def test_starting_again_ends_the_older_link(client, capsys):
    older, newer = first_run(capsys), first_run(capsys)
    assert client.get(older).status_code == 404 and client.get(newer).status_code == 200


def test_later_starts_are_silent(client, capsys):
    come_in(client, first_run(capsys))
    assert first_run(capsys) == "", "whoever came in can sign in again and go on"
    found(client)
    assert first_run(capsys) == ""


def test_without_any_administrator_a_link_is_printed_again(client, capsys):
    come_in(client, first_run(capsys))
    found(client)
    Account.objects.update(is_active=False)
    assert first_run(capsys)


def test_the_four_steps_one_after_the_other(client, capsys):
    come_in(client, first_run(capsys))
    wrong = found(client, name="")
    assert "Write the name of your organisation" in wrong.content.decode()
    page = found(client)
    assert page.context["here"] == 2 and "Portugal" in page.content.decode()
    page = client.post(reverse("first_steps_programme"), {"template": "through-the-gate"}, follow=True)
    assert page.context["here"] == 3
    programme = Programme.objects.get()
    account = Account.objects.get()
    roles = {(g.role, g.programme_id) for g in principal_for(account).grants}
    assert roles == {("administrator", None), ("coordinator", programme.pk), ("screener", programme.pk)}
    invite = client.get(f"{reverse('programmes:invite')}?place=coordinator:{programme.pk}")
    assert "checked" in invite.content.decode()
    client.post(
        reverse("programmes:invite"),
        {"name": "Rui", "email": "rui@example.org", "language": "en", "place": f"coordinator:{programme.pk}"},
    )
    page = client.get(reverse("first_steps"))
    assert page.context["here"] == 4
    cast.enrolled(cast.person(Organisation.objects.get(), "Samira Haddad"), programme, "mentor")
    page = client.get(reverse("first_steps"))
    assert page.context["here"] == 5 and "All four steps are done" in page.content.decode()


def test_nothing_is_founded_twice(client, capsys):
    come_in(client, first_run(capsys))
    found(client)
    found(client, name="Another name")
    assert [o.name for o in Organisation.objects.all()] == ["Another name"]


def test_a_second_factor_is_asked_for_once_there_is_an_organisation(client, capsys, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    come_in(client, first_run(capsys))
    page = found(client)
    assert page.redirect_chain[-1][0] == "/account/second-factor/?next=/first-steps/"


@pytest.mark.parametrize(
    "who, status", [("admin", 200), ("ines", 302), ("samira", 302), ("nour", 302), ("kateryna", 302), (None, 302)]
)
def test_first_steps_are_for_administrators(client, who, status):
    people = cast.assemble()
    if who:
        client.force_login(getattr(people, who))
    assert client.get(reverse("first_steps")).status_code == status
    assert client.get(reverse("first_steps_organisation")).status_code == status


def test_an_administrator_sees_only_their_own_organisation(client):
    people = cast.assemble()
    stranger = cast.account("stranger@example.org", "Ждана")
    cast.member(people.other_organisation, "administrator", stranger)
    client.force_login(stranger)
    page = client.get(reverse("first_steps")).content.decode()
    assert "Разом" in page and "Lado a Lado" not in page and "Newcomers together" not in page


def test_an_installation_with_an_administrator_lets_nobody_found(client, capsys):
    people = cast.assemble()
    assert first_run(capsys) == ""
    client.force_login(people.ines)
    assert found(client).status_code == 200
    assert {o.country for o in Organisation.objects.all()} == {"PT", "PL"} and Organisation.objects.count() == 2
