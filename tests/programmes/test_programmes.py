"""Programmes out of templates: who may set one up, what a template brings, and its life."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.forms import Changed
from alongside.people.models import Term
from alongside.people.vocabulary import TOPICS
from alongside.programmes.access import NotAllowed
from alongside.programmes.actions import programmes
from alongside.programmes.blueprints import BLUEPRINTS
from alongside.programmes.models import Aim, Format, MatchingRule, Programme, WantedStep
from alongside.programmes.target_groups import TARGET_GROUPS
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def admin(people):
    return people.principal(people.admin)


def make(people, by, template="work", name="Into work"):
    return programmes.create(organisation=people.organisation, template=template, name=name, by=by)


def test_there_are_nine_templates():
    assert len(BLUEPRINTS) == 9


@pytest.mark.parametrize("template", BLUEPRINTS)
def test_every_template_makes_a_valid_programme(people, admin, template):
    blueprint = BLUEPRINTS[template]
    made = make(people, admin, template, blueprint.name)
    made.full_clean()
    assert programmes.state_of(made).state == "upcoming"
    assert made.objective and made.goals.count() == 4
    assert set(made.aims) <= set(Aim.values) and made.format in Format.values
    assert set(made.target_groups) <= set(TARGET_GROUPS)
    assert {step.kind for step in made.wanted_steps.all()} <= set(WantedStep.Kind.values)
    assert made.wanted_steps.filter(side="mentee").exists()
    assert {rule.code for rule in made.matching_rules.all()} == set(MatchingRule.Code.values)
    assert made.need_areas.count() == len(blueprint.needs)
    assert {r.after: (r.within_hours, r.times) for r in made.contact_rules.all()}["introduction"][0] <= 48
    assert made.in_words("name", "ar") == blueprint.arabic["name"]
    assert "suspected" in made.prevention_notice and not made.takes_minors


@pytest.mark.parametrize("template", BLUEPRINTS)
def test_every_template_is_complete_in_arabic_and_in_the_vocabulary(template):
    blueprint = BLUEPRINTS[template]
    assert set(blueprint.arabic) == {"name", "summary", "objective", "goals", "mentor_means"} and len(blueprint.arabic["goals"]) == 4
    assert set(blueprint.needs) <= set(TOPICS)
    assert blueprint.training and blueprint.source and blueprint.mentor_means


@pytest.mark.parametrize("who", ["ines", "rui", "samira", "nour", "kateryna"])
def test_only_an_administrator_begins_a_programme(people, who):
    with pytest.raises(NotAllowed):
        make(people, people.principal(getattr(people, who)))


def test_an_administrator_of_another_organisation_begins_none_here(people):
    stranger = cast.account("stranger@example.org", "Ждана")
    cast.member(people.other_organisation, "administrator", stranger)
    with pytest.raises(NotAllowed):
        make(people, people.principal(stranger))


def test_the_first_programme_makes_its_founder_coordinator_and_screener():
    org = cast.organisation()
    founder = cast.account("founder@example.org", "Aroha")
    cast.member(org, "administrator", founder)
    first = programmes.create(
        organisation=org, template="exit", name="A way out", by=cast.principal_for(founder, has_second_factor=True)
    )
    again = cast.principal_for(founder)
    assert {g.role for g in again.grants if g.programme_id == first.pk} == {"coordinator", "screener"}
    second = programmes.create(organisation=org, template="work", name="Into work", by=again)
    assert not {g.role for g in cast.principal_for(founder).grants if g.programme_id == second.pk}


def test_two_programmes_of_one_name_have_two_addresses(people, admin):
    assert make(people, admin).slug == "into-work"
    assert make(people, admin).slug == "into-work-2"
    assert make(people, admin, name="معًا").slug.startswith("programme-")


@pytest.mark.parametrize("who, may", [("ines", True), ("admin", True), ("samira", False), ("kateryna", False)])
def test_coordinator_and_administrator_change_a_programme(people, who, may):
    by = people.principal(getattr(people, who))
    edit = lambda: programmes.edit(  # noqa: E731
        programme=people.programme, by=by, expected_version=1, values={"length_weeks": 30}
    )
    if may:
        edit()
        assert Programme.objects.get(pk=people.programme.pk).length_weeks == 30
    else:
        with pytest.raises(NotAllowed):
            edit()


def test_the_slower_of_two_editors_is_told(people):
    by = people.principal(people.ines)
    programmes.edit(programme=people.programme, by=by, expected_version=1, values={"summary": "First"})
    with pytest.raises(Changed) as told:
        programmes.edit(programme=people.programme, by=by, expected_version=1, values={"summary": "Second"})
    assert told.value.theirs == {"summary": "First"}


def test_a_programme_moves_step_by_step_and_keeps_its_history(people, admin):
    made = make(people, admin)
    with pytest.raises(NotAllowed):
        programmes.set_state(programme=made, state="archived", by=admin)
    for state in ("refining", "running", "running", "closing", "archived"):
        programmes.set_state(programme=made, state=state, by=admin)
    assert [row.state for row in made.states.all()] == ["upcoming", "refining", "running", "closing", "archived"]


def test_a_grant_with_people_under_it_stays(people):
    by = people.principal(people.ines)
    tag = programmes.add_grant(programme=people.programme, name="AMIF 2026", by=by)
    assert programmes.add_grant(programme=people.programme, name="AMIF 2026 ", by=by) == tag
    people.mentor.grants.add(tag)
    with pytest.raises(NotAllowed):
        programmes.remove_grant(tag=tag, by=by)
    people.mentor.grants.clear()
    programmes.remove_grant(tag=tag, by=by)
    assert not people.programme.grant_tags.exists()


def test_a_partner_is_written_down_once(people):
    by = people.principal(people.ines)
    for _ in range(2):
        programmes.add_partner(programme=people.programme, name="Prison of Porto", sector="prison", country="PT", by=by)
    assert people.programme.partners.count() == 1


def test_the_shipped_vocabulary_comes_with_the_first_programme(people, admin):
    make(people, admin)
    assert Term.objects.filter(organisation=None, kind="topic").count() == len(TOPICS)


# ── in the browser ────────────────────────────────────────────────────────────────────────

SECTIONS = "about format rhythm steps rules needs answers prevention minors doors where words".split()


@pytest.fixture
def made(people, admin):
    return make(people, admin, "through-the-gate", "Through the gate")


def page(name, *args):
    return reverse(f"programmes:{name}", args=args)


def send_back(client, url, **changes):
    """Send a form as it was drawn, with `changes`; None leaves a field out (an emptied tick)."""
    form = client.get(url).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value is True:
            value = "on"
        if value not in (None, False, ""):
            data[bound.html_name] = value
    data |= changes
    return client.post(url, {k: v for k, v in data.items() if v is not None})


def test_the_list_shows_only_ones_own(client, people, made):
    client.force_login(people.admin)
    shown = client.get(page("list")).content.decode()
    assert "Through the gate" in shown and "Newcomers together" in shown and "Beyond the gate" not in shown
    client.force_login(people.kateryna)
    shown = client.get(page("list")).content.decode()
    assert "Beyond the gate" in shown and "Newcomers together" not in shown


@pytest.mark.parametrize("who, status", [("admin", 200), ("ines", 404), ("kateryna", 404), ("samira", 404), (None, 302)])
def test_who_reaches_a_programme_of_the_organisation(client, people, made, who, status):
    if who:
        client.force_login(getattr(people, who))
    assert client.get(page("programme", made.pk)).status_code == status
    for section in SECTIONS:
        assert client.get(page("section", made.pk, section)).status_code == status
    for name in ("grants", "partners", "words"):
        assert client.get(page(name, made.pk)).status_code == status
    assert client.post(page("move", made.pk, "running")).status_code == {200: 302, 302: 401}.get(status, 404)


def test_a_programme_begins_in_the_browser(client, people):
    client.force_login(people.admin)
    assert client.get(page("choose_template")).content.decode().count("Look at it") == 9
    begun = send_back(client, page("begin", "community-mentors"), name="Together in Porto")
    made = Programme.objects.get(name="Together in Porto")
    assert begun.url == page("programme", made.pk)
    assert "Trusted people" in client.get(begun.url).content.decode()
    client.force_login(people.ines)
    assert client.get(page("choose_template")).status_code == 404


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_can_be_saved_as_it_stands(client, people, made, section):
    client.force_login(people.admin)
    before = client.get(page("programme", made.pk)).content
    answer = send_back(client, page("section", made.pk, section))
    assert answer.status_code == 302, answer.context["form"].errors
    # The first page after it says that it is saved; what stands in the programme is read on the second.
    assert "Saved. It holds from now on." in client.get(page("programme", made.pk)).content.decode()
    strip = lambda text: [line for line in text.decode().splitlines() if "idempotency" not in line and "csrf" not in line]  # noqa: E731
    assert strip(client.get(page("programme", made.pk)).content) == strip(before)


def test_sections_write_what_was_chosen(client, people, made):
    client.force_login(people.admin)
    send_back(client, page("section", made.pk, "about"), objective="Nobody walks alone", goal_2="", goal_4="A last one")
    send_back(client, page("section", made.pk, "rhythm"), call_hours="12", month_one="0", later="3", quiet_days="5")
    send_back(client, page("section", made.pk, "steps"), mentor_clearance=None, mentee_eligibility="on")
    send_back(client, page("section", made.pk, "rules"), overlap="on", minutes="45", gender_wish=None)
    send_back(client, page("section", made.pk, "where"), transit_countries=["GR", "TR"])
    send_back(client, page("section", made.pk, "answers"), duty_phone="+351 22 000 00 00", duty_hours="8:00 to 20:00")
    made.refresh_from_db()
    assert made.objective == "Nobody walks alone" and made.goals.count() == 3 and made.quiet_days == 5
    assert {r.after: r.times for r in made.contact_rules.all()} == {"introduction": 1, "later": 3}
    steps = set(made.wanted_steps.values_list("side", "kind"))
    assert ("mentor", "clearance") not in steps and ("mentee", "eligibility") in steps
    rules = {rule.code: rule for rule in made.matching_rules.all()}
    assert rules["overlap"].is_on and rules["overlap"].numbers == {"minutes": 45} and not rules["gender_wish"].is_on
    assert made.transit_countries == ["GR", "TR"] and made.duty_phone
    shown = client.get(page("programme", made.pk)).content.decode()
    assert "Greece" in shown and "within 12 hours" in shown.replace("\n", " ")


@pytest.mark.parametrize(
    "section, changes, sentence",
    [
        ("about", {"name": ""}, "Give the programme a name"),
        ("about", {"aims": None}, "Choose at least one"),
        ("format", {"length_weeks": "many"}, "number from 1 to 260"),
        ("answers", {"duty_phone": "112"}, "when somebody answers"),
        ("prevention", {"is_prevention_funded": "on", "prevention_notice": ""}, "about the money"),
        ("minors", {"under_18_rule": "Doors stay open"}, "Write both rules"),
        ("rules", {"km": "far"}, "number from 1 to 500"),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(client, people, made, section, changes, sentence):
    client.force_login(people.admin)
    answer = send_back(client, page("section", made.pk, section), **changes)
    assert answer.status_code == 200 and sentence in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()


def test_the_slower_editor_sees_both_in_the_browser(client, people):
    client.force_login(people.ines)
    url = page("section", people.programme.pk, "format")
    form = client.get(url).context["form"]
    late = {b.html_name: b.value() for b in form if b.value() not in (None, "")} | {"mentor_means": "My words"}
    send_back(client, url, mentor_means="Their words")
    shown = client.post(url, late)
    assert "Their words" in shown.content.decode() and "My words" in shown.content.decode()
    again = shown.context["form"]
    data = {b.html_name: b.value() for b in again if b.value() not in (None, "")}
    client.post(url, data)
    assert Programme.objects.get(pk=people.programme.pk).mentor_means == "My words"


def test_own_words_belong_to_the_organisation(client, people):
    client.force_login(people.ines)
    url = page("words", people.programme.pk)
    client.post(url, {"english": "Bee keeping", "arabic": "تربية النحل"})
    term = Term.objects.get(code="bee-keeping")
    assert term.organisation == people.organisation and term in people.programme.need_areas.all()
    client.force_login(people.kateryna)
    assert "Bee keeping" not in client.get(page("words", people.other_programme.pk)).content.decode()
    assert client.post(page("retire_word", people.other_programme.pk, term.pk)).status_code == 404
    client.force_login(people.ines)
    client.post(page("retire_word", people.programme.pk, term.pk))
    assert "Bee keeping" not in client.get(url).content.decode()


def test_a_programme_is_let_run_in_the_browser(client, people, made):
    client.force_login(people.admin)
    client.post(page("move", made.pk, "running"))
    assert programmes.state_of(made).state == "running"
    refused = client.post(page("move", made.pk, "archived"), follow=True)
    assert "steps in between" in refused.content.decode()


def test_an_arabic_reader_reads_a_programme_in_arabic(client, people, made):
    people.admin.page_language = "ar"
    people.admin.save()
    client.force_login(people.admin)
    assert BLUEPRINTS["through-the-gate"].arabic["objective"] in client.get(page("programme", made.pk)).content.decode()


def test_the_list_asks_the_same_number_of_questions_at_two_sizes(client, people):
    counts = []
    client.force_login(people.admin)
    for size in (2, 9):
        for number in range(size):
            cast.programme(people.organisation, f"Programme {size} {number}", f"p-{size}-{number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(page("list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
