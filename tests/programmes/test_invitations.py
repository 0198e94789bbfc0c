"""Ways in: an invitation works once, for three days, for one role, for one address, and for one person."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.people.models import Account
from alongside.programmes.access import NotAllowed
from alongside.programmes.actions import invitations
from alongside.programmes.models import Invitation, Membership
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PASSWORD = "four words in a row"


@pytest.fixture
def people():
    return cast.assemble()


def invite(people, role="screener", by="admin", email="lena@example.org", **more):
    values = {"programme": people.programme, "name": "Lena Novák"} | more
    return invitations.invite(role=role, email=email, by=people.principal(getattr(people, by)), **values)


def come_in(client, token, **more):
    form = {"name": "Lena Novák", "how": "password", "password": PASSWORD} | more
    return client.post(reverse("programmes:accept_invitation", args=[token]), form)


def may(people, who, role, **place):
    try:
        invite(people, role, who, **place)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize(
    "who, roles",
    [
        ("admin", {"coordinator", "screener", "evaluator"}),
        ("ines", {"screener", "evaluator", "mentor", "mentee"}),
        ("samira", set()),
        ("nour", set()),
        ("kateryna", set()),
    ],
)
def test_who_may_give_which_role(people, who, roles):
    every = ("coordinator", "screener", "evaluator", "mentor", "mentee")
    assert {role for role in every if may(people, who, role)} == roles


def test_only_an_administrator_names_another(people):
    place = {"programme": None, "organisation": people.organisation}
    assert may(people, "admin", "administrator", **place)
    assert not may(people, "ines", "administrator", **place)


def test_the_database_keeps_no_token(people):
    invitation, token = invite(people)
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_the_mail_says_nothing_about_programme_or_person(people):
    _, token = invite(people)
    mail = OutgoingMail.objects.get()
    assert mail.to == "lena@example.org" and token in mail.body
    assert people.programme.name not in mail.body + mail.subject and "Lena" not in mail.body + mail.subject


def test_an_invitation_makes_an_account_with_its_role_and_signs_in(client, people):
    _, token = invite(people)
    page = client.get(reverse("programmes:accept_invitation", args=[token]))
    assert page.status_code == 200 and not Account.objects.filter(email="lena@example.org").exists()
    assert come_in(client, token).url == "/"
    account = Account.objects.get(email="lena@example.org")
    assert client.session["_auth_user_id"] == str(account.pk) and account.check_password(PASSWORD)
    assert [(m.role, m.programme) for m in account.memberships.all()] == [("screener", people.programme)]


def test_an_invitation_works_once(client, people):
    _, token = invite(people)
    come_in(client, token)
    client.logout()
    assert client.get(reverse("programmes:accept_invitation", args=[token])).status_code == 404
    assert come_in(client, token, email="other@example.org").status_code == 404
    with pytest.raises(NotAllowed):
        invitations.accept_as_new(token=token, name="X", email="x@example.org", password=None, language="en")


def test_an_invitation_is_over_after_three_days(client, people):
    _, token = invite(people)
    with time_machine.travel(clock.now() + timedelta(hours=71)):
        assert client.get(reverse("programmes:accept_invitation", args=[token])).status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=72, minutes=1)):
        assert come_in(client, token).status_code == 404


def test_a_withdrawn_invitation_and_an_older_one_open_nothing(client, people):
    invitation, token = invite(people)
    _, newer = invite(people)
    assert come_in(client, token).status_code == 404
    client.force_login(people.admin)
    newest = Invitation.objects.exclude(pk=invitation.pk).get()
    client.post(reverse("programmes:withdraw_invitation", args=[newest.pk]))
    client.logout()
    assert come_in(client, newer).status_code == 404


def test_without_a_mail_server_nobody_chooses_a_code_that_never_comes(client, people):
    _, token = invite(people)
    page = client.get(reverse("programmes:accept_invitation", args=[token])).content.decode()
    assert 'name="password"' in page and 'name="how"' not in page
    come_in(client, token)
    assert Account.objects.get(email="lena@example.org").has_usable_password()
    client.logout()
    assert "code by e-mail" not in client.get(reverse("account_login")).content.decode()


def test_whoever_chose_a_code_has_no_password(client, people, settings):
    settings.EMAIL_HOST = "mail.example.org"
    _, token = invite(people)
    come_in(client, token, how="code", password="")
    assert not Account.objects.get(email="lena@example.org").has_usable_password()


@pytest.mark.parametrize("password, sentence", [("", "at least 12"), ("short", "at least 12"), ("password1234", "guessed")])
def test_a_weak_password_is_answered_with_what_to_do(client, people, password, sentence):
    _, token = invite(people)
    assert sentence in come_in(client, token, password=password).content.decode()
    assert Invitation.objects.get().is_open


def test_the_address_is_the_invited_one_whatever_is_sent(client, people):
    _, token = invite(people)
    come_in(client, token, email="elsewhere@example.org")
    assert not Account.objects.filter(email="elsewhere@example.org").exists()


def test_a_person_gets_their_own_pages(client, people, settings):
    settings.EMAIL_HOST = "mail.example.org"
    person = cast.person(people.organisation, "Tesfay Haile")
    enrolment = cast.enrolled(person, people.programme, "mentor")
    client.force_login(people.ines)
    page = reverse("programmes:invite_person", args=[enrolment.pk])
    assert page in client.get(reverse("programmes:person", args=[enrolment.pk])).content.decode()
    assert client.get(page).status_code == 200
    client.post(page, {"email": "Tesfay@example.org", "language": "en"})
    client.logout()
    path = re.search(r"http://\S+?(/invitations/\S+)", OutgoingMail.objects.get().body).group(1)
    client.post(path, {"how": "code"})
    account = Account.objects.get(email="tesfay@example.org")
    assert account.person == person and account.display_name == "Tesfay Haile"
    assert [m.role for m in account.memberships.all()] == ["mentor"]
    client.force_login(people.ines)
    assert page not in client.get(reverse("programmes:person", args=[enrolment.pk])).content.decode()


def test_somebody_who_signs_in_already_is_not_invited_again(people):
    with pytest.raises(NotAllowed):
        invite(people, "mentor", "ines", person=people.mentor.person)


def test_a_stranger_can_invite_nobody_elses_people(client, people):
    client.force_login(people.kateryna)
    assert client.get(reverse("programmes:invite_person", args=[people.mentor.pk])).status_code == 404


def test_an_account_takes_a_second_role_on(client, people):
    _, token = invite(people, "coordinator", email="kateryna@example.org")
    page = reverse("programmes:accept_invitation", args=[token])
    assert "have an account already" in client.get(page).content.decode()
    client.force_login(people.rui)
    assert "for another address" in client.post(page, {}).content.decode()
    client.force_login(people.kateryna)
    assert client.post(page, {}).url == "/"
    assert {m.programme for m in people.kateryna.memberships.all()} == {people.programme, people.other_programme}


def test_the_page_stands_in_the_language_of_the_invitation(client, people):
    _, token = invite(people, language="ar")
    assert 'dir="rtl"' in client.get(reverse("programmes:accept_invitation", args=[token])).content.decode()


def test_the_list_shows_colleagues_and_open_invitations_of_ones_own_place_only(client, people):
    invite(people)
    invite(people, "mentor", "ines", email="m@example.org", name="Adaeze")
    client.force_login(people.admin)
    page = client.get(reverse("programmes:invitations")).content.decode()
    assert "Lena Novák" in page and "Rui Martins" in page and "Adaeze" not in page and "Шевчук" not in page
    client.force_login(people.kateryna)
    page = client.get(reverse("programmes:invitations")).content.decode()
    assert "Шевчук" in page and "Lena" not in page and "Rui" not in page


@pytest.mark.parametrize("who, status", [("samira", 404), ("nour", 404), (None, 302)])
def test_the_list_is_for_those_who_set_up(client, people, who, status):
    if who:
        client.force_login(getattr(people, who))
    assert client.get(reverse("programmes:invitations")).status_code == status


def test_inviting_through_the_page(client, people):
    client.force_login(people.admin)
    form = {"name": "Lena", "email": "lena@example.org", "language": "en", "place": f"coordinator:{people.programme.pk}"}
    assert client.post(reverse("programmes:invite"), form).url == reverse("programmes:invitations")
    assert Invitation.objects.get().role == "coordinator"
    wrong = client.post(reverse("programmes:invite"), form | {"place": f"coordinator:{people.other_programme.pk}"})
    assert "Choose from the list" in wrong.content.decode()


def test_a_role_ends_and_the_last_administrator_stays(client, people):
    client.force_login(people.admin)
    role = Membership.objects.get(account=people.rui, role="screener")
    client.post(reverse("programmes:end_role", args=[role.pk]))
    role.refresh_from_db()
    assert role.until is not None
    own = Membership.objects.get(account=people.admin)
    page = client.post(reverse("programmes:end_role", args=[own.pk]), follow=True)
    own.refresh_from_db()
    assert own.until is None and "another administrator first" in page.content.decode()


def test_an_administrator_of_another_organisation_reaches_no_invitation_or_role(client, people):
    stranger = cast.account("stranger@example.org")
    cast.member(people.other_organisation, "administrator", stranger)
    invitation, _ = invite(people)
    role = Membership.objects.get(account=people.rui, role="screener")
    client.force_login(stranger)
    assert client.post(reverse("programmes:withdraw_invitation", args=[invitation.pk])).status_code == 404
    assert client.post(reverse("programmes:end_role", args=[role.pk])).status_code == 404


def test_the_list_asks_the_same_number_of_questions_at_two_sizes(client, people):
    counts = []
    client.force_login(people.admin)
    for size in (2, 9):
        for number in range(size):
            invite(people, email=f"{size}-{number}@example.org")
            who = cast.account(f"c{size}-{number}@example.org", "Colleague")
            cast.member(people.programme, "screener", who)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("programmes:invitations"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("mail_server", ["mail.example.org", ""])
def test_where_no_mail_goes_out_the_link_is_handed_over(client, people, settings, mail_server):
    """An office without a mail server could otherwise invite nobody."""
    settings.EMAIL_HOST = mail_server
    client.force_login(people.admin)
    client.post(
        reverse("programmes:invite"),
        {"name": "Lena Novák", "email": "lena@example.org", "language": "en", "place": f"screener:{people.programme.pk}"},
    )
    page = client.get(reverse("programmes:invitations")).content.decode()
    link = re.search(r"http\S+/invitation\S*/", page)
    assert bool(link) is (not mail_server), page[:500]
    assert ("The invitation is on its way" in page) is bool(mail_server)
    # Only once: whoever opens the page later reads no link.
    assert not re.search(r"http\S+/invitation\S*/", client.get(reverse("programmes:invitations")).content.decode())
